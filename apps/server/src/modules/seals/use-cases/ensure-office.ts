import { loadNotoSerif } from '@miaopi/fonts/noto';
import { fileSigner, makeSeal } from '@miaopi/gm';
import { sealPng } from '@miaopi/layout/png';
import { type Actor, actorKey } from '../../../kernel/actor.ts';
import type { CommandContext } from '../../../kernel/command.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import type { KeyWrap } from '../key-wrap.ts';
import { lockAuthority } from '../store/certificates.ts';
import { findSealInUse, insertGrant, insertSeal, listGrantSlugs, nextSealSerial } from '../store/seal-rows.ts';
import { type Authority, certify } from './ensure-authority.ts';

export interface OfficeInput {
  readonly uscc: string;
  /** Full Chinese name, as it stands on the seal. */
  readonly name: string;
  readonly region: string;
}

/** Round seal of a unit below the State Council's departments, mm (国发〔1999〕25号). */
const diameter = 42;
const day = 86_400_000;
const renewBefore = 30 * day;

/** Makes key, certificate and seal of an office, or renews a seal that runs out soon; its grants go over to the new one. */
export async function ensureOffice(
  deps: { readonly kernel: Kernel; readonly wrap: KeyWrap; readonly authority: Authority },
  actor: Actor,
  office: OfficeInput,
): Promise<'new' | 'present'> {
  const { kernel, wrap, authority } = deps;
  const good = (validTo: Date | undefined, now: Date) =>
    validTo !== undefined && validTo.getTime() - now.getTime() > renewBefore;
  if (good((await findSealInUse(kernel.read, office.uscc))?.validTo, kernel.clock.now())) return 'present';
  return kernel.command('seals.ensure_office', { actor }, async (ctx) => {
    await lockAuthority(ctx.tx);
    const former = await findSealInUse(ctx.tx, office.uscc);
    if (former && good(former.validTo, ctx.now)) return 'present';
    const holder = await certify(ctx.tx, wrap, {
      kind: 'office',
      office: office.uscc,
      name: { C: 'CN', O: office.name, organizationIdentifier: office.uscc, CN: `${office.name}电子印章` },
      issuer: authority.issuing,
      years: 5,
      usage: ['digitalSignature', 'nonRepudiation'],
      now: ctx.now,
    });
    const region = office.region.slice(0, 6);
    const id = `${region}${String(await nextSealSerial(ctx.tx, region)).padStart(8, '0')}`;
    const validFrom = new Date(ctx.now.getTime() - 60_000);
    const validTo = new Date(validFrom);
    validTo.setUTCFullYear(validTo.getUTCFullYear() + 3);
    const picture = sealPng({ kind: 'unit', name: office.name, serial: id.slice(0, 14), diameter }, loadNotoSerif(700));
    const der = makeSeal({
      id,
      vendor: 'MIAOPI',
      type: 1,
      name: office.name,
      certificates: [holder.certificate],
      createdAt: ctx.now,
      validFrom,
      validTo,
      picture: { type: 'png', data: picture, width: diameter, height: diameter },
      maker: fileSigner({ privateKey: authority.maker.key.privateKey, certificate: authority.maker.certificate }),
    });
    await insertSeal(ctx.tx, {
      id,
      name: office.name,
      office: office.uscc,
      region,
      type: 1,
      diameter,
      certificateId: holder.id,
      der,
      validFrom,
      validTo,
      now: ctx.now,
      by: actorKey(actor),
      replaces: former?.id,
    });
    if (former)
      for (const { slug } of await listGrantSlugs(ctx.tx, former.id))
        await grantUse(ctx, { sealId: id, slug, to: validTo });
    ctx.audit({
      action: former ? 'seals.seal_renewed' : 'seals.seal_made',
      subject: `seal:${id}`,
      data: { office: office.uscc, former: former?.id ?? null },
    });
    return 'new';
  });
}

/** 系统授权 with the assessment it rests on (F149, F152). */
export async function grantUse(
  ctx: CommandContext,
  grant: { readonly sealId: string; readonly slug: string; readonly to: Date },
): Promise<void> {
  const id = newId();
  await insertGrant(ctx.tx, {
    id,
    assessmentId: newId(),
    sealId: grant.sealId,
    slug: grant.slug,
    risks: [
      { zh: '系统在未经审批时用印', en: 'The system seals without a decision' },
      { zh: '同一证照重复用印', en: 'One licence is sealed twice' },
      { zh: '印章密钥外泄', en: 'The key of the seal leaks' },
    ],
    measures: [
      {
        zh: '仅对已准予办件的证照用印，用印与办结同一事务',
        en: 'Only licences of granted cases are sealed, in the transaction that closes the case',
      },
      {
        zh: '用印台账按证照唯一、只增、链式防改',
        en: 'The ledger holds each licence once, only grows, and is chained by hashes',
      },
      {
        zh: '密钥加密保存，包装密钥不入库',
        en: 'Keys are stored encrypted, their wrapping secret outside the database',
      },
    ],
    from: new Date(ctx.now.getTime() - 60_000),
    to: grant.to,
    by: actorKey(ctx.actor),
  });
  ctx.audit({
    action: 'seals.use_granted',
    subject: `seal:${grant.sealId}`,
    data: { slug: grant.slug, grant: id, until: grant.to.toISOString() },
  });
}
