import {
  answerComplaint,
  COMPLAINT_ANSWER,
  getWorkComplaint,
  listWorkComplaints,
  type WorkComplaint,
} from '@miaopi/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { api, queryKey, useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { useSend } from '../../app/use-send.ts';
import { COMPLAINT } from '../../portal/complaints/complaint-texts.ts';
import { formatInstant } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { AskingForm } from '../../ui/asking-form.tsx';
import { Button, Field } from '../../ui/kit.tsx';
import { Failure, Loaded } from '../../ui/states.tsx';
import { DueTag } from './complaints-page.tsx';
import { WORDS } from './complaints-texts.ts';

/** F167: one complaint, for the head who answers it. */
export function WorkComplaintPage() {
  const { complaintId = '' } = useParams();
  const { lang } = useLang();
  const words = WORDS[lang];
  // a look stands in the log of whoever complained: it is read once, not again by itself
  const read = useRead(getWorkComplaint, { params: { complaintId } }, { staleTime: Number.POSITIVE_INFINITY });
  return (
    <Page
      title={read.data ? words.complaint(read.data.number) : words.open}
      up={{ to: '/work/complaints', text: words.back }}
      width="narrow"
    >
      <Loaded query={read} shape="page">
        {(complaint) => <Shown complaint={complaint} />}
      </Loaded>
    </Page>
  );
}

function Shown({ complaint: one }: { complaint: WorkComplaint }) {
  const { lang } = useLang();
  const say = useSay();
  const words = WORDS[lang];
  return (
    <div className="stack stack--wide">
      <p className="tag-row">
        <DueTag complaint={one} />
      </p>
      <section aria-labelledby="said">
        <h2 id="said">{words.said}</h2>
        <blockquote className="experience-text">{one.text}</blockquote>
      </section>
      <dl className="facts">
        <dt>{words.by}</dt>
        <dd>
          {one.by.name}
          <span className="quiet">{words.byKinds[one.by.kind]}</span>
          <br />
          <span className="quiet">{words.look}</span>
        </dd>
        <dt>{words.kind}</dt>
        <dd>
          {COMPLAINT[lang].kinds[one.kind]}
          {one.ofHead && <span className="quiet">{words.aboutHead}</span>}
        </dd>
        <dt>{words.unit}</dt>
        <dd>{say(one.office)}</dd>
        {one.itemName && (
          <>
            <dt>{words.item}</dt>
            <dd>{say(one.itemName)}</dd>
          </>
        )}
        {one.caseNumber && (
          <>
            <dt>{words.case}</dt>
            <dd className="tabular">
              {one.caseId ? <Link to={`/work/${one.caseId}`}>{one.caseNumber}</Link> : one.caseNumber}
            </dd>
          </>
        )}
        <dt>{words.at}</dt>
        <dd className="tabular">{formatInstant(one.at, lang)}</dd>
        <dt>{words.publish}</dt>
        <dd>{one.public ? words.publishYes : words.publishNo}</dd>
      </dl>
      {one.answer ? (
        <section className="card stack stack--tight" aria-labelledby="answer" aria-live="polite">
          <h2 id="answer">{words.answered}</h2>
          <blockquote className="experience-text">{one.answer.text}</blockquote>
          <p className="quiet">
            {words.answeredBy(say(one.answer.office), one.answer.by, formatInstant(one.answer.at, lang))}
          </p>
        </section>
      ) : (
        <AnswerForm complaint={one} />
      )}
    </div>
  );
}

function AnswerForm({ complaint }: { complaint: WorkComplaint }) {
  const { lang } = useLang();
  const words = WORDS[lang];
  const client = useQueryClient();
  const [text, setText] = useState('');
  const params = { complaintId: complaint.id };
  const { busy, trouble, onSend } = useSend(
    (requestId) => api.call(answerComplaint, { params, body: { requestId, text: text.trim() } }),
    (answered) => {
      client.setQueryData(queryKey(getWorkComplaint, { params }), answered);
      return client.invalidateQueries({ queryKey: [listWorkComplaints.name] });
    },
  );
  return (
    <AskingForm busy={busy} onSend={onSend}>
      <Field
        label={words.answer}
        hint={words.answerHint}
        tag={<span className="quiet tabular">{words.count([...text].length, COMPLAINT_ANSWER.longest)}</span>}
      >
        {(control) => (
          <textarea
            {...control}
            className="input"
            rows={6}
            required
            minLength={COMPLAINT_ANSWER.shortest}
            maxLength={COMPLAINT_ANSWER.longest}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      {trouble !== undefined && <Failure error={trouble} />}
      <div className="button-row">
        <Button type="submit" kind="primary" icon="send" busy={busy}>
          {words.send}
        </Button>
      </div>
    </AskingForm>
  );
}
