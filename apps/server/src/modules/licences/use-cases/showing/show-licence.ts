import { hmacSm3 } from '@miaopi/gm';
import type { Actor } from '../../../../kernel/actor.ts';
import { actorKey } from '../../../../kernel/actor.ts';
import { newId } from '../../../../kernel/ids.ts';
import type { LicencesDeps } from '../../deps.ts';
import { stateOn } from '../../domain/licence-state.ts';
import { licencesErrors } from '../../errors.ts';
import type { HolderKey } from '../../store/read-licences.ts';
import type { IssuedRow } from '../../store/rows.ts';
import * as store from '../../store/showings.ts';
import { assertGrade } from '../assert-grade.ts';

/** A showing is over by itself after ten minutes: a phone left on the counter shows nothing for long. */
const lasts = 10 * 60_000;

/** 亮证 (F137): the holder begins to show a licence that is in force. @throws licences.not_showable */
export async function startShowing(
  deps: LicencesDeps,
  actor: Actor,
  row: IssuedRow,
  requestId: string,
): Promise<store.ShowingRow> {
  const { kernel } = deps;
  if (stateOn(row, kernel.clock.today()) !== 'valid' || row.recalledAt) throw licencesErrors.not_showable();
  assertGrade(row, 'show');
  const id = await kernel.command('licences.start_showing', { actor, requestId }, async (ctx) => {
    const made = newId();
    await store.insertShowing(ctx.tx, {
      id: made,
      licenceId: row.id,
      region: row.region,
      startedAt: ctx.now,
      startedBy: actorKey(actor),
      endsAt: new Date(ctx.now.getTime() + lasts),
    });
    ctx.audit({ action: 'licences.shown', subject: `licence:${row.id}`, data: { showing: made } });
    return made;
  });
  return (await store.findShowing(kernel.read, id))!;
}

/** Its codes are refused from the commit on. Over already: nothing happens. @throws licences.showing_missing */
export async function endShowing(
  deps: LicencesDeps,
  actor: Actor,
  of: { readonly holder: HolderKey; readonly licenceId: string; readonly showingId: string },
): Promise<store.ShowingRow> {
  const { kernel } = deps;
  const found = await heldShowing(deps, of);
  await kernel.command('licences.end_showing', { actor }, async (ctx) => {
    if (await store.endShowing(ctx.tx, found.id, ctx.now))
      ctx.audit({ action: 'licences.put_away', subject: `licence:${found.licenceId}`, data: { showing: found.id } });
  });
  return heldShowing(deps, of);
}

/** @throws licences.showing_missing */
export async function heldShowing(
  { kernel }: LicencesDeps,
  of: { readonly holder: HolderKey; readonly licenceId: string; readonly showingId: string },
): Promise<store.ShowingRow> {
  const found = await store.findHeldShowing(kernel.read, of.showingId, of.licenceId, of.holder);
  if (!found) throw licencesErrors.showing_missing();
  return found;
}

/** What the codes of one showing are made with: derived, so that it is kept nowhere. */
export function showingSecret({ secret }: Pick<LicencesDeps, 'secret'>, showingId: string): Uint8Array {
  const encoder = new TextEncoder();
  return hmacSm3(encoder.encode(secret), encoder.encode(`licences.showing ${showingId}`));
}
