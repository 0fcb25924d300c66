import { randomBytes } from 'node:crypto';
import { makeLicenceIdentifier } from '@miaopi/identifiers';
import { inBoth, told } from '@miaopi/items';
import type { StaffActor } from '../../../kernel/actor.ts';
import { actorKey } from '../../../kernel/actor.ts';
import type { CommandContext } from '../../../kernel/command.ts';
import { isUniqueViolation } from '../../../kernel/db/database.ts';
import { kernelErrors } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { isDeviceTrouble } from '../../seals/index.ts';
import type { LicencesDeps } from '../deps.ts';
import { reissued } from '../domain/content.ts';
import { groundOf } from '../domain/grounds.ts';
import { searchKeyFrom, serialOf } from '../domain/identifier.ts';
import { actionRules } from '../domain/life.ts';
import type { MadeLicence, ReservedLicence } from '../door.ts';
import { licencesErrors } from '../errors.ts';
import { keeperMade, saysKeeperWait } from '../keeper-made.ts';
import { makeFile } from '../make-file.ts';
import { photoOfFile } from '../photo.ts';
import { findReissue, type Reissue, saveReissue } from '../store/reissues.ts';
import type { IssuedRow } from '../store/rows.ts';
import { completeLicence, insertLicence, newestVersionOf } from '../store/write-licences.ts';
import { recordSealing } from './record-sealing.ts';
import { tellHolder } from './tell-holder.ts';

/** ms until a key device that does not answer is asked again */
const devicePause = 20_000;

function reissueJob(licenceId: string) {
  return { task: 'licences.finish_reissue', payload: { licenceId }, key: `licences.reissue.${licenceId}` };
}

/**
 * A new version of a licence without a case (延续、补领、转入): same number and fields, next version, new identifier and code. The former is held from here to
 * `finishReissue`; a job finishes it when this process dies between.
 * @returns id of the new version
 */
export async function reserveVersion(
  ctx: CommandContext,
  { kernel }: Pick<LicencesDeps, 'kernel'>,
  former: IssuedRow,
  why: Pick<Reissue, 'action' | 'ground' | 'note' | 'document'> & {
    readonly validTo?: string;
    /** What it says, where clerical mistakes of the former are corrected. */
    readonly content?: IssuedRow['content'];
  },
): Promise<string> {
  const actor = ctx.actor as StaffActor;
  const id = newId('lic');
  const searchKey = searchKeyFrom(randomBytes(20));
  const version = (await newestVersionOf(ctx.tx, former.id)) + 1;
  const identifier = makeLicenceIdentifier({
    typeCode: former.typeCode,
    issuerCode: former.office,
    serial: serialOf(former.number),
    version,
  });
  const content = reissued(why.content ?? former.content, {
    identifier,
    verifyUrl: `${kernel.config.publicUrl}/v/${searchKey}`,
    issuedOn: ctx.today,
    validTo: why.validTo ?? former.validTo,
  });
  const { validFrom, validTo } = content;
  insertLicence(
    ctx.tx,
    {
      ...former,
      id,
      identifier,
      searchKey,
      version,
      caseId: null,
      content,
      validFrom,
      validTo,
      state: 'reserved',
      issuedAt: ctx.now,
      replaces: former.id,
    },
    (cause) => (isUniqueViolation(cause) ? licencesErrors.being_replaced({ cause }) : cause),
  );
  await saveReissue(ctx.tx, {
    licenceId: id,
    region: former.region,
    action: why.action,
    ground: why.ground,
    note: why.note,
    document: why.document,
    operator: actorKey(actor),
    operatorName: actor.name,
    at: ctx.now,
  });
  ctx.audit({
    action: 'licences.reissue_begun',
    subject: `licence:${former.id}`,
    data: { by: id, action: why.action },
  });
  ctx.addJob({ ...reissueJob(id), runAt: new Date(ctx.now.getTime() + 60_000) });
  return id;
}

/**
 * Makes and seals the reserved version and makes it known; one whose type asks for its keeper's hand (专管加盖) goes on his list instead and is finished when
 * he has sealed. Idempotent: a version that is known already is left alone.
 */
export async function finishReissue(deps: LicencesDeps, licenceId: string): Promise<void> {
  const { kernel } = deps;
  const found = await findReissue(kernel.read, licenceId);
  if (!found) return;
  const { licence, former, why } = found;
  const item = await deps.item(licence.slug, licence.itemVersion);
  if (!item)
    throw kernelErrors.bug({ log: `${licence.slug} v${licence.itemVersion} of licence ${licenceId} is not there` });
  const photo = photoOfFile(await kernel.files.get(former.fileKey));
  const reserved: ReservedLicence = {
    id: licence.id,
    identifier: licence.identifier,
    number: licence.number,
    version: licence.version,
    slug: licence.slug,
    itemVersion: licence.itemVersion,
    caseId: '',
    office: licence.office,
    region: licence.region,
    holder: {
      kind: licence.holderKind,
      id: licence.holderId,
      name: licence.holderName,
      number: licence.holderNumber,
    },
    content: licence.content,
    issuedAt: licence.issuedAt.toISOString(),
    replaces: former.identifier,
    typeVersion: licence.typeVersion,
  };
  const governed = await deps.types.governedAt(item, licence.typeVersion);
  let made: MadeLicence;
  try {
    made =
      item.package.licence.seal.use === 'keeper'
        ? await keeperMade(deps, reserved, governed, async () => photo)
        : await makeFile(deps, reserved, governed, photo);
  } catch (error) {
    // on the keeper's list: gone on with when he has sealed it
    if (saysKeeperWait(error)) return;
    if (!isDeviceTrouble(error)) throw error;
    kernel.log.warn({ err: error, licenceId }, 'a new version waits for the device that holds the seal’s key');
    return kernel.command('licences.reissue_waits', { actor: { kind: 'system', name: 'licences' } }, async (ctx) =>
      ctx.addJob({ ...reissueJob(licenceId), runAt: new Date(ctx.now.getTime() + devicePause) }),
    );
  }
  const ground = groundOf(why.ground);
  const { name } = actionRules[why.action];
  const reason = {
    zh: `${name.zh}：${ground?.text.zh ?? ''}`,
    en: `${name.en}: ${ground?.text.en ?? ''}`,
  };
  await kernel.command('licences.finish_reissue', { actor: { kind: 'system', name: 'licences' } }, async (ctx) => {
    const { done } = await completeLicence(ctx.tx, licenceId, made, {
      operator: why.operator,
      now: ctx.now,
      reason,
      formerReason: reason,
      action: why.action,
      formerAction: why.action,
      ground: why.ground,
      note: why.note,
      document: why.document,
      operatorName: why.operatorName,
    });
    // another process was faster; the file just made is swept
    if (!done) return;
    ctx.removeJob(`licences.reissue.${licenceId}`);
    ctx.audit({ action: `licences.${why.action}`, subject: `licence:${former.id}`, data: { by: licenceId } });
    ctx.emit({
      name: 'licences.state_changed',
      payload: {
        licenceId: former.id,
        identifier: former.identifier,
        action: why.action,
        from: former.state,
        by: licenceId,
      },
    });
    recordSealing(deps.seals, ctx, made, { caseId: null, operator: why.operator });
    const act = { zh: name.zh, en: name.en.toLowerCase() };
    const { typeName: result, officeName: office } = licence;
    await tellHolder(
      ctx,
      deps.contactsOf,
      licence,
      told('licenceReissued', { result, licence: inBoth(licence.number), office, act }),
      true,
    );
  });
}

/** The keeper decided on re-issues that waited for him: jobs finish those he sealed, in whichever process that is. */
export async function goOnAfterKeeper(
  { kernel }: Pick<LicencesDeps, 'kernel'>,
  decisions: readonly {
    readonly licenceId: string | null;
    readonly caseId: string | null;
    readonly approved: boolean;
  }[],
): Promise<void> {
  const sealed = decisions.flatMap((d) => (d.approved && d.licenceId && !d.caseId ? [d.licenceId] : []));
  if (sealed.length === 0) return;
  const options = { actor: { kind: 'system', name: 'licences' }, beside: true } as const;
  await kernel.command('licences.resume_reissue', options, async (ctx) => {
    for (const licenceId of sealed) ctx.addJob(reissueJob(licenceId));
  });
}
