import { askForPaper, cancelPaper, listPapers, type PaperOrder } from '@miaopi/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, newRequestId, queryKey, useRead } from '../../../app/api.ts';
import { formatInstant } from '../../../texts/format.ts';
import { useLang } from '../../../texts/lang.tsx';
import { Button } from '../../../ui/kit.tsx';
import { Failure, Loaded } from '../../../ui/states.tsx';
import { usePaperTexts } from './paper-texts.ts';

/** F135: the paper original: asked for here, collected at the counter; what became of each. */
export function PaperOriginal({ licenceId, inForce }: { licenceId: string; inForce: boolean }) {
  const t = usePaperTexts();
  const client = useQueryClient();
  const input = { params: { licenceId } };
  const papers = useRead(listPapers, input, { staleTime: 0 });
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  const send = async (route: typeof askForPaper | typeof cancelPaper) => {
    setBusy(true);
    setTrouble(undefined);
    try {
      const next = await api.call(route, { ...input, body: { requestId: newRequestId() } });
      client.setQueryData(queryKey(listPapers, input), next);
    } catch (error) {
      setTrouble(error);
    }
    setBusy(false);
  };
  return (
    <section className="stack stack--tight" aria-labelledby="paper-original">
      <h2 id="paper-original">{t.title}</h2>
      <p className="quiet">{t.lead}</p>
      <Loaded query={papers} shape="lines">
        {(orders) => {
          const open = orders.find((one) => ['asked', 'printed'].includes(String(one.state)));
          return (
            <>
              <ul className="plain-list" aria-live="polite">
                {orders.map((one) => (
                  <li key={one.id}>
                    <OrderLine order={one} />
                  </li>
                ))}
              </ul>
              <div className="button-row">
                {!open && inForce && (
                  <Button icon="file" busy={busy} onClick={() => send(askForPaper)}>
                    {orders.length > 0 ? t.again : t.ask}
                  </Button>
                )}
                {String(open?.state) === 'asked' && (
                  <Button kind="text" busy={busy} onClick={() => send(cancelPaper)}>
                    {t.cancel}
                  </Button>
                )}
              </div>
            </>
          );
        }}
      </Loaded>
      {trouble !== undefined && <Failure error={trouble} />}
    </section>
  );
}

function OrderLine({ order }: { order: PaperOrder }) {
  const t = usePaperTexts();
  const { lang } = useLang();
  return (
    <>
      <strong>{t.states[String(order.state)]}</strong>{' '}
      <span className="quiet tabular">
        {formatInstant(order.handedAt ?? order.printedAt ?? order.askedAt, lang)}
        {order.formNumber && ` · ${t.form(order.formNumber)}`}
      </span>
      {order.collector && <p className="quiet">{t.collected(order.collector, order.handedBy ?? '')}</p>}
    </>
  );
}
