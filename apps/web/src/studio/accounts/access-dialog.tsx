import { type AccessPolicy, accessRules, setAccessPolicy } from '@miaopi/contracts';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { useSend } from '../../app/use-send.ts';
import { DialogForm } from '../../ui/asking-form.tsx';
import { Dialog, Field } from '../../ui/kit.tsx';
import { ReasonField } from '../../ui/reason-field.tsx';
import { useT } from './texts.ts';

export type Pair = Pick<AccessPolicy, 'application' | 'userClass'>;

/** One application for one class of users: how far, why, until when. */
export function AccessDialog(props: {
  pair: Pair;
  rule: AccessPolicy['rule'];
  onClose: () => void;
  onDone: () => void;
}) {
  const t = useT();
  const [rule, setRule] = useState(props.rule);
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState('');
  const sending = useSend(
    (requestId) =>
      api.call(setAccessPolicy, {
        body: {
          requestId,
          ...props.pair,
          rule,
          reason: reason.trim(),
          ...(rule !== 'open' && until ? { until: new Date(until).toISOString() } : {}),
        },
      }),
    props.onDone,
  );
  return (
    <Dialog
      title={`${t(`class-${props.pair.userClass}`)} · ${t(`app-${props.pair.application}`)}`}
      onClose={props.onClose}
    >
      <DialogForm
        label={t('confirm')}
        kind={rule === 'closed' ? 'danger' : 'primary'}
        {...sending}
        onClose={props.onClose}
      >
        <fieldset className="choices">
          <legend>{t('howFar')}</legend>
          {accessRules.map((one) => (
            <label className="choice" key={one}>
              <input type="radio" name="rule" checked={rule === one} onChange={() => setRule(one)} />
              <span>
                {t(`rule-${one}`)} <span className="quiet">{t(`rule-${one}-text`)}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <ReasonField label={t('reason')} hint={t('accessReasonHint')} value={reason} onChange={setReason} />
        {rule !== 'open' && (
          <Field label={t('until')} hint={t('untilHint')}>
            {(c) => (
              <input
                {...c}
                className="input"
                type="datetime-local"
                value={until}
                onChange={(event) => setUntil(event.target.value)}
              />
            )}
          </Field>
        )}
      </DialogForm>
    </Dialog>
  );
}
