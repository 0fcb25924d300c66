import type { PersonActor } from '../../../kernel/actor.ts';
import { newId } from '../../../kernel/ids.ts';
import type { SigningDeps } from '../deps.ts';
import { signingErrors } from '../errors.ts';
import { readerOf, sessionFor } from '../reader.ts';
import { findWaitingScan, insertLicenceScan, type LicenceScanRow } from '../store/licence-scans.ts';
import { mustBeDue, mustHaveSeen } from './sign-document.ts';
import { takeLicence } from './take-licence-scan.ts';

/**
 * F141: a firm signs with its electronic business licence: its system is asked for one signature, and gives what the page shows as a QR code. Who acts for the
 * firm here may ask; who confirms it in the app is the app's to know. A scan that still waits is shown again, not doubled.
 */
export async function openLicenceScan(
  deps: SigningDeps,
  actor: PersonActor,
  input: { readonly requestId: string; readonly signingId: string; readonly sm3: string },
): Promise<LicenceScanRow> {
  const { kernel } = deps;
  const reader = await readerOf(deps, actor);
  const opened = await sessionFor(deps, reader, input.signingId);
  const party = mustBeDue(opened, reader);
  if (party.kind !== 'firm' || !party.means.includes('business-licence') || !deps.licences.available)
    throw signingErrors.wrong_means();
  await mustHaveSeen(deps, opened.session, input.sm3);
  const known = await findWaitingScan(kernel.read, opened.session.id, party.turn);
  // one whose time is over, or that was answered while nobody looked, ends here
  if (known && (await takeLicence(deps, known)).state === 'waiting') return known;

  const id = newId();
  const answer = await deps.licences.open({
    reference: id,
    uscc: party.number,
    title: opened.session.title.zh,
    sm3: input.sm3,
  });
  if (answer.status === 'no-licence') throw signingErrors.no_licence();
  if (answer.status !== 'opened') throw signingErrors.licence_silent();
  return kernel.command('signing.ask_licence', { actor, requestId: input.requestId }, async (ctx) => {
    const row: LicenceScanRow = {
      id,
      sessionId: opened.session.id,
      turn: party.turn,
      ticket: answer.ticket,
      url: answer.url,
      sm3: input.sm3,
      askedBy: actor.personId,
      state: 'waiting',
      createdAt: ctx.now,
      expiresAt: new Date(Math.min(answer.until.getTime(), opened.session.deadline.getTime())),
    };
    if (!(await insertLicenceScan(ctx.tx, row))) throw signingErrors.wrong_state();
    ctx.audit({
      action: 'signing.licence_asked',
      subject: `signing:${row.sessionId}`,
      data: { scan: id, turn: party.turn },
    });
    return row;
  });
}
