import {
  decideLicenceProposal,
  getOfficeLicence,
  getOfficeLicencePage,
  type OfficeLicenceDetail,
} from '@miaopi/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { api, newRequestId, queryKey, useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { LicenceHistory } from '../../portal/licences/sharing/licence-history.tsx';
import { formatDate, formatInstant, formatIssue } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Button, More, Notice, Tag } from '../../ui/kit.tsx';
import { Failure, Loaded } from '../../ui/states.tsx';
import { ActionDialog } from './action-dialog.tsx';
import { KeeperNotice } from './keeper-notice.tsx';
import { useOfficeTexts } from './office-texts.ts';
import { toneOf } from './state-tone.ts';
import { TrustPanel } from './trust-panel.tsx';
import './licences.css';
import { Picture } from '../../ui/picture.tsx';

type Action = OfficeLicenceDetail['actions'][number];

/** A licence as the issuing office handles it: paper, history, what may be done, what waits for a second person. */
export function OfficeLicencePage() {
  const { licenceId = '' } = useParams();
  const t = useOfficeTexts();
  const say = useSay();
  const licence = useRead(getOfficeLicence, { params: { licenceId } }, { staleTime: 0 });
  const { data } = licence;
  return (
    <Page
      title={data ? `${say(data.name)} ${data.number}` : t.licence}
      heading={
        data && (
          <>
            {say(data.name)} <span className="tabular">{data.number}</span>
          </>
        )
      }
      up={{ to: '/work/licences', text: t.back }}
      className="office-licence"
    >
      <Loaded query={licence} shape="paper">
        {(detail) => <Detail licence={detail} />}
      </Loaded>
    </Page>
  );
}

function Detail({ licence }: { licence: OfficeLicenceDetail }) {
  const t = useOfficeTexts();
  const say = useSay();
  const { lang } = useLang();
  const queries = useQueryClient();
  const [acting, setActing] = useState<Action>();
  const [told, setTold] = useState<string>();
  const put = (next: OfficeLicenceDetail, message: string) => {
    queries.setQueryData(queryKey(getOfficeLicence, { params: { licenceId: licence.id } }), next);
    setActing(undefined);
    setTold(message);
  };
  const possible = licence.actions.filter((a) => a.allowed);
  const others = licence.actions.filter((a) => !a.allowed);
  return (
    <div className="office-licence__columns">
      <div className="stack stack--wide">
        <Picture
          className="office-licence__paper"
          src={api.url(getOfficeLicencePage, { params: { licenceId: licence.id }, query: {} })}
          alt={t.paper}
        />
        <section>
          <h2>{t.history}</h2>
          <LicenceHistory events={licence.history} />
        </section>
        {licence.versions.length > 1 && (
          <section>
            <h2>{t.versions}</h2>
            <ul className="plain-list">
              {licence.versions.map((one) => (
                <li key={one.id}>
                  {one.id === licence.id ? (
                    <strong className="tabular">{one.version}</strong>
                  ) : (
                    <Link to={`/work/licences/${one.id}`} className="tabular">
                      {one.version}
                    </Link>
                  )}{' '}
                  <span className="quiet tabular">{formatIssue(one.issuedAt, lang)}</span>{' '}
                  <Tag tone={toneOf(one)}>{say(one.stateName)}</Tag>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
      <aside className="stack">
        <div role="status">{told && <Notice tone="ok">{told}</Notice>}</div>
        {licence.recalled && (
          <Notice tone="danger">
            <p>{t.recalled}</p>
            <p className="quiet">{say(licence.recalled.reason)}</p>
          </Notice>
        )}
        {licence.waitsForKeeper && (
          <KeeperNotice licenceId={licence.id} waits={licence.waitsForKeeper} onAsked={setTold} />
        )}
        {licence.proposal && <Proposal licence={licence} proposal={licence.proposal} onDone={put} />}
        <dl className="facts facts--small">
          <dt>{t.state}</dt>
          <dd>
            <Tag tone={toneOf(licence)}>{say(licence.stateName)}</Tag>
          </dd>
          <dt>{t.holder}</dt>
          <dd>
            {licence.holder} <span className="quiet tabular">{licence.holderNumber}</span>
          </dd>
          <dt>{t.issued}</dt>
          <dd className="tabular">{formatDate(licence.issuedAt, lang)}</dd>
          <dt>{t.validTo}</dt>
          <dd className="tabular">{licence.validTo ? formatDate(licence.validTo, lang) : t.longTerm}</dd>
          <dt>{t.identifier}</dt>
          <dd className="tabular code">{licence.identifier}</dd>
        </dl>
        <TrustPanel licence={licence} onDone={put} />
        <section className="stack stack--tight">
          <h2>{t.actions}</h2>
          <div className="button-row">
            {possible.map((action) => (
              <Button
                key={action.action}
                kind={action.twoPersons ? 'danger' : 'plain'}
                onClick={() => setActing(action)}
              >
                {say(action.name)}
              </Button>
            ))}
          </div>
          <More summary={t.notAllowed}>
            <ul className="plain-list">
              {others.map((action) => (
                <li key={action.action}>
                  <Button disabled>{say(action.name)}</Button>{' '}
                  <span className="quiet">{action.reason && say(action.reason)}</span>
                </li>
              ))}
            </ul>
          </More>
        </section>
        <More summary={t.fields}>
          <dl className="facts facts--small">
            {licence.fields.map((field) => (
              <FieldRow key={field.label.zh} label={say(field.label)} value={field.value} />
            ))}
          </dl>
        </More>
      </aside>
      {acting && <ActionDialog licence={licence} action={acting} onClose={() => setActing(undefined)} onDone={put} />}
    </div>
  );
}

function Proposal(props: {
  licence: OfficeLicenceDetail;
  proposal: NonNullable<OfficeLicenceDetail['proposal']>;
  onDone: (next: OfficeLicenceDetail, message: string) => void;
}) {
  const { proposal } = props;
  const t = useOfficeTexts();
  const say = useSay();
  const { lang } = useLang();
  const [error, setError] = useState<{ readonly error: unknown }>();
  const decide = async (verdict: 'confirm' | 'refuse' | 'drop') => {
    try {
      const next = await api.call(decideLicenceProposal, {
        params: { licenceId: props.licence.id },
        body: { requestId: newRequestId(), verdict },
      });
      props.onDone(next, verdict === 'confirm' ? t.done(say(proposal.name)) : t[verdict]);
    } catch (failure) {
      setError({ error: failure });
    }
  };
  return (
    <Notice tone="waiting" title={t.proposalTitle(say(proposal.name))}>
      <p className="quiet">{t.proposedBy(proposal.by, formatInstant(proposal.at, lang))}</p>
      <p>{say(proposal.ground)}</p>
      <p>{proposal.note}</p>
      <p className="tabular">{proposal.document}</p>
      {error && <Failure error={error.error} />}
      <div className="button-row">
        {proposal.mine ? (
          <Button onClick={() => decide('drop')}>{t.drop}</Button>
        ) : (
          <>
            <Button kind="danger" disabled={!proposal.confirm.allowed} onClick={() => decide('confirm')}>
              {t.confirm}
            </Button>
            <Button disabled={!proposal.confirm.allowed} onClick={() => decide('refuse')}>
              {t.refuse}
            </Button>
          </>
        )}
      </div>
      {!proposal.confirm.allowed && proposal.confirm.reason && <p className="quiet">{say(proposal.confirm.reason)}</p>}
    </Notice>
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
