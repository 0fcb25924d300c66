import {
  COMPLAINT_KINDS,
  COMPLAINT_TEXT,
  type ComplaintKind,
  listComplaints,
  makeComplaint,
  type prepareComplaint,
  type ReplyOf,
} from '@miaopi/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useContext, useState } from 'react';
import { useNavigate } from 'react-router';
import { api } from '../../app/api.ts';
import { useSend } from '../../app/use-send.ts';
import { formatDate } from '../../texts/format.ts';
import { useLang, useSay, useTexts } from '../../texts/lang.tsx';
import { AskingForm } from '../../ui/asking-form.tsx';
import { FaultsContext } from '../../ui/faults.ts';
import { Button, Field, FieldError } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';
import { useComplaintTexts } from './complaint-texts.ts';

export function ComplaintForm(props: {
  prepared: ReplyOf<typeof prepareComplaint>;
  from: { readonly caseId?: string; readonly slug?: string };
  name: string;
}) {
  const { about, units, workingDays, promisedOn } = props.prepared;
  const t = useComplaintTexts();
  const texts = useTexts();
  const say = useSay();
  const { lang } = useLang();
  const go = useNavigate();
  const client = useQueryClient();
  const [office, setOffice] = useState('');
  const [kind, setKind] = useState<ComplaintKind>();
  const [text, setText] = useState('');
  const [may, setMay] = useState(false);
  const [ofHead, setOfHead] = useState(false);
  const given = { ...(about ? {} : { office }), public: may, ofHead, text: text.trim() };
  const { busy, trouble, onSend } = useSend(
    (requestId) =>
      // the browser asks for one of the kinds before
      api.call(makeComplaint, { body: { requestId, ...props.from, ...given, kind: kind as ComplaintKind } }),
    async (made) => {
      await client.invalidateQueries({ queryKey: [listComplaints.name] });
      await go(`/complaints/${made.id}`, { state: { made: true }, replace: true });
    },
  );
  return (
    <AskingForm className="stack stack--wide" busy={busy} onSend={onSend}>
      <p className="measure">{t.who(workingDays, promisedOn ? formatDate(promisedOn, lang) : '')}</p>
      {about ? (
        <dl className="facts">
          <dt>{t.unit}</dt>
          <dd>{say(about.unit.name)}</dd>
          <dt>{t.item}</dt>
          <dd>{say(about.itemName)}</dd>
          {about.caseNumber && (
            <>
              <dt>{t.case}</dt>
              <dd className="tabular">{about.caseNumber}</dd>
            </>
          )}
        </dl>
      ) : (
        <Field label={t.unit}>
          {(control) => (
            <select
              {...control}
              className="input"
              required
              value={office}
              onChange={(event) => setOffice(event.target.value)}
            >
              <option value="">{t.chooseUnit}</option>
              {units.map((unit) => (
                <option key={unit.uscc} value={unit.uscc}>
                  {say(unit.name)}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      <Kinds kind={kind} choose={setKind} />
      <Choice id="complaint-of-head" checked={ofHead} choose={setOfHead} hint={t.ofHeadHint}>
        {t.ofHead}
      </Choice>
      <Field
        label={t.text}
        hint={t.textHint}
        tag={<span className="quiet tabular">{t.count([...text].length, COMPLAINT_TEXT.longest)}</span>}
      >
        {(control) => (
          <textarea
            {...control}
            className="input"
            rows={6}
            required
            minLength={COMPLAINT_TEXT.shortest}
            maxLength={COMPLAINT_TEXT.longest}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <Choice id="complaint-may" checked={may} choose={setMay} hint={t.mayHint}>
        {t.may}
      </Choice>
      {trouble !== undefined && <Failure error={trouble} />}
      <div className="stack stack--tight">
        <p className="quiet">{t.byName(props.name)}</p>
        <div className="button-row">
          <Button type="submit" kind="primary" busy={busy}>
            {busy ? texts.common.loading : t.send}
          </Button>
        </div>
      </div>
    </AskingForm>
  );
}

function Choice(props: {
  id: string;
  checked: boolean;
  choose: (checked: boolean) => void;
  hint: string;
  children: string;
}) {
  return (
    <div>
      <label className="choice">
        <input
          type="checkbox"
          checked={props.checked}
          aria-describedby={`${props.id}-hint`}
          onChange={(event) => props.choose(event.target.checked)}
        />
        <span>{props.children}</span>
      </label>
      <p className="quiet" id={`${props.id}-hint`}>
        {props.hint}
      </p>
    </div>
  );
}

function Kinds({ kind, choose }: { kind: ComplaintKind | undefined; choose: (kind: ComplaintKind) => void }) {
  const t = useComplaintTexts();
  const first = 'complaint-kind';
  const error = useContext(FaultsContext).get(first);
  return (
    <fieldset className={`field${error ? ' field--error' : ''}`} aria-describedby={error && `${first}-error`}>
      <legend className="field__label">{t.kind}</legend>
      <FieldError id={`${first}-error`} {...(error ? { error } : {})} />
      <div className="choice-group">
        {COMPLAINT_KINDS.map((one, n) => (
          <label key={one} className="choice">
            <input
              type="radio"
              name="kind"
              required
              {...(n === 0 ? { id: first } : {})}
              checked={kind === one}
              onChange={() => choose(one)}
            />
            <span>{t.kinds[one]}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
