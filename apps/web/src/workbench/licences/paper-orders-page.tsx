import {
  getOfficeLicencePage,
  handOverPaper,
  listPaperOrders,
  type OfficePaperOrder,
  printPaper,
} from '@miaopi/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, queryKey, useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { useSend } from '../../app/use-send.ts';
import { printNow } from '../../portal/print/print-now.ts';
import { Sheet, SheetPage } from '../../portal/print/sheet.tsx';
import { useSheetSizes } from '../../portal/print/sheet-size.ts';
import { formatInstant } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { DialogForm } from '../../ui/asking-form.tsx';
import { Button, Dialog, Empty, Field, Tag } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';
import { useOfficeTexts } from './office-texts.ts';
import { type PaperOrderTexts, usePaperOrderTexts } from './paper-order-texts.ts';
import './licences.css';

type Step = { readonly order: OfficePaperOrder; readonly what: 'print' | 'hand-over' };

/** Paper originals at the counter (F135): printed on numbered forms, handed over against proof of identity. */
export function PaperOrdersPage() {
  const t = usePaperOrderTexts();
  const office = useOfficeTexts();
  const say = useSay();
  const { lang } = useLang();
  const client = useQueryClient();
  const orders = useRead(listPaperOrders, {}, { staleTime: 0, refetchInterval: 15_000 });
  const [step, setStep] = useState<Step>();
  const [printing, setPrinting] = useState<OfficePaperOrder>();
  const take = (next: OfficePaperOrder[]) => client.setQueryData(queryKey(listPaperOrders, {}), next);
  return (
    <Page
      title={t.title}
      lead={t.lead}
      up={{ to: '/work/licences', text: office.back }}
      className="office-licences paper-orders-page"
    >
      <Loaded query={orders} shape="list">
        {(data) =>
          data.length === 0 ? (
            <Empty icon="file" title={t.none} text={t.noneText} />
          ) : (
            <ul className="paper-orders no-print">
              {data.map((one) => (
                <li key={one.id} className="card card--tight">
                  <div>
                    <p>
                      <strong>{one.holder}</strong> {say(one.name)} <span className="tabular">{one.number}</span>
                    </p>
                    <p className="quiet tabular">
                      {t.asked(formatInstant(one.askedAt, lang))}
                      {one.formNumber && ` · ${t.form(one.formNumber)}`}
                    </p>
                  </div>
                  <Tag tone={String(one.state) === 'printed' ? 'ok' : 'waiting'}>{t.states[String(one.state)]}</Tag>
                  <div className="button-row">
                    <Button
                      kind={String(one.state) === 'asked' ? 'primary' : 'plain'}
                      icon="print"
                      onClick={() => setStep({ order: one, what: 'print' })}
                    >
                      {String(one.state) === 'asked' ? t.print : t.printAgain}
                    </Button>
                    {String(one.state) === 'printed' && (
                      <Button kind="primary" onClick={() => setStep({ order: one, what: 'hand-over' })}>
                        {t.handOver}
                      </Button>
                    )}
                  </div>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {step && (
        <StepDialog
          key={step.order.id + step.what}
          step={step}
          texts={t}
          onClose={() => setStep(undefined)}
          onDone={(next) => {
            if (step.what === 'print') setPrinting(next.find((one) => one.id === step.order.id));
            setStep(undefined);
            take(next);
          }}
        />
      )}
      {printing && <PaperSheets key={printing.formNumber} order={printing} label={t.sheet} />}
    </Page>
  );
}

/** The pages as the form takes them: nothing but the licence, as large as its template. */
function PaperSheets({ order, label }: { order: OfficePaperOrder; label: string }) {
  const pages = Array.from({ length: order.pages }, (_, page) =>
    api.url(getOfficeLicencePage, { params: { licenceId: order.licenceId }, query: { page } }),
  );
  useSheetSizes([order]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each form is printed once
  useEffect(() => void printNow(pages).catch(() => {}), []);
  return (
    <div className="sheets">
      {pages.map((href) => (
        <Sheet key={href} size={order} label={label}>
          <SheetPage size={order} href={href} />
        </Sheet>
      ))}
    </div>
  );
}

function StepDialog(props: {
  step: Step;
  texts: PaperOrderTexts;
  onClose: () => void;
  onDone: (next: OfficePaperOrder[]) => void;
}) {
  const { step, texts: t } = props;
  const { order } = step;
  const [formNumber, setFormNumber] = useState('');
  const [collectorName, setName] = useState(order.holder);
  const [collectorNumber, setNumber] = useState('');
  const [note, setNote] = useState('');
  const params = { orderId: order.id };
  const sending = useSend<OfficePaperOrder[]>(
    (requestId) =>
      step.what === 'print'
        ? api.call(printPaper, { params, body: { requestId, formNumber: formNumber.trim() } })
        : api.call(handOverPaper, {
            params,
            body: {
              requestId,
              collectorName: collectorName.trim(),
              collectorNumber: collectorNumber.trim(),
              ...(note.trim() ? { note: note.trim() } : {}),
            },
          }),
    props.onDone,
  );
  const input = (
    label: string,
    value: string,
    set: (value: string) => void,
    least: number,
    maxLength: number,
    hint?: string,
  ) => (
    <Field label={label} hint={hint}>
      {(control) => (
        <input
          {...control}
          className="input"
          autoComplete="off"
          required={least > 0}
          minLength={least}
          maxLength={maxLength}
          value={value}
          onChange={(event) => set(event.target.value)}
        />
      )}
    </Field>
  );
  return (
    <Dialog title={step.what === 'print' ? t.print : t.handOver} onClose={props.onClose}>
      <DialogForm label={step.what === 'print' ? t.printNow : t.confirm} {...sending} onClose={props.onClose}>
        {step.what === 'print' ? (
          <>
            <p>{t.printText}</p>
            {input(t.formNumber, formNumber, setFormNumber, 4, 30, t.formHint)}
          </>
        ) : (
          <>
            <p>{t.handOverText(order.formNumber ?? '')}</p>
            {input(t.collectorName, collectorName, setName, 2, 60)}
            {input(t.collectorNumber, collectorNumber, setNumber, 6, 30, t.collectorHint)}
            {input(t.note, note, setNote, 0, 300, t.noteHint)}
          </>
        )}
      </DialogForm>
    </Dialog>
  );
}
