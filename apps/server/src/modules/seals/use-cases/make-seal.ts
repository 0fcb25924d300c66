import { inBoth, told } from '@miaopi/items';
import { type Actor, actorKey } from '../../../kernel/actor.ts';
import type { CommandContext } from '../../../kernel/command.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import { kindsOfSeal } from '../domain/kinds.ts';
import { sealYears } from '../domain/seal-life.ts';
import { sealsErrors } from '../errors.ts';
import { type MadePicture, makePicture } from '../make-picture.ts';
import { actorName, maySee, mustHaveRole } from '../policy.ts';
import { type ApplicationRow, findApplication, lockApplication, setMade } from '../store/applications.ts';
import { lockAuthority } from '../store/certificates.ts';
import { findSeal, insertSeal, insertSealChange, nextSealSerial } from '../store/seal-rows.ts';
import { tellHolder } from '../tell.ts';

/**
 * The authority makes the seal of an approved application: number and picture. It is of no use until its keeper activates it.
 * @throws seals.application_missing, seals.wrong_state, seals.impression_unusable
 */
export async function makeSealOf(
  kernel: Kernel,
  actor: Actor,
  input: {
    readonly applicationId: string;
    readonly impression?: { readonly dpi?: number; readonly widthMm?: number };
    readonly requestId?: string;
  },
): Promise<{ readonly sealId: string }> {
  const application = await findApplication(kernel.read, input.applicationId);
  if (!application || !maySee(actor, { kind: application.principalKind, id: application.principalId }))
    throw sealsErrors.application_missing();
  // a signature is made for its writer at once
  const own = application.kind === 'signature' && application.appliedBy === actorKey(actor);
  if (!own) mustHaveRole(actor, 'seal-maker');
  if (application.state !== 'approved') throw sealsErrors.wrong_state();
  const corrected = input.impression && application.impression;
  const picture = await makePicture(
    kernel,
    corrected ? { ...application, impression: { fileId: corrected.fileId, ...input.impression } } : application,
    serialOf(application.region, Number(BigInt(`0x${hexOf(application.id)}`) % 10_000_000n)),
  );
  return kernel.command('seals.make', { actor, requestId: input.requestId }, async (ctx) => {
    await lockAuthority(ctx.tx);
    const locked = await lockApplication(ctx.tx, input.applicationId);
    if (locked?.state !== 'approved') throw sealsErrors.wrong_state();
    return { sealId: await insertMade(ctx, locked, picture) };
  });
}

async function insertMade(ctx: CommandContext, a: ApplicationRow, picture: MadePicture): Promise<string> {
  const id = `${a.region}${String(await nextSealSerial(ctx.tx, a.region)).padStart(8, '0')}`;
  const validTo = new Date(ctx.now);
  validTo.setUTCFullYear(validTo.getUTCFullYear() + sealYears);
  // a renewed seal stays with whoever keeps the one it replaces
  const former = a.renews ? await findSeal(ctx.tx, a.renews) : undefined;
  const keeper = former?.keeper ?? keeperOf(a);
  await insertSeal(ctx.tx, {
    id,
    kind: a.kind,
    name: a.name,
    principalKind: a.principalKind,
    principalId: a.principalId,
    principalName: a.principalName,
    region: a.region,
    type: kindsOfSeal[a.kind].type,
    width: picture.width,
    height: picture.height,
    picture: picture.png,
    validFrom: ctx.now,
    validTo,
    now: ctx.now,
    by: actorKey(ctx.actor),
    keeper,
    keeperName: former?.keeperName ?? a.appliedByName,
    applicationId: a.id,
    renews: a.renews,
  });
  await setMade(ctx.tx, { id: a.id, picture: picture.png, width: picture.width, height: picture.height });
  await insertSealChange(ctx.tx, {
    id: newId(),
    sealId: id,
    at: ctx.now,
    what: 'made',
    state: 'made',
    reason: null,
    by: actorKey(ctx.actor),
    byName: actorName(ctx.actor),
    since: null,
  });
  ctx.audit({ action: 'seals.seal_made', subject: `seal:${id}`, data: { application: a.id, kind: a.kind } });
  if (a.kind !== 'signature')
    tellHolder(
      ctx,
      keeper,
      told('sealMade', {
        seal: inBoth(a.name),
        where:
          a.principalKind === 'office'
            ? { zh: '工坊“印章一览”', en: 'All seals in the studio' }
            : { zh: '“我的印章”', en: 'My seals' },
      }),
    );
  return id;
}

/** Of a person who acted for a firm: the person, whomever he acts for next. */
function keeperOf(a: ApplicationRow): string {
  return a.appliedBy.replace(/\/firm:.*$/, '');
}

/** 13 digits of a seal (GA 241: region 6, serial 7). */
function serialOf(region: string, n: number): string {
  return `${region}${String(n).padStart(7, '0')}`;
}

function hexOf(text: string): string {
  return Buffer.from(text.slice(-12)).toString('hex');
}
