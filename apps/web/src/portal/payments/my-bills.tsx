import { type BillSummary, listBills } from '@miaopi/contracts';
import { useRead } from '../../app/api.ts';
import { formatDate, formatMoney } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { ButtonLink, Empty } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';
import { BillTag } from './bill-tag.tsx';
import { usePaymentTexts } from './payment-texts.ts';

/** F110: bills to be paid, then earlier ones with their receipts. */
export function MyBills() {
  const t = usePaymentTexts();
  const read = useRead(listBills, {}, { staleTime: 0 });
  return (
    <Loaded query={read} shape="list">
      {({ bills }) => {
        const due = bills.filter((b) => b.state === 'due');
        const former = bills.filter((b) => b.state !== 'due');
        return bills.length === 0 ? (
          <Empty icon="check-circle" title={t.none} text={t.noneText} />
        ) : (
          <>
            {due.length > 0 && <Group title={t.open} bills={due} />}
            {former.length > 0 && <Group title={t.former} bills={former} />}
          </>
        );
      }}
    </Loaded>
  );
}

function Group({ title, bills }: { title: string; bills: readonly BillSummary[] }) {
  const t = usePaymentTexts();
  const say = useSay();
  const { lang } = useLang();
  return (
    <section className="my-group">
      <h3>{title}</h3>
      <ul className="my-list">
        {bills.map((b) => (
          <li key={b.id}>
            <div>
              <p className="my-list__name">
                <strong>{say(b.itemName)}</strong>
                <BillTag bill={b} />
              </p>
              <p className="quiet tabular">
                {formatMoney(b.total)}
                {b.refunded > 0 && b.state !== 'refunded' && ` · ${t.listRefunded(formatMoney(b.refunded))}`} ·{' '}
                {b.caseNumber} · {formatDate(b.madeAt, lang)}
              </p>
            </div>
            <ButtonLink to={`/bills/${b.id}`} kind={b.state === 'due' ? 'primary' : 'plain'}>
              {b.state === 'due' ? t.pay : t.see}
              <span className="visually-hidden"> {say(b.itemName)}</span>
            </ButtonLink>
          </li>
        ))}
      </ul>
    </section>
  );
}
