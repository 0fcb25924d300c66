import { createHmac, randomInt } from 'node:crypto';
import { AGREEMENT_VERSION } from '@miaopi/contracts';
import { anonymous } from '../../../kernel/actor.ts';
import type { CommandContext } from '../../../kernel/command.ts';
import { newId, newSecret } from '../../../kernel/ids.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import type { Captcha } from '../captcha.ts';
import { maskMobile, normaliseAccount } from '../domain/account-number.ts';
import { identityErrors } from '../errors.ts';
import type { Limits } from '../limits.ts';
import { passwordMatches } from '../password.ts';
import { kioskHours, sessionHours, tokenHash } from '../sessions.ts';
import { findPersonByAccount, findStaffByAccount, type PersonRow, type StaffRow } from '../store/accounts.ts';
import { insertSession, putCode, spendCode } from '../store/sessions.ts';
import { agreementTicket, hasAgreed } from './agreement.ts';

export interface SignInDeps {
  readonly kernel: Kernel;
  readonly limits: Limits;
  readonly captcha: Captcha;
  readonly secret: string;
  /** Sends a one-time code; the plug is filled in `wiring/`. */
  sendCode(mobile: string, code: string, personId: string): Promise<void>;
}

export interface Credentials {
  readonly account: string;
  readonly password?: string;
  readonly code?: string;
  readonly captcha?: string;
  /** At a self-service terminal: the session is short. */
  readonly kiosk?: boolean;
  readonly ip: string;
}

export const codeMinutes = 5;
/** Failures of an account after which a proof of work is asked for. */
const freeFailures = 3;

/** Signs a person or an official in. @returns the session token for the cookie. */
export async function signIn(deps: SignInDeps, given: Credentials): Promise<{ token: string }> {
  const account = normaliseAccount(given.account);
  const { kernel, limits } = deps;
  if ((await limits.used('signInAccount', account)) >= freeFailures && !(await deps.captcha.verify(given.captcha)))
    throw identityErrors.captcha_wrong();
  // counted before the answer is known, so that a burst in parallel can't try more often; forgotten on success
  await limits.spend('signInAccount', account);
  await limits.spend('signInAddress', given.ip);

  const staff = await findStaffByAccount(kernel.read, account);
  const person = staff ? undefined : await findPersonByAccount(kernel.read, account);
  if (!(await proves(deps, { staff, person }, given))) throw identityErrors.wrong_credentials();
  if ((staff ?? person)?.disabledAt) throw identityErrors.disabled();
  await limits.forget('signInAccount', account);
  const by = given.code ? 'code' : 'password';
  if (person && !hasAgreed(person))
    throw identityErrors.agreement_needed({
      extra: { version: AGREEMENT_VERSION, ticket: agreementTicket(deps, person.id, by) },
    });
  return {
    token: await openSession(
      kernel,
      { personId: person?.id ?? null, staffId: staff?.id ?? null },
      by,
      undefined,
      given.kiosk ? kioskHours : sessionHours,
    ),
  };
}

export async function openSession(
  kernel: Kernel,
  who: { personId: string | null; staffId: string | null },
  by: 'code' | 'password' | 'scan' | 'certificate',
  before: (ctx: CommandContext) => Promise<void> = async () => {},
  hours = sessionHours,
): Promise<string> {
  const token = newSecret();
  await kernel.command('identity.sign_in', { actor: anonymous }, async (ctx) => {
    await before(ctx);
    await insertSession(ctx.tx, {
      tokenHash: tokenHash(token),
      id: newId(),
      ...who,
      csrf: newSecret(),
      now: ctx.now,
      expiresAt: new Date(ctx.now.getTime() + hours * 3_600_000),
    });
    ctx.audit({
      action: 'identity.signed_in',
      subject: who.staffId ? `staff:${who.staffId}` : `person:${who.personId}`,
      data: { by },
    });
  });
  return token;
}

async function proves(
  deps: SignInDeps,
  who: { staff?: StaffRow; person?: PersonRow },
  given: Credentials,
): Promise<boolean> {
  if (given.code !== undefined) {
    const { person } = who;
    if (!person || !/^\d{6}$/.test(given.code)) return false;
    const hash = codeHash(deps.secret, person.id, given.code);
    return deps.kernel.command('identity.spend_code', { actor: anonymous }, (ctx) =>
      spendCode(ctx.tx, person.id, hash, ctx.now),
    );
  }
  return passwordMatches((who.staff ?? who.person)?.passwordHash, given.password ?? '');
}

/** Sends a one-time code. Answers the same for an account that does not exist. */
export async function sendSignInCode(
  deps: SignInDeps,
  given: { account: string; captcha?: string; ip: string },
): Promise<{ mobile: string; validSeconds: number }> {
  const account = normaliseAccount(given.account);
  if (!(await deps.captcha.verify(given.captcha))) throw identityErrors.captcha_wrong();
  await deps.limits.spend('codeAccount', account);
  await deps.limits.spend('codeAddress', given.ip);
  const person = await findPersonByAccount(deps.kernel.read, account);
  if (person?.mobile && !person.disabledAt) {
    const code = String(randomInt(0, 1_000_000)).padStart(6, '0');
    await deps.kernel.command('identity.send_code', { actor: anonymous }, async (ctx) => {
      await putCode(
        ctx.tx,
        person.id,
        codeHash(deps.secret, person.id, code),
        new Date(ctx.now.getTime() + codeMinutes * 60_000),
      );
      ctx.audit({ action: 'identity.code_sent', subject: `person:${person.id}` });
    });
    await deps.sendCode(person.mobile, code, person.id);
  }
  // the mobile's shape is told only when the caller named it himself
  return { mobile: /^1\d{10}$/.test(account) ? maskMobile(account) : '1**********', validSeconds: codeMinutes * 60 };
}

export function codeHash(secret: string, personId: string, code: string): Buffer {
  return createHmac('sha256', secret).update(`${personId}:${code}`).digest();
}
