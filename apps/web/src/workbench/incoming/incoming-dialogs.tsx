import { giveBackPapers, loseParcel, type OfficeIncoming } from '@miaopi/contracts';
import { type ReactNode, useState } from 'react';
import { api } from '../../app/api.ts';
import { useSend } from '../../app/use-send.ts';
import { DialogForm } from '../../ui/asking-form.tsx';
import { Dialog, Field } from '../../ui/kit.tsx';
import { useIncomingTexts } from './incoming-texts.ts';

interface Props {
  readonly parcel: OfficeIncoming;
  readonly onClose: () => void;
  readonly done: () => void;
}

/** A form of one act: sends, says what is wrong, closes when done. */
function Act(
  props: Props & {
    readonly title: string;
    readonly confirm: string;
    readonly send: (requestId: string) => Promise<unknown>;
    readonly children: ReactNode;
  },
) {
  const sending = useSend(props.send, props.done);
  return (
    <Dialog title={props.title} onClose={props.onClose}>
      <DialogForm label={props.confirm} {...sending} onClose={props.onClose}>
        {props.children}
      </DialogForm>
    </Dialog>
  );
}

export function LoseDialog(props: Props) {
  const t = useIncomingTexts();
  const [note, setNote] = useState('');
  return (
    <Act
      {...props}
      title={t.loseTitle}
      confirm={t.loseConfirm}
      send={(requestId) =>
        api.call(loseParcel, { params: { parcelId: props.parcel.id }, body: { requestId, note: note.trim() } })
      }
    >
      <p>{t.loseText}</p>
      <Field label={t.loseNote}>
        {(c) => (
          <input
            {...c}
            className="input"
            required
            minLength={2}
            maxLength={200}
            value={note}
            onChange={(e) => setNote(e.target.value)}
          />
        )}
      </Field>
    </Act>
  );
}

export function GiveBackDialog(props: Props) {
  const t = useIncomingTexts();
  const [how, setHow] = useState<'counter' | 'courier'>('counter');
  const [to, setTo] = useState(props.parcel.from.name);
  return (
    <Act
      {...props}
      title={t.backTitle}
      confirm={t.backConfirm}
      send={(requestId) =>
        api.call(giveBackPapers, { params: { parcelId: props.parcel.id }, body: { requestId, how, to: to.trim() } })
      }
    >
      <Field label={t.backHow}>
        {(c) => (
          <select
            {...c}
            className="input"
            value={how}
            onChange={(e) => {
              const next = e.target.value as typeof how;
              setHow(next);
              setTo(next === 'counter' ? props.parcel.from.name : '');
            }}
          >
            <option value="counter">{t.backHows.counter}</option>
            <option value="courier">{t.backHows.courier}</option>
          </select>
        )}
      </Field>
      <Field label={t.backTo[how]}>
        {(c) => (
          <input
            {...c}
            className="input"
            required
            minLength={2}
            maxLength={60}
            value={to}
            onChange={(e) => setTo(e.target.value)}
          />
        )}
      </Field>
    </Act>
  );
}
