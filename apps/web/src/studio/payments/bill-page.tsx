import { askRefund, type Bill, decideRefund, getBill, getReceipt } from '@miaopi/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { api, newRequestId, queryKey, useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { BillTag } from '../../portal/payments/bill-tag.tsx';
import { formatInstant, formatMoney } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Button, FileLink } from '../../ui/kit.tsx';
import { Failure, Loaded } from '../../ui/states.tsx';
import { RefundDialog, RejectDialog } from './refund-dialog.tsx';
import { useT } from './texts.ts';

/** A bill of the office: lines, what was paid, refunds and who decides on them. */
export function BillPage() {
  const { billId = '' } = useParams();
  const t = useT();
  const read = useRead(
    getBill,
    { params: { billId } },
    // what was approved is sent by a job
    { staleTime: 0, refetchInterval: 5000 },
  );
  return (
    <Page
      title={read.data?.number ?? t('bills')}
      lead={read.data?.payer}
      up={{ to: '/studio/fees/bills', text: t('back') }}
    >
      <Loaded query={read} shape="page">
        {(bill) => <Shown bill={bill} />}
      </Loaded>
    </Page>
  );
}

function Shown({ bill }: { bill: Bill }) {
  const t = useT();
  const say = useSay();
  const { lang } = useLang();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [rejecting, setRejecting] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  const put = (next: Bill) => client.setQueryData(queryKey(getBill, { params: { billId: bill.id } }), next);
  async function approve(refundId: string) {
    setBusy(true);
    setTrouble(undefined);
    try {
      put(await api.call(decideRefund, { params: { refundId }, body: { requestId: newRequestId(), approve: true } }));
    } catch (error) {
      setTrouble(error);
    } finally {
      setBusy(false);
    }
  }
  const { refund } = bill.abilities;
  return (
    <div className="stack stack--wide">
      <section className="card stack">
        <p className="fee-sum">
          <strong className="tabular">{formatMoney(bill.total)}</strong> <BillTag bill={bill} />
        </p>
        <dl className="facts">
          <dt>{t('item')}</dt>
          <dd>{say(bill.itemName)}</dd>
          <dt>{t('case')}</dt>
          <dd className="tabular">{bill.caseNumber}</dd>
          <dt>{t('refundable')}</dt>
          <dd className="tabular">{formatMoney(bill.refundable)}</dd>
        </dl>
        <div className="button-row">
          {bill.receipt && (
            <FileLink href={api.url(getReceipt, { params: { billId: bill.id } })}>{t('receipt')}</FileLink>
          )}
          <Button onClick={() => setAsking(true)} disabled={!refund?.allowed}>
            {t('refund')}
          </Button>
        </div>
        {refund?.reason && <p className="quiet">{say(refund.reason)}</p>}
      </section>
      <section className="stack stack--tight">
        <h2>{t('lines')}</h2>
        <ul className="fee-rows">
          {bill.lines.map((line) => (
            <li key={line.code}>
              <div>
                <p>{say(line.name)}</p>
                <p className="quiet">
                  {say(line.standard)} · <span lang="zh-CN">{line.basis.law}</span>
                  {line.reduction && ` · ${say(line.reduction.name)} −${formatMoney(line.reduced)}`}
                </p>
              </div>
              <span className="tabular">{formatMoney(line.amount)}</span>
            </li>
          ))}
        </ul>
      </section>
      {bill.payments.length > 0 && (
        <section className="stack stack--tight">
          <h2>{t('payments')}</h2>
          <ul className="fee-rows">
            {bill.payments.map((p) => (
              <li key={p.openedAt}>
                <div>
                  <p>
                    {say(p.provider)} {p.state === 'paid' && !p.counted && `· ${t('beside')}`}
                  </p>
                  <p className="quiet tabular">
                    {formatInstant(p.paidAt ?? p.openedAt, lang, true)} {p.transaction && `· ${p.transaction}`}
                  </p>
                </div>
                <span className="tabular">{p.state === 'paid' ? formatMoney(p.amount) : '—'}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {bill.refunds.length > 0 && (
        <section className="stack stack--tight">
          <h2>{t('refunds')}</h2>
          {trouble !== undefined && <Failure error={trouble} />}
          <ul className="fee-rows">
            {bill.refunds.map((r) => (
              <li key={r.id}>
                <div>
                  <p>
                    {t(r.state)} · {say(r.reason)}
                  </p>
                  <p className="quiet">
                    {[r.askedBy, r.decidedBy].filter(Boolean).join(' → ')} {formatInstant(r.doneAt ?? r.askedAt, lang)}
                  </p>
                  {r.note && (
                    <p className="quiet">
                      {t('note')} {r.note}
                    </p>
                  )}
                  {r.state === 'asked' && (
                    <div className="button-row">
                      <Button
                        kind="primary"
                        busy={busy}
                        disabled={!r.abilities.decide?.allowed}
                        onClick={() => approve(r.id)}
                      >
                        {t('approve')}
                      </Button>
                      <Button disabled={busy || !r.abilities.decide?.allowed} onClick={() => setRejecting(r.id)}>
                        {t('reject')}
                      </Button>
                      {r.abilities.decide?.reason && <span className="quiet">{say(r.abilities.decide.reason)}</span>}
                    </div>
                  )}
                </div>
                <span className="tabular">{formatMoney(r.amount)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {rejecting && (
        <RejectDialog
          onClose={() => setRejecting(undefined)}
          send={(note, requestId) =>
            api.call(decideRefund, { params: { refundId: rejecting }, body: { requestId, approve: false, note } })
          }
          done={(next) => {
            put(next);
            setRejecting(undefined);
          }}
        />
      )}
      {asking && (
        <RefundDialog
          most={bill.refundable}
          onClose={() => setAsking(false)}
          send={(amount, reason, requestId) =>
            api.call(askRefund, { params: { billId: bill.id }, body: { requestId, amount, reason } })
          }
          done={(next) => {
            put(next);
            setAsking(false);
          }}
        />
      )}
    </div>
  );
}
