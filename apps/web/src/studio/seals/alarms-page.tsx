import { acknowledgeSealAlarm, listSealAlarms } from '@miaopi/contracts';
import { useState } from 'react';
import { Link } from 'react-router';
import { useMe, useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { formatInstant } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Button, Empty, Tag } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';
import { ActDialog } from './act-dialog.tsx';
import { useT } from './texts.ts';
import { useAct } from './use-act.ts';

/** What is unusual, and what it turned out to be. */
export function AlarmsPage() {
  const t = useT();
  const say = useSay();
  const { lang } = useLang();
  const roles = useMe()?.staff?.roles ?? [];
  const may = roles.some((r) => r === 'seal-keeper' || r === 'security-auditor');
  const list = useRead(listSealAlarms);
  const { act, error, busy } = useAct();
  const [doing, setDoing] = useState<string>();
  return (
    <Page title={t('alarms')} lead={t('alarmsLead')}>
      <Loaded query={list} shape="list">
        {(all) =>
          all.length === 0 ? (
            <Empty icon="bell" title={t('noAlarms')} text={t('noAlarmsText')} />
          ) : (
            <ul className="seal-list">
              {all.map((a) => (
                <li key={a.id} className="card seal-row">
                  <div>
                    <h2>{say(a.kindName)}</h2>
                    <p>
                      <Link to={`/studio/seals/ledger?seal=${a.sealId}`}>{a.sealName}</Link>
                    </p>
                    <p className="tabular">
                      {t('observed')} <strong>{a.observed}</strong> · {t('usual')} {a.usual} · {t('bound2')} {a.bound}
                    </p>
                    <p className="quiet tabular">{formatInstant(a.raisedAt, lang)}</p>
                    {a.acknowledgedBy && (
                      <p className="quiet">
                        {a.acknowledgedBy} · {a.note}
                      </p>
                    )}
                  </div>
                  <div className="seal-row__acts">
                    {a.suspended && <Tag tone="danger">{t('suspendedByAlarm')}</Tag>}
                    {!a.acknowledgedAt && may && (
                      <Button kind="primary" onClick={() => setDoing(a.id)}>
                        {t('acknowledge')}
                      </Button>
                    )}
                  </div>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {doing && (
        <ActDialog
          title={t('finding')}
          asks={['reason']}
          busy={busy}
          error={error}
          onClose={() => setDoing(undefined)}
          onSend={async ({ reason }) => {
            if (await act(acknowledgeSealAlarm, { params: { alarmId: doing }, body: { note: reason } }))
              setDoing(undefined);
          }}
        />
      )}
    </Page>
  );
}
