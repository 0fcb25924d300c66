import { keepAddress, type SavedAddress } from '@miaopi/contracts';
import { type FormEvent, useState } from 'react';
import { api } from '../../app/api.ts';
import { useSend } from '../../app/use-send.ts';
import { Button, Dialog, Field } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';
import { useAddressTexts } from './address-texts.ts';

/** Adds an address to the book, or corrects one. */
export function AddressDialog(props: {
  readonly of?: SavedAddress | undefined;
  readonly onSaved: () => void;
  readonly onClose: () => void;
}) {
  const t = useAddressTexts();
  const [name, setName] = useState(props.of?.name ?? '');
  const [mobile, setMobile] = useState(props.of?.mobile ?? '');
  const [address, setAddress] = useState(props.of?.address ?? '');
  const [tried, setTried] = useState(false);
  const faults = {
    name: name.trim().length < 2 ? t.badName : undefined,
    mobile: /^1[3-9]\d{9}$/.test(mobile.trim()) ? undefined : t.badMobile,
    address: address.trim().length < 6 ? t.badAddress : undefined,
  };
  const shown = (fault: string | undefined) => (tried && fault ? { error: fault } : {});

  const { busy, trouble, onSend } = useSend(
    (requestId) =>
      api.call(keepAddress, {
        body: {
          requestId,
          ...(props.of ? { id: props.of.id } : {}),
          name: name.trim(),
          mobile: mobile.trim(),
          address: address.trim(),
        },
      }),
    props.onSaved,
  );

  function save(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (!(faults.name || faults.mobile || faults.address)) onSend();
  }

  return (
    <Dialog title={props.of ? t.editTitle : t.addTitle} onClose={props.onClose}>
      <form className="stack" onSubmit={save} noValidate>
        <Field label={t.name} {...shown(faults.name)}>
          {(control) => (
            <input
              {...control}
              className="input"
              maxLength={50}
              autoComplete="name"
              value={name}
              onChange={(e) => setName(e.target.value)}
            />
          )}
        </Field>
        <Field label={t.mobile} {...shown(faults.mobile)}>
          {(control) => (
            <input
              {...control}
              className="input"
              type="tel"
              inputMode="numeric"
              maxLength={11}
              autoComplete="tel-national"
              value={mobile}
              onChange={(e) => setMobile(e.target.value)}
            />
          )}
        </Field>
        <Field label={t.address} hint={t.addressHint} {...shown(faults.address)}>
          {(control) => (
            <textarea
              {...control}
              className="input"
              rows={2}
              maxLength={120}
              autoComplete="street-address"
              value={address}
              onChange={(e) => setAddress(e.target.value)}
            />
          )}
        </Field>
        {trouble !== undefined && <Failure error={trouble} />}
        <div className="button-row">
          <Button kind="primary" type="submit" busy={busy}>
            {t.save}
          </Button>
          <Button kind="text" onClick={props.onClose}>
            {t.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
