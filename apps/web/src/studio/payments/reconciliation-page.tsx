import { type Difference, listReconciliation, type ReplyOf, reconcileDay, settleDifference } from '@miaopi/contracts';
import { useState } from 'react';
import { api, useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { useSend } from '../../app/use-send.ts';
import { todayInChina } from '../../texts/day.ts';
import { formatDate, formatMoney } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { DialogForm } from '../../ui/asking-form.tsx';
import { Button, Dialog, Empty, Field, Notice, Tag } from '../../ui/kit.tsx';
import { ReasonField } from '../../ui/reason-field.tsx';
import { Failure, Loaded } from '../../ui/states.tsx';
import { useT } from './texts.ts';

type List = ReplyOf<typeof listReconciliation>;

/** F202: days compared with the platforms' statements, what differs, how it was settled. */
export function ReconciliationPage() {
  const t = useT();
  const read = useRead(listReconciliation, {}, { staleTime: 0 });
  return (
    <Page title={t('reconciliation')} lead={t('reconciliationLead')}>
      <Loaded query={read} shape="list">
        {(list) => (
          <div className="stack stack--wide">
            {list.providers.length > 0 && <CompareNow list={list} reload={() => void read.refetch()} />}
            <Differences list={list} reload={() => void read.refetch()} />
            <Statements list={list} />
          </div>
        )}
      </Loaded>
    </Page>
  );
}

function CompareNow({ list, reload }: { list: List; reload: () => void }) {
  const t = useT();
  const say = useSay();
  const yesterday = todayInChina(new Date(Date.now() - 86_400_000));
  const [provider, setProvider] = useState(list.providers[0]?.id ?? '');
  const [day, setDay] = useState(yesterday);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  const [found, setFound] = useState<ReplyOf<typeof reconcileDay>>();
  async function compare() {
    setBusy(true);
    setTrouble(undefined);
    setFound(undefined);
    try {
      setFound(await api.call(reconcileDay, { body: { provider: provider as 'alipay', day } }));
      reload();
    } catch (error) {
      setTrouble(error);
    } finally {
      setBusy(false);
    }
  }
  return (
    <form
      className="fee-ask"
      onSubmit={(event) => {
        event.preventDefault();
        void compare();
      }}
    >
      <Field label={t('provider')}>
        {(c) => (
          <select {...c} className="input" value={provider} onChange={(e) => setProvider(e.target.value)}>
            {list.providers.map((p) => (
              <option key={p.id} value={p.id}>
                {say(p.name)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={t('day')}>
        {(c) => (
          <input
            {...c}
            type="date"
            className="input tabular"
            required
            max={yesterday}
            value={day}
            onChange={(e) => setDay(e.target.value)}
          />
        )}
      </Field>
      <Button type="submit" busy={busy}>
        {t('compare')}
      </Button>
      {trouble !== undefined && <Failure error={trouble} />}
      {found && (
        <Notice tone={found.open > 0 ? 'waiting' : 'ok'} live="polite">
          {t('result')} · {t('differences')} {found.differences} · {t('openOnes')} {found.open}
        </Notice>
      )}
    </form>
  );
}

function Differences({ list, reload }: { list: List; reload: () => void }) {
  const t = useT();
  const { lang } = useLang();
  const say = useSay();
  const [settling, setSettling] = useState<Difference>();
  return (
    <section>
      <h2>{t('differences')}</h2>
      {list.differences.length === 0 ? (
        <Empty icon="check-circle" title={t('noDifferences')} />
      ) : (
        <ul className="fee-rows">
          {list.differences.map((d) => (
            <li key={d.id}>
              <div>
                <Which difference={d} />
                {d.settled && (
                  <p className="quiet">
                    {t('settled')}
                    {lang === 'zh' ? '：' : ': '}
                    {say(d.settled.how)} · {d.settled.by}
                  </p>
                )}
              </div>
              {!d.settled && <Button onClick={() => setSettling(d)}>{t('settle')}</Button>}
            </li>
          ))}
        </ul>
      )}
      {settling && (
        <Settle
          difference={settling}
          onClose={() => setSettling(undefined)}
          done={() => {
            setSettling(undefined);
            reload();
          }}
        />
      )}
    </section>
  );
}

/** What differs, on which day, by how much. */
function Which({ difference: d }: { difference: Difference }) {
  const t = useT();
  const say = useSay();
  const { lang } = useLang();
  const sum = (fen: number | undefined) => (fen === undefined ? '—' : formatMoney(fen));
  return (
    <>
      <p>
        <Tag tone={d.settled ? 'plain' : 'danger'} icon={d.settled ? 'check' : 'warn'}>
          {t(d.kind === 'amount' ? 'amountDiffers' : d.kind)}
        </Tag>{' '}
        {say(d.provider)} · {formatDate(d.day, lang)} · <span className="tabular">{d.reference}</span>
      </p>
      <p className="quiet tabular">
        {t('ours')} {sum(d.ours)} · {t('theirs')} {sum(d.theirs)}
      </p>
    </>
  );
}

function Settle(props: { difference: Difference; onClose: () => void; done: () => void }) {
  const t = useT();
  const [how, setHow] = useState('');
  const sending = useSend(
    (requestId) =>
      api.call(settleDifference, {
        params: { differenceId: props.difference.id },
        body: { requestId, how: how.trim() },
      }),
    props.done,
  );
  return (
    <Dialog title={t('settle')} onClose={props.onClose}>
      <DialogForm label={t('save')} {...sending} onClose={props.onClose}>
        <Which difference={props.difference} />
        <ReasonField label={t('how')} hint={t('howHint')} value={how} onChange={setHow} />
      </DialogForm>
    </Dialog>
  );
}

function Statements({ list }: { list: List }) {
  const t = useT();
  const say = useSay();
  const { lang } = useLang();
  return (
    <section>
      <h2>{t('days2')}</h2>
      {list.statements.length === 0 ? (
        <p className="quiet">{t('none')}</p>
      ) : (
        <ul className="fee-rows">
          {list.statements.map((s) => (
            <li key={`${s.provider.zh} ${s.day}`}>
              <div>
                <p>
                  {formatDate(s.day, lang)} · {say(s.provider)}{' '}
                  {s.open > 0 && (
                    <Tag tone="danger" icon="warn">
                      {s.open} {t('openOnes')}
                    </Tag>
                  )}
                </p>
                <p className="quiet tabular">
                  {t('received')} {s.payments} · {formatMoney(s.received)} · {t('returned')} {s.refunds} ·{' '}
                  {formatMoney(s.returned)} · {t('differences')} {s.differences}
                </p>
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
