import { applyForSeal } from '@miaopi/contracts';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { useSend } from '../../app/use-send.ts';
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
  const points = strokes.reduce((n, s) => n + s.length, 0);
  const { busy, trouble, onSend } = useSend(
    (requestId) =>
      api.call(applyForSeal, {
        body: {
          requestId,
          kind: 'signature' as never,
          source: 'handwritten' as never,
          reason: t.reasonPerson,
          strokes: { ...size, strokes: strokes.map((s) => s.map((p) => [...p])) },
        },
      }),
    props.onDone,
  );
  return (
    <Dialog title={t.writeTitle} onClose={props.onClose} wide>
      <AskingForm wants={[points < 8 && t.empty]} busy={busy} onSend={onSend}>
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
