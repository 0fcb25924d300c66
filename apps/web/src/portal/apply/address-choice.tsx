import { keepAddress, listAddresses, type SavedAddress } from '@miaopi/contracts';
import type { Section } from '@miaopi/forms';
import { useState } from 'react';
import { api, newRequestId, useFaultText, useRead } from '../../app/api.ts';
import { useTexts } from '../../texts/lang.tsx';
import { Button, Field } from '../../ui/kit.tsx';
import { useAddressTexts } from '../delivery/address-texts.ts';
import type { FormEngine } from './engine.ts';

/** Fills where a parcel goes from the person's address book, and puts there what he typed. Shown while the form asks for an address. */
export function AddressChoice({
  receiver,
  engine,
}: {
  receiver: NonNullable<Section['receiver']>;
  engine: FormEngine;
}) {
  const t = useAddressTexts();
  const texts = useTexts();
  const faultText = useFaultText();
  const read = useRead(listAddresses, {}, { staleTime: 60_000 });
  const [kept, setKept] = useState<'kept' | { readonly error: unknown }>();
  const asked = engine.state.fields.get(receiver.address)?.visible === true;
  if (!asked || !read.data) return null;
  const { addresses, most } = read.data;
  const typed = (part: keyof typeof receiver) => String(engine.state.fields.get(receiver[part])?.value ?? '').trim();
  const filled = { name: typed('name'), mobile: typed('mobile'), address: typed('address') };
  const same = (one: SavedAddress) =>
    one.name === filled.name && one.mobile === filled.mobile && one.address === filled.address;
  const chosen = addresses.find(same);
  const sound = Object.values(receiver).every((path) => {
    const field = engine.state.fields.get(path);
    return field?.value && field.errors.length === 0;
  });

  function fill(id: string) {
    const one = addresses.find((a) => a.id === id);
    if (!one) return;
    for (const part of ['name', 'mobile', 'address'] as const) engine.set(receiver[part], one[part]);
  }
  async function keep() {
    try {
      await api.call(keepAddress, { body: { requestId: newRequestId(), ...filled } });
      setKept('kept');
      void read.refetch();
    } catch (error) {
      setKept({ error });
    }
  }

  return (
    <div className="address-choice">
      {addresses.length > 0 && (
        <Field label={t.choose}>
          {(control) => (
            <select {...control} className="input" value={chosen?.id ?? ''} onChange={(e) => fill(e.target.value)}>
              <option value="">{t.chooseNone}</option>
              {addresses.map((one) => (
                <option key={one.id} value={one.id}>
                  {`${one.name} ${one.mobile} ${one.address}`}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      {sound && !chosen && addresses.length < most && (
        <Button kind="text" icon="plus" onClick={() => keep()}>
          {t.keep}
        </Button>
      )}
      <p role="status" className="quiet">
        {kept === 'kept' ? t.kept : kept && faultText(kept.error, texts.errors.offline)}
      </p>
    </div>
  );
}
