import { enterDevice, HALL_DEVICE_KINDS, type HallDeviceKind, type HallDevices, type ReplyOf } from '@miaopi/contracts';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { useSend } from '../../app/use-send.ts';
import { DEVICE_KINDS } from '../../texts/hall-devices.ts';
import { useSay } from '../../texts/lang.tsx';
import { DialogForm } from '../../ui/asking-form.tsx';
import { Dialog, Field } from '../../ui/kit.tsx';
import { useT } from './texts.ts';

/** A new device of the hall. */
export function EnterDialog(props: {
  hall: HallDevices['hall'];
  onClose: () => void;
  onDone: (answer: ReplyOf<typeof enterDevice>) => void;
}) {
  const t = useT();
  const say = useSay();
  const [kind, setKind] = useState<HallDeviceKind>('ticket-machine');
  const [name, setName] = useState('');
  const [window, setWindow] = useState('');
  const sending = useSend(
    (requestId) =>
      api.call(enterDevice, {
        params: { hallId: props.hall.id },
        body: { requestId, kind, name: name.trim(), ...(window ? { window } : {}) },
      }),
    props.onDone,
  );
  return (
    <Dialog title={t('enter')} onClose={props.onClose}>
      <DialogForm label={t('enter')} {...sending} onClose={props.onClose}>
        <p>{t('enterText')}</p>
        <Field label={t('kind')}>
          {(c) => (
            <select {...c} className="input" value={kind} onChange={(e) => setKind(e.target.value as HallDeviceKind)}>
              {HALL_DEVICE_KINDS.map((one) => (
                <option key={one} value={one}>
                  {say(DEVICE_KINDS[one])}
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
              maxLength={60}
              autoComplete="off"
              value={name}
              onChange={(e) => setName(e.target.value)}
            />
          )}
        </Field>
        <Field label={t('place')} hint={t('windowHint')}>
          {(c) => (
            <select {...c} className="input" value={window} onChange={(e) => setWindow(e.target.value)}>
              <option value="">{t('inHall')}</option>
              {props.hall.windows.map((label) => (
                <option key={label} value={label}>
                  {label}
                </option>
              ))}
            </select>
          )}
        </Field>
      </DialogForm>
    </Dialog>
  );
}
