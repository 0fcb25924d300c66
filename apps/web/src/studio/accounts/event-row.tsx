import { type AccountEvent, answerOrder } from '@miaopi/contracts';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { formatInstant } from '../../texts/format.ts';
import { useLang } from '../../texts/lang.tsx';
import { Button, Tag } from '../../ui/kit.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import { useT } from './texts.ts';

const tones = { disabled: 'danger', 'unblock-asked': 'waiting', unblocked: 'ok', 'unblock-refused': 'plain' } as const;

/** One thing done to an account; an open order with its answer, for who may give it. */
export function EventRow({ event, onAnswered }: { event: AccountEvent; onAnswered: () => void }) {
  const t = useT();
  const { lang } = useLang();
  const [answer, setAnswer] = useState<boolean>();
  return (
    <li className="card seal-row">
      <div>
        <h2>
          {event.account.name} <span className="quiet tabular">{event.account.number}</span>
        </h2>
        <p>{event.reason}</p>
        <p className="quiet">
          {t(event.account.kind)} · {event.by.name} <span className="tabular">{event.by.number}</span> ·{' '}
          <span className="tabular">{formatInstant(event.at, lang)}</span>
        </p>
      </div>
      <div className="seal-row__acts">
        <Tag tone={tones[event.kind]}>{event.open ? t('waits') : t(event.kind)}</Tag>
        {event.mayAnswer && (
          <div className="button-row">
            <Button kind="primary" onClick={() => setAnswer(true)}>
              {t('approve')}
            </Button>
            <Button onClick={() => setAnswer(false)}>{t('refuse')}</Button>
          </div>
        )}
      </div>
      {answer !== undefined && (
        <ReasonDialog
          title={answer ? t('approve') : t('refuse')}
          text={answer ? t('answerText') : t('refuseText')}
          send={(given) =>
            api.call(answerOrder, { params: { orderId: event.id }, body: { ...given, approve: answer } })
          }
          onDone={() => {
            setAnswer(undefined);
            onAnswered();
          }}
          onClose={() => setAnswer(undefined)}
        />
      )}
    </li>
  );
}
