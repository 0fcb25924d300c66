import { anonymous, type PersonActor } from '../../../kernel/actor.ts';
import { newSecret } from '../../../kernel/ids.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import { identityErrors } from '../errors.ts';
import type { Limits } from '../limits.ts';
import { tokenHash } from '../sessions.ts';
import { findPerson } from '../store/accounts.ts';
import { answerOpenScan, findOpenScan, findScan, insertScan, spendScan } from '../store/scans.ts';
import { openSession } from './sign-in.ts';

/** Time to take out the phone. */
const scanSeconds = 180;

/** F028: a sign-in to be shown as a QR code. The secret stays with the browser that shows it. */
export async function openScan(
  deps: { readonly kernel: Kernel; readonly limits: Limits },
  given: { readonly device?: string; readonly ip: string },
): Promise<{ scanId: string; secret: string; validSeconds: number }> {
  await deps.limits.spend('scanAddress', given.ip);
  const [scanId, secret] = [newSecret(), newSecret()];
  const device = (given.device ?? '').replace(/[\p{Cc}\p{Cf}]/gu, '').trim();
  await deps.kernel.command('identity.open_scan', { actor: anonymous }, (ctx) =>
    insertScan(ctx.tx, {
      id: scanId,
      secretHash: tokenHash(secret),
      device,
      now: ctx.now,
      expiresAt: new Date(ctx.now.getTime() + scanSeconds * 1000),
    }),
  );
  return { scanId, secret, validSeconds: scanSeconds };
}

/** What the phone shows before it confirms. */
export async function lookAtScan(kernel: Kernel, scanId: string): Promise<{ device: string; askedAt: string }> {
  const scan = await findOpenScan(kernel.read, scanId, kernel.clock.now());
  if (!scan) throw identityErrors.scan_missing();
  return { device: scan.device, askedAt: scan.createdAt.toISOString() };
}

/** The person on the phone confirms or refuses, once. */
export function answerScan(kernel: Kernel, actor: PersonActor, scanId: string, confirm: boolean): Promise<void> {
  return kernel.command('identity.answer_scan', { actor }, async (ctx) => {
    if (!(await answerOpenScan(ctx.tx, scanId, confirm ? actor.personId : null, ctx.now)))
      throw identityErrors.scan_missing();
    ctx.audit({
      action: confirm ? 'identity.scan_confirmed' : 'identity.scan_refused',
      subject: `person:${actor.personId}`,
    });
  });
}

/** Asked again and again by the browser that shows the code. @returns the session's token once the phone has confirmed */
export async function takeScan(
  kernel: Kernel,
  scanId: string,
  secret: string,
): Promise<{ state: 'waiting' | 'refused' } | { state: 'confirmed'; token: string }> {
  const secretHash = tokenHash(secret);
  const scan = await findScan(kernel.read, scanId, secretHash, kernel.clock.now());
  if (!scan) throw identityErrors.scan_missing();
  if (scan.refused) return { state: 'refused' };
  if (!scan.personId) return { state: 'waiting' };
  const person = await findPerson(kernel.read, scan.personId);
  if (!person || person.disabledAt) throw identityErrors.disabled();
  const token = await openSession(kernel, { personId: person.id, staffId: null }, 'scan', async (ctx) => {
    if (!(await spendScan(ctx.tx, scanId, secretHash))) throw identityErrors.scan_missing();
  });
  return { state: 'confirmed', token };
}
