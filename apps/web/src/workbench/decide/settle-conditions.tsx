import type { ConditionView } from '@miaopi/contracts';
import { useSay } from '../../texts/lang.tsx';
import { FieldError } from '../../ui/kit.tsx';
import { isEmpty, ReadValue } from '../file/read-value.tsx';
import { isOpen, troubleFirst, Verdict } from '../file/verdict.tsx';
import { useWorkTexts } from '../texts.ts';
import { type DecisionDraft, groundId, groundWhyId, settleId } from './decision-draft.ts';
import { PhraseField } from './phrase-field.tsx';
import { phrasesMet, phrasesUnmet } from './phrases.ts';

interface Props {
  conditions: readonly ConditionView[];
  draft: DecisionDraft;
  change: (draft: DecisionDraft) => void;
  errors: ReadonlyMap<string, string>;
}

function Evidence({ condition }: { condition: ConditionView }) {
  const say = useSay();
  return (
    <p className="quiet evidence">
      {condition.because ? `${say(condition.because)} ` : ''}
      {condition.reads
        // what is not known is said by `because`
        .filter((read) => !(condition.because && isEmpty(read.value.zh)))
        .filter((read) => read.value.zh.length < 60 && !/^[[{]/.test(read.value.zh) && !read.path.endsWith('有记录'))
        .map((read, n) => (
          <span key={read.path}>
            {n > 0 && ' · '}
            {say(read.label)} <ReadValue value={say(read.value)} />
          </span>
        ))}
    </p>
  );
}

/** To grant: each condition the machine did not find met, with why it is. */
export function SettleConditions({ conditions, draft, change, errors }: Props) {
  const { decide } = useWorkTexts();
  const say = useSay();
  const open = conditions.filter(isOpen);
  return (
    <fieldset className="settle">
      <legend>{decide.settle}</legend>
      <p className="quiet">{open.length > 0 ? decide.settleIntro(open.length) : decide.settleNone}</p>
      {open.map((condition) => (
        <div key={condition.id} className={`settle__one settle__one--${condition.verdict}`}>
          <p className="settle__name">
            <Verdict verdict={String(condition.verdict)} />
            <strong>{say(condition.text)}</strong>
          </p>
          <Evidence condition={condition} />
          <PhraseField
            id={settleId(condition.id)}
            label={`${decide.whyMet}`}
            hint={decide.whyMetHint}
            error={errors.get(settleId(condition.id))}
            value={draft.settled[condition.id] ?? ''}
            rows={2}
            maxLength={1000}
            phrases={phrasesMet(condition)}
            set={(why) => change({ ...draft, settled: { ...draft.settled, [condition.id]: why } })}
          />
        </div>
      ))}
    </fieldset>
  );
}

/** To refuse: which conditions are not met; those the machine did not find unmet need the official's own finding. */
export function TickGrounds({ conditions, draft, change, errors }: Props) {
  const { decide, file } = useWorkTexts();
  const say = useSay();
  const offered = troubleFirst(conditions).filter((one) => one.verdict !== 'not-applicable');
  const none = offered.map((one) => errors.get(groundId(one.id))).find(Boolean);
  return (
    <fieldset className="settle">
      <legend>{decide.grounds}</legend>
      <p className="quiet">{decide.groundsIntro}</p>
      <FieldError id="grounds-error" {...(none ? { error: none } : {})} />
      {offered.map((condition) => {
        const ground = draft.grounds[condition.id] ?? { ticked: false, why: '' };
        const error = errors.get(groundId(condition.id));
        const set = (next: Partial<typeof ground>) =>
          change({ ...draft, grounds: { ...draft.grounds, [condition.id]: { ...ground, ...next } } });
        return (
          <div key={condition.id} className={`settle__one settle__one--${condition.verdict}`}>
            <label className="ground">
              <input
                type="checkbox"
                id={groundId(condition.id)}
                checked={ground.ticked}
                aria-invalid={error ? true : undefined}
                aria-describedby={error ? 'grounds-error' : undefined}
                onChange={(event) => set({ ticked: event.target.checked })}
              />
              <span>
                <strong>{say(condition.text)}</strong>
                <span className="quiet">
                  <span lang="zh-CN">{condition.basis.article}</span> ·{' '}
                  {decide.machineSays(file.verdicts[String(condition.verdict)] ?? '')}
                </span>
              </span>
            </label>
            {ground.ticked && <Evidence condition={condition} />}
            {ground.ticked && condition.verdict !== 'unmet' && (
              <PhraseField
                id={groundWhyId(condition.id)}
                label={decide.whyUnmet}
                error={errors.get(groundWhyId(condition.id))}
                value={ground.why}
                rows={2}
                maxLength={1000}
                phrases={phrasesUnmet(condition)}
                set={(why) => set({ why })}
              />
            )}
          </div>
        );
      })}
    </fieldset>
  );
}
