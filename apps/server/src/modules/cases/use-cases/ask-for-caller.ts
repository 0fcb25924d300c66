import { isWithinRegion } from '@miaopi/identifiers';
import type { StaffActor } from '../../../kernel/actor.ts';
import type { CasesDeps } from '../deps.ts';
import { casesErrors } from '../errors.ts';
import { findCaseByNumber } from '../store/cases.ts';
import type { CaseRow } from '../store/rows.ts';

/** What the official asked and the caller answered. */
export interface CallerAnswers {
  readonly number: string;
  readonly name: string;
  readonly idTail: string;
  readonly mobileTail?: string;
  readonly code?: string;
}

/**
 * F010: the case of that number, when the caller's answers prove that he is the applicant, the firm's legal representative or who filed it.
 *
 * @throws cases.third_answer_missing
 * @throws cases.caller_not_proven the same for a wrong number, a case of another region and a wrong answer
 * @throws identity.too_many after five wrong answers about one number, or too many by one official
 */
export async function askForCaller(deps: CasesDeps, actor: StaffActor, given: CallerAnswers): Promise<CaseRow> {
  if (!given.mobileTail && !given.code) throw casesErrors.third_answer_missing();
  const number = given.number.normalize('NFKC').replace(/\s/g, '').toUpperCase();
  const { limits } = deps.identity;
  await limits.spend('hotlineOfficial', actor.staffId);
  // before the answers are looked at, so that many at once are counted too
  await limits.spend('hotlineNumber', number);
  const found = await findCaseByNumber(deps.kernel.read, number);
  const row = found && isWithinRegion(found.region, actor.region) ? found : undefined;
  const proven = row !== undefined && (await provesToBeOneOf(deps, row, given));
  const office = await deps.identity.findOffice(actor.office);
  await deps.kernel.command('cases.ask_for_caller', { actor }, async (ctx) => {
    ctx.audit({
      action: proven ? 'cases.told_caller' : 'cases.caller_not_proven',
      subject: row ? `case:${row.id}` : `staff:${actor.staffId}`,
    });
    if (!proven) return;
    ctx.access({
      subjectKind: row.applicantKind,
      subjectId: row.applicantId,
      who: {
        zh: `${office?.name.zh ?? ''} 热线 ${actor.name}（${actor.number}）`,
        en: `${office?.name.en ?? ''}, hotline: ${actor.name} (${actor.number})`,
      },
      what: { zh: `查询办件 ${row.number} 的进度`, en: `Asked how far case ${row.number} is` },
      purpose: { zh: '答复来电', en: 'Answering a call' },
      caseNumber: row.number,
    });
  });
  if (!proven) throw casesErrors.caller_not_proven();
  await limits.forget('hotlineNumber', number);
  return row;
}

async function provesToBeOneOf({ identity }: CasesDeps, row: CaseRow, given: CallerAnswers): Promise<boolean> {
  const third = given.code
    ? { code: given.code.normalize('NFKC').trim().toUpperCase() === row.queryCode }
    : { mobileTail: given.mobileTail ?? '' };
  if (third.code === false) return false;
  const holders = await identity.contactsOf({ kind: row.applicantKind, id: row.applicantId });
  for (const id of new Set([row.contactId, ...holders]))
    if (
      await identity.isPerson(id, {
        name: given.name,
        idTail: given.idTail,
        ...(third.mobileTail === undefined ? {} : { mobileTail: third.mobileTail }),
      })
    )
      return true;
  return false;
}
