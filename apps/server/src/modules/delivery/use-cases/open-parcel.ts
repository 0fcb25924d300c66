import type { StaffActor } from '../../../kernel/actor.ts';
import type { Issue } from '../../../kernel/errors.ts';
import type { Text } from '../../../kernel/text.ts';
import type { DeliveryDeps, OriginalSeen, PapersAsked } from '../deps.ts';
import type { Found } from '../domain/incoming-life.ts';
import { deliveryErrors } from '../errors.ts';
import { openedNotice } from '../incoming-notices.ts';
import { papersWanted } from '../papers-wanted.ts';
import { appendIncoming, changeIncoming, enterFound, onTheShelf, type PaperRow, papersOf } from '../store/incoming.ts';
import { resultFollows } from './act.ts';
import { lockForOffice } from './lock-for-office.ts';

export interface Opening {
  readonly requestId: string;
  readonly papers: readonly {
    readonly name: string;
    readonly found: 'there' | 'missing' | 'wrong';
    readonly note?: string;
  }[];
  readonly extras?: readonly { readonly name: string; readonly note?: string }[];
  readonly originals?: readonly OriginalSeen[];
}

/**
 * 开拆 (F203): each announced paper is ticked, what lies there besides is named, and all of it stands on the list of what was received. Once every original the case wants is in
 * the house they are compared, in the same transaction, exactly as at the window: the case goes on, or says what differs. What is missing keeps it waiting.
 * @throws delivery.papers_wrong, cases.originals_wrong
 */
export async function openParcel(deps: DeliveryDeps, actor: StaffActor, id: string, given: Opening): Promise<void> {
  await deps.kernel.command('delivery.open_parcel', { actor, requestId: given.requestId }, async (ctx) => {
    const row = await lockForOffice(ctx, actor, id, 'open');
    const announced = await papersOf(ctx.tx, id);
    const asked = await papersWanted(deps, ctx.tx, row.caseId);
    const here = new Set([...(await onTheShelf(ctx.tx, row.caseId)), ...foundThere(given)]);
    const compare = toCompare(asked, here);
    const issues = faultsOf(announced, given, compare);
    if (issues.length > 0) throw deliveryErrors.papers_wrong({ issues });
    const found = foundOf(announced, given);
    enterFound(ctx.tx, row, found, { at: ctx.now, name: actor.name });
    const opened = await changeIncoming(ctx.tx, row, { state: 'opened', lateAt: null }, ctx.now);
    appendIncoming(ctx.tx, row, [{ at: ctx.now, kind: 'opened', text: summaryOf(found), by: actor.name }]);
    ctx.audit({
      action: 'delivery.parcel_opened',
      subject: `case:${row.caseId}`,
      data: { parcel: id, found: found.map((f) => f.found) },
    });
    ctx.emit(openedNotice(opened, found, !asked?.papers.some((p) => !here.has(p.name.zh))));
    if (!compare) return;
    const { purpose } = compare;
    const originals = given.originals ?? [];
    const equal = await deps.papers.received(ctx, actor, row.caseId, { purpose, from: row.fromName, originals });
    if (purpose === 'collection') await resultFollows(ctx, opened, { equal, by: actor.name });
  });
}

const foundThere = (given: Opening) => given.papers.filter((p) => p.found === 'there').map((p) => p.name);

/** What is compared now: everything the case wants, once all of it is in the house; a correction is recorded with its scans instead. */
function toCompare(
  asked: PapersAsked | undefined,
  here: ReadonlySet<string>,
): { readonly purpose: 'originals' | 'collection' } | undefined {
  if (!asked?.purpose || asked.purpose === 'correction') return undefined;
  return asked.papers.every((p) => here.has(p.name.zh)) ? { purpose: asked.purpose } : undefined;
}

function faultsOf(announced: readonly PaperRow[], given: Opening, compare: object | undefined): Issue[] {
  const fault = (path: string, zh: string, en: string): Issue => ({
    path: `body.${path}`,
    code: 'papers',
    message: { zh, en },
  });
  const names = announced.map((p) => p.name.zh);
  const issues = given.papers.flatMap(({ name, found, note }, i) => {
    if (!names.includes(name) || given.papers.findIndex((p) => p.name === name) < i)
      return [
        fault(
          `papers.${i}.name`,
          `“${name}”不在申报的材料之中，或者重复了`,
          `“${name}” was not announced, or is ticked twice`,
        ),
      ];
    return found === 'wrong' && (note ?? '').trim().length < 2
      ? [fault(`papers.${i}.note`, `请写明“${name}”实际是什么`, `Say what lies there in place of “${name}”`)]
      : [];
  });
  for (const { name } of announced)
    if (!given.papers.some((p) => p.name === name.zh))
      issues.push(fault('papers', `还没有清点“${name.zh}”`, `“${name.en}” was not ticked`));
  if (!compare && (given.originals ?? []).length > 0)
    issues.push(
      fault('originals', '原件还没有到齐，现在不核对', 'Not all originals are there; nothing is compared yet'),
    );
  return issues;
}

function foundOf(
  announced: readonly PaperRow[],
  given: Opening,
): { readonly name: Text; readonly found: Found; readonly note: string | null }[] {
  const ticks = new Map(given.papers.map((p) => [p.name, p]));
  return [
    ...announced.map(({ name }) => {
      const tick = ticks.get(name.zh);
      return { name, found: tick?.found ?? ('missing' as const), note: tick?.note?.trim() || null };
    }),
    ...(given.extras ?? []).map(({ name, note }) => ({
      name: { zh: name.trim(), en: name.trim() },
      found: 'extra' as const,
      note: note?.trim() || null,
    })),
  ];
}

function summaryOf(
  found: readonly { readonly name: Text; readonly found: Found; readonly note: string | null }[],
): Text {
  const words: Readonly<Record<Found, Text>> = {
    there: { zh: '有', en: 'there' },
    missing: { zh: '缺', en: 'missing' },
    wrong: { zh: '不符', en: 'something else' },
    extra: { zh: '多出', en: 'besides' },
  };
  const line = (lang: 'zh' | 'en') =>
    found
      .map((f) => `${f.name[lang]} ${words[f.found][lang]}${f.note ? ` (${f.note})` : ''}`)
      .join(lang === 'zh' ? '；' : '; ');
  return { zh: `已开拆：${line('zh')}`, en: `Opened: ${line('en')}` };
}
