import { type FilingSystem, listFilingSystems } from '@miaopi/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { formatInstant } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Button, Empty, Tag } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';
import { type Change, ChangeDialog, titleOf } from './change-dialog.tsx';
import { RegisterDialog } from './register-dialog.tsx';
import { useT } from './texts.ts';

/** Registered systems: whose they are, what they may file, how much they filed, whether they take what they are told. */
export function SystemsPage() {
  const t = useT();
  const client = useQueryClient();
  const list = useRead(listFilingSystems, {}, { staleTime: 0 });
  const [registering, setRegistering] = useState(false);
  const [changing, setChanging] = useState<{ system: FilingSystem; change: Change }>();
  const close = () => {
    setRegistering(false);
    setChanging(undefined);
  };
  const done = () => {
    close();
    void client.invalidateQueries({ queryKey: [listFilingSystems.name] });
  };
  const register = (
    <Button kind="primary" icon="plus" onClick={() => setRegistering(true)}>
      {t('register')}
    </Button>
  );
  return (
    <Page title={t('section')} lead={t('lead')}>
      <Loaded query={list} shape="list">
        {({ systems, items }) => (
          <>
            {systems.length === 0 ? (
              <Empty icon="send" title={t('none')} text={t('noneText')}>
                {register}
              </Empty>
            ) : (
              <div className="stack">
                <div className="button-row">{register}</div>
                <ul className="system-list">
                  {systems.map((system) => (
                    <SystemCard
                      key={system.id}
                      system={system}
                      onChange={(change) => setChanging({ system, change })}
                    />
                  ))}
                </ul>
              </div>
            )}
            {registering && <RegisterDialog items={items} onClose={close} onDone={done} />}
            {changing && <ChangeDialog {...changing} items={items} onClose={close} onDone={done} />}
          </>
        )}
      </Loaded>
    </Page>
  );
}

function SystemCard(props: { system: FilingSystem; onChange: (change: Change) => void }) {
  const t = useT();
  const say = useSay();
  const { lang } = useLang();
  const { system: s } = props;
  const changes: readonly Change[] =
    s.state === 'active' ? ['items', 'certificate', 'address', 'revoke'] : ['admit', 'items', 'certificate'];
  return (
    <li className="card system-card system-card--long">
      <div className="stack">
        <div>
          <h2>
            {s.name} <Tag tone={s.state === 'active' ? 'ok' : 'danger'}>{t(s.state)}</Tag>
          </h2>
          <p className="quiet">
            {s.department} · {s.contact}
          </p>
          {s.revokedReason && <p className="quiet">{s.revokedReason}</p>}
          <ul className="tag-row">
            {s.items.map((one) => (
              <li key={one.slug}>
                <Tag>{say(one.name)}</Tag>
              </li>
            ))}
          </ul>
        </div>
        <div className="button-row">
          {changes.map((change) => (
            <Button key={change} onClick={() => props.onChange(change)}>
              {t(titleOf[change])}
            </Button>
          ))}
        </div>
      </div>
      <dl className="facts facts--small system-figures">
        <dt>{t('filings')}</dt>
        <dd className="tabular">
          {s.filings} {t('filingsUnit')}
        </dd>
        <dt>{t('last')}</dt>
        <dd className="tabular">{s.lastAt ? formatInstant(s.lastAt, lang) : t('never')}</dd>
        <dt>{t('push')}</dt>
        <dd>
          {s.pushUrl ?? t('asks')}
          {s.untold > 0 && (
            <>
              {' '}
              <Tag tone="waiting">
                {s.untold} {t('untold')}
              </Tag>
            </>
          )}
        </dd>
        <dt>{t('certificates')}</dt>
        <dd>
          {s.certificates.map((one) => (
            <div key={one.fingerprint} className="tabular">
              {one.subject} · {t('until')} {formatInstant(one.until, lang)}
            </div>
          ))}
        </dd>
        <dt>ID</dt>
        <dd>
          <code>{s.id}</code>
        </dd>
      </dl>
    </li>
  );
}
