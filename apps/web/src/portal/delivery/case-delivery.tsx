import { type CaseView, getCaseDelivery, getDeliveryProof } from '@miaopi/contracts';
import { Link } from 'react-router';
import { api, problemOf, useRead } from '../../app/api.ts';
import { formatDate, formatInstant, formatMoney } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { FileLink, Notice, Tag } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';

const zh = {
  title: '送达',
  code: '取件码',
  codeText: '带身份证，或者出示取件码，到窗口领取。',
  waybill: '运单号',
  to: '寄往',
  by: '最迟送达',
  received: '签收人',
  proof: '送达回证',
  at: '领取地点',
  paid: (fee: string) => `寄费 ${fee} 已付`,
  cameBack: '寄件没有送到，已经退回',
  cameBackText: (office: string) =>
    `证件没有丢，退回${office}。请带身份证或者凭取件码到窗口领取；要再寄一次，请在下面留言。`,
};
const en: typeof zh = {
  title: 'Delivery',
  code: 'Code',
  codeText: 'Collect it with your identity card, or show this code.',
  waybill: 'Waybill',
  to: 'Sent to',
  by: 'To arrive by',
  received: 'Received by',
  proof: 'Proof of delivery',
  at: 'Collect it at',
  paid: (fee) => `Courier ${fee} paid`,
  cameBack: 'The parcel could not be delivered and came back',
  cameBackText: (office) =>
    `It is not lost: it goes back to ${office}. Collect it at the window with your identity card or the code; to have it sent again, write a message below.`,
};
const tones = {
  unpaid: ['waiting', 'clock'],
  ready: ['waiting', 'clock'],
  'to-send': ['waiting', 'clock'],
  moving: ['primary', 'send'],
  out: ['primary', 'send'],
  delivered: ['ok', 'check'],
  returned: ['danger', 'warn'],
  published: ['waiting', 'clock'],
  withheld: ['danger', 'warn'],
} as const;

/** How the result of a case is on its way; asked once, wherever the page tells of it. */
export function useCaseDelivery(view: CaseView) {
  const asked = view.state === 'closed' && view.outcome === 'granted';
  const read = useRead(
    getCaseDelivery,
    { params: { caseId: view.id } },
    { enabled: asked, staleTime: 0, refetchInterval: 30_000 },
  );
  return { asked, read };
}

/** F111, F112: how the result reaches its holder; nothing for an item without a choice. */
export function CaseDelivery({ view }: { view: CaseView }) {
  const { lang } = useLang();
  const t = lang === 'zh' ? zh : en;
  const say = useSay();
  const { asked, read } = useCaseDelivery(view);
  if (!asked || problemOf(read.error)?.status === 404) return null;
  if (read.error) return <Failure error={read.error} retry={() => read.refetch()} />;
  const d = read.data;
  if (!d) return null;
  const [tone, icon] = tones[d.state];
  return (
    <section className="no-print">
      <h2>{t.title}</h2>
      <p>
        {say(d.result)}{' '}
        <Tag tone={tone} icon={icon}>
          {say(d.stateName)}
        </Tag>
      </p>
      {d.state === 'returned' && (
        <Notice tone="waiting" title={t.cameBack}>
          <p>{t.cameBackText(say(d.office))}</p>
        </Notice>
      )}
      {d.pickupCode && (
        <p>
          {t.code} <strong className="tabular">{d.pickupCode}</strong> <span className="quiet">{t.codeText}</span>
        </p>
      )}
      {d.bill && !d.bill.due && (
        <p className="quiet">
          <Link to={`/bills/${d.bill.id}`}>{t.paid(formatMoney(d.bill.fee))}</Link>
        </p>
      )}
      <dl className="facts">
        {d.waybill && (
          <>
            <dt>{t.waybill}</dt>
            <dd className="tabular">{d.waybill}</dd>
          </>
        )}
        {d.to ? (
          <>
            <dt>{t.to}</dt>
            <dd>{d.to}</dd>
          </>
        ) : (
          d.pickupCode && (
            <>
              <dt>{t.at}</dt>
              <dd>{say(d.office)}</dd>
            </>
          )
        )}
        {d.deliverBy && (
          <>
            <dt>{t.by}</dt>
            <dd>{formatDate(d.deliverBy, lang)}</dd>
          </>
        )}
        {d.receivedBy && (
          <>
            <dt>{t.received}</dt>
            <dd>{d.receivedBy}</dd>
          </>
        )}
      </dl>
      <ol className="history">
        {d.events.map((e) => (
          <li key={`${e.at} ${e.text.zh}`}>
            <p>
              {say(e.text)} <span className="quiet tabular">{formatInstant(e.at, lang)}</span>
            </p>
          </li>
        ))}
      </ol>
      {d.deliveredAt && (
        <FileLink href={api.url(getDeliveryProof, { params: { deliveryId: d.id } })}>{t.proof}</FileLink>
      )}
    </section>
  );
}
