import { type CaseView, recordOutsideOpinion } from '@miaopi/contracts';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Button, Dialog, Field } from '../../ui/kit.tsx';
import { ReasonField } from '../../ui/reason-field.tsx';
import { Failure } from '../../ui/states.tsx';
import { useClockAct } from '../clock/use-clock-act.ts';
import { REVIEW } from './review-texts.ts';

type How = 'paper' | 'silence';

/** F118: what a department outside said on paper, or that it said nothing in time; written down by the lead office. */
export function OutsideDialog({ view, onClose, onDone }: { view: CaseView; onClose: () => void; onDone: () => void }) {
  const { lang } = useLang();
  const say = useSay();
  const words = REVIEW[lang];
  const waiting = view.tasks.filter((t) => t.outside && String(t.state) === 'open');
  const [task, setTask] = useState(waiting[0]?.id ?? '');
  const [how, setHow] = useState<How>('paper');
  const [says, setSays] = useState<'agree' | 'disagree' | 'none'>('agree');
  const [text, setText] = useState({ opinion: '', official: '', paper: '', receivedOn: '' });
  const { act, busy, trouble } = useClockAct(view, onDone);
  const opinion = text.opinion.trim();
  const onPaper = { says, official: text.official.trim(), paper: text.paper.trim(), receivedOn: text.receivedOn };
  const said = { task, how, opinion, ...(how === 'paper' ? onPaper : {}) };
  const ready =
    opinion.length >= 2 && (how === 'silence' || (onPaper.official && onPaper.paper && onPaper.receivedOn) !== '');
  const line = (name: 'official' | 'paper' | 'receivedOn', label: string, type = 'text') => (
    <Field label={label}>
      {(c) => (
        <input
          {...c}
          className="input"
          type={type}
          maxLength={60}
          value={text[name]}
          onChange={(event) => setText({ ...text, [name]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <Dialog title={words.outsideTitle} onClose={onClose}>
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
          {line('receivedOn', words.receivedOn, 'date')}
        </>
      )}
      <ReasonField
        label={how === 'paper' ? words.opinion : words.reason}
        hint={words.reasonHint}
        longest={1000}
        value={text.opinion}
        onChange={(value) => setText({ ...text, opinion: value })}
      />
      {trouble !== undefined && <Failure error={trouble} />}
      <div className="button-row">
        <Button
          kind="primary"
          icon="check"
          disabled={busy || !ready}
          onClick={() =>
            void act(said, (requestId) =>
              api.call(recordOutsideOpinion, { params: { caseId: view.id }, body: { requestId, ...said } }),
            )
          }
        >
          {words.outside}
        </Button>
        <Button kind="text" onClick={onClose}>
          {words.cancel}
        </Button>
      </div>
    </Dialog>
  );
}
