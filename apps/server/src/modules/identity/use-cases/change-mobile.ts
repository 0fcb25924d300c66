import { createHmac, randomInt } from 'node:crypto';
import { inBoth, noticeTo, told } from '@miaopi/items';
import type { PersonActor } from '../../../kernel/actor.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import { maskMobile } from '../domain/account-number.ts';
import { identityErrors } from '../errors.ts';
import type { Limits } from '../limits.ts';
import { findPerson } from '../store/accounts.ts';
import { changeMobile, confirmMobileCode, mobileConfirmed, putMobileCode, type Side } from '../store/mobile-codes.ts';

export interface ChangeMobileDeps {
  readonly kernel: Kernel;
  readonly limits: Limits;
  readonly secret: string;
  sendCode(mobile: string, code: string, personId: string): Promise<void>;
}

const codeMinutes = 5;
/** Time to have the new number's code arrive once the old number has been confirmed. */
const confirmedMinutes = 10;

/**
 * F032 F079: sends a code to the bound number, or, once that number's code has come back, to the new one. Whether another account holds the
 * new number is not told here: only who can read its messages learns that.
 */
export async function sendMobileCode(
  deps: ChangeMobileDeps,
  actor: PersonActor,
  given: { to: Side; mobile?: string; oldCode?: string; ip: string },
): Promise<{ mobile: string; validSeconds: number }> {
  const bound = await boundMobile(deps.kernel, actor);
  let mobile = bound;
  if (given.to === 'new') {
    if (!given.mobile) throw identityErrors.code_wrong();
    if (given.mobile === bound) throw identityErrors.mobile_same();
    mobile = given.mobile;
    await mustHaveConfirmed(deps, actor, bound, given.oldCode);
  }
  await deps.limits.spend('mobileCode', `${actor.personId}:${given.to}`);
  await deps.limits.spend('mobileCode', `to:${mobile}`);
  await deps.limits.spend('codeAddress', given.ip);
  const code = String(randomInt(0, 1_000_000)).padStart(6, '0');
  await deps.kernel.command('identity.send_mobile_code', { actor }, async (ctx) => {
    await putMobileCode(ctx.tx, {
      personId: actor.personId,
      side: given.to,
      mobile,
      codeHash: codeHash(deps.secret, given.to, actor.personId, mobile, code),
      expiresAt: new Date(ctx.now.getTime() + codeMinutes * 60_000),
    });
    ctx.audit({
      action: 'identity.mobile_code_sent',
      subject: `person:${actor.personId}`,
      data: { to: given.to, mobile: maskMobile(mobile) },
    });
  });
  await deps.sendCode(mobile, code, actor.personId);
  return { mobile: maskMobile(mobile), validSeconds: codeMinutes * 60 };
}

/** F032 F079: binds the new number when its code is right and the old number has been confirmed; both numbers are told. */
export async function bindNewMobile(
  deps: ChangeMobileDeps,
  actor: PersonActor,
  given: { mobile: string; code: string },
): Promise<void> {
  const { kernel, secret } = deps;
  const { personId } = actor;
  const bound = await boundMobile(kernel, actor);
  if (given.mobile === bound) throw identityErrors.mobile_same();
  // in a transaction of its own: a wrong attempt must stay counted
  const right = await kernel.command('identity.confirm_mobile', { actor }, (ctx) =>
    confirmMobileCode(ctx.tx, {
      personId,
      side: 'new',
      mobile: given.mobile,
      codeHash: codeHash(secret, 'new', personId, given.mobile, given.code),
      now: ctx.now,
    }),
  );
  if (!right) throw identityErrors.code_wrong();
  try {
    await kernel.command('identity.change_mobile', { actor }, async (ctx) => {
      const since = new Date(ctx.now.getTime() - confirmedMinutes * 60_000);
      if (!(await mobileConfirmed(ctx.tx, { personId, side: 'old', mobile: bound, since })))
        throw identityErrors.code_wrong();
      if (!(await changeMobile(ctx.tx, personId, bound, given.mobile))) throw identityErrors.mobile_taken();
      const [from, to] = [maskMobile(bound), maskMobile(given.mobile)];
      ctx.audit({ action: 'identity.mobile_changed', subject: `person:${personId}`, data: { from, to } });
      const what = told('mobileChanged', { oldMobile: inBoth(from), newMobile: inBoth(to) });
      ctx.emit(noticeTo({ personId }, what, { sms: true }));
      // the notice goes to the number bound now; the old one is told by name
      ctx.addJob({
        task: 'identity.tell_old_mobile',
        payload: { mobile: bound, text: `【秒批】${what.title.zh}：${what.body.zh}`, requestId: newId() },
      });
    });
  } catch (error) {
    // two accounts binding one number at the same moment
    if ((error as { code?: string }).code === '23505') throw identityErrors.mobile_taken();
    throw error;
  }
}

async function mustHaveConfirmed(
  { kernel, secret }: ChangeMobileDeps,
  actor: PersonActor,
  bound: string,
  oldCode: string | undefined,
): Promise<void> {
  const { personId } = actor;
  const confirmed = await kernel.command('identity.confirm_mobile', { actor }, async (ctx) => {
    const since = new Date(ctx.now.getTime() - (confirmedMinutes - codeMinutes) * 60_000);
    // asking for another code to the new number: the old one's stays confirmed
    if (await mobileConfirmed(ctx.tx, { personId, side: 'old', mobile: bound, since })) return true;
    if (oldCode === undefined) return false;
    const hash = codeHash(secret, 'old', personId, bound, oldCode);
    return confirmMobileCode(ctx.tx, { personId, side: 'old', mobile: bound, codeHash: hash, now: ctx.now });
  });
  if (!confirmed) throw identityErrors.code_wrong();
}

async function boundMobile(kernel: Kernel, actor: PersonActor): Promise<string> {
  const mobile = (await findPerson(kernel.read, actor.personId))?.mobile;
  if (!mobile) throw identityErrors.mobile_missing();
  return mobile;
}

function codeHash(secret: string, side: Side, personId: string, mobile: string, code: string): Buffer {
  return createHmac('sha256', secret).update(`change-mobile:${side}:${personId}:${mobile}:${code}`).digest();
}
