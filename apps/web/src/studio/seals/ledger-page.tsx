import { getSealLedger, listSeals, setSealAlarmPolicy } from '@miaopi/contracts';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { useMe, useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { formatInstant } from '../../texts/format.ts';
import { useLang } from '../../texts/lang.tsx';
import { Button, Empty, Field, Notice, Tag } from '../../ui/kit.tsx';
import { Failure, Loaded } from '../../ui/states.tsx';
import { DocumentName } from './document-name.tsx';
import { useT } from './texts.ts';
import { useAct } from './use-act.ts';
import { UsesChart } from './uses-chart.tsx';

/** A seal's uses: its chains recomputed, its days against the usual, line by line. */
export function LedgerPage() {
  const t = useT();
  const [search, setSearch] = useSearchParams();
  const seals = useRead(listSeals);
  const known = seals.data?.filter((s) => s.state !== 'made') ?? [];
  const sealId = search.get('seal') ?? known.find((s) => s.state === 'in-use')?.id ?? known[0]?.id;
  return (
    <Page title={t('ledger')} lead={t('ledgerLead')}>
      <div className="studio-filters">
        <Field label={t('seal')}>
          {(c) => (
            <select {...c} className="input" value={sealId ?? ''} onChange={(e) => setSearch({ seal: e.target.value })}>
              {known.map((s) => (
                <option key={s.id} value={s.id}>
                  {s.name} · {s.id}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      {sealId ? (
        <LedgerOf key={sealId} sealId={sealId} />
      ) : (
        <Loaded query={seals}>{() => <Empty icon="book" title={t('noUses')} />}</Loaded>
      )}
    </Page>
  );
}

function LedgerOf({ sealId }: { sealId: string }) {
  const t = useT();
  const { lang } = useLang();
  const roles = useMe()?.staff?.roles ?? [];
  const [before, setBefore] = useState<string>();
  const ledger = useRead(getSealLedger, { params: { sealId }, query: before ? { before } : {} }, { keep: true });
  const { act, error, busy } = useAct();
  const how = { machine: t('machine'), keeper: t('byKeeper'), holder: t('byHolder') };
  return (
    <Loaded query={ledger} shape="page">
      {(l) => (
        <div className="stack">
          <Notice tone={l.check.broken ? 'danger' : 'ok'} title={l.check.broken ? t('chainBroken') : t('chainGood')}>
            <p className="tabular">
              {l.check.entries} {t(l.check.entries === 1 ? 'entry' : 'entries')}
              {l.check.broken && ` · ${l.check.broken.chain}-${l.check.broken.seq}`}
            </p>
          </Notice>
          {l.days.some((d) => d.uses > 0) && <UsesChart days={l.days} usual={l.usual} />}
          {roles.some((r) => r === 'security-auditor' || (r === 'seal-keeper' && !l.seal.alarmSuspends)) && (
            <label className="choice">
              <input
                type="checkbox"
                checked={l.seal.alarmSuspends}
                disabled={busy}
                onChange={(e) =>
                  void act(setSealAlarmPolicy, { params: { sealId }, body: { suspends: e.target.checked } })
                }
              />
              {t('autoSuspend')}
            </label>
          )}
          {error !== undefined && <Failure error={error} />}
          {l.entries.length === 0 ? (
            <Empty icon="book" title={t('noUses')} />
          ) : (
            <table className="record-table record-table--dense">
              <thead>
                <tr>
                  <th scope="col">#</th>
                  <th scope="col">{t('time')}</th>
                  <th scope="col">{t('how')}</th>
                  <th scope="col">{t('by')}</th>
                  <th scope="col">{t('document')}</th>
                  <th scope="col">{t('digest')} SM3</th>
                </tr>
              </thead>
              <tbody>
                {l.entries.map((e) => (
                  <tr key={e.id}>
                    <td data-label="#" className="tabular quiet">
                      {e.place}
                    </td>
                    <td data-label={t('time')} className="tabular">
                      {formatInstant(e.sealedAt, lang, true)}
                    </td>
                    <td data-label={t('how')}>{how[e.mode]}</td>
                    <td data-label={t('by')}>{whoOf(e.by, t)}</td>
                    <td data-label={t('document')}>
                      <DocumentName kind={e.documentKind} id={e.documentId} />{' '}
                      {e.recalled && <Tag tone="danger">{t('recalledTag')}</Tag>}
                    </td>
                    <td data-label={t('digest')} className="tabular quiet" title={e.digest}>
                      {e.digest.slice(0, 16)}…
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          {l.entries.length === 50 && (
            <Button onClick={() => setBefore(l.entries.at(-1)?.sealedAt)}>{t('older')}</Button>
          )}
        </div>
      )}
    </Loaded>
  );
}

/** The machine, a registered system, or the person whose licence it is; officials by their number. */
function whoOf(by: string, t: ReturnType<typeof useT>): string {
  if (by === 'system') return t('bySystem');
  if (by.startsWith('share:')) return t('byShare');
  return by.startsWith('person:') ? t('byPerson') : by;
}
