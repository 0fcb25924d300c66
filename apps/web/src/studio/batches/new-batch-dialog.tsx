import { createLicenceBatch, type listLicenceBatches, type ReplyOf } from '@miaopi/contracts';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { api } from '../../app/api.ts';
import { useSend } from '../../app/use-send.ts';
import { useSay } from '../../texts/lang.tsx';
import { DialogForm } from '../../ui/asking-form.tsx';
import { ChoiceError, Dialog, Field, Notice } from '../../ui/kit.tsx';
import { useT } from './texts.ts';

type Types = ReplyOf<typeof listLicenceBatches>['types'];

/** Which type of licence, and what the batch is called. */
export function NewBatchDialog({ types, onClose }: { types: Types; onClose: () => void }) {
  const t = useT();
  const say = useSay();
  const navigate = useNavigate();
  const [typeCode, setTypeCode] = useState(types.find((one) => one.allowed)?.typeCode ?? '');
  const [title, setTitle] = useState('');
  const [compared, setCompared] = useState<boolean>();
  const sending = useSend(
    (requestId) => api.call(createLicenceBatch, { body: { requestId, typeCode, title: title.trim(), compared } }),
    ({ id }) => navigate(`/studio/batches/${id}`),
  );
  return (
    <Dialog title={t('create')} onClose={onClose}>
      {types.some((one) => one.allowed) ? (
        <DialogForm label={t('begin')} {...sending} onClose={onClose}>
          <Field label={t('type')}>
            {(c) => (
              <select {...c} className="input" value={typeCode} onChange={(e) => setTypeCode(e.target.value)}>
                {types.map((one) => (
                  <option key={one.typeCode} value={one.typeCode} disabled={!one.allowed}>
                    {say(one.name)}
                    {one.reason && ` — ${say(one.reason)}`}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label={t('name')} hint={t('nameHint')}>
            {(c) => (
              <input
                {...c}
                className="input"
                required
                minLength={2}
                maxLength={80}
                value={title}
                onChange={(e) => setTitle(e.target.value)}
              />
            )}
          </Field>
          <fieldset className="field">
            <legend className="field__label">{t('compared')}</legend>
            <ChoiceError of="batch-compared" />
            <div className="choice-group">
              {([true, false] as const).map((one) => (
                <label key={String(one)} className="choice">
                  <input
                    type="radio"
                    name="compared"
                    id={one ? 'batch-compared' : undefined}
                    required
                    checked={compared === one}
                    onChange={() => setCompared(one)}
                  />
                  <span>{t(one ? 'comparedYes' : 'comparedNo')}</span>
                </label>
              ))}
            </div>
          </fieldset>
        </DialogForm>
      ) : (
        <Notice tone="unknown">
          <p>{t('noTypes')}</p>
          {types.map((one) => (
            <p key={one.typeCode} className="quiet">
              {say(one.name)} — {one.reason && say(one.reason)}
            </p>
          ))}
        </Notice>
      )}
    </Dialog>
  );
}
