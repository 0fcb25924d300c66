import { getOriginalsToSee, handOver, type OfficeDelivery } from '@miaopi/contracts';
import { useState } from 'react';
import { api, useRead } from '../../app/api.ts';
import { useSend } from '../../app/use-send.ts';
import { SignaturePad, type Stroke } from '../../portal/seals/signature-pad.tsx';
import { useLang, useSay } from '../../texts/lang.tsx';
import { DialogForm } from '../../ui/asking-form.tsx';
import { Button, Dialog, Field, Notice } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';
import { useSeeTexts } from '../originals/originals-texts.ts';
import { type Seen, SeenRows, seenOf } from '../originals/seen-rows.tsx';
import { WORDS } from './deliveries-texts.ts';
import '../../portal/seals/seals.css';

/** Who stands there is checked, signs, and takes it. */
export function HandOverDialog(props: { delivery: OfficeDelivery; onClose: () => void; done: () => void }) {
  const { lang } = useLang();
  const words = WORDS[lang];
  const say = useSay();
  const [by, setBy] = useState<'id' | 'code'>('id');
  const [value, setValue] = useState('');
  const [strokes, setStrokes] = useState<readonly Stroke[]>([]);
  const t = useSeeTexts();
  const toSee = useRead(getOriginalsToSee, { params: { deliveryId: props.delivery.id } }, { staleTime: 0 });
  const [seen, setSeen] = useState<Readonly<Record<string, Seen>>>({});
  const originals = toSee.data && seenOf(toSee.data.originals, seen);
  const differs = originals?.some((o) => !o.equal) ?? false;
  const sending = useSend(
    (requestId) =>
      api.call(handOver, {
        params: { deliveryId: props.delivery.id },
        body: {
          requestId,
          by,
          value: value.trim(),
          ...(originals && originals.length > 0 ? { originals } : {}),
          signature: strokes.map((stroke) => stroke.map((point) => [...point])),
        },
      }),
    props.done,
  );
  return (
    <Dialog title={`${words.hand} · ${say(props.delivery.result)}`} onClose={props.onClose} wide>
      <DialogForm
        label={differs ? words.withhold : words.confirm}
        kind={differs ? 'danger' : 'primary'}
        wants={[!toSee.data && words.reading, !differs && strokes.length === 0 && words.wantSignature]}
        {...sending}
        onClose={props.onClose}
      >
        <Field label={words.by}>
          {(c) => (
            <select {...c} className="input" value={by} onChange={(e) => setBy(e.target.value as 'id')}>
              <option value="id">{words.id}</option>
              <option value="code">{words.code}</option>
            </select>
          )}
        </Field>
        <Field label={words.value}>
          {(c) => (
            <input
              {...c}
              className="input tabular"
              autoComplete="off"
              required
              minLength={4}
              maxLength={30}
              value={value}
              onChange={(e) => setValue(e.target.value)}
            />
          )}
        </Field>
        {toSee.error && <Failure error={toSee.error} retry={() => toSee.refetch()} />}
        {toSee.data && (
          <SeenRows
            originals={toSee.data.originals}
            seen={seen}
            onChange={(name, one) => setSeen({ ...seen, [name]: one })}
          />
        )}
        {differs && (
          <Notice tone="danger" live="polite">
            <p>{t.withheld}</p>
          </Notice>
        )}
        <div hidden={differs}>
          <p>{words.sign}</p>
          <SignaturePad width={600} height={240} strokes={strokes} onChange={setStrokes} label={words.sign} />
          <Button kind="text" onClick={() => setStrokes([])}>
            {words.clear}
          </Button>
        </div>
      </DialogForm>
    </Dialog>
  );
}
