import { type Actor, actorKey, type PersonActor, type StaffActor } from '../../../kernel/actor.ts';
import { isUniqueViolation } from '../../../kernel/db/database.ts';
import { type Issue, kernelErrors } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import { type KindOfSeal, kindsOfSeal } from '../domain/kinds.ts';
import { mayRenew } from '../domain/seal-life.ts';
import { checkStrokes } from '../domain/strokes.ts';
import type { SealApplication, SealPrincipal } from '../door.ts';
import { sealsErrors } from '../errors.ts';
import type { SealsPlugs } from '../plugs.ts';
import { hasRole, principalOf } from '../policy.ts';
import { readSealFile } from '../seal-files.ts';
import { type ApplicationRow, insertApplication } from '../store/applications.ts';
import { findInForce, findSeal } from '../store/seal-rows.ts';

/**
 * Asks for a seal (F139, F143, F153). A person's signature needs nobody's approval: the account is a real-name one, and only the person keeps it.
 * @throws seals.not_yours, seals.application_open, seals.seal_in_force, seals.not_renewable, seals.file_missing, kernel.invalid_request
 */
export async function applyForSeal(
  deps: { readonly kernel: Kernel; readonly plugs: SealsPlugs },
  actor: Actor,
  given: SealApplication,
): Promise<ApplicationRow> {
  const { kernel } = deps;
  const kind = kindsOfSeal[given.kind];
  const principal = mustMatch(actor, kind);
  const who = await deps.plugs.applicant(actor as PersonActor | StaffActor);
  if (!who) throw sealsErrors.not_yours();
  const issues = checkShape(kind, given);
  if (issues.length > 0) throw kernelErrors.invalid_request({ issues });
  const by = actorKey(actor);
  for (const file of [...(given.impression ? [given.impression] : []), ...(given.evidence ?? [])])
    await readSealFile(kernel, by, file.fileId);

  const inscription = kind.inner ? (given.inscription ?? kind.inner) : null;
  const row = {
    id: newId('sa'),
    kind: given.kind,
    principalKind: principal.kind,
    principalId: principal.id,
    principalName: who.name,
    name: nameOfSeal(given.kind, who, inscription),
    inscription,
    region: who.region.slice(0, 6),
    source: given.source,
    reason: given.reason,
    impression: given.impression ?? null,
    evidence: (given.evidence ?? []).map((e) => ({ ...e, mediaType: mediaTypeOf(e.fileId) })),
    strokes: given.strokes ?? null,
    width: kind.width,
    height: kind.height,
    renews: given.renews ?? null,
    appliedBy: by,
    appliedByName: 'name' in actor ? actor.name : by,
  };
  const options = { actor, ...(given.requestId ? { requestId: given.requestId } : {}) };
  try {
    return await kernel.command('seals.apply', options, async (ctx) => {
      const former = await findInForce(ctx.tx, row);
      if (given.renews) {
        const renewed = await findSeal(ctx.tx, given.renews);
        if (!renewed || renewed.principalKind !== principal.kind || renewed.principalId !== principal.id)
          throw sealsErrors.seal_missing();
        if (renewed.id !== former?.id || !mayRenew(renewed, ctx.now)) throw sealsErrors.not_renewable();
      } else if (former && former.applicationId !== null) throw sealsErrors.seal_in_force();
      const personal = given.kind === 'signature';
      const application = {
        ...row,
        state: personal ? ('approved' as const) : ('submitted' as const),
        appliedAt: ctx.now,
        ...(personal ? { decidedBy: 'system:real-name' } : {}),
      };
      await insertApplication(ctx.tx, application);
      ctx.audit({
        action: 'seals.applied',
        subject: `seal-application:${row.id}`,
        data: { kind: row.kind, source: row.source, renews: row.renews },
      });
      return {
        ...application,
        picture: null,
        decidedBy: null,
        decidedByName: null,
        decidedAt: null,
        decisionReason: null,
      };
    });
  } catch (error) {
    if (isUniqueViolation(error, 'application_open')) throw sealsErrors.application_open({ cause: error });
    throw error;
  }
}

function mustMatch(actor: Actor, kind: KindOfSeal): SealPrincipal {
  const principal = principalOf(actor);
  const allowed =
    kind.of === 'office'
      ? hasRole(actor, 'seal-keeper')
      : actor.kind === 'person' &&
        (kind.of === 'person'
          ? actor.principal.kind === 'person'
          : actor.principal.kind === 'firm' && actor.principal.role === 'legal');
  if (!principal || !allowed) throw sealsErrors.not_yours();
  return principal;
}

function checkShape(kind: KindOfSeal, given: SealApplication): Issue[] {
  const issues: Issue[] = [];
  const wrong = (path: string, zh: string, en: string) =>
    issues.push({ path: `body.${path}`, code: 'seal', message: { zh, en } });
  if (!kind.sources.includes(given.source))
    wrong('source', '这种印章不能这样制作', 'A seal of this kind is not made this way');
  else if (given.source === 'scan') {
    if (!given.impression) wrong('impression', '请上传印模', 'Upload the impression');
    else if (given.impression.dpi === undefined && given.impression.widthMm === undefined)
      wrong('impression', '请填写扫描分辨率或印章宽度', 'Give the resolution of the scan or the width of the seal');
    else if (!given.impression.fileId.endsWith('-png'))
      wrong('impression', '印模须为 PNG 图片', 'The impression must be a PNG picture');
  } else if (given.source === 'handwritten') {
    if (!given.strokes) wrong('strokes', '请书写签名', 'Write the signature');
    else issues.push(...checkStrokes(given.strokes));
  }
  if (given.inscription !== undefined && !/^[\p{Script=Han}\p{N}（）()]{2,16}$/u.test(given.inscription))
    wrong('inscription', '专用章名称为二至十六个汉字', 'The words of a special seal are 2 to 16 Chinese characters');
  if (kind.of === 'firm' && (given.evidence ?? []).length === 0)
    wrong(
      'evidence',
      '请上传营业执照或法定代表人身份证明',
      'Upload the business licence or proof of the legal representative',
    );
  return issues;
}

function nameOfSeal(
  kind: SealApplication['kind'],
  who: { readonly name: string; readonly legalName?: string },
  inscription: string | null,
): string {
  if (kind === 'legal-person') return who.legalName ?? who.name;
  return inscription ? `${who.name}${inscription}` : who.name;
}

function mediaTypeOf(fileId: string): string {
  return fileId.endsWith('-pdf') ? 'application/pdf' : fileId.endsWith('-png') ? 'image/png' : 'image/jpeg';
}
