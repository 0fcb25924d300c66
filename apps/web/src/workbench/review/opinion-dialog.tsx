import { answerOpinion, type CaseView, giveOpinion, REASONS } from '@miaopi/contracts';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { ActDialog, type CaseDialog } from '../app/act-dialog.tsx';
import { useKept } from '../app/kept.ts';
import { PhraseField } from '../decide/phrase-field.tsx';
import { opinionsAgainst, opinionsFor } from '../decide/phrases.ts';
import { REVIEW } from './review-texts.ts';

/** What my step has to say; the case goes on. */
export function OpineDialog(props: CaseDialog) {
  const { lang } = useLang();
  const say = useSay();
  const { view } = props;
  const { mine } = view.review ?? {};
  const step = view.tasks.find((t) => t.id === mine?.task);
  return (
    <SayDialog
      {...props}
      act="opine"
      title={REVIEW[lang].opineTitle(step ? say(step.name) : '')}
      text={REVIEW[lang].opineText}
      says={mine?.says ?? []}
      send={(requestId, said) => api.call(giveOpinion, { params: { caseId: view.id }, body: { requestId, ...said } })}
    />
  );
}

/** The answer to what my office was asked beside the main line. */
export function AnswerDialog(props: CaseDialog) {
  const { lang } = useLang();
  const { view } = props;
  const asked = view.tasks.find((t) => String(t.line) === 'beside' && String(t.state) === 'open' && t.mine);
  return (
    <SayDialog
      {...props}
      act="answer"
      title={REVIEW[lang].answerTitle}
      text={asked?.question ?? ''}
      says={['agree', 'disagree', 'none']}
      send={(requestId, said) => api.call(answerOpinion, { params: { caseId: view.id }, body: { requestId, ...said } })}
    />
  );
}

function SayDialog(
  props: CaseDialog & {
    readonly act: 'opine' | 'answer';
    readonly title: string;
    readonly text: string;
    readonly says: readonly string[];
    readonly send: (
      requestId: string,
      said: { says: 'agree' | 'disagree' | 'none'; opinion: string },
    ) => Promise<CaseView>;
  },
) {
  const { lang } = useLang();
  const words = REVIEW[lang];
  const [says, setSays] = useState(props.says[0] ?? 'agree');
  const [opinion, setOpinion] = useKept(props.view.id, `${props.act}.opinion`, '');
  const said = { says: says as 'agree', opinion: opinion.trim() };
  return (
    <ActDialog
      {...props}
      name={props.act}
      label={words.opine}
      icon="check"
      send={(requestId) => props.send(requestId, said)}
    >
      <p className="quiet">{props.text}</p>
      <fieldset className="field say-choice">
        <legend className="field__label">{words.saysLabel}</legend>
        {props.says.map((one) => (
          <label key={one} className="say-choice__one">
            <input type="radio" name="says" value={one} checked={says === one} onChange={() => setSays(one)} />
            {words.says[one]}
          </label>
        ))}
      </fieldset>
      <PhraseField
        id="step-opinion"
        label={words.opinion}
        hint={words.opinionHint}
        value={opinion}
        rows={3}
        maxLength={REASONS[props.act].most}
        least={REASONS[props.act].least}
        use="opinion"
        phrases={says === 'disagree' ? opinionsAgainst : opinionsFor}
        set={setOpinion}
      />
    </ActDialog>
  );
}
