import { type OfficeDelivery, sendAgain } from '@miaopi/contracts';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { useSend } from '../../app/use-send.ts';
import { useLang } from '../../texts/lang.tsx';
import { DialogForm } from '../../ui/asking-form.tsx';
import { Dialog, Field } from '../../ui/kit.tsx';
import { WORDS } from './deliveries-texts.ts';

/** What came back goes out once more, perhaps elsewhere. */
export function SendAgainDialog(props: { delivery: OfficeDelivery; onClose: () => void; done: () => void }) {
  const { lang } = useLang();
  const words = WORDS[lang];
  const { to } = props.delivery;
  const [given, setGiven] = useState({ name: to?.name ?? '', mobile: to?.mobile ?? '', address: to?.address ?? '' });
  const sending = useSend(
    (requestId) => api.call(sendAgain, { params: { deliveryId: props.delivery.id }, body: { requestId, ...given } }),
    props.done,
  );
  const input = (key: 'name' | 'mobile', shortest: number, longest: number) => (
    <Field label={words[key]}>
      {(c) => (
        <input
          {...c}
          className="input"
          required
          minLength={shortest}
          maxLength={longest}
          {...(key === 'mobile' ? { inputMode: 'tel' as const, pattern: '1\\d{10}' } : {})}
          value={given[key]}
          onChange={(e) => setGiven({ ...given, [key]: e.target.value })}
        />
      )}
    </Field>
  );
  return (
    <Dialog title={words.again} onClose={props.onClose}>
      <DialogForm label={words.send} {...sending} onClose={props.onClose}>
        {input('name', 2, 50)}
        {input('mobile', 11, 11)}
        <Field label={words.address}>
          {(c) => (
            <textarea
              {...c}
              className="input"
              rows={2}
              required
              minLength={6}
              maxLength={120}
              value={given.address}
              onChange={(e) => setGiven({ ...given, address: e.target.value })}
            />
          )}
        </Field>
      </DialogForm>
    </Dialog>
  );
}
