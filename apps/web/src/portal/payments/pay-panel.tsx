import { type Begun, type Bill, beginPayment, checkBill } from '@miaopi/contracts';
import { useState } from 'react';
import { api, newRequestId } from '../../app/api.ts';
import { formatMoney } from '../../texts/format.ts';
import { useSay } from '../../texts/lang.tsx';
import { Button, Notice } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';
import { QrCode } from '../licences/qr-code.tsx';
import { usePaymentTexts } from './payment-texts.ts';

type Way = 'page' | 'qr' | 'h5';

/** On the thing it is shown on, a code can't be scanned: there the cashier's own page comes first. */
const HANDHELD: Readonly<Record<Way, number>> = { h5: 0, page: 1, qr: 2 };

/** How to pay: by a page of the cashier, or by a code. The bill's page asks the server meanwhile whether it was paid. */
export function PayPanel({ bill, reload }: { bill: Bill; reload: () => void }) {
  const t = usePaymentTexts();
  const say = useSay();
  const [shown, setShown] = useState<{ readonly begun: Begun; readonly provider: string } | undefined>();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  const [unpaid, setUnpaid] = useState(false);
  const handheld = window.matchMedia('(pointer: coarse)').matches;
  const waysHere = (all: readonly Way[]) => (handheld ? [...all].sort((a, b) => HANDHELD[a] - HANDHELD[b]) : all);
  const ways = { page: t.page, qr: t.qr, h5: t.h5 };

  async function doing(work: () => Promise<void>) {
    setBusy(true);
    setTrouble(undefined);
    setUnpaid(false);
    try {
      await work();
    } catch (error) {
      setTrouble(error);
    } finally {
      setBusy(false);
    }
  }
  const begin = (provider: Bill['providers'][number], way: Way) =>
    doing(async () => {
      const begun = await api.call(beginPayment, {
        params: { billId: bill.id },
        body: { requestId: newRequestId(), provider: provider.id as 'alipay', way },
      });
      if (begun.redirect) window.location.assign(begun.redirect);
      else setShown({ begun, provider: say(provider.name) });
    });
  const check = () =>
    doing(async () => {
      const now = await api.call(checkBill, { params: { billId: bill.id } });
      setUnpaid(now.state === 'due');
      reload();
    });

  return (
    <section className="card pay" aria-labelledby="pay-how">
      <h2 id="pay-how">{t.how}</h2>
      {bill.providers.length === 0 && <Notice tone="waiting">{t.noProvider}</Notice>}
      <ul className="pay__ways">
        {bill.providers.map((provider) => (
          <li key={provider.id}>
            <span>{say(provider.name)}</span>
            <span className="button-row">
              {waysHere(provider.ways as Way[]).map((way, i) => (
                <Button key={way} kind={i === 0 ? 'primary' : 'plain'} busy={busy} onClick={() => begin(provider, way)}>
                  {ways[way]}
                  <span className="visually-hidden">
                    {' '}
                    {say(provider.name)} {formatMoney(bill.total)}
                  </span>
                </Button>
              ))}
            </span>
          </li>
        ))}
      </ul>
      {shown?.begun.code && (
        <div className="pay__code">
          <QrCode text={shown.begun.code} label={t.scan(shown.provider)} />
          <div>
            <p>
              <strong>{t.scan(shown.provider)}</strong>
            </p>
            <p className="quiet">{t.scanText}</p>
            {/^https?:/.test(shown.begun.code) && (
              <p>
                <a href={shown.begun.code} target="_blank" rel="noreferrer">
                  {t.openHere}
                </a>
              </p>
            )}
          </div>
        </div>
      )}
      {trouble !== undefined && <Failure error={trouble} />}
      {unpaid && (
        <Notice tone="waiting" live="polite">
          {t.notYet}
        </Notice>
      )}
      <div className="button-row">
        <Button kind="text" onClick={() => check()} busy={busy}>
          {t.check}
        </Button>
      </div>
    </section>
  );
}
