import { type Bill, getBill, getReceipt, reissueBill } from '@miaopi/contracts';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { api, newRequestId, useMe, useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { formatDate, formatInstant, formatMoney } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Button, ButtonLink, FileLink, Notice } from '../../ui/kit.tsx';
import { Failure, Loaded } from '../../ui/states.tsx';
import { WithChinese } from '../../ui/with-chinese.tsx';
import { SignInFirst } from '../signin/sign-in-first.tsx';
import { BillTag } from './bill-tag.tsx';
import { PayPanel } from './pay-panel.tsx';
import { usePaymentTexts } from './payment-texts.ts';
import './payments.css';

/** F110, F202: one bill: what for and why, how to pay it, its receipt, what went back. */
export function BillPage() {
  const { billId = '' } = useParams();
  const t = usePaymentTexts();
  const say = useSay();
  const me = useMe();
  const bill = useRead(getBill, { params: { billId } }, { enabled: Boolean(me), staleTime: 0, refetchInterval: 4000 });
  if (me === null) return <SignInFirst title={t.tab} />;
  return (
    <Page title={t.title} heading={bill.data ? say(bill.data.itemName) : t.title} width="narrow" className="bill-page">
      <Loaded query={bill} shape="page">
        {(data) => <Shown bill={data} reload={() => void bill.refetch()} />}
      </Loaded>
    </Page>
  );
}

function Shown({ bill: b, reload }: { bill: Bill; reload: () => void }) {
  const t = usePaymentTexts();
  const say = useSay();
  const { lang } = useLang();
  const settled = b.state !== 'due' && b.state !== 'cancelled';
  return (
    <div className="stack stack--wide">
      {settled && <Outcome bill={b} />}
      {b.state === 'cancelled' && <Void bill={b} />}
      <section className="card bill">
        <p className="bill__sum">
          <strong className="tabular">{formatMoney(b.total)}</strong>
          <BillTag bill={b} />
        </p>
        {b.state === 'due' && <p className="quiet">{t.until(lastDay(b.expiresAt, lang))}</p>}
        <dl className="facts">
          <dt>{t.number}</dt>
          <dd className="tabular">{b.number}</dd>
          <dt>{t.office}</dt>
          <dd>{say(b.office)}</dd>
          <dt>{t.payer}</dt>
          <dd>{b.payer}</dd>
          <dt>{t.case}</dt>
          <dd className="tabular">
            <Link to={`/cases/${b.caseId}`}>{b.caseNumber}</Link>
          </dd>
          {b.receipt && (
            <>
              <dt>{t.receiptNumber}</dt>
              <dd>{b.receipt.number}</dd>
            </>
          )}
        </dl>
        {settled && (
          <div className="button-row">
            <ButtonLink to={`/cases/${b.caseId}`} kind="primary">
              {t.goCase}
            </ButtonLink>
            {b.receipt && <FileLink href={api.url(getReceipt, { params: { billId: b.id } })}>{t.receipt}</FileLink>}
          </div>
        )}
      </section>
      {b.state === 'due' && <PayPanel bill={b} reload={reload} />}
      <section>
        <h2>{t.lines}</h2>
        <ul className="bill-lines">
          {b.lines.map((line) => (
            <li key={line.code}>
              <p className="bill-lines__name">
                <strong>{say(line.name)}</strong>
                <span className="tabular">{formatMoney(line.amount)}</span>
              </p>
              <p className="quiet">
                {say(line.standard)}
                {line.quantity > 1 && ` × ${line.quantity}`} ·{' '}
                <span lang="zh-CN">
                  {line.basis.law} {line.basis.article}
                </span>
              </p>
              {line.reduction && (
                <p className="quiet tabular">
                  {t.reduced} {formatMoney(line.reduced)} · {say(line.reduction.name)} ·{' '}
                  <span lang="zh-CN">{line.reduction.law}</span>
                </p>
              )}
            </li>
          ))}
        </ul>
      </section>
      {b.payments.some((p) => p.state === 'paid') && (
        <section>
          <h2>{t.records}</h2>
          <ul className="bill-lines">
            {b.payments
              .filter((p) => p.state === 'paid')
              .map((p) => (
                <li key={p.transaction}>
                  <p className="bill-lines__name">
                    <span>
                      {say(p.provider)}
                      {!p.counted && ` · ${t.returned}`}
                    </span>
                    <span className="tabular">{formatMoney(p.amount)}</span>
                  </p>
                  <p className="quiet tabular">
                    {p.paidAt && formatInstant(p.paidAt, lang, true)} · {p.transaction}
                  </p>
                </li>
              ))}
          </ul>
        </section>
      )}
      {b.refunds.length > 0 && (
        <section>
          <h2>{t.refunds}</h2>
          <ul className="bill-lines">
            {b.refunds.map((r) => (
              <li key={r.id}>
                <p className="bill-lines__name">
                  <span>{t.refundStates[r.state]}</span>
                  <span className="tabular">{formatMoney(r.amount)}</span>
                </p>
                <p className="quiet">
                  <WithChinese text={say(r.reason)} /> ·{' '}
                  <span className="tabular">{formatInstant(r.doneAt ?? r.askedAt, lang)}</span>
                </p>
                {r.note && (
                  <p className="quiet">
                    {t.rejectedFor}
                    <WithChinese text={r.note} />
                  </p>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      <p>
        <Link to="/me/payments">{t.back}</Link>
      </p>
    </div>
  );
}

/** What came of a bill that was paid: paid, part or all of it given back, or somebody is looking at that. */
function Outcome({ bill: b }: { bill: Bill }) {
  const t = usePaymentTexts();
  const back = formatMoney(b.refunded);
  if (b.state === 'refunded')
    return (
      <Notice title={t.refundedAll} live="polite">
        <p>{t.refundedText(back)}</p>
      </Notice>
    );
  return (
    <Notice tone="ok" title={t.paid} live="polite">
      <p>{b.dueFor === 'courier' ? t.paidCourier : t.paidText}</p>
      {b.state === 'refunding' && <p>{t.refundingText}</p>}
      {b.refunded > 0 && <p>{t.refundedText(back)}</p>}
    </Notice>
  );
}

/** The bill ends at midnight: the day before is the last one. */
function lastDay(expiresAt: string, lang: 'zh' | 'en'): string {
  return formatDate(new Date(Date.parse(expiresAt) - 1000), lang);
}

function Void({ bill }: { bill: Bill }) {
  const t = usePaymentTexts();
  const say = useSay();
  const may = bill.abilities.reissue;
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  async function reissue() {
    setBusy(true);
    try {
      const anew = await api.call(reissueBill, { params: { billId: bill.id }, body: { requestId: newRequestId() } });
      navigate(`/bills/${anew.id}`, { replace: true });
    } catch (error) {
      setTrouble(error);
    } finally {
      setBusy(false);
    }
  }
  return (
    <Notice tone={may?.allowed ? 'waiting' : 'info'} title={t.void}>
      {may?.allowed ? <p>{t.voidText}</p> : may?.reason && <p>{say(may.reason)}</p>}
      {trouble !== undefined && <Failure error={trouble} />}
      <div className="button-row">
        {may?.allowed ? (
          <Button kind="primary" onClick={() => reissue()} busy={busy}>
            {t.reissue}
          </Button>
        ) : (
          <ButtonLink to={`/cases/${bill.caseId}`}>{t.goCase}</ButtonLink>
        )}
      </div>
    </Notice>
  );
}
