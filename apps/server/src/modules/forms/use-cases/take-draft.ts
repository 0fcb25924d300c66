import { isDeepStrictEqual } from 'node:util';
import type { Answers, FormIssue, Provenance } from '@miaopi/forms';
import { type CaseInput, type CaseScope, type CompiledItem, scopeOf } from '@miaopi/items';
import type { CommandContext } from '../../../kernel/command.ts';
import type { Text } from '../../../kernel/text.ts';
import type { FormsDeps } from '../deps.ts';
import { inputOf } from '../domain/draft-input.ts';
import { gapsOf } from '../domain/issues.ts';
import { sameQuestions, walkTo } from '../domain/version-change.ts';
import type { Forms, TakenDraft } from '../door.ts';
import { formsErrors, itemErrors, mustBeInUse } from '../errors.ts';
import { itemOf, mustOwn } from '../present.ts';
import { lockDraft, lockUnchanged, markSubmitted } from '../store/drafts.ts';
import { withStoredFiles } from './file-answers.ts';
import { mustBeReceivedHere, noMandate } from './open-draft.ts';
import { lookAt } from './peek-draft.ts';
import { mergeAnswers, mustBeCurrent } from './save-draft.ts';

/** F071: nothing is filed that is not complete by the version in force. The second of two submits waits here and learns of the first one's case. */
export async function takeDraft(
  deps: FormsDeps,
  ctx: CommandContext,
  input: Parameters<Forms['take']>[1],
): Promise<TakenDraft> {
  const look = lookAt(input.peeked);
  const stands = look?.row.id === input.draftId && (await lockUnchanged(ctx.tx, look.row));
  const row = mustOwn(stands ? look.row : await lockDraft(ctx.tx, input.draftId, input.actor.personId), input.actor);
  const begun = input.item(row.slug, row.itemVersion) ?? (await itemOf(deps, row.slug, row.itemVersion));
  mustBeCurrent(deps, begun, row, input.revision);
  const item = filedUnder(deps, begun, row.slug, row.answers, ctx.today);
  mustBeReceivedHere(item, input.actor);
  const applicant = await input.applicant(row.slug);
  if (applicant.kind !== row.principalKind || applicant.id !== row.principalId) throw noMandate();

  const same = stands && item === input.peeked?.item && look.given === input.answers;
  const merged = same ? look.merged : input.answers ? mergeAnswers(item, row, input.answers) : row;
  const { answers, issues } = await withStoredFiles(item.form, merged.answers, (ids) =>
    deps.plugs.files ? deps.plugs.files(row.personId, ids, ctx.tx) : undefined,
  );
  const judged = inputOf(applicant, answers, row.evidence, ctx.today);
  const peeked = same ? input.peeked?.input : undefined;
  const scope = scopeOf(item, peeked && reads(peeked, judged) ? peeked : judged);
  mustBeComplete(item, scope, issues);
  markSubmitted(ctx.tx, row.id, input.caseId, ctx.now);
  return {
    id: row.id,
    slug: row.slug,
    itemVersion: item.package.item.version,
    answers: scope.answers,
    provenance: filedProvenance(scope, merged.provenance, ctx.now.toISOString()),
    evidence: row.evidence,
  };
}

/** Whether a form reads the same in both: of the same draft, so of the same evidence. */
function reads(peeked: CaseInput, judged: CaseInput): boolean {
  return (
    peeked.today === judged.today &&
    isDeepStrictEqual(
      [peeked.answers, peeked.applicant, peeked.agent],
      [judged.answers, judged.applicant, judged.agent],
    )
  );
}

/** The version in force; the draft's own only when both ask and judge alike. */
function filedUnder(deps: FormsDeps, begun: CompiledItem, slug: string, answers: Answers, today: string): CompiledItem {
  const inForce = deps.plugs.item(slug);
  if (!inForce) throw itemErrors.item_missing();
  mustBeInUse(inForce.package.item.state);
  if (inForce.package.item.version === begun.package.item.version) return begun;
  if (sameQuestions(begun, inForce)) return inForce;
  const { formChanged } = walkTo(begun, inForce, answers, today);
  throw formsErrors.version_changed({
    extra: {
      from: begun.package.item.version,
      to: inForce.package.item.version,
      changes: formChanged?.changes ?? [],
    },
  });
}

function mustBeComplete(item: CompiledItem, { form }: CaseScope, fileIssues: readonly FormIssue[]): void {
  const issues = gapsOf(item.form, form, fileIssues);
  if (issues.length > 0) throw formsErrors.incomplete({ issues });
}

const self = { zh: '申请人填写', en: 'Entered by the applicant' };
const computed = { zh: '系统计算', en: 'Computed' };

/** Every answer that is kept says where it came from; nothing else does. */
export function filedProvenance(
  { form }: CaseScope,
  known: Readonly<Record<string, Provenance>>,
  at: string,
  by: Text = self,
): Record<string, Provenance> {
  const out: Record<string, Provenance> = {};
  for (const [path, field] of form.fields) {
    if (!field.visible || field.clean === null) continue;
    out[path] =
      known[path] ??
      (field.computed
        ? { source: 'computed', from: computed, at, locked: true }
        : { source: 'self', from: by, at, locked: false });
  }
  return out;
}
