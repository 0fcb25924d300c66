import { actOnLicenceBatch, type LicenceBatch } from '@miaopi/contracts';
import { useState } from 'react';
import { newRequestId } from '../../app/api.ts';
import { useSay } from '../../texts/lang.tsx';
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
  return (
    <>
      {!props.dropOnly && faulty > 0 && waiting > 0 && (
        <label className="choice">
          <input type="checkbox" checked={skip} onChange={(event) => setSkip(event.target.checked)} />
          {t('skip')}
        </label>
      )}
      <div className="button-row">
        {!props.dropOnly && (
          <Button
            kind="primary"
            icon="send"
            disabled={busy !== undefined || !propose?.allowed || (faulty > 0 && !skip)}
            onClick={() => void act('propose')}
          >
            {t('propose')}
          </Button>
        )}
        <Button kind="text" onClick={() => setDropping(true)}>
          {t('drop')}
        </Button>
      </div>
      {!props.dropOnly && propose && !propose.allowed && (
        <p className="quiet">{propose.reason && say(propose.reason)}</p>
      )}
      {dropping && (
        <Dialog title={t('drop')} onClose={() => setDropping(false)}>
          <p>{t('dropText')}</p>
          <div className="button-row">
            <Button
              kind="danger"
              disabled={busy !== undefined}
              onClick={async () => {
                await act('drop');
                setDropping(false);
              }}
            >
              {t('drop')}
            </Button>
            <Button onClick={() => setDropping(false)}>{t('cancel')}</Button>
          </div>
        </Dialog>
      )}
    </>
  );
}
