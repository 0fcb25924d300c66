import type { CaseView } from '@miaopi/contracts';
import { formatMoney } from '../../texts/format.ts';
import { useSay } from '../../texts/lang.tsx';
import { ButtonLink, Notice } from '../../ui/kit.tsx';
import { usePaymentTexts } from './payment-texts.ts';

/** A case that waits for money says so, with the way to pay. */
export function CaseBill({ view }: { view: CaseView }) {
  const t = usePaymentTexts();
  const say = useSay();
  if (!view.bill || view.bill.settled || !view.waiting) return null;
  return (
    <Notice tone="waiting" title={t.waitTitle}>
      <p>{say(view.waiting.text)}</p>
      <div className="button-row">
        <ButtonLink to={`/bills/${view.bill.id}`} kind="primary">
          {view.bill.void ? t.reissue : t.payNow(formatMoney(view.bill.total))}
        </ButtonLink>
      </div>
    </Notice>
  );
}
