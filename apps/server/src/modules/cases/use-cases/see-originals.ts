import type { Told } from '@miaopi/items';
import type { StaffActor } from '../../../kernel/actor.ts';
import type { CommandContext } from '../../../kernel/command.ts';
import type { Text } from '../../../kernel/text.ts';
import { originalsInStore } from '../case-originals.ts';
import { type CasesDeps, noticeEvent } from '../deps.ts';
import { inWords } from '../domain/in-words.ts';
import { applyAction } from '../domain/lifecycle.ts';
import { type OriginalDue, type OriginalSeen, seenFaults } from '../domain/originals.ts';
import { intakeStep } from '../domain/tasks.ts';
import { casesErrors } from '../errors.ts';
import type { Handler } from '../handler.ts';
import { noticeDue } from '../intake-facts.ts';
import { platformNotice } from '../notice.ts';
import { maySeeOriginals } from '../policy-intake.ts';
import { changeLocked } from '../store/cases.ts';
import { insertOriginals } from '../store/originals.ts';
import type { CaseRow, OriginalRow } from '../store/rows.ts';
import { openTasks } from '../store/tasks.ts';
import { byOfficial } from './by-official.ts';
import { doneBy, type OpenIntake, openIntake } from './open-intake.ts';

/**
 * 核对原件 at the window: every original still to be shown is ticked, with the copies taken and whether it agrees with the upload. The case goes back to its
 * acceptance either way; what differs bars it until it is corrected and shown again.
 * @throws cases.originals_wrong, cases.no_originals
 */
export async function seeOriginals(
  deps: CasesDeps,
  actor: Handler,
  caseId: string,
  given: { readonly requestId: string; readonly from: string; readonly originals: readonly OriginalSeen[] },
): Promise<void> {
  await deps.kernel.command('cases.see_originals', { actor, requestId: given.requestId }, async (ctx) => {
    const opened = await openIntake(deps, ctx, actor, caseId, (c) => maySeeOriginals(actor, c));
    await enterOriginals(deps, ctx, actor, opened, { ...given, place: 'window' });
  });
}

/** The same in the transaction of the caller, wherever they were looked at. @throws cases.originals_wrong, cases.no_originals */
export async function enterOriginals(
  deps: CasesDeps,
  ctx: CommandContext,
  actor: Handler,
  opened: OpenIntake,
  given: {
    readonly requestId?: string;
    readonly from: string;
    readonly place: 'window' | 'courier';
    readonly originals: readonly OriginalSeen[];
  },
): Promise<void> {
  const { row, item } = opened;
  const { place } = given;
  const { left } = await originalsInStore(ctx.tx, row, item);
  if (left.length === 0) throw casesErrors.no_originals();
  mustFit(left, given.originals);
  const waited = row.state === 'originals';
  const due = waited ? (noticeDue(deps.calendar, ctx.today).day ?? null) : row.dueOn;
  const equal = given.originals.every((o) => o.equal);
  const { opinion, reasons } = inWords(
    ...(place === 'courier' ? [{ zh: '寄来的原件', en: 'Originals sent by courier' }] : []),
    ...summaryOf(given.originals, left),
  );
  keepSeen(ctx, row, actor, left, given);
  changeLocked(ctx.tx, {
    row,
    now: ctx.now,
    set: {
      state: applyAction(row.state, 'see-originals', 'official'),
      dueOn: due,
      ...(waited ? { receivedAt: ctx.now } : {}),
    },
    actions: [
      {
        ...byOfficial(actor),
        ...(given.requestId ? { requestId: given.requestId } : {}),
        kind: 'see-originals',
        opinion,
        data: { place, equal, from: given.from, reasons },
      },
    ],
  });
  if (waited) {
    doneBy(ctx, actor, opened, { result: 'see-originals', opinion });
    openTasks(ctx.tx, row, ctx.now, [
      {
        ...intakeStep,
        line: 'main',
        office: row.office,
        officeName: row.officeName,
        role: 'acceptor',
        assignee: { id: actor.staffId, name: actor.name },
        dueOn: due,
        position: 0,
        decides: false,
      },
    ]);
  }
  ctx.audit({ action: 'cases.originals_seen', subject: `case:${row.id}`, data: { place, equal } });
  ctx.emit(noticeEvent(row.contactId, row.id, seenNotice(row, given.originals, left), false));
}

/** @throws cases.originals_wrong naming each fault */
export function mustFit(left: readonly OriginalDue[], seen: readonly OriginalSeen[]): void {
  const faults = seenFaults(left, seen);
  if (faults.length > 0) throw casesErrors.originals_wrong({ issues: faults.map((f) => ({ ...f, code: 'original' })) });
}

/** Enters what was seen into the case. */
export function keepSeen(
  ctx: CommandContext,
  row: CaseRow,
  actor: StaffActor,
  left: readonly OriginalDue[],
  given: { readonly from: string; readonly place: OriginalRow['place']; readonly originals: readonly OriginalSeen[] },
): void {
  const due = new Map(left.map((d) => [d.name.zh, d]));
  insertOriginals(
    ctx.tx,
    row,
    actor,
    given.originals.map((o) => ({
      at: ctx.now.toISOString(),
      place: given.place,
      material: o.material,
      en: due.get(o.material)?.name.en ?? o.material,
      files: due.get(o.material)?.files ?? [],
      copies: o.copies,
      equal: o.equal,
      note: o.note?.trim() || null,
      shownBy: given.from,
      staffName: actor.name,
      staffNumber: actor.number,
    })),
  );
}

/** For the history of the case, each original by its name. */
export function summaryOf(seen: readonly OriginalSeen[], due: readonly OriginalDue[]): Text[] {
  return seen.map(({ material, equal, copies, note }) => {
    const en = due.find((d) => d.name.zh === material)?.name.en ?? material;
    const taken = { zh: `，收复印件 ${copies} 份`, en: `; ${copies} ${copies === 1 ? 'copy' : 'copies'} taken` };
    return {
      zh: `${material}：${equal ? '与上传件、登记信息一致' : `不一致，${note?.trim()}`}${copies > 0 ? taken.zh : ''}`,
      en: `${en}: ${equal ? 'as uploaded and registered' : `differs, ${note?.trim()}`}${copies > 0 ? taken.en : ''}`,
    };
  });
}

function seenNotice(row: CaseRow, seen: readonly OriginalSeen[], due: readonly OriginalDue[]): Told {
  const differing = due.filter((d) => seen.some((o) => !o.equal && o.material === d.name.zh));
  return differing.length === 0
    ? platformNotice('originalsSeen', row, {})
    : platformNotice('originalsDiffer', row, { originals: namesOf(differing) });
}

/** Originals by their names, as a sentence lists them. */
export function namesOf(originals: readonly OriginalDue[]): Text {
  return { zh: originals.map((o) => o.name.zh).join('、'), en: originals.map((o) => o.name.en).join(', ') };
}
