import { getComplaint, type OwnComplaint } from '@miaopi/contracts';
import { Link, useLocation, useParams } from 'react-router';
import { useMe, useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { formatDate, formatInstant } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Notice } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';
import { SignInFirst } from '../signin/sign-in-first.tsx';
import { ComplaintTag } from './complaint-tag.tsx';
import { useComplaintTexts } from './complaint-texts.ts';
import { OtherWays } from './other-ways.tsx';

/** F167: one complaint of mine, and its answer. */
export function ComplaintPage() {
  const { complaintId = '' } = useParams();
  const t = useComplaintTexts();
  const me = useMe();
  const read = useRead(getComplaint, { params: { complaintId } }, { enabled: Boolean(me), staleTime: 0 });
  if (me === null) return <SignInFirst title={t.tab} />;
  return (
    <Page
      title={read.data ? t.one(read.data.number) : t.tab}
      up={{ to: '/me/complaints', text: t.back }}
      width="narrow"
    >
      <Loaded query={read} shape="page">
        {(complaint) => <Shown complaint={complaint} />}
      </Loaded>
    </Page>
  );
}

function Shown({ complaint: one }: { complaint: OwnComplaint }) {
  const t = useComplaintTexts();
  const say = useSay();
  const { lang } = useLang();
  const made = (useLocation().state as { made?: boolean } | null)?.made === true;
  const promise = one.promisedOn ? t.promised(formatDate(one.promisedOn, lang)) : t.promisedLater;
  return (
    <div className="stack stack--wide">
      {one.state === 'open' && (
        <Notice tone={made ? 'ok' : 'waiting'} title={made ? t.made : t.states.open} live={made ? 'polite' : undefined}>
          <p>
            {made && t.madeText(one.number)}
            {promise}
          </p>
        </Notice>
      )}
      {one.answer && (
        <section className="card stack stack--tight" aria-labelledby="answer">
          <h2 id="answer">{t.answer}</h2>
          <blockquote className="experience-text">{one.answer.text}</blockquote>
          <p className="quiet">{t.answeredBy(say(one.answer.office), formatInstant(one.answer.at, lang))}</p>
          <p className="quiet">{t.notEnough}</p>
        </section>
      )}
      <dl className="facts">
        <dt>{t.number}</dt>
        <dd className="tabular">
          {one.number} <ComplaintTag state={one.state} />
        </dd>
        <dt>{t.unit}</dt>
        <dd>{say(one.office)}</dd>
        {one.itemName && (
          <>
            <dt>{t.item}</dt>
            <dd>{say(one.itemName)}</dd>
          </>
        )}
        {one.caseNumber && (
          <>
            <dt>{t.case}</dt>
            <dd className="tabular">
              {one.caseId ? <Link to={`/cases/${one.caseId}`}>{one.caseNumber}</Link> : one.caseNumber}
            </dd>
          </>
        )}
        <dt>{t.kind}</dt>
        <dd>
          {t.kinds[one.kind]}
          {one.ofHead && <span className="quiet">{t.aboutHead}</span>}
        </dd>
        <dt>{t.at}</dt>
        <dd className="tabular">{formatInstant(one.at, lang)}</dd>
        <dt>{t.open}</dt>
        <dd>{one.public ? t.openYes : t.openNo}</dd>
      </dl>
      <section aria-labelledby="yours">
        <h2 id="yours">{t.yours}</h2>
        <blockquote className="experience-text">{one.text}</blockquote>
      </section>
      <OtherWays phone={one.phone} />
    </div>
  );
}
