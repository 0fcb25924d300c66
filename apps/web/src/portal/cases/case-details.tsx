import { type CaseView, getFile } from '@miaopi/contracts';
import { Link } from 'react-router';
import { api } from '../../app/api.ts';
import { Conversation } from '../../conversation/conversation.tsx';
import { useTalkTexts } from '../../conversation/texts.ts';
import { CaseHistory } from '../../flow/case-flow.tsx';
import { formatDate, formatInstant } from '../../texts/format.ts';
import { useLang, useSay, useTexts } from '../../texts/lang.tsx';
import { Icon } from '../../ui/icon.tsx';
import { More, Tag } from '../../ui/kit.tsx';
import { VERDICT_ICON } from '../apply/verdict-icon.ts';
import { CaseDelivery } from '../delivery/case-delivery.tsx';
import { ShareExperience } from '../experiences/share-experience.tsx';
import { BasisLine } from '../guide/guide-conditions.tsx';
import { FileSeals } from '../materials/file-seals.tsx';
import { CaseHandling } from '../originals/case-handling.tsx';
import { PrintRecords } from '../print/print-records.tsx';
import { CaseClock } from './case-clock.tsx';
import { Changes } from './changes.tsx';
import { FiledBy } from './filed-by.tsx';
import { PaperLink } from './paper-link.tsx';
import { ProcedureList } from './procedure-list.tsx';
import { ReadValue } from './read-value.tsx';
import { CaseStateTag } from './state-tag.tsx';
import { UrgeCase } from './urge-case.tsx';
import { WithdrawCase } from './withdraw-case.tsx';

/** Everything about a case for its owner: numbers, how it was judged, who did what, the clock, what was filed. */
export function CaseDetails({ view }: { view: CaseView }) {
  const texts = useTexts();
  const say = useSay();
  const { lang } = useLang();
  const talk = useTalkTexts();
  const verdicts: Record<string, string> = {
    met: texts.apply.met,
    unmet: texts.apply.unmet,
    unknown: texts.apply.unknown,
    'not-applicable': texts.apply.notApplicable,
  };
  return (
    <div className="case-details">
      <div className="case-details__side">
        {' '}
        <section className="card">
          <dl className="facts">
            <dt>{texts.cases.number}</dt>
            <dd className="tabular">
              <span className="unit">{view.number}</span> <CaseStateTag of={view} />
            </dd>
            {view.queryCode && (
              <>
                <dt>{texts.cases.queryCode}</dt>
                <dd>
                  <strong className="tabular">{view.queryCode}</strong>{' '}
                  <span className="quiet">{texts.cases.queryCodeHint}</span>
                </dd>
              </>
            )}
            <dt>{texts.cases.applicant}</dt>
            <dd>
              {view.applicant}
              {view.agent && `${texts.common.comma}${texts.cases.agent} ${view.agent}`}
            </dd>
            <dt>{texts.cases.office}</dt>
            <dd>{say(view.office)}</dd>
            <dt>{texts.cases.submittedAt}</dt>
            <dd className="tabular">{formatInstant(view.submittedAt, lang, true)}</dd>
            {view.decidedAt && (
              <>
                <dt>{texts.cases.decidedAt}</dt>
                <dd className="tabular">{formatInstant(view.decidedAt, lang, true)}</dd>
              </>
            )}
            <dt>{texts.cases.channel}</dt>
            <dd>
              {texts.cases.channels[view.channel] ?? view.channel}
              {view.automatic !== null && (
                <>
                  {' '}
                  <Tag>{view.automatic ? texts.cases.automatic : texts.cases.human}</Tag>
                </>
              )}
            </dd>
            {view.filedBy && <FiledBy by={view.filedBy} />}
            <dt>{texts.cases.exchangeNumber}</dt>
            <dd className="tabular">{view.exchangeNumber}</dd>
          </dl>
        </section>
        <CaseHandling view={view} />
        <CaseDelivery view={view} />
        <CaseClock clock={view.clock} />
        <ProcedureList view={view} />
        <Changes view={view} heading="" />
        <UrgeCase view={view} />
        <WithdrawCase view={view} />
        <p className="quiet no-print">
          <Link to={`/complain?case=${view.id}`}>{texts.guide.makeComplaint}</Link>
        </p>
      </div>
      <div className="case-details__main">
        {' '}
        {view.conditions.length > 0 && (
          <section>
            <h2>{texts.cases.conditions}</h2>
            <p className="quiet">{texts.cases.conditionsIntro}</p>
            <ul className="judged">
              {view.conditions.map((one) => (
                <li key={one.id} className={`verdict verdict--${one.verdict}`}>
                  <Icon name={VERDICT_ICON[String(one.verdict)] ?? 'question'} />
                  <div>
                    <p>
                      {say(one.text)} <strong className="verdict__word">{verdicts[String(one.verdict)]}</strong>
                    </p>
                    {one.because && <p className="quiet">{say(one.because)}</p>}
                    <BasisLine basis={one.basis} />
                    {one.reads.length > 0 && (
                      <More summary={texts.cases.readCount(readsOnce(one.reads).length)} className="reads-more">
                        <dl className="reads" aria-label={texts.cases.read}>
                          {readsOnce(one.reads).map((read) => (
                            <div key={read.path}>
                              <dt>{say(read.label)}</dt>
                              <dd>
                                <ReadValue value={say(read.value)} />
                              </dd>
                              <dd className="quiet">
                                {say(read.source)}
                                {read.at && ` · ${formatInstant(read.at, lang)}`}
                              </dd>
                            </div>
                          ))}
                        </dl>
                      </More>
                    )}
                    {String(one.verdict) === 'unmet' && <p className="quiet">{say(one.remedy)}</p>}
                  </div>
                </li>
              ))}
            </ul>
          </section>
        )}
        <CaseHistory view={view} />
        <section id="talk" aria-labelledby="talk-title">
          <h2 id="talk-title">{talk.title}</h2>
          <Conversation caseId={view.id} side="applicant" />
        </section>
        <section>
          <h2>{texts.cases.answers}</h2>
          <div className="lined">
            {view.answers.map((section) => (
              <More key={section.section.zh} summary={say(section.section)}>
                <dl className="facts">
                  {section.rows.map((row, index) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: rows of a group may share a label
                    <AnswerRow key={index} row={row} />
                  ))}
                </dl>
              </More>
            ))}
            {view.materials.length > 0 && (
              <More summary={texts.cases.materials}>
                <ul className="stack stack--tight">
                  {view.materials.map((one) => (
                    <li key={one.name.zh}>
                      {one.fileId ? (
                        <a href={api.url(getFile, { params: { fileId: one.fileId } })}>{say(one.name)}</a>
                      ) : (
                        say(one.name)
                      )}{' '}
                      <span className="quiet tabular">
                        {say(one.source)} · {formatDate(one.receivedAt, lang)}
                      </span>{' '}
                      {one.fileId && <FileSeals fileId={one.fileId} />}{' '}
                      {one.fileId && (
                        <Link className="no-print" to={`/cases/${view.id}/print/file/${one.fileId}`}>
                          {texts.moment.print}
                          <span className="visually-hidden"> {say(one.name)}</span>
                        </Link>
                      )}
                    </li>
                  ))}
                </ul>
              </More>
            )}
            {view.documents.length > 0 && (
              <More summary={texts.cases.documents}>
                <ul className="stack stack--tight">
                  {view.documents.map((one) => (
                    <li key={one.kind + one.number}>
                      <PaperLink caseId={view.id} paper={one} />{' '}
                      <span className="quiet tabular">
                        {one.number} · {formatDate(one.at, lang)}
                      </span>{' '}
                      <Link className="no-print" to={`/cases/${view.id}/print/document/${one.kind}`}>
                        {texts.moment.print}
                        <span className="visually-hidden"> {say(one.name)}</span>
                      </Link>
                    </li>
                  ))}
                </ul>
              </More>
            )}
            {view.prints.length > 0 && (
              <More summary={texts.cases.prints(view.prints.length)}>
                <PrintRecords prints={view.prints} named />
              </More>
            )}
          </div>
        </section>
        {view.state === 'closed' && <ShareExperience caseId={view.id} />}
      </div>
    </div>
  );
}

type Read = CaseView['conditions'][number]['reads'][number];

/** Each thing read once, though a rule may read it in several of its cells. */
function readsOnce(reads: readonly Read[]): Read[] {
  const seen = new Map(reads.map((one) => [`${one.label.zh}\n${one.value.zh}`, one]));
  return [...seen.values()];
}

function AnswerRow({ row }: { row: CaseView['answers'][number]['rows'][number] }) {
  const say = useSay();
  return (
    <>
      <dt>{say(row.label)}</dt>
      <dd>
        {row.fileId ? (
          <a href={api.url(getFile, { params: { fileId: row.fileId } })}>{say(row.value)}</a>
        ) : (
          <ReadValue value={say(row.value)} />
        )}{' '}
        {row.source && <Tag>{say(row.source)}</Tag>}
      </dd>
    </>
  );
}
