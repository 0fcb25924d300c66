import type { CaseView } from '@miaopi/contracts';
import { Timeline } from '../../flow/timeline.tsx';
import { PaperLink } from '../../portal/cases/paper-link.tsx';
import { StepLine } from '../../portal/cases/step-line.tsx';
import { formatInstant } from '../../texts/format.ts';
import { useLang, useSay, useTexts } from '../../texts/lang.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Button, Notice } from '../../ui/kit.tsx';
import { useWorkTexts } from '../texts.ts';

/** After a decision made here: the steps as they happen, then the number of the licence. */
export function Aftermath({ view, next }: { view: CaseView; next: (() => void) | undefined }) {
  const { facts, file } = useWorkTexts();
  const texts = useTexts();
  const say = useSay();
  const over = view.state === 'closed';
  const refused = view.outcome === 'refused';
  return (
    <section className="aftermath" aria-labelledby="aftermath-title">
      <h2 id="aftermath-title" className="visually-hidden">
        {facts.progress}
      </h2>
      <div role="status">
        {view.licence ? (
          <Notice tone="ok" title={facts.licenceMade}>
            <p>{say(view.licence.name)}</p>
            <p className="licence-number tabular">{view.licence.number}</p>
            <p className="quiet tabular">{view.licence.identifier}</p>
          </Notice>
        ) : over ? (
          <Notice
            tone={refused ? 'unknown' : 'ok'}
            icon={refused ? 'gavel' : undefined}
            title={`${file.decision}${texts.common.colon}${refused ? file.decisionRefused : file.decisionGranted}`}
          >
            {view.documents.slice(-1).map((one) => (
              <p key={one.number}>
                {say(one.name)} <span className="tabular">{one.number}</span>
              </p>
            ))}
          </Notice>
        ) : (
          <p className="aftermath__working">
            <Icon name="refresh" />
            {facts.working}
          </p>
        )}
      </div>
      {!over && <StepLine steps={view.steps} live />}
      {over && next && (
        <Button kind="primary" icon="next" onClick={next} aria-keyshortcuts="J">
          {facts.next} <kbd>J</kbd>
        </Button>
      )}
    </section>
  );
}

/** Numbers, documents and the line of time. */
export function Facts({ view }: { view: CaseView }) {
  const { facts } = useWorkTexts();
  const texts = useTexts();
  const say = useSay();
  const { lang } = useLang();
  const rows: readonly (readonly [string, string | undefined, boolean?])[] = [
    [facts.number, view.number, true],
    [facts.submitted, formatInstant(view.submittedAt, lang, true), true],
    [facts.applicant, view.applicant],
    [facts.agent, view.agent],
    [facts.channel, facts.channels[view.channel] ?? view.channel],
    [
      facts.filedBy,
      view.filedBy &&
        `${say(view.filedBy.department)} ${facts.filedFor(view.filedBy.official.name, view.filedBy.number)}`,
    ],
    [facts.ground, view.filedBy && say(view.filedBy.ground)],
    [facts.office, say(view.office)],
    [facts.version, facts.versionN(view.itemVersion)],
    [facts.reason, view.reason],
    [facts.exchangeNumber, view.exchangeNumber, true],
  ];
  return (
    <>
      {view.licence && (
        <section className="work-part">
          <h2>{facts.licence}</h2>
          <p>
            {say(view.licence.name)} <strong className="tabular facts__number">{view.licence.number}</strong>
          </p>
        </section>
      )}
      <section className="work-part">
        <h2>{facts.basics}</h2>
        <dl className="fact-rows">
          {rows.map(
            ([label, value, figures]) =>
              value && (
                <div key={label}>
                  <dt>{label}</dt>
                  <dd className={figures ? 'tabular' : undefined}>{value}</dd>
                </div>
              ),
          )}
        </dl>
      </section>
      <section className="work-part">
        <h2>{facts.history}</h2>
        <Timeline view={view} />
      </section>
      <section className="work-part">
        <h2>{facts.documents}</h2>
        {view.documents.length === 0 ? (
          <p className="quiet">{facts.noDocuments}</p>
        ) : (
          <ul className="documents">
            {view.documents.map((one) => (
              <li key={one.number}>
                <PaperLink caseId={view.id} paper={one} />
                <span className="quiet tabular">{one.number}</span>
                <span className="quiet tabular">{formatInstant(one.at, lang)}</span>
                <a href={`/cases/${view.id}/print/document/${one.kind}`} target="_blank" rel="noreferrer">
                  {texts.moment.print}
                  <span className="visually-hidden"> {say(one.name)}</span>
                </a>
              </li>
            ))}
          </ul>
        )}
      </section>
    </>
  );
}
