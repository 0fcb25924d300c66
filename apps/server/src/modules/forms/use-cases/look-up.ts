import type { Answers } from '@miaopi/forms';
import { type CompiledItem, gatherPlan, scopeOf } from '@miaopi/items';
import type { CommandContext } from '../../../kernel/command.ts';
import type { Applicant, FormsDeps } from '../deps.ts';
import { inputOf } from '../domain/draft-input.ts';
import { type Filling, filledBy, mergeEvidence, refill } from '../domain/fill.ts';
import { progressOf } from '../domain/issues.ts';
import type { DraftEvidence } from '../door.ts';

/** An answer can make a further question possible (the register's address, then the address register); more rounds would be a loop. */
const rounds = 4;

export interface LookedUp extends Filling {
  readonly evidence: readonly DraftEvidence[];
  /** Those asked just now, for the access log. */
  readonly asked: readonly DraftEvidence[];
  readonly filled: number;
  readonly fields: number;
}

/**
 * Asks what is to be asked now and fills the form with the answers. Calls outside systems: never inside a transaction.
 * @param request.current undefined for a new form
 * @param request.known answers there are; those asked again are left out of `usable`
 */
export async function lookUpAndFill(
  { kernel, plugs }: FormsDeps,
  request: {
    readonly item: CompiledItem;
    readonly applicant: Applicant;
    readonly current: Filling | undefined;
    readonly known: readonly DraftEvidence[];
    readonly usable: readonly DraftEvidence[];
    readonly earlier: { readonly answers: Answers; readonly at: string } | undefined;
  },
): Promise<LookedUp> {
  const { item, applicant, earlier } = request;
  const today = kernel.clock.today();
  const accountAt = kernel.clock.now().toISOString();
  let evidence = request.known;
  let usable = request.usable;
  const asked: DraftEvidence[] = [];
  // before anything is asked only the account fills: an earlier address would be looked up in vain when the register knows a newer one
  const account = filledBy(item, { applicant, evidence: [], accountAt }, today);
  const filling = (from: readonly DraftEvidence[]): Filling =>
    filledBy(item, { applicant, evidence: from, accountAt, ...(earlier ? { earlier } : {}) }, today);
  let before: Filling = request.current ? filling(evidence) : account;
  let current: Filling = request.current ?? account;

  for (let round = 0; round < rounds; round++) {
    const input = inputOf(applicant, current.answers, usable, today);
    if (gatherPlan(item, input, 'draft').length > 0) {
      const answers = await plugs.gather({ item, input, when: 'draft', known: usable });
      const before = new Set(usable.map((e) => e.requestId));
      const fresh = answers.filter((e) => !before.has(e.requestId));
      asked.push(...fresh);
      evidence = mergeEvidence(evidence, fresh);
      usable = mergeEvidence(usable, fresh);
    } else if (round > 0) break;
    const next = filling(liveOnly(item, applicant, current, evidence, today));
    current = refill(item, current, before, next);
    before = next;
  }
  const scope = scopeOf(item, inputOf(applicant, current.answers, evidence, today));
  return { ...current, evidence, asked, ...progressOf(scope.form) };
}

/** Without answers to parameters that the form no longer has: they fill nothing any more. */
function liveOnly(
  item: CompiledItem,
  applicant: Applicant,
  current: Filling,
  evidence: readonly DraftEvidence[],
  today: string,
): readonly DraftEvidence[] {
  const live = scopeOf(item, inputOf(applicant, current.answers, evidence, today)).evidence;
  return evidence.filter((e) => Object.hasOwn(live, e.name));
}

/** Every look-up at the person's data stands in the log that the person sees (个人信息保护法 第四十五条). */
export function logLookUps(
  ctx: CommandContext,
  item: CompiledItem,
  applicant: Applicant,
  asked: readonly DraftEvidence[],
): void {
  const { office, name } = item.package.item;
  for (const e of asked)
    ctx.access({
      subjectKind: applicant.kind,
      subjectId: applicant.id,
      who: office.name,
      what: {
        zh: `${e.label.zh}（来自${e.source.office.zh}${outcome[e.status].zh}）`,
        en: `${e.label.en} (from ${e.source.office.en}${outcome[e.status].en})`,
      },
      purpose: {
        zh: `办理“${name.zh}”填表：${e.source.purpose.zh}`,
        en: `Filling in “${name.en}”: ${e.source.purpose.en}`,
      },
    });
}

const outcome = {
  found: { zh: '', en: '' },
  none: { zh: '，没有记录', en: '; no record' },
  unavailable: { zh: '，未能取得', en: '; could not be had' },
} as const;
