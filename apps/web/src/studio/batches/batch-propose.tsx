import { actOnLicenceBatch, type LicenceBatch } from '@miaopi/contracts';
import { useState } from 'react';
import { newRequestId } from '../../app/api.ts';
import { useSay } from '../../texts/lang.tsx';
import { AskingForm } from '../../ui/asking-form.tsx';
import { Button, Dialog } from '../../ui/kit.tsx';
import { useT } from './texts.ts';
import type { ChangeBatch } from './use-batch.ts';

/** Hands the checked batch in, or drops it. */
export function BatchPropose(props: { batch: LicenceBatch; changing: ChangeBatch; dropOnly?: boolean }) {
  const t = useT();
  const say = useSay();
  const { batch } = props;
  const { change, busy } = props.changing;
  const [skip, setSkip] = useState(false);
  const [dropping, setDropping] = useState(false);
  const propose = batch.actions.propose;
  const { faulty, waiting } = batch.counts;
  const act = (action: 'propose' | 'drop') =>
    change(actOnLicenceBatch, {
      body: { requestId: newRequestId(), action, ...(action === 'propose' && faulty > 0 ? { skipFaulty: skip } : {}) },
    });
  const drop = (
    <Button kind="text" onClick={() => setDropping(true)}>
      {t('drop')}
    </Button>
  );
  return (
    <>
      {props.dropOnly ? (
        <div className="button-row">{drop}</div>
      ) : (
        <AskingForm busy={busy !== undefined} onSend={() => void act('propose')}>
          {faulty > 0 && waiting > 0 && (
            <label className="choice">
              <input
                id="skip-faulty"
                type="checkbox"
                required
                checked={skip}
                data-fault={skip ? undefined : t('mendOrSkip')}
                onChange={(event) => setSkip(event.target.checked)}
              />
              {t('skip')}
            </label>
          )}
          <div className="button-row">
            <Button type="submit" kind="primary" icon="send" disabled={!propose?.allowed} busy={busy !== undefined}>
              {t('propose')}
            </Button>
            {drop}
          </div>
        </AskingForm>
      )}
      {!props.dropOnly && propose && !propose.allowed && (
        <p className="quiet">{propose.reason && say(propose.reason)}</p>
      )}
      {dropping && (
        <Dialog title={t('drop')} onClose={() => setDropping(false)}>
          <p>{t('dropText')}</p>
          <div className="button-row">
            <Button
              kind="danger"
              busy={busy !== undefined}
              onClick={async () => {
                await act('drop');
                setDropping(false);
              }}
            >
              {t('drop')}
            </Button>
            <Button kind="text" onClick={() => setDropping(false)}>
              {t('cancel')}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
}
