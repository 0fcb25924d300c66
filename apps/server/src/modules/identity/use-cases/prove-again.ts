import { randomInt } from 'node:crypto';
import type { PersonActor } from '../../../kernel/actor.ts';
import { maskMobile } from '../domain/account-number.ts';
import { identityErrors } from '../errors.ts';
import { passwordMatches } from '../password.ts';
import { findPerson } from '../store/accounts.ts';
import { putCode, spendCode } from '../store/sessions.ts';
import { codeHash, codeMinutes, type SignInDeps } from './sign-in.ts';

/** Before something that binds (a signature): whoever sits at an open session proves once more that it is he. */
export async function proveAgain(
  deps: SignInDeps,
  actor: PersonActor,
  proof: { readonly password?: string; readonly code?: string },
): Promise<void> {
  const { kernel, limits, secret } = deps;
  const { personId } = actor;
  // counted before the answer is known; forgotten when it is right
  await limits.spend('proof', personId);
  const right =
    proof.code !== undefined
      ? await kernel.command('identity.spend_code', { actor }, (ctx) =>
          spendCode(ctx.tx, personId, codeHash(secret, personId, proof.code ?? ''), ctx.now),
        )
      : await passwordMatches((await findPerson(kernel.read, personId))?.passwordHash, proof.password ?? '');
  if (!right) throw identityErrors.not_proven();
  await limits.forget('proof', personId);
}

/** Sends a code to the bound mobile; undefined when none is bound. */
export async function sendProofCode(
  deps: SignInDeps,
  actor: PersonActor,
  ip: string,
): Promise<{ mobile: string; validSeconds: number } | undefined> {
  const mobile = (await findPerson(deps.kernel.read, actor.personId))?.mobile;
  if (!mobile) return undefined;
  await deps.limits.spend('codeAccount', actor.personId);
  await deps.limits.spend('codeAddress', ip);
  const code = String(randomInt(0, 1_000_000)).padStart(6, '0');
  await deps.kernel.command('identity.send_code', { actor }, async (ctx) => {
    await putCode(
      ctx.tx,
      actor.personId,
      codeHash(deps.secret, actor.personId, code),
      new Date(ctx.now.getTime() + codeMinutes * 60_000),
    );
    ctx.audit({ action: 'identity.code_sent', subject: `person:${actor.personId}` });
  });
  await deps.sendCode(mobile, code, actor.personId);
  return { mobile: maskMobile(mobile), validSeconds: codeMinutes * 60 };
}
