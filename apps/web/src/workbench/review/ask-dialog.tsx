import { askOpinion, listColleagues, REASONS } from '@miaopi/contracts';
import { useState } from 'react';
import { api, useRead } from '../../app/api.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { DaysField } from '../../ui/day-fields.tsx';
import { Field } from '../../ui/kit.tsx';
import { ReasonField } from '../../ui/reason-field.tsx';
import { Failure } from '../../ui/states.tsx';
import { ActDialog, type CaseDialog } from '../app/act-dialog.tsx';
import { useKept } from '../app/kept.ts';
import { REVIEW } from './review-texts.ts';

/** 征求意见: another office is asked while the case goes on. */
export function AskDialog(props: CaseDialog) {
  const { view } = props;
  const { lang } = useLang();
  const say = useSay();
  const words = REVIEW[lang];
  const [office, setOffice] = useState('');
  const [question, setQuestion] = useKept(view.id, 'ask.question', '');
  const [days, setDays] = useState('3');
  const [waits, setWaits] = useState(false);
  const read = useRead(listColleagues, {}, { staleTime: 60_000 });
  const said = { office, question: question.trim(), days: Number(days), waits };
  return (
    <ActDialog
      {...props}
      name="ask"
      title={words.askTitle}
      label={words.ask}
      icon="send"
      send={(requestId) => api.call(askOpinion, { params: { caseId: view.id }, body: { requestId, ...said } })}
    >
      <p className="quiet">{words.askText}</p>
      {/* there before its offices are, for the focus begins here */}
      <Field label={words.office}>
        {(c) => (
          <select
            {...c}
            className="input"
            required
            aria-busy={read.isPending}
            value={office}
            onChange={(event) => setOffice(event.target.value)}
          >
            <option value="">{words.choose}</option>
            {(read.data?.offices ?? []).map((one) => (
              <option key={one.uscc} value={one.uscc}>
                {say(one.name)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {read.error && <Failure error={read.error} retry={() => read.refetch()} />}
      <ReasonField
        label={words.question}
        hint={words.questionHint}
        least={REASONS.ask.least}
        longest={REASONS.ask.most}
        value={question}
        onChange={setQuestion}
      />
      <DaysField label={words.days} least={1} most={60} value={days} onChange={setDays} />
      <label className="say-choice__one">
        <input type="checkbox" checked={waits} onChange={(event) => setWaits(event.target.checked)} />
        {words.waits}
      </label>
    </ActDialog>
  );
}
