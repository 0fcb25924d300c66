import { decideSealApplication, listSealApplications, type SealApplicationCard } from '@miaopi/contracts';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { newRequestId, useMe, useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { formatInstant } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Button, Empty, Field, Tag } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';
import { ActDialog } from './act-dialog.tsx';
import { ApplyDialog } from './apply-dialog.tsx';
import { PictureStudio } from './picture-studio.tsx';
import { useT } from './texts.ts';
import { useAct } from './use-act.ts';

const states = ['submitted', 'approved', 'rejected', 'withdrawn', 'made'] as const;

/** Applications on their way: asked for, decided by another person, made. */
export function ApplicationsPage() {
  const t = useT();
  const roles = useMe()?.staff?.roles ?? [];
  const [search, setSearch] = useSearchParams();
  const [state, setState] = useState<SealApplicationCard['state'] | ''>('');
  const list = useRead(listSealApplications, { query: state ? { state } : {} }, { keep: true });
  const [applying, setApplying] = useState(search.has('renew'));
  const close = () => {
    setApplying(false);
    setSearch({}, { replace: true });
  };
  return (
    <Page title={t('applications')} lead={t('applicationsLead')}>
      {roles.includes('seal-keeper') && (
        <div className="button-row">
          <Button kind="primary" icon="plus" onClick={() => setApplying(true)}>
            {t('apply')}
          </Button>
        </div>
      )}
      <div className="studio-filters">
        <Field label={t('state')}>
          {(c) => (
            <select
              {...c}
              className="input"
              value={state}
              onChange={(e) => setState(states.find((one) => one === e.target.value) ?? '')}
            >
              <option value="">{t('anyState')}</option>
              {states.map((one) => (
                <option key={one} value={one}>
                  {t(`application.${one}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <Loaded query={list} shape="list">
        {(all) =>
          all.length === 0 ? (
            <Empty icon="inbox" title={t('noApplications')} text={t('noApplicationsText')} />
          ) : (
            <ul className="seal-list">
              {all.map((one) => (
                <ApplicationRow key={one.id} application={one} roles={roles} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {applying && (
        <ApplyDialog renews={search.get('renew') ?? undefined} kind={search.get('kind') ?? undefined} onClose={close} />
      )}
    </Page>
  );
}

function ApplicationRow({ application: a, roles }: { application: SealApplicationCard; roles: readonly string[] }) {
  const t = useT();
  const say = useSay();
  const { lang } = useLang();
  const { act, error, busy, clear } = useAct();
  const [deciding, setDeciding] = useState<boolean>();
  const [making, setMaking] = useState(false);
  return (
    <li className="card seal-row">
      <div>
        <h2>{a.name}</h2>
        <p className="quiet">
          {say(a.kindName)} · {t(a.source)} · {t('appliedBy')} {a.appliedBy} ·{' '}
          <span className="tabular">{formatInstant(a.appliedAt, lang)}</span>
        </p>
        <p>{a.reason}</p>
        {a.evidence.length > 0 && (
          <p>
            {a.evidence.map((e) => (
              <a
                key={e.fileId}
                href={`/api/seals/applications/${a.id}/files/${e.fileId}`}
                target="_blank"
                rel="noreferrer"
              >
                {e.name}
              </a>
            ))}
          </p>
        )}
        {a.decidedBy && (
          <p className="quiet">
            {t('decidedBy')} {a.decidedBy} · {a.decisionReason}
          </p>
        )}
      </div>
      <div className="seal-row__acts">
        <Tag
          tone={
            a.state === 'submitted'
              ? 'waiting'
              : a.state === 'approved'
                ? 'primary'
                : a.state === 'made'
                  ? 'ok'
                  : 'plain'
          }
        >
          {say(a.stateName)}
        </Tag>
        {a.state === 'submitted' && roles.includes('seal-approver') && !a.mine && (
          <div className="button-row">
            <Button kind="primary" onClick={() => setDeciding(true)}>
              {t('approve')}
            </Button>
            <Button onClick={() => setDeciding(false)}>{t('reject')}</Button>
          </div>
        )}
        {a.state === 'submitted' && a.mine && <p className="quiet">{t('mineWait')}</p>}
        {a.state === 'approved' && roles.includes('seal-maker') && (
          <Button kind="primary" icon="stamp" onClick={() => setMaking(true)}>
            {t('make')}
          </Button>
        )}
      </div>
      {deciding !== undefined && (
        <ActDialog
          title={`${t(deciding ? 'approve' : 'reject')} · ${a.name}`}
          asks={['reason']}
          danger={!deciding}
          busy={busy}
          error={error}
          onClose={() => {
            clear();
            setDeciding(undefined);
          }}
          onSend={async ({ reason }) => {
            const body = { requestId: newRequestId(), approve: deciding, reason };
            if (await act(decideSealApplication, { params: { applicationId: a.id }, body })) setDeciding(undefined);
          }}
        />
      )}
      {making && <PictureStudio application={a} onClose={() => setMaking(false)} />}
    </li>
  );
}
