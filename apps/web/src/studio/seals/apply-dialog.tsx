import { applyForSeal, listMySeals } from '@miaopi/contracts';
import { useState } from 'react';
import { newRequestId, useRead } from '../../app/api.ts';
import { uploadImpression } from '../../app/seal-files.ts';
import { useSay } from '../../texts/lang.tsx';
import { DialogForm } from '../../ui/asking-form.tsx';
import { Dialog, Field } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';
import { useT } from './texts.ts';
import { useAct } from './use-act.ts';

/** Asks for a seal of the keeper's office: drawn to the norm, or from the scan of the physical one. */
export function ApplyDialog(props: { renews?: string | undefined; kind?: string | undefined; onClose: () => void }) {
  const t = useT();
  const say = useSay();
  const mine = useRead(listMySeals);
  const { act, error, busy } = useAct();
  const [kind, setKind] = useState(props.kind ?? '');
  const [source, setSource] = useState<'drawn' | 'scan'>('drawn');
  const [words, setWords] = useState('');
  const [reason, setReason] = useState('');
  const [file, setFile] = useState<File>();
  const [by, setBy] = useState<'dpi' | 'widthMm'>('dpi');
  const [size, setSize] = useState('300');
  const [fault, setFault] = useState<unknown>();

  async function send() {
    setFault(undefined);
    try {
      const impression =
        source === 'scan' && file ? { ...(await uploadImpression(file)), [by]: Number(size) } : undefined;
      const body = {
        requestId: newRequestId(),
        kind: kind as never,
        source,
        reason,
        ...(words ? { inscription: words } : {}),
        ...(impression ? { impression } : {}),
        ...(props.renews ? { renews: props.renews } : {}),
      };
      if (await act(applyForSeal, { body })) props.onClose();
    } catch (thrown) {
      setFault(thrown);
    }
  }

  return (
    <Dialog title={t(props.renews ? 'renew' : 'apply')} onClose={props.onClose}>
      <Loaded query={mine} shape="lines">
        {({ kinds }) => (
          <DialogForm
            label={t('send')}
            busy={busy}
            trouble={error ?? fault}
            onSend={() => void send()}
            onClose={props.onClose}
          >
            <Field label={t('kind')}>
              {(c) => (
                <select
                  {...c}
                  className="input"
                  required
                  value={kind}
                  disabled={props.renews !== undefined}
                  onChange={(e) => setKind(e.target.value)}
                >
                  <option value="">{t('choose')}</option>
                  {kinds.map((k) => (
                    <option key={k.kind} value={k.kind} disabled={!k.allowed && !props.renews}>
                      {say(k.name)}
                      {k.reason && !props.renews ? ` — ${say(k.reason)}` : ''}
                    </option>
                  ))}
                </select>
              )}
            </Field>
            {kind === 'business' && (
              <Field label={t('words')}>
                {(c) => (
                  <input
                    {...c}
                    className="input"
                    maxLength={16}
                    placeholder="行政审批专用章"
                    value={words}
                    onChange={(e) => setWords(e.target.value)}
                  />
                )}
              </Field>
            )}
            <Field label={t('source')}>
              {(c) => (
                <select {...c} className="input" value={source} onChange={(e) => setSource(e.target.value as never)}>
                  <option value="drawn">{t('drawn')}</option>
                  <option value="scan">{t('scan')}</option>
                </select>
              )}
            </Field>
            {source === 'scan' && (
              <>
                <Field label={t('file')} hint={t('fileHint')}>
                  {(c) => (
                    <input
                      {...c}
                      className="input input--file"
                      type="file"
                      accept="image/*"
                      required
                      onChange={(e) => setFile(e.target.files?.[0])}
                    />
                  )}
                </Field>
                <div className="studio-filters">
                  <Field label={t('sizeBy')}>
                    {(c) => (
                      <select {...c} className="input" value={by} onChange={(e) => setBy(e.target.value as never)}>
                        <option value="dpi">{t('byDpi')}</option>
                        <option value="widthMm">{t('byMm')}</option>
                      </select>
                    )}
                  </Field>
                  <Field label={t(by === 'dpi' ? 'byDpi' : 'byMm')}>
                    {(c) => (
                      <input
                        {...c}
                        className="input tabular"
                        inputMode="decimal"
                        required
                        value={size}
                        onChange={(e) => setSize(e.target.value)}
                      />
                    )}
                  </Field>
                </div>
              </>
            )}
            <Field label={t('reason')}>
              {(c) => (
                <textarea
                  {...c}
                  className="input"
                  rows={2}
                  required
                  minLength={2}
                  maxLength={500}
                  value={reason}
                  onChange={(e) => setReason(e.target.value)}
                />
              )}
            </Field>
          </DialogForm>
        )}
      </Loaded>
    </Dialog>
  );
}
