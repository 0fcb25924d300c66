import type { AfterChoices, AmendmentView } from '@miaopi/contracts';
import type { CompiledItem } from '@miaopi/items';
import type { Text } from '../../kernel/text.ts';
import type { CasesDeps } from './deps.ts';
import { endings, revocationGrounds } from './revocation-grounds.ts';
import type { ActionRow, AmendmentRow, CaseRow } from './store/rows.ts';

/** What passes inside the office until the second person has confirmed it is not the applicant's. */
export function isInternal(m: AmendmentRow): boolean {
  return m.kind !== 'reopen' && m.answerUntil === null && m.state !== 'done';
}

export function presentAmendment(m: AmendmentRow, item: CompiledItem | undefined): AmendmentView {
  const ground = revocationGrounds.find((g) => g.id === m.ground);
  const labels = new Map(item?.package.licence.fields.map((f) => [f.name, f.label]));
  const { former, order } = m.content;
  return {
    id: m.id,
    kind: m.kind,
    state: m.state,
    at: m.proposedAt.toISOString(),
    by: { name: m.proposedByName, number: m.proposedByNumber },
    reason: m.reason,
    former: { on: former.on, outcome: former.outcome, ...(former.number ? { number: former.number } : {}) },
    words: [...(m.content.decision ?? [])],
    fields: (m.content.licence ?? []).map(({ field, before, after }) => ({
      label: labels.get(field) ?? { zh: field, en: field },
      before,
      after,
    })),
    ...(ground
      ? {
          ground: {
            ending: nameOf(endings[ground.ending]),
            law: ground.law,
            article: ground.article,
            text: ground.text,
          },
        }
      : {}),
    ...(m.answerUntil ? { answerUntil: m.answerUntil } : {}),
    ...(m.answer !== null && m.answeredAt
      ? {
          answer: {
            text: m.answer,
            hearing: m.wantsHearing === true,
            by: m.answeredByName ?? '',
            at: m.answeredAt.toISOString(),
          },
        }
      : {}),
    ...(order ? { order } : {}),
    ...(m.decidedAt
      ? {
          decided: {
            by: m.decidedByName ?? '',
            at: m.decidedAt.toISOString(),
            ...(m.decisionNote ? { note: m.decisionNote } : {}),
          },
        }
      : {}),
  };
}

function nameOf({ zh, en }: Text): Text {
  return { zh, en };
}

/** What the dialogs of the workbench offer; only to who may use them. */
export async function presentChoices(
  deps: Pick<CasesDeps, 'licences'>,
  row: CaseRow,
  documents: readonly { readonly kind: string }[],
): Promise<AfterChoices> {
  return {
    grounds: revocationGrounds.map(({ id, ending, law, article, text }) => ({
      id,
      ending: nameOf(endings[ending]),
      told: endings[ending].told,
      law,
      article,
      text,
    })),
    fields: row.licenceId ? [...(await deps.licences.correctableIssued(row.licenceId))] : [],
    paper: documents.some((d) => d.kind === (row.outcome === 'granted' ? 'grant' : 'refusal')),
  };
}

/** The name of an act after the decision, where it depends on what it was about. */
export function nameOfChange({ kind, data }: Pick<ActionRow, 'kind' | 'data'>): Text | undefined {
  const ending = endings[String(data.ending) as keyof typeof endings];
  if (kind === 'revoke-decision' && ending) return { zh: `${ending.zh}准予决定`, en: `Grant ended: ${ending.en}` };
  if (kind === 'propose-change')
    return data.change === 'correct'
      ? { zh: '提出更正', en: 'Correction proposed' }
      : data.until
        ? { zh: '告知拟作出的处理', en: 'Told of an intended revocation' }
        : { zh: '提出注销', en: 'Cancellation proposed' };
  if (kind === 'drop-change')
    return data.state === 'dropped'
      ? { zh: '撤回拟作出的变动', en: 'Proposed change taken back' }
      : { zh: '不同意拟作出的变动', en: 'Proposed change refused' };
  return undefined;
}
