import { recordOutsideOpinion } from '@miaopi/contracts';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { todayInChina } from '../../texts/day.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { DayField } from '../../ui/day-fields.tsx';
import { Field } from '../../ui/kit.tsx';
import { ReasonField } from '../../ui/reason-field.tsx';
import { ActDialog, type CaseDialog } from '../app/act-dialog.tsx';
import { useKept } from '../app/kept.ts';
import { REVIEW } from './review-texts.ts';

type How = 'paper' | 'silence';

/** F118: what a department outside said on paper, or that it said nothing in time; written down by the lead office. */
export function OutsideDialog(props: CaseDialog) {
  const { view } = props;
  const { lang } = useLang();
  const say = useSay();
  const words = REVIEW[lang];
  const waiting = view.tasks.filter((t) => t.outside && String(t.state) === 'open');
  const [task, setTask] = useState(waiting[0]?.id ?? '');
  const [how, setHow] = useKept<How>(view.id, 'outside.how', 'paper');
  const [says, setSays] = useKept<'agree' | 'disagree' | 'none'>(view.id, 'outside.says', 'agree');
  const [text, setText] = useKept(view.id, 'outside.text', { opinion: '', official: '', paper: '', receivedOn: '' });
  const opinion = text.opinion.trim();
  const onPaper = { says, official: text.official.trim(), paper: text.paper.trim(), receivedOn: text.receivedOn };
  const said = { task, how, opinion, ...(how === 'paper' ? onPaper : {}) };
  const line = (name: 'official' | 'paper', label: string) => (
    <Field label={label}>
      {(c) => (
        <input
          {...c}
          className="input"
          required
          maxLength={60}
          value={text[name]}
          onChange={(event) => setText({ ...text, [name]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <ActDialog
      {...props}
      name="outside"
      title={words.outsideTitle}
      label={words.outside}
      icon="check"
      send={(requestId) =>
        api.call(recordOutsideOpinion, { params: { caseId: view.id }, body: { requestId, ...said } })
      }
    >
      <p className="quiet">{words.outsideText}</p>
      {waiting.length > 1 && (
        <Field label={words.office}>
          {(c) => (
            <select {...c} className="input" value={task} onChange={(event) => setTask(event.target.value)}>
              {waiting.map((t) => (
                <option key={t.id} value={t.id}>
                  {say(t.office)}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      <fieldset className="field say-choice">
        <legend className="field__label">{words.how}</legend>
        {(['paper', 'silence'] as const).map((one) => (
          <label key={one} className="say-choice__one">
            <input type="radio" name="how" value={one} checked={how === one} onChange={() => setHow(one)} />
            {words.hows[one]}
          </label>
        ))}
      </fieldset>
      {how === 'paper' && (
        <>
          <fieldset className="field say-choice">
            <legend className="field__label">{words.saysLabel}</legend>
            {(['agree', 'disagree', 'none'] as const).map((one) => (
              <label key={one} className="say-choice__one">
                <input type="radio" name="says" value={one} checked={says === one} onChange={() => setSays(one)} />
                {words.says[one]}
              </label>
            ))}
          </fieldset>
          {line('paper', words.paperNumber)}
          {line('official', words.signedBy)}
          <DayField
            label={words.receivedOn}
            latest={todayInChina()}
            value={text.receivedOn}
            onChange={(receivedOn) => setText({ ...text, receivedOn })}
          />
        </>
      )}
      <ReasonField
        label={how === 'paper' ? words.opinion : words.reason}
        hint={words.reasonHint}
        longest={1000}
        value={text.opinion}
        onChange={(value) => setText({ ...text, opinion: value })}
      />
    </ActDialog>
  );
}
