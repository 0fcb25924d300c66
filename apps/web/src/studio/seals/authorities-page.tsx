import {
  addTrustedAuthority,
  listTrustedAuthorities,
  removeTrustedAuthority,
  type TrustedAuthority,
} from '@miaopi/contracts';
import { type ReactNode, useState } from 'react';
import { useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { formatDate, formatInstant } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Button, More, Tag } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';
import { ActDialog } from './act-dialog.tsx';
import { AuthorityDialog } from './authority-dialog.tsx';
import { useT } from './texts.ts';
import { useAct } from './use-act.ts';

/** Whose signatures count on files that people bring, and who decided so. */
export function AuthoritiesPage() {
  const t = useT();
  const { lang } = useLang();
  const list = useRead(listTrustedAuthorities);
  const { act, error, busy, clear } = useAct();
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<TrustedAuthority>();
  const close = () => {
    clear();
    setAdding(false);
    setRemoving(undefined);
  };
  return (
    <Page title={t('authorities')} lead={t('authoritiesLead')}>
      {list.data?.mayChange && (
        <div className="button-row">
          <Button kind="primary" icon="plus" onClick={() => setAdding(true)}>
            {t('addAuthority')}
          </Button>
        </div>
      )}
      <Loaded query={list} shape="list">
        {({ authorities, former, mayChange }) => (
          <>
            <div className="stack">
              {authorities.map((one) => (
                <AuthorityCard key={one.id} one={one}>
                  {mayChange && one.role === 'added' && (
                    <Button kind="text" onClick={() => setRemoving(one)}>
                      {t('removeAuthority')}
                    </Button>
                  )}
                </AuthorityCard>
              ))}
            </div>
            {former.length > 0 && (
              <section className="stack">
                <h2>{t('formerAuthorities')}</h2>
                <table className="record-table record-table--dense">
                  <thead>
                    <tr>
                      <th scope="col">{t('authorityName')}</th>
                      <th scope="col">{t('addedOn')}</th>
                      <th scope="col">{t('removedOn')}</th>
                      <th scope="col">{t('reason')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {former.map((one) => (
                      <tr key={one.id}>
                        <td data-label={t('authorityName')}>{one.name}</td>
                        <td data-label={t('addedOn')}>
                          {formatInstant(one.addedAt, lang)} · {one.addedBy}
                        </td>
                        <td data-label={t('removedOn')}>
                          {formatInstant(one.removedAt, lang)} · {one.removedBy}
                        </td>
                        <td data-label={t('reason')}>{one.removedBecause}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </section>
            )}
          </>
        )}
      </Loaded>
      {adding && (
        <AuthorityDialog
          busy={busy}
          error={error}
          onClose={close}
          onSend={async (body) => {
            if (await act(addTrustedAuthority, { body })) close();
          }}
        />
      )}
      {removing && (
        <ActDialog
          title={`${t('removeAuthority')} · ${removing.name}`}
          text={t('removeAuthorityText')}
          asks={['reason']}
          danger
          busy={busy}
          error={error}
          onClose={close}
          onSend={async ({ reason }) => {
            if (await act(removeTrustedAuthority, { params: { authorityId: removing.id }, body: { reason } })) close();
          }}
        />
      )}
    </Page>
  );
}

function AuthorityCard({ one, children }: { one: TrustedAuthority; children: ReactNode }) {
  const t = useT();
  const say = useSay();
  const { lang } = useLang();
  return (
    <section className="card stack" aria-label={one.name}>
      <div className="authority__head">
        <h2>{one.name}</h2>
        <Tag tone={one.role === 'own' ? 'ok' : 'plain'}>{say(one.roleName)}</Tag>
        <span className="authority__acts">{children}</span>
      </div>
      {one.addedAt && (
        <p className="quiet">
          {t('addedOn')} {formatInstant(one.addedAt, lang)} · {one.addedBy} · {one.reason}
        </p>
      )}
      {one.role === 'added' && !one.certificates.some((c) => c.use === 'seal-maker') && (
        <p className="quiet">{t('noMakers')}</p>
      )}
      <More summary={`${t('certificates')} ${one.certificates.length} · ${t('lists')} ${one.lists.length}`}>
        <ul className="authority__certificates">
          {one.certificates.map((c) => (
            <li key={c.fingerprint}>
              <strong>{t(c.use)}</strong> {c.subject}{' '}
              <span className="quiet tabular">
                {t('validTo')} {formatDate(c.validTo, lang)} · SM3 {c.fingerprint}
              </span>
            </li>
          ))}
          {one.lists.map((l) => (
            <li key={`${l.issuer} ${l.thisUpdate}`}>
              <strong>{t('revocationList')}</strong> {l.issuer}{' '}
              <span className="quiet tabular">
                {formatInstant(l.thisUpdate, lang)}
                {l.nextUpdate && ` – ${formatInstant(l.nextUpdate, lang)}`}
              </span>
            </li>
          ))}
        </ul>
      </More>
    </section>
  );
}
