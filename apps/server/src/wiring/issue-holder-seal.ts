import { compileTemplate, drawingToPdf, drawPaper } from '@miaopi/layout';
import { notoPaperEnv } from '@miaopi/layout/noto';
import type { District, HolderSeal } from '@miaopi/scenarios';
import type { PersonActor } from '../kernel/actor.ts';
import type { Identity } from '../modules/identity/index.ts';
import type { Seals } from '../modules/seals/index.ts';
import { officialOf } from './district-officials.ts';

interface Deps {
  readonly identity: Identity;
  readonly seals: Seals;
  readonly district: District;
}

/** Seals of the demo's firms and persons by the way of everybody's: the holder asks, the authority approves and makes, the holder takes it into use. */
export async function issueHolderSeal(
  { identity, seals, district }: Deps,
  wanted: HolderSeal,
  password: string,
): Promise<'new' | 'present'> {
  const { until, reason, handwriting } = wanted;
  const actor = await holderOf(identity, wanted.holder);
  const { principal } = actor;
  const standing = async () => ({
    seal: (await seals.listSealsOf(principal)).find((s) => s.kind === wanted.seal && s.state !== 'revoked'),
    open: (await seals.openApplicationsOf(principal)).find((a) => a.kind === wanted.seal),
  });
  let now = await standing();
  const done = () =>
    until === 'submitted' ? now.open || now.seal : now.seal && (until === 'made' || now.seal.state !== 'made');
  if (done()) return 'present';
  if (!now.seal && !now.open) {
    const firm = wanted.holder.kind === 'firm' ? wanted.holder.uscc : undefined;
    await seals.applyForSeal(actor, {
      kind: wanted.seal,
      source: handwriting ? 'handwritten' : 'drawn',
      ...(handwriting ? { strokes: handwriting } : {}),
      ...(firm ? { evidence: [await businessLicence(seals, actor, district, firm)] } : {}),
      reason,
    });
    now = await standing();
  }
  // what was begun before goes on from where it stood
  if (until !== 'submitted' && now.open?.state === 'submitted') {
    const approver = await officialOf(identity, district, 'seal-approver');
    await seals.decideApplication(approver, {
      applicationId: now.open.id,
      approve: true,
      reason: '执照与登记一致，准予制发',
    });
    now = await standing();
  }
  if (now.open?.state === 'approved') {
    await seals.makeSeal(await officialOf(identity, district, 'seal-maker'), { applicationId: now.open.id });
    now = await standing();
  }
  if (until === 'in-use' && now.seal?.state === 'made')
    await seals.activate(actor, { sealId: now.seal.sealId, password });
  return 'new';
}

async function holderOf(identity: Identity, holder: HolderSeal['holder']): Promise<PersonActor> {
  const person = await identity.findHolder('person', holder.kind === 'firm' ? holder.keeper : holder.citizenId);
  const firm = holder.kind === 'firm' ? await identity.findHolder('firm', holder.uscc) : undefined;
  if (!person || (holder.kind === 'firm' && !firm)) throw new Error('a seal of somebody who has no account');
  return {
    kind: 'person',
    personId: person.id,
    sessionId: 'scenario',
    name: person.name,
    principal: firm ? { kind: 'firm', id: firm.id, role: 'legal' } : { kind: 'person', id: person.id, role: 'self' },
  };
}

/** The evidence that goes with a firm's application. */
async function businessLicence(seals: Seals, actor: PersonActor, district: District, uscc: string) {
  const firm = district.firms.find((one) => one.uscc === uscc);
  const line = (y: number, text: string, size = 12) => ({ kind: 'text' as const, x: 25, y, width: 160, text, size });
  const paper = compileTemplate({
    name: '营业执照',
    page: 'A4',
    elements: [
      { ...line(35, '营业执照（副本）', 24), align: 'center' },
      line(70, `名称　　　　　　${firm?.name ?? ''}`),
      line(82, `统一社会信用代码　${uscc}`),
      line(94, `类型　　　　　　${firm?.type ?? ''}`),
      line(106, `法定代表人　　　${firm?.legalRepresentative.name ?? ''}`),
      line(118, `住所　　　　　　${firm?.address ?? ''}`),
      line(130, `成立日期　　　　${firm?.established ?? ''}`),
      line(160, '示范区数据，非真实证照'),
    ],
  });
  const drawing = drawPaper(paper, { values: {} }, notoPaperEnv());
  const pdf = await drawingToPdf(drawing, {
    title: '营业执照（副本）',
    date: new Date(`${district.founded}T00:00:00Z`),
  });
  const { fileId } = await seals.keepFile(actor, pdf);
  return { fileId, name: '营业执照（副本）.pdf' };
}
