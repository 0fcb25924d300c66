import { applyForSeal } from '@miaopi/contracts';
import { useState } from 'react';
import { api, newRequestId } from '../../app/api.ts';
import { AskingForm } from '../../ui/asking-form.tsx';
import { Button, Dialog } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';
import { useSealsTexts } from './seals-texts.ts';
import { SignaturePad, type Stroke } from './signature-pad.tsx';

const size = { width: 600, height: 240 };

/** One's own signature, written on the screen; made at once, kept as picture and strokes. */
export function SignatureDialog(props: { onClose: () => void; onDone: () => void }) {
  const t = useSealsTexts();
  const [strokes, setStrokes] = useState<readonly Stroke[]>([]);
  const [trouble, setTrouble] = useState<unknown>();
  const [requestId] = useState(newRequestId);
  const [busy, setBusy] = useState(false);
  const points = strokes.reduce((n, s) => n + s.length, 0);
  const save = async () => {
    setBusy(true);
    setTrouble(undefined);
    try {
      await api.call(applyForSeal, {
        body: {
          requestId,
          kind: 'signature' as never,
          source: 'handwritten' as never,
          reason: t.reasonPerson,
          strokes: { ...size, strokes: strokes.map((s) => s.map((p) => [...p])) },
        },
      });
      props.onDone();
    } catch (error) {
      setTrouble(error);
    }
    setBusy(false);
  };
  return (
    <Dialog title={t.writeTitle} onClose={props.onClose} wide>
      <AskingForm wants={[points < 8 && t.empty]} busy={busy} onSend={() => void save()}>
        <p className="quiet">{t.writeHint}</p>
        <SignaturePad {...size} strokes={strokes} onChange={setStrokes} label={t.padLabel} />
        {trouble !== undefined && <Failure error={trouble} />}
        <div className="button-row">
          <Button type="submit" kind="primary" busy={busy}>
            {t.save}
          </Button>
          <Button disabled={strokes.length === 0} onClick={() => setStrokes(strokes.slice(0, -1))}>
            {t.undo}
          </Button>
          <Button disabled={strokes.length === 0} onClick={() => setStrokes([])}>
            {t.writeAgain}
          </Button>
          <Button kind="text" onClick={props.onClose}>
            {t.cancel}
          </Button>
        </div>
      </AskingForm>
    </Dialog>
  );
}
