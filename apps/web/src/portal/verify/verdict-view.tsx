import type { Verification } from '@miaopi/contracts';
import { useEffect, useMemo } from 'react';
import { formatDate, formatInstant, formatIssue } from '../../texts/format.ts';
import { type Lang, useLang, useSay, useTexts } from '../../texts/lang.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { More } from '../../ui/kit.tsx';
import { PdfPages } from '../../ui/pdf/pdf-pages.tsx';
import { WithChinese } from '../../ui/with-chinese.tsx';
import { LicenceStateTag } from '../cases/state-tag.tsx';
import { useSharingTexts } from '../licences/sharing/sharing-texts.ts';

const ICON: Record<string, IconName> = {
  valid: 'check-circle',
  invalid: 'cross-circle',
  unknown: 'question',
  unreadable: 'file',
};

/** A drawn page of an uploaded file. As an image, so that nothing in a hostile file runs. */
function DrawnPage({ svg, label }: { svg: string; label: string }) {
  const url = useMemo(() => URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' })), [svg]);
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  return <img className="paper" src={url} alt={label} />;
}

/** The photo on the licence, large, to be compared with whoever holds the phone. */
function HolderPhoto({ photo }: { photo: string }) {
  const texts = useTexts();
  const kind = photo.startsWith('iVBOR') ? 'png' : 'jpeg';
  return <img className="shown-holder__photo" src={`data:image/${kind};base64,${photo}`} alt={texts.verify.photo} />;
}

/** Details for people; bare codes (`damaged`) and machine times say nothing the text does not, and a Chinese reader is spared English sentences. */
function told(detail: string | undefined, lang: Lang): string | undefined {
  if (!detail || /^([a-z][a-z_.-]*|[a-z]+[A-Z]\w* .*|\d{14}Z)$/.test(detail)) return undefined;
  return lang === 'zh' && /[A-Za-z]+ [a-z]+ [a-z]+/.test(detail) ? undefined : detail;
}

type Check = Verification['checks'][number];

function Checks({ checks }: { checks: readonly Check[] }) {
  const { lang } = useLang();
  const texts = useTexts();
  const say = useSay();
  return (
    <ul className="checks">
      {checks.map((check) => {
        const state = check.ok === true ? 'ok' : check.ok === false ? 'failed' : 'open';
        return (
          <li key={check.id} className={`check check--${state}`}>
            <Icon name={state === 'ok' ? 'check-circle' : state === 'failed' ? 'cross-circle' : 'question'} />
            <span>
              {say(check.text)}
              {told(check.detail, lang) && <span className="quiet"> {told(check.detail, lang)}</span>}
            </span>
            <span className="check__word">
              {state === 'ok' ? texts.verify.ok : state === 'failed' ? texts.verify.failed : texts.verify.notChecked}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** One verdict in one line and one colour; then the paper, the checks, the history. `file`: what was uploaded to be verified. */
export function VerdictView({ result, file }: { result: Verification; file?: File }) {
  const texts = useTexts();
  const say = useSay();
  const { lang } = useLang();
  const sharing = useSharingTexts();
  const verdict = String(result.verdict);
  const { licence } = result;
  const recalled = result.checks.some((c) => (c.id === 'recalled' || c.id === 'seal_recall') && c.ok === false);
  // how far it may be trusted says nothing good of one that ended
  const usable = !recalled && (licence?.state === 'valid' || licence?.state === 'not-yet-valid');
  return (
    <div className="verdict-view">
      <div className={`verdict-line verdict-line--${verdict}`} role="status">
        <Icon name={ICON[verdict] ?? 'question'} />
        <div>
          <h1 tabIndex={-1}>
            <span className="visually-hidden">
              {texts.verify.verdicts[verdict]}
              {texts.common.colon}
            </span>
            {say(result.title)}
          </h1>
          <p>{say(result.explanation)}</p>
          <p className="verdict-line__time tabular">
            {texts.verify.checkedAt(formatInstant(result.checkedAt, lang, true))}
          </p>
        </div>
      </div>
      {result.shown?.live && licence && (
        <section className="shown-holder" aria-label={texts.verify.shownHolder}>
          {result.shown.photo && <HolderPhoto photo={result.shown.photo} />}
          <div>
            <p className="shown-holder__name">{licence.holder}</p>
            <p>
              {say(licence.name)} <LicenceStateTag state={String(licence.state)} name={say(licence.stateName)} />
            </p>
            <p className="tabular">{licence.number}</p>
            <p className="shown-holder__ask">
              <Icon name="user" />
              {result.shown.photo ? texts.verify.comparePhoto : texts.verify.askId}
            </p>
          </div>
        </section>
      )}
      {result.pages.length > 0 && (
        <section>
          <h2>{texts.verify.paper}</h2>
          <div className="verify-papers">
            {result.pages.map((page, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: pages are known by their number
              <DrawnPage key={index} svg={page.svg} label={texts.licence.page(index + 1)} />
            ))}
          </div>
        </section>
      )}
      {result.pages.length === 0 && file?.name.toLowerCase().endsWith('.pdf') && (
        <section>
          <h2>{texts.verify.paper}</h2>
          <PdfPages file={file} />
        </section>
      )}
      {licence && (
        <section>
          <h2>{texts.verify.licence}</h2>
          <dl className="facts card">
            <dt>{texts.licence.title}</dt>
            <dd>
              {say(licence.name)}{' '}
              {recalled ? (
                <LicenceStateTag state="recalled" name={texts.verify.recalled} />
              ) : (
                <LicenceStateTag state={String(licence.state)} name={say(licence.stateName)} />
              )}
            </dd>
            <dt>{texts.licence.holder}</dt>
            <dd>
              {licence.holder} {/[*＊]/.test(licence.holder) && <span className="quiet">{texts.verify.masked}</span>}
            </dd>
            <dt>{texts.licence.number}</dt>
            <dd className="tabular">{licence.number}</dd>
            <dt>{texts.licence.issuer}</dt>
            <dd>{say(licence.issuer)}</dd>
            <dt>{texts.licence.issuedAt}</dt>
            <dd>{formatDate(licence.issuedAt, lang)}</dd>
            {usable && (
              <>
                <dt>{sharing.grade}</dt>
                <dd>{sharing.grades[String(licence.grade)]}</dd>
              </>
            )}
            <dt>{usable ? texts.licence.validity : texts.verify.validityOnce}</dt>
            <dd>
              {licence.validTo
                ? texts.licence.to(formatDate(licence.validFrom, lang), formatDate(licence.validTo, lang))
                : `${formatDate(licence.validFrom, lang)} · ${texts.common.longTerm}`}
            </dd>
            {licence.papers.length > 0 && (
              <>
                <dt>{texts.verify.papers}</dt>
                <dd>
                  {licence.papers.map((one) => (
                    <span key={one.formNumber} className="block tabular">
                      {one.formNumber} · {formatDate(one.handedAt, lang)}
                    </span>
                  ))}
                  <span className="quiet">{texts.verify.papersHint}</span>
                </dd>
              </>
            )}
            {licence.replacedBy && (
              <>
                <dt>{texts.verify.replaced}</dt>
                <dd>{texts.verify.replacedOn(formatDate(licence.replacedBy.at, lang))}</dd>
              </>
            )}
            <dt>{texts.licence.identifier}</dt>
            <dd className="tabular code">{licence.identifier}</dd>
          </dl>
        </section>
      )}
      {result.signatures.length > 0 && (
        <section>
          <h2>{texts.verify.signatures}</h2>
          <div className="stack">
            {result.signatures.map((signature) => (
              <div key={signature.id} className="card card--tight">
                <dl className="facts">
                  {signature.seal && (
                    <>
                      <dt>{texts.verify.seal}</dt>
                      <dd>
                        {signature.seal.name} <span className="quiet tabular">{signature.seal.id}</span>
                      </dd>
                    </>
                  )}
                  <dt>{texts.verify.signer}</dt>
                  <dd>{signature.signer}</dd>
                  {signature.authority && (
                    <>
                      <dt>{texts.verify.authority}</dt>
                      <dd>
                        {signature.authority.name} <span className="quiet">{say(signature.authority.roleName)}</span>
                      </dd>
                    </>
                  )}
                  {signature.time && (
                    <>
                      <dt>{texts.verify.signedAt}</dt>
                      <dd className="tabular">{formatInstant(signature.time, lang, true)}</dd>
                    </>
                  )}
                </dl>
                {/* What is in order is one line; what is not stands open. */}
                <More
                  open={signature.checks.some((check) => check.ok !== true)}
                  summary={
                    signature.checks.every((check) => check.ok === true)
                      ? texts.verify.allPassed(signature.checks.length)
                      : texts.verify.somePassed(
                          signature.checks.filter((check) => check.ok === true).length,
                          signature.checks.length,
                        )
                  }
                >
                  <Checks checks={signature.checks} />
                </More>
              </div>
            ))}
          </div>
        </section>
      )}
      {result.checks.length > 0 && (
        <section>
          <h2>{texts.verify.checks}</h2>
          <Checks checks={result.checks} />
        </section>
      )}
      {licence && licence.history.length > 0 && (
        <section>
          <h2>{texts.verify.history}</h2>
          <ol className="history">
            {licence.history.map((event, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list only grows at its end
              <li key={index}>
                <strong>{say(event.name)}</strong> <span className="quiet tabular">{formatIssue(event.at, lang)}</span>
                {event.note && (
                  <p className="quiet">
                    <WithChinese text={say(event.note)} />
                  </p>
                )}
              </li>
            ))}
          </ol>
        </section>
      )}
    </div>
  );
}
