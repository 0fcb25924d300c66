import { listAddresses, removeAddress, type SavedAddress } from '@miaopi/contracts';
import { useState } from 'react';
import { api, useRead } from '../../app/api.ts';
import { Button, Dialog, Empty } from '../../ui/kit.tsx';
import { Failure, Loaded } from '../../ui/states.tsx';
import { AddressDialog } from './address-dialog.tsx';
import { useAddressTexts } from './address-texts.ts';

/** F203: the person's address book. */
export function MyAddresses() {
  const t = useAddressTexts();
  const read = useRead(listAddresses, {}, { staleTime: 0 });
  const [open, setOpen] = useState<{ readonly act: 'keep' | 'remove'; readonly of?: SavedAddress }>();
  const [said, setSaid] = useState<string>();
  const close = () => setOpen(undefined);
  const done = (words: string) => {
    close();
    setSaid(words);
    void read.refetch();
  };
  const add = (
    <Button kind="primary" icon="plus" onClick={() => setOpen({ act: 'keep' })}>
      {t.add}
    </Button>
  );
  return (
    <Loaded query={read} shape="list">
      {({ addresses, most }) => (
        <>
          <p className="quiet my-lead">{t.lead(most)}</p>
          <p role="status" className="visually-hidden">
            {said}
          </p>
          {addresses.length === 0 ? (
            <Empty icon="house" title={t.none} text={t.noneText}>
              {add}
            </Empty>
          ) : (
            <>
              <ul className="my-list">
                {addresses.map((one) => (
                  <li key={one.id}>
                    <div>
                      <p className="my-list__name">
                        <strong>{one.name}</strong>
                        <span className="tabular">{one.mobile}</span>
                      </p>
                      <p className="quiet">{one.address}</p>
                    </div>
                    <div className="button-row">
                      <Button kind="text" icon="pencil" onClick={() => setOpen({ act: 'keep', of: one })}>
                        {t.edit}
                        <span className="visually-hidden"> {one.address}</span>
                      </Button>
                      <Button kind="text" icon="trash" onClick={() => setOpen({ act: 'remove', of: one })}>
                        {t.remove}
                        <span className="visually-hidden"> {one.address}</span>
                      </Button>
                    </div>
                  </li>
                ))}
              </ul>
              {addresses.length < most && <div className="button-row my-list__end">{add}</div>}
            </>
          )}
          {open?.act === 'keep' && <AddressDialog of={open.of} onSaved={() => done(t.saved)} onClose={close} />}
          {open?.act === 'remove' && open.of && (
            <RemoveDialog of={open.of} onRemoved={() => done(t.removed)} onClose={close} />
          )}
        </>
      )}
    </Loaded>
  );
}

function RemoveDialog(props: {
  readonly of: SavedAddress;
  readonly onRemoved: () => void;
  readonly onClose: () => void;
}) {
  const t = useAddressTexts();
  const [refused, setRefused] = useState<{ readonly error: unknown }>();
  async function remove() {
    try {
      await api.call(removeAddress, { params: { addressId: props.of.id } });
      props.onRemoved();
    } catch (error) {
      setRefused({ error });
    }
  }
  return (
    <Dialog title={t.removeTitle} onClose={props.onClose}>
      <div className="stack">
        {refused && <Failure error={refused.error} />}
        <p>
          {props.of.name} <span className="tabular">{props.of.mobile}</span>
          <br />
          {props.of.address}
        </p>
        <div className="button-row">
          <Button kind="danger" onClick={() => remove()}>
            {t.remove}
          </Button>
          <Button kind="text" onClick={props.onClose}>
            {t.cancel}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
