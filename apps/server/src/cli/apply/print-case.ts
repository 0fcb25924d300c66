import type { CaseView } from '@miaopi/contracts';
import type { Lang } from '../../kernel/text.ts';

interface PrintOptions {
  readonly lang: Lang;
  readonly json: boolean;
  tell(line: string): void;
}

/** Case number, each step with its time, verdict, files; or all of it as one line of JSON. */
export function printCase({ lang, json, tell }: PrintOptions, view: CaseView, files: readonly string[]): void {
  if (json) {
    tell(
      JSON.stringify({
        number: view.number,
        state: view.state,
        outcome: view.outcome ?? null,
        automatic: view.automatic,
        steps: view.steps.map((s) => ({ step: s.step, state: s.state, milliseconds: s.milliseconds ?? null })),
        licence: view.licence ?? null,
        files,
      }),
    );
    return;
  }
  const zh = lang === 'zh';
  tell(`${zh ? '办件编号' : 'Case'} ${view.number}  ${view.itemName[lang]}  ${view.applicant}`);
  for (const s of view.steps) {
    const time = s.milliseconds === undefined ? '' : `${(s.milliseconds / 1000).toFixed(3)} s`;
    tell(`  ${mark[s.state] ?? ' '} ${s.name[lang]}  ${time}  ${s.note?.[lang] ?? ''}`.trimEnd());
  }
  const unmet = view.conditions.filter((x) => x.verdict !== 'met' && x.verdict !== 'not-applicable');
  if (view.state !== 'closed' || view.outcome === 'refused')
    for (const x of unmet) tell(`  ${x.verdict === 'unmet' ? '×' : '?'} ${x.text[lang]}`);
  if (view.waiting) tell(`  ${view.waiting.text[lang]}`);
  if (view.reason) tell(`  ${zh ? '理由' : 'Reason'}: ${view.reason}`);
  tell(`${zh ? '结论' : 'Verdict'}: ${view.stateName[lang]}`);
  if (view.licence) tell(`${view.licence.name[lang]}  ${view.licence.number}  ${view.licence.identifier}`);
  for (const file of files) tell(file);
}

const mark: Readonly<Record<string, string>> = { done: '✓', running: '…', waiting: '…', todo: '·', skipped: '-' };
