import { listSealCarriers, releaseSealCarrier, type SealCarrier } from '@miaopi/contracts';
import { useState } from 'react';
import { Link } from 'react-router';
import { useMe, useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { formatDate } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Button, Empty, Tag } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';
import { ActDialog } from './act-dialog.tsx';
import { useT } from './texts.ts';
import { useAct } from './use-act.ts';

/** Who holds which key, on what, in which state; the authority unlocks and frees. */
export function CarriersPage() {
  const t = useT();
  const say = useSay();
  const { lang } = useLang();
  const approver = useMe()?.staff?.roles.includes('seal-approver') === true;
  const list = useRead(listSealCarriers);
  const { act, error, busy, clear } = useAct();
  const [doing, setDoing] = useState<{ carrier: SealCarrier; what: 'unlock' | 'free-device' }>();
  return (
    <Page title={t('carriers')} lead={t('carriersLead')}>
      <Loaded query={list} shape="list">
        {(all) =>
          all.length === 0 ? (
            <Empty icon="lock" title={t('noSeals')} />
          ) : (
            <table className="record-table record-table--dense">
              <thead>
                <tr>
                  <th scope="col">{t('seal')}</th>
                  <th scope="col">{t('carrier')}</th>
                  <th scope="col">{t('keeper')}</th>
                  <th scope="col">{t('state')}</th>
                  <th scope="col">{t('device')}</th>
                  <th scope="col">{t('certificate')}</th>
                  {approver && (
                    <th scope="col">
                      <span className="visually-hidden">{t('acts')}</span>
                    </th>
                  )}
                </tr>
              </thead>
              <tbody>
                {all.map((c) => (
                  <tr key={c.id}>
                    <td data-label={t('seal')}>
                      <Link to={`/studio/seals/${c.sealId}`}>{c.sealName}</Link>
                    </td>
                    <td data-label={t('carrier')}>{say(c.kindName)}</td>
                    <td data-label={t('keeper')}>{c.holder ?? '–'}</td>
                    <td data-label={t('state')}>
                      <Tag
                        tone={
                          c.state === 'ready' ? 'ok' : c.state === 'locked' || c.state === 'lost' ? 'danger' : 'plain'
                        }
                      >
                        {say(c.stateName)}
                      </Tag>
                      {c.wrong > 0 && (
                        <span className="quiet">
                          {' '}
                          {t('wrongTimes')} {c.wrong}
                        </span>
                      )}
                    </td>
                    <td data-label={t('device')}>{c.kind === 'machine' ? '–' : t(c.deviceBound ? 'bound' : 'free')}</td>
                    <td data-label={t('certificate')} className="tabular">
                      …{c.certificateSerial.slice(-8)} · {formatDate(c.certificateTo, lang)}
                    </td>
                    {approver && (
                      <td>
                        {c.kind !== 'machine' && !c.mine && c.state === 'locked' && (
                          <Button kind="text" onClick={() => setDoing({ carrier: c, what: 'unlock' })}>
                            {t('unlock')}
                          </Button>
                        )}
                        {c.kind !== 'machine' && !c.mine && c.state === 'ready' && c.deviceBound && (
                          <Button kind="text" onClick={() => setDoing({ carrier: c, what: 'free-device' })}>
                            {t('freeDevice')}
                          </Button>
                        )}
                      </td>
                    )}
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Loaded>
      {doing && (
        <ActDialog
          title={`${t(doing.what === 'unlock' ? 'unlock' : 'freeDevice')} · ${doing.carrier.sealName}`}
          asks={['reason']}
          busy={busy}
          error={error}
          onClose={() => {
            clear();
            setDoing(undefined);
          }}
          onSend={async ({ reason }) => {
            if (
              await act(releaseSealCarrier, {
                params: { sealId: doing.carrier.sealId },
                body: { what: doing.what, reason },
              })
            )
              setDoing(undefined);
          }}
        />
      )}
    </Page>
  );
}
