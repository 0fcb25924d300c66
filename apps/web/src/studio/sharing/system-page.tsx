import { listShareSystems, type ShareSystem } from '@miaopi/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { formatInstant } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Button, Empty, Notice, Tag } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';
import { type Change, ChangeDialog } from './change-dialog.tsx';
import { LooksTable } from './looks-table.tsx';
import { SecretDialog } from './secret-dialog.tsx';
import { SystemFigures } from './system-figures.tsx';
import { useT } from './texts.ts';

/** One registered system: key, scope, what may be done to it, what it asked. */
export function SystemPage() {
  const t = useT();
  const { systemId = '' } = useParams();
  const list = useRead(listShareSystems, {}, { staleTime: 0 });
  const client = useQueryClient();
  const [doing, setDoing] = useState<Change>();
  const [secret, setSecret] = useState<string>();
  const named = list.data?.systems.find((one) => one.id === systemId);
  return (
    <Page
      title={named?.name ?? t('systems')}
      lead={named?.office}
      up={{ to: '/studio/sharing', text: t('systems') }}
      className="system-page"
    >
      <Loaded query={list}>
        {({ systems, types }) => {
          const system = systems.find((one) => one.id === systemId);
          if (!system) return <Empty icon="question" title={t('missing')} text={t('missingText')} />;
          return (
            <>
              {system.state === 'disabled' && (
                <Notice tone="danger" title={t('disabled')}>
                  <p>{system.disabledReason}</p>
                </Notice>
              )}
              <div className="system-columns">
                <SystemFacts system={system} />
                <div className="card stack">
                  <SystemFigures system={system} />
                  <div className="button-row">
                    <Button onClick={() => setDoing('scopes')}>{t('editScope')}</Button>
                    <Button onClick={() => setDoing('new-key')}>{t('newKey')}</Button>
                    {system.state === 'active' ? (
                      <Button kind="danger" onClick={() => setDoing('disable')}>
                        {t('stop')}
                      </Button>
                    ) : (
                      <Button kind="primary" onClick={() => setDoing('enable')}>
                        {t('resume')}
                      </Button>
                    )}
                  </div>
                </div>
              </div>
              <ScopeTable system={system} />
              <LooksTable systemId={system.id} />
              {doing && (
                <ChangeDialog
                  system={system}
                  change={doing}
                  types={types}
                  onClose={() => setDoing(undefined)}
                  onDone={(answer) => {
                    setDoing(undefined);
                    setSecret(answer.secret);
                    void client.invalidateQueries({ queryKey: [listShareSystems.name] });
                  }}
                />
              )}
              {secret && <SecretDialog accessId={system.id} secret={secret} onClose={() => setSecret(undefined)} />}
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}

function SystemFacts({ system }: { system: ShareSystem }) {
  const t = useT();
  const { lang } = useLang();
  return (
    <dl className="facts facts--small card">
      <dt>{t('accessId')}</dt>
      <dd>
        <code>{system.id}</code>
      </dd>
      <dt>{t('keyKind')}</dt>
      <dd>
        {t(system.keyKind)}{' '}
        <span className="quiet">
          {t('keyVersion')} <span className="tabular">{system.keyVersion}</span>
        </span>
      </dd>
      <dt>{t('answers')}</dt>
      <dd>{t(system.encrypts ? 'encrypts' : 'plain')}</dd>
      <dt>{t('contact')}</dt>
      <dd>{system.contact}</dd>
      <dt>{t('registered')}</dt>
      <dd className="tabular">{formatInstant(system.createdAt, lang)}</dd>
    </dl>
  );
}

function ScopeTable({ system }: { system: ShareSystem }) {
  const t = useT();
  const say = useSay();
  return (
    <section className="stack" aria-labelledby="scope-title">
      <h2 id="scope-title">{t('scope')}</h2>
      <table className="record-table">
        <thead>
          <tr>
            <th scope="col">{t('type')}</th>
            <th scope="col">{t('purpose')}</th>
            <th scope="col">{t('scopeRegion')}</th>
            <th scope="col">{t('basis')}</th>
          </tr>
        </thead>
        <tbody>
          {system.scopes.map((s) => (
            <tr key={`${s.typeCode}${s.purpose}`}>
              <td data-label={t('type')}>{s.typeName ? say(s.typeName) : s.typeCode}</td>
              <td data-label={t('purpose')}>{s.purpose}</td>
              <td data-label={t('scopeRegion')} className="tabular">
                {s.region || t('anyRegion')}
              </td>
              <td data-label={t('basis')}>
                <Tag tone={s.byDuty ? 'primary' : 'plain'}>{t(s.byDuty ? 'byDuty' : 'byCode')}</Tag>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
