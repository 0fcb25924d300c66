import { type CompiledItem, scopeOf } from '@miaopi/items';
import type { PersonActor } from '../../../kernel/actor.ts';
import type { Applicant, FormsDeps } from '../deps.ts';
import { keptApplicant } from '../deps.ts';
import { inputOf } from '../domain/draft-input.ts';
import { progressOf } from '../domain/issues.ts';
import { walkTo } from '../domain/version-change.ts';
import { mustOwn } from '../present.ts';
import { type DraftContent, type DraftRow, findDraft, updateContent } from '../store/drafts.ts';
import { logLookUps, lookUpAndFill } from './look-up.ts';

/**
 * F085: brings a draft to the version in force: answers carried over, sources asked again where the new version asks otherwise, and what changed kept with
 * the draft until its owner has saved on it. A save that comes in between wins; the next opening walks it.
 */
export async function walkDraft(
  deps: FormsDeps,
  actor: PersonActor,
  {
    row,
    begun,
    item,
    applicant,
  }: {
    readonly row: DraftRow;
    readonly begun: CompiledItem;
    readonly item: CompiledItem;
    readonly applicant: Applicant;
  },
): Promise<DraftRow> {
  const { kernel, plugs } = deps;
  const today = kernel.clock.today();
  const { answers, formChanged } = walkTo(begun, item, row.answers, today);
  const asked = new Set(item.core.evidence.map((e) => e.name));
  const evidence = row.evidence.filter((e) => asked.has(e.name));
  const known = scopeOf(item, inputOf(applicant, answers, evidence, today)).form.fields;
  const provenance = Object.fromEntries(Object.entries(row.provenance).filter(([path]) => known.has(path)));
  const earlier = await plugs.earlierAnswers(actor, row.slug);
  const looked = await lookUpAndFill(deps, {
    item,
    applicant,
    current: { answers, provenance },
    known: evidence,
    usable: evidence.filter((e) => e.status !== 'unavailable'),
    earlier,
  });
  const form = scopeOf(item, inputOf(applicant, looked.answers, looked.evidence, today)).form;
  const content: DraftContent = {
    itemVersion: item.package.item.version,
    itemName: item.package.item.name,
    answers: looked.answers,
    provenance: looked.provenance,
    evidence: looked.evidence,
    applicant: keptApplicant(applicant),
    formChanged,
    ...progressOf(form),
  };
  const walked = await kernel.command('forms.walk_draft', { actor }, async (ctx) => {
    logLookUps(ctx, item, applicant, looked.asked);
    return (await updateContent(ctx.tx, row, content, ctx.now)) ? ctx.now : null;
  });
  return walked
    ? { ...row, ...content, revision: row.revision + 1, savedAt: walked }
    : mustOwn(await findDraft(kernel.read, row.id, actor.personId), actor);
}
