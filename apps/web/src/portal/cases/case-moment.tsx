import { type CaseView, getLicenceFile } from '@miaopi/contracts';
import { useEffect, useRef } from 'react';
import { api } from '../../app/api.ts';
import { todayInChina } from '../../texts/day.ts';
import { formatDate, formatDuration, formatTime } from '../../texts/format.ts';
import { useLang, useSay, useTexts } from '../../texts/lang.tsx';
import { ButtonLink, FileLink, Notice, Pause } from '../../ui/kit.tsx';
import { useCorrectTexts } from '../correct/correct-texts.ts';
import { ToCorrect } from '../correct/to-correct.tsx';
import { BasisLine } from '../guide/guide-conditions.tsx';
import { PaperPages } from '../licences/paper-pages.tsx';
import { useShowTexts } from '../licences/show/show-texts.ts';
import { fillScreen } from '../licences/show/stay-awake.ts';
import { ToBring } from '../originals/case-handling.tsx';
import { useOriginalsTexts } from '../originals/originals-texts.ts';
import { CaseParcels } from '../parcels/case-parcels.tsx';
import { CaseBill } from '../payments/case-bill.tsx';
import { DueBills } from '../payments/due-bills.tsx';
import { usePaymentTexts } from '../payments/payment-texts.ts';
import { CaseVertical } from '../vertical/case-vertical.tsx';
import { useVerticalTexts } from '../vertical/vertical-texts.ts';
import { useAfterTexts } from './after-texts.ts';
import { AnswerRevocation } from './answer-revocation.tsx';
import { Change } from './changes.tsx';
import { PaperLink } from './paper-link.tsx';
import { StepLine } from './step-line.tsx';

type Mode =
  | 'unpaid'
  | 'moving'
  | 'granted'
  | 'refused'
  | 'person'
  | 'procedure'
  | 'waiting'
  | 'withdrawn'
  | 'vertical'
  | 'intake'
  | 'correction'
  | 'originals'
  | 'not-accepted'
  | 'abandoned'
  | 'undone';

/** What the page is about now. */
export function modeOf(view: CaseView): Mode {
  const state = String(view.state);
  if (view.waiting && view.bill && !view.bill.settled && (state === 'granted' || state === 'accepted')) return 'unpaid';
  if (state === 'waiting' || state === 'vertical') return state;
  if (state === 'intake' || state === 'correction' || state === 'originals') return state;
  const outcome = String(view.outcome);
  if (outcome === 'not-accepted' || outcome === 'abandoned') return outcome;
  if (state === 'review') return 'person';
  if (state === 'procedure') return 'procedure';
  if (String(view.outcome) === 'withdrawn') return 'withdrawn';
  if (view.undone) return 'undone';
  if (state === 'refused' || String(view.outcome) === 'refused') return 'refused';
  return view.licence ? 'granted' : state === 'closed' ? 'granted' : 'moving';
}

function total(view: CaseView): number | undefined {
  const ends = view.steps.flatMap((step) => (step.endedAt ? [Date.parse(step.endedAt)] : []));
  const span = ends.length ? Math.max(...ends) - Date.parse(view.submittedAt) : Number.NaN;
  return span >= 0 ? span : undefined;
}

/** The line of steps with their real times, then what came of it: the licence large, or plainly why not yet. */
export function CaseMoment({ view, fresh, broken }: { view: CaseView; fresh: boolean; broken: boolean }) {
  const texts = useTexts();
  const payment = usePaymentTexts();
  const showing = useShowTexts();
  const correct = useCorrectTexts();
  const originals = useOriginalsTexts();
  const after = useAfterTexts();
  const over = useVerticalTexts();
  const say = useSay();
  const { lang } = useLang();
  const mode = modeOf(view);
  const first = useRef(mode);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // What came of it is said as soon as it is there, also to those who do not see it appear.
    if (first.current === 'moving' && mode !== 'moving') heading.current?.focus({ preventScroll: true });
    // It was asked for further down the page.
    if (first.current !== 'withdrawn' && mode === 'withdrawn') heading.current?.focus();
  }, [mode]);
  const took = total(view);
  const running = view.procedures.find((p) => !p.endedOn);
  const title: Record<Mode, string> = {
    unpaid: payment.waitTitle,
    moving: texts.moment.watching,
    granted: view.vertical ? over.granted : texts.moment.granted,
    refused: texts.moment.refused,
    person: texts.moment.person,
    procedure: texts.moment.procedure(running ? say(running.name) : ''),
    withdrawn: texts.moment.withdrawn,
    waiting: texts.moment.waiting,
    vertical: over.titles[view.vertical?.phase ?? 'registered'] ?? '',
    intake: correct.intake,
    correction: correct.needed,
    originals: originals.bring,
    'not-accepted': correct.notAccepted,
    abandoned: correct.abandoned,
    undone: after.undone[String(view.undone)] ?? '',
  };
  const sub: Record<Mode, string> = {
    unpaid: '',
    moving: texts.moment.watchingText,
    granted: view.vertical
      ? over.grantedText
      : took !== undefined
        ? texts.moment.grantedIn(formatDuration(took, lang))
        : '',
    refused: texts.moment.refusedText,
    person: texts.moment.personText,
    procedure: running ? texts.moment.procedureText(formatDate(running.expectedOn, lang)) : '',
    withdrawn: texts.moment.withdrawnText,
    waiting: texts.moment.waitingText,
    vertical: view.vertical ? say(view.vertical.system) : '',
    intake: view.dueAt ? correct.intakeText(formatDate(view.dueAt, lang)) : '',
    correction: view.dueAt
      ? (view.dueAt < todayInChina() ? correct.lateText : correct.neededText)(
          view.corrections.at(-1)?.points.length ?? 0,
          formatDate(view.dueAt, lang),
        )
      : '',
    originals: view.dueAt ? originals.bringText(formatDate(view.dueAt, lang)) : '',
    'not-accepted': correct.notAcceptedText,
    abandoned: correct.abandonedText,
    undone: after.undoneText,
  };
  const revoking = view.amendments.find((one) => String(one.state) === 'open' && one.answerUntil);
  const revoked = view.amendments.filter((one) => one.ground && String(one.state) === 'done').at(-1);
  const reopened =
    String(view.state) === 'closed' ? undefined : view.amendments.filter((one) => String(one.kind) === 'reopen').at(-1);
  const licence = view.licence;
  return (
    <section className={`moment moment--${mode}`}>
      <header className="moment__head">
        <p className="moment__item">
          {say(view.itemName)}
          <Pause /> <span className="quiet tabular">{view.number}</span>
        </p>
        <h1 tabIndex={-1} ref={heading}>
          {title[mode]}
        </h1>
        {fresh && (
          <span className="visually-hidden" role="status">
            {title[mode]}
          </span>
        )}
        <p className="moment__sub tabular">{sub[mode]}</p>
      </header>
      {broken && (
        <Notice tone="waiting" icon="offline" live="polite">
          {texts.moment.offline}
        </Notice>
      )}
      {mode !== 'moving' && <DueBills view={view} waits={mode === 'unpaid'} />}
      {reopened?.order && (
        <Notice icon="gavel" title={after.reopened(String(reopened.former.outcome))}>
          <p>{after.orderLine(reopened.order.body, reopened.order.number, formatDate(reopened.order.on, lang))}</p>
          <p>{after.reopenedText}</p>
        </Notice>
      )}
      {revoking && (
        <Notice tone="waiting" icon="gavel" title={after.revoking}>
          <Change change={revoking} />
          <AnswerRevocation view={view} />
        </Notice>
      )}
      <div className="moment__columns">
        <div className="moment__line">
          <StepLine steps={view.steps} live />
        </div>
        <div className="moment__result">
          {mode === 'unpaid' && <CaseBill view={view} />}
          {mode === 'moving' && <div className="moment__place" aria-hidden="true" />}
          {mode === 'granted' && licence && (
            <div className={fresh ? 'moment__paper moment__paper--arrives' : 'moment__paper'}>
              <PaperPages licenceId={licence.id} name={say(licence.name)} holder={view.applicant} />
              <div className="button-row no-print">
                <FileLink
                  kind="primary"
                  href={api.url(getLicenceFile, {
                    params: { licenceId: licence.id },
                    query: { format: 'ofd' as never },
                  })}
                >
                  {texts.moment.downloadOfd}
                </FileLink>
                <FileLink
                  href={api.url(getLicenceFile, {
                    params: { licenceId: licence.id },
                    query: { format: 'pdf' as never },
                  })}
                >
                  {texts.moment.downloadPdf}
                </FileLink>
                <ButtonLink to={`/licences/${licence.id}/print`} icon="print">
                  {texts.moment.print}
                </ButtonLink>
                <ButtonLink to={`/licences/${licence.id}/show`} icon="qr" onClick={fillScreen}>
                  {showing.show}
                </ButtonLink>
                <ButtonLink to={`/licences/${licence.id}`} kind="text">
                  {texts.moment.openLicence}
                </ButtonLink>
              </div>
              <p className="quiet no-print">{texts.moment.whoSees}</p>
            </div>
          )}
          {(mode === 'person' || mode === 'procedure') && <WithPerson view={view} />}
          {mode === 'correction' && <ToCorrect view={view} />}
          {mode === 'originals' && <ToBring view={view} />}
          {mode !== 'moving' && <CaseParcels view={view} />}
          {mode === 'waiting' && view.waiting && (
            <Notice tone="waiting" title={say(view.waiting.text)}>
              <p className="tabular">{texts.moment.since(formatTime(view.waiting.since))}</p>
              {view.waiting.retryAt && (
                <p className="tabular">{texts.moment.retryAt(formatTime(view.waiting.retryAt, true))}</p>
              )}
            </Notice>
          )}
          {mode === 'refused' && <Refused view={view} />}
          {(mode === 'not-accepted' || mode === 'abandoned' || mode === 'withdrawn') && (
            <Ended view={view} paper={mode !== 'withdrawn'} />
          )}
          {mode === 'undone' && revoked && (
            <div className="card">
              <Change change={revoked} />
            </div>
          )}
          {mode !== 'moving' && <CaseVertical view={view} />}
        </div>
      </div>
    </section>
  );
}

/** With an official: which condition is unknown, who looks, until when. */
function WithPerson({ view: it }: { view: CaseView }) {
  const texts = useTexts();
  const say = useSay();
  const { lang } = useLang();
  const running = it.procedures.find((p) => !p.endedOn);
  const open = it.conditions.filter((one) => String(one.verdict) === 'unknown');
  const unmet = it.conditions.filter((one) => String(one.verdict) === 'unmet');
  const together = it.review?.steps.find((step) => step.state === 'current')?.offices.map(say) ?? [];
  return (
    <div className="card stack">
      <p>
        {together.length > 1 ? texts.moment.offices(together, say(it.office)) : texts.moment.office(say(it.office))}
      </p>
      {running && <p>{running.reason}</p>}
      {it.dueAt && <p className="moment__until">{texts.moment.until(formatDate(it.dueAt, lang))}</p>}
      {[[texts.moment.personUnknown, open] as const, [texts.moment.personUnmet, unmet] as const].map(
        ([name, list]) =>
          list.length > 0 && (
            <div key={name}>
              <h2 className="moment__sub-title">{name}</h2>
              <ul className="stack stack--tight">
                {list.map((one) => (
                  <li key={one.id}>
                    <p>{say(one.text)}</p>
                    {one.because && <p className="quiet">{say(one.because)}</p>}
                  </li>
                ))}
              </ul>
            </div>
          ),
      )}
    </div>
  );
}

/** It ended before anything was decided: the paper that says why, and how to begin again. */
function Ended({ view, paper }: { view: CaseView; paper: boolean }) {
  const correct = useCorrectTexts();
  return (
    <div className="card stack">
      {paper && <LastPaper view={view} />}
      <div className="button-row no-print">
        <ButtonLink to={`/items/${view.slug}`} kind="primary">
          {correct.again}
        </ButtonLink>
      </div>
    </div>
  );
}

/** The paper that ended the case. */
function LastPaper({ view }: { view: CaseView }) {
  const { lang } = useLang();
  const paper = view.documents.at(-1);
  if (!paper) return null;
  return (
    <p>
      <PaperLink caseId={view.id} paper={paper} />{' '}
      <span className="quiet tabular">
        {paper.number} · {formatDate(paper.at, lang)}
      </span>
    </p>
  );
}

/** Why not, what can be done, where to object. */
function Refused({ view: it }: { view: CaseView }) {
  const texts = useTexts();
  const say = useSay();
  return (
    <div className="stack">
      {it.reason && (
        <Notice tone="danger" title={texts.cases.reason}>
          <p>{it.reason}</p>
        </Notice>
      )}
      <LastPaper view={it} />
      {it.refusal && (
        <div className="card stack">
          <div>
            <h2 className="moment__sub-title">{texts.moment.refusedBasis}</h2>
            {it.refusal.basis.map((basis) => (
              <BasisLine key={basis.law + basis.article} basis={basis} />
            ))}
          </div>
          {it.refusal.remedy.length > 0 && (
            <div>
              <h2 className="moment__sub-title">{texts.moment.refusedRemedy}</h2>
              {it.refusal.remedy.map((one) => (
                <p key={one.zh}>{say(one)}</p>
              ))}
            </div>
          )}
          <div>
            <h2 className="moment__sub-title">{texts.moment.refusedRights}</h2>
            <p>{texts.moment.toReview(say(it.refusal.review))}</p>
            <p>{texts.moment.toCourt(say(it.refusal.court))}</p>
          </div>
        </div>
      )}
    </div>
  );
}
