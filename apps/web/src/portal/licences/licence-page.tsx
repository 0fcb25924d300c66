import { getLicence, getLicenceFile, type ReplyOf, verifyByIdentifier } from '@miaopi/contracts';
import { Link, useParams } from 'react-router';
import { api, useMe, useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { formatDate, formatIssue } from '../../texts/format.ts';
import { useLang, useSay, useTexts } from '../../texts/lang.tsx';
import { Icon } from '../../ui/icon.tsx';
import { ButtonLink, FileLink, Notice } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';
import { LicenceStateTag } from '../cases/state-tag.tsx';
import { SignInFirst } from '../signin/sign-in-first.tsx';
import { PaperOriginal } from './paper-original/paper-original.tsx';
import { PaperPages } from './paper-pages.tsx';
import { QrCode } from './qr-code.tsx';
import { LicenceHistory } from './sharing/licence-history.tsx';
import { Sharing } from './sharing/sharing.tsx';
import { useSharingTexts } from './sharing/sharing-texts.ts';
import { useShowTexts } from './show/show-texts.ts';
import { fillScreen } from './show/stay-awake.ts';
import './licence.css';

type Licence = ReplyOf<typeof getLicence>;

/** The paper, sharp, with one bar above it; the rest below. */
export function LicencePage() {
  const { licenceId = '' } = useParams();
  const texts = useTexts();
  const say = useSay();
  const me = useMe();
  const licence = useRead(getLicence, { params: { licenceId } });
  if (me === null) return <SignInFirst title={texts.licence.title} />;
  return (
    <Page
      title={licence.data ? say(licence.data.name) : texts.licence.title}
      heading={licence.data ? null : undefined}
      className="licence-page"
    >
      <Loaded query={licence} shape="paper">
        {(data) => <LicenceView licence={data} />}
      </Loaded>
    </Page>
  );
}

function LicenceView({ licence }: { licence: Licence }) {
  const texts = useTexts();
  const say = useSay();
  const { lang } = useLang();
  const checked = useRead(verifyByIdentifier, { params: { identifier: licence.identifier } });
  const t = useSharingTexts();
  const showing = useShowTexts();
  const valid = String(licence.state) === 'valid' && !licence.recalled;
  const file = (format: 'ofd' | 'pdf') =>
    api.url(getLicenceFile, { params: { licenceId: licence.id }, query: { format: format as never } });
  const validity = `${
    licence.validTo
      ? texts.licence.to(formatDate(licence.validFrom, lang), formatDate(licence.validTo, lang))
      : `${formatDate(licence.validFrom, lang)} · ${texts.common.longTerm}`
  }`;
  return (
    <>
      <h1 tabIndex={-1} className="licence-page__title no-print">
        {say(licence.name)}
      </h1>
      {/* one that ended is not printed as if it were in force */}
      <div className={`licence-bar${valid ? ' no-print' : ' licence-bar--void'}`}>
        <span className="licence-bar__state">
          <Icon name={valid ? 'check-circle' : 'cross-circle'} />
          <span>{licence.recalled ? t.recalled : say(licence.stateName)}</span>
        </span>
        <span>{texts.licence.sealedBy(say(licence.issuer))}</span>
        <span className="tabular">{formatIssue(licence.issuedAt, lang)}</span>
        <span role="status">
          {checked.data
            ? `${texts.licence.checkedNow}${texts.common.colon}${say(checked.data.title)}`
            : texts.licence.checking}
        </span>
        <Link to={`/verify/${encodeURIComponent(licence.identifier)}`} className="licence-bar__checks">
          <Icon name="stamp" />
          {texts.licence.pressSeal}
        </Link>
      </div>
      {licence.recalled && (
        <Notice tone="danger" title={t.recalled}>
          <p>{t.recalledText}</p>
          <p className="quiet">{say(licence.recalled.reason)}</p>
        </Notice>
      )}
      <div className="licence-columns">
        <div className="licence-papers">
          <PaperPages licenceId={licence.id} name={say(licence.name)} holder={licence.holder} />
        </div>
        <aside className="stack no-print">
          <div className="stack stack--tight">
            <FileLink kind="primary" href={file('ofd')}>
              {texts.moment.downloadOfd}
            </FileLink>
            <FileLink href={file('pdf')}>{texts.moment.downloadPdf}</FileLink>
            {valid && (
              <ButtonLink to={`/licences/${licence.id}/print`} icon="print">
                {texts.licence.print}
              </ButtonLink>
            )}
            {valid && licence.uses.some((one) => String(one.use) === 'show' && one.allowed) && (
              <ButtonLink to={`/licences/${licence.id}/show`} icon="qr" onClick={fillScreen}>
                {showing.show}
              </ButtonLink>
            )}
            {licence.caseId && (
              <ButtonLink to={`/cases/${licence.caseId}`} kind="text">
                {texts.licence.case}
              </ButtonLink>
            )}
          </div>
          <figure className="licence-qr">
            <QrCode text={licence.verifyUrl} label={texts.licence.verify} />
            <figcaption className="quiet">{texts.licence.scan}</figcaption>
          </figure>
          <dl className="facts facts--small licence-facts">
            <dt>{texts.licence.number}</dt>
            <dd className="tabular">{licence.number}</dd>
            <dt>{texts.licence.holder}</dt>
            <dd>{licence.holder}</dd>
            <dt>{texts.licence.validity}</dt>
            <dd>{validity}</dd>
            <dt>{t.grade}</dt>
            <dd>
              {t.grades[String(licence.grade)]}
              {licence.uses
                .filter((one) => !one.allowed)
                .slice(0, 1)
                .map((one) => (
                  <span key={String(one.use)} className="quiet block">
                    {one.reason && say(one.reason)}
                  </span>
                ))}
            </dd>
            <dt>{texts.licence.identifier}</dt>
            <dd className="tabular code">{licence.identifier}</dd>
            <dt>{texts.licence.digest}</dt>
            <dd className="tabular code">{licence.fileDigest}</dd>
          </dl>
        </aside>
      </div>
      <div className="licence-more no-print">
        {licence.fields.length > 0 && (
          <section>
            <h2>{texts.licence.fields}</h2>
            <dl className="facts">
              {licence.fields.map((field) => (
                <FieldRow key={field.label.zh} label={say(field.label)} value={field.value} />
              ))}
            </dl>
          </section>
        )}
        {licence.versions.length > 1 && (
          <section>
            <h2>{texts.licence.versions}</h2>
            <ul className="plain-list">
              {licence.versions.map((one) => (
                <li key={one.id}>
                  {one.id === licence.id ? (
                    <strong className="tabular">
                      {one.number} · {t.version(one.version)}
                    </strong>
                  ) : (
                    <Link to={`/licences/${one.id}`} className="tabular">
                      {one.number} · {t.version(one.version)}
                    </Link>
                  )}
                  <span className="quiet tabular">{formatIssue(one.issuedAt, lang)}</span>
                  <LicenceStateTag state={String(one.state)} name={say(one.stateName)} />
                </li>
              ))}
            </ul>
          </section>
        )}
        <section>
          <h2>{t.history}</h2>
          <LicenceHistory events={licence.history} />
        </section>
      </div>
      <div className="licence-more no-print">
        <PaperOriginal licenceId={licence.id} inForce={valid} />
      </div>
      <Sharing licenceId={licence.id} inForce={valid} />
    </>
  );
}

function FieldRow({ label, value }: { label: string; value: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd className="tabular">{value}</dd>
    </>
  );
}
