import type { CaseView } from '@miaopi/contracts';
import { formatDate, formatMoney } from '../../texts/format.ts';
import { useLang } from '../../texts/lang.tsx';
import { ButtonLink, Notice } from '../../ui/kit.tsx';
import { useCaseDelivery } from '../delivery/case-delivery.tsx';
import { usePaymentTexts } from './payment-texts.ts';

/** F110: at the head of a case, what its applicant still has to pay, and the way there: the fee while officials work on, the courier once it is decided. */
export function DueBills({
  view,
  waits,
}: {
  view: CaseView /** The page is about the fee already. */;
  waits: boolean;
}) {
  const t = usePaymentTexts();
  const { lang } = useLang();
  const courier = useCaseDelivery(view).read.data?.bill;
  const fee = view.bill;
  const owed = fee && !fee.settled && !waits && view.state !== 'closed' && view.state !== 'refused' ? fee : undefined;
  return (
    <>
      {owed && (
        <Notice tone="waiting" title={owed.void ? t.void : t.feeDue(formatMoney(owed.total))}>
          <p>{owed.void ? t.voidText : t.until(formatDate(owed.until, lang))}</p>
          <div className="button-row">
            <ButtonLink to={`/bills/${owed.id}`} kind="primary">
              {owed.void ? t.reissue : t.payNow(formatMoney(owed.total))}
            </ButtonLink>
          </div>
        </Notice>
      )}
      {courier?.due && (
        <Notice tone="waiting" title={t.courierDue(formatMoney(courier.fee))}>
          <p>{t.courierDueText}</p>
          <div className="button-row">
            <ButtonLink to={`/bills/${courier.id}`} kind="primary">
              {t.payCourier(formatMoney(courier.fee))}
            </ButtonLink>
          </div>
        </Notice>
      )}
    </>
  );
}
