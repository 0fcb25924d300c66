import { type DeskReceipt, getDeskReceipt } from '@miaopi/contracts';
import { useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { QrCode } from '../../portal/licences/qr-code.tsx';
import { formatInstant } from '../../texts/format.ts';
import { useLang, useSay, useTexts } from '../../texts/lang.tsx';
import { Button, ButtonLink, Field } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';
import { DeskGoOver } from './desk-go-over.tsx';
import { useDeskTexts } from './desk-texts.ts';
import './desk.css';

const SIZES = ['a5', 'a4', 'roll'] as const;

/** 收件凭证: what the person takes home, on the paper that lies in the printer. */
export function ReceiptPage() {
  const { caseId = '' } = useParams();
  const [search] = useSearchParams();
  const t = useDeskTexts();
  const say = useSay();
  const [size, setSize] = useState<(typeof SIZES)[number]>('a5');
  const read = useRead(getDeskReceipt, { params: { caseId } });
  const visit = search.get('visit');
  return (
    <Page title={t.receipt} heading={null} up={{ to: '/work/desk', text: t.title }} className="desk">
      <div className="desk__bar no-print">
        <h1 tabIndex={-1}>{read.data ? t.filed : t.receipt}</h1>
        {read.data && (
          <div className="button-row desk__print">
            <Field label={t.size}>
              {(control) => (
                <select
                  {...control}
                  className="input"
                  value={size}
                  onChange={(event) => setSize(event.target.value as typeof size)}
                >
                  {SIZES.map((one) => (
                    <option key={one} value={one}>
                      {t.sizes[one]}
                    </option>
                  ))}
                </select>
              )}
            </Field>
            <Button kind="primary" icon="print" onClick={() => window.print()}>
              {t.print}
            </Button>
            <ButtonLink to={visit ? `/work/desk/${visit}` : '/work/desk'}>{t.next}</ButtonLink>
          </div>
        )}
      </div>
      <Loaded query={read} shape="list">
        {(receipt) => (
          <>
            {receipt.goesTo && visit && <DeskGoOver caseId={caseId} visit={visit} system={say(receipt.goesTo)} />}
            <Receipt receipt={receipt} size={size} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Receipt({ receipt, size }: { receipt: DeskReceipt; size: (typeof SIZES)[number] }) {
  const t = useDeskTexts();
  const say = useSay();
  const texts = useTexts();
  const { lang } = useLang();
  const rows: [string, string][] = [
    [t.receiptNumber, receipt.receipt],
    [t.item, say(receipt.itemName)],
    [t.applicant, `${receipt.applicant} ${receipt.applicantNumber}`],
    // who files for a firm acts for it by his office or its mandate; nobody came in his place
    ...(receipt.agent
      ? [[receipt.applicantKind === 'firm' ? t.firmAgent : t.agent, receipt.agent] as [string, string]]
      : []),
    [t.office, say(receipt.office)],
    [t.at, formatInstant(receipt.submittedAt, lang, true)],
    ...(receipt.materials.length > 0
      ? [
          [
            t.materials,
            receipt.materials
              .map((m) => `${say(m.name)}${m.count > 1 ? ` × ${m.count}` : ''}`)
              .join(texts.common.comma),
          ] as [string, string],
        ]
      : []),
    ...(receipt.mode ? [[t.mode, say(receipt.mode)] as [string, string]] : []),
    ...(receipt.toBring.length > 0
      ? [[t.toBring, receipt.toBring.map((one) => say(one)).join(texts.common.comma)] as [string, string]]
      : []),
    ...(receipt.where ? [[t.where, say(receipt.where)] as [string, string]] : []),
    [t.clerk, `${receipt.clerk.name} · ${receipt.clerk.number} · ${say(receipt.clerk.office)}`],
  ];
  return (
    <article className={`receipt receipt--${size}`}>
      <h2>{t.receipt}</h2>
      <div className="receipt__codes">
        <p>
          {t.caseNumber}
          <strong className="tabular">{receipt.number}</strong>
        </p>
        <p>
          {t.code}
          <strong className="tabular">{receipt.queryCode}</strong>
        </p>
        <QrCode text={`${location.origin}/query#${receipt.number}`} label={t.qr} />
      </div>
      <dl className="receipt__facts">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="receipt__note">{t.note}</p>
    </article>
  );
}
