import { askOpinion, type CaseView, listColleagues } from '@miaopi/contracts';
import { useState } from 'react';
import { api, useRead } from '../../app/api.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Button, Dialog, Field } from '../../ui/kit.tsx';
import { ReasonField } from '../../ui/reason-field.tsx';
import { Failure, Loaded } from '../../ui/states.tsx';
import { useKept } from '../app/kept.ts';
import { useClockAct } from '../clock/use-clock-act.ts';
import { REVIEW } from './review-texts.ts';

/** 征求意见: another office is asked while the case goes on. */
export function AskDialog(props: { view: CaseView; onClose: () => void; onDone: () => void }) {
  const { view } = props;
  const { lang } = useLang();
  const say = useSay();
  const words = REVIEW[lang];
  const [office, setOffice] = useState('');
  const [question, setQuestion] = useKept(view.id, 'ask.question', '');
  const [days, setDays] = useState('3');
  const [waits, setWaits] = useState(false);
  const read = useRead(listColleagues, {}, { staleTime: 60_000 });
  const { act, busy, trouble } = useClockAct(view, props.onDone, 'ask');
  const said = { office, question: question.trim(), days: Number(days), waits };
  const ready =
    office !== '' && said.question.length >= 2 && Number.isInteger(said.days) && said.days >= 1 && said.days <= 60;
  return (
    <Dialog title={words.askTitle} onClose={props.onClose}>
      <p className="quiet">{words.askText}</p>
      <Loaded query={read} shape="lines">
        {(data) => (
          <Field label={words.office}>
            {(c) => (
              <select {...c} className="input" value={office} onChange={(event) => setOffice(event.target.value)}>
                <option value="">{words.choose}</option>
                {data.offices.map((one) => (
                  <option key={one.uscc} value={one.uscc}>
                    {say(one.name)}
                  </option>
                ))}
              </select>
            )}
          </Field>
        )}
      </Loaded>
      <ReasonField
        label={words.question}
        hint={words.questionHint}
        longest={1000}
        value={question}
        onChange={setQuestion}
      />
      <Field label={words.days}>
        {(c) => (
          <input
            {...c}
            className="input tabular"
            type="number"
            min={1}
            max={60}
            value={days}
            onChange={(event) => setDays(event.target.value)}
          />
        )}
      </Field>
      <label className="say-choice__one">
        <input type="checkbox" checked={waits} onChange={(event) => setWaits(event.target.checked)} />
        {words.waits}
      </label>
      {trouble !== undefined && <Failure error={trouble} />}
      <div className="button-row">
        <Button
          kind="primary"
          icon="send"
          disabled={busy || !ready}
          onClick={() =>
            void act(said, (requestId) =>
              api.call(askOpinion, { params: { caseId: view.id }, body: { requestId, ...said } }),
            )
          }
        >
          {words.ask}
        </Button>
        <Button kind="text" onClick={props.onClose}>
          {words.cancel}
        </Button>
      </div>
    </Dialog>
  );
}
