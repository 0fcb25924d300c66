import type { CommandContext } from '../../../kernel/command.ts';
import { AppError } from '../../../kernel/errors.ts';
import type { LicencesDeps } from '../deps.ts';
import { correctableFields, correctContent } from '../domain/correct-content.ts';
import { stateNames, stateOn } from '../domain/licence-state.ts';
import { actionRules, afterAction, type OfficialAction } from '../domain/life.ts';
import type { CorrectableField, Licences } from '../door.ts';
import { licencesErrors } from '../errors.ts';
import { findSuccessor, lockOfOffice } from '../store/life.ts';
import { findOpenProposal } from '../store/proposals.ts';
import { findIssuedById } from '../store/read-licences.ts';
import type { IssuedRow } from '../store/rows.ts';
import { apply } from './act-on-licence.ts';
import { reserveVersion } from './reissue-licence.ts';

/** What of an issued licence its office may correct; empty when it can't be made anew. */
export async function correctableIssued(deps: LicencesDeps, licenceId: string): Promise<readonly CorrectableField[]> {
  const row = await findIssuedById(deps.kernel.read, licenceId);
  if (!row || afterAction(stateOn(row, deps.kernel.clock.today()), 'replace') === undefined) return [];
  const item = await deps.item(row.slug, row.itemVersion);
  return item ? correctableFields(item.package.licence.fields, row.content) : [];
}

/** A new version with the clerical mistakes corrected; the former is held until it is made, then 变更作废. */
export async function correctIssued(
  deps: LicencesDeps,
  ctx: CommandContext,
  given: Parameters<Licences['correctIssued']>[1],
): ReturnType<Licences['correctIssued']> {
  const row = await lock(ctx, given, 'replace');
  const corrected = correctContent(given.item.package.licence.fields, row.content, given.corrections);
  if (!corrected.ok) return corrected;
  const { changes, content } = corrected;
  if (given.dry || changes.length === 0) return { ok: true, changes, made: '' };
  const { note, document } = given;
  const made = await reserveVersion(ctx, deps, row, {
    action: 'replace',
    ground: 'replace-damaged',
    note,
    document,
    content,
  });
  return { ok: true, changes, made };
}

/** The licence goes the way of the decision it rests on. */
export async function followDecision(
  deps: LicencesDeps,
  ctx: CommandContext,
  given: Parameters<Licences['follow']>[1],
): Promise<void> {
  const { action, ground, note, document, by, confirmedBy } = given;
  let row: IssuedRow;
  try {
    row = await lock(ctx, given, action);
  } catch (error) {
    if (given.ifLawful && error instanceof AppError && error.code === 'licences.not_lawful') return;
    throw error;
  }
  await apply(
    deps,
    ctx,
    row,
    action,
    { ground, note, document },
    {
      by: by.id,
      name: by.name,
      ...(confirmedBy ? { confirmedBy: confirmedBy.id, confirmedName: confirmedBy.name } : {}),
    },
    false,
  );
}

async function lock(
  ctx: CommandContext,
  { licenceId, office }: { readonly licenceId: string; readonly office: string },
  action: OfficialAction,
): Promise<IssuedRow> {
  const row = await lockOfOffice(ctx.tx, licenceId, office);
  if (!row) throw licencesErrors.licence_missing();
  const state = stateOn(row, ctx.today);
  const { name } = actionRules[action];
  if (afterAction(state, action) === undefined)
    throw licencesErrors.not_lawful({
      detail: {
        zh: `证照目前“${stateNames[state].zh}”，不能${name.zh}`,
        en: `The licence is ${stateNames[state].en}; it can’t come to this: ${name.en.toLowerCase()}`,
      },
    });
  if ((await findSuccessor(ctx.tx, row.id))?.state === 'reserved') throw licencesErrors.being_replaced();
  if (await findOpenProposal(ctx.tx, row.id))
    throw licencesErrors.not_lawful({
      detail: {
        zh: '证照有一项待复核的办理，请先在证照页面处理',
        en: 'An action on the licence waits for its second person; settle it on the page of the licence first',
      },
    });
  return row;
}
