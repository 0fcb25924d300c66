import { actOnLicenceBatch, type LicenceBatch } from '@miaopi/contracts';
import { useState } from 'react';
import { newRequestId } from '../../app/api.ts';
import { useSay } from '../../texts/lang.tsx';
import { DialogForm } from '../../ui/asking-form.tsx';
import { Button, Dialog, Field } from '../../ui/kit.tsx';
import { useT } from './texts.ts';
import type { ChangeBatch } from './use-batch.ts';

/** The second person: approves and so begins it, or gives it back. */
export function BatchAsk({ batch, changing }: { batch: LicenceBatch; changing: ChangeBatch }) {
  const t = useT();
  const say = useSay();
  const [deciding, setDeciding] = useState<'approve' | 'refuse'>();
  const [note, setNote] = useState('');
  const { approve } = batch.actions;
  const send = async () => {
    if (!deciding) return;
    await changing.change(actOnLicenceBatch, {
      body: { requestId: newRequestId(), action: deciding, ...(note.trim() ? { note: note.trim() } : {}) },
    });
    setDeciding(undefined);
  };
  return (
    <section className="card stack">
      <p>{t('approveText')}</p>
      <div className="button-row">
        <Button kind="primary" icon="stamp" disabled={!approve?.allowed} onClick={() => setDeciding('approve')}>
          {t('approve')}
        </Button>
        <Button disabled={!batch.actions.refuse?.allowed} onClick={() => setDeciding('refuse')}>
          {t('refuse')}
        </Button>
      </div>
      {approve && !approve.allowed && <p className="quiet">{approve.reason && say(approve.reason)}</p>}
      {deciding && (
        <Dialog title={t(deciding)} onClose={() => setDeciding(undefined)}>
          <DialogForm
            label={t('confirm')}
            busy={changing.busy !== undefined}
            onSend={() => void send()}
            onClose={() => setDeciding(undefined)}
          >
            <Field label={t(deciding === 'refuse' ? 'noteRefuse' : 'note')}>
              {(c) => (
                <textarea
                  {...c}
                  className="input"
                  rows={3}
                  maxLength={300}
                  required={deciding === 'refuse'}
                  value={note}
                  onChange={(event) => setNote(event.target.value)}
                />
              )}
            </Field>
          </DialogForm>
        </Dialog>
      )}
    </section>
  );
}
