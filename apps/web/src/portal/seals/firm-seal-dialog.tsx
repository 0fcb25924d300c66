import { applyForSeal, type SealCard, uploadSealFile } from '@miaopi/contracts';
import { type FormEvent, useState } from 'react';
import { api, newRequestId } from '../../app/api.ts';
import { uploadImpression } from '../../app/impression-file.ts';
import { Button, Dialog, Field } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';
import { useSealsTexts } from './seals-texts.ts';

/** A firm's legal representative asks for one of its seals: with proof, drawn to the norm or 1:1 from the scan of the physical seal. */
export function FirmSealDialog(props: {
  kind: SealCard['kind'];
  name: string;
  onClose: () => void;
  onDone: () => void;
}) {
  const t = useSealsTexts();
  const [requestId] = useState(newRequestId);
  const [evidence, setEvidence] = useState<File>();
  const [source, setSource] = useState<'drawn' | 'scan'>('drawn');
  const [scan, setScan] = useState<File>();
  const [widthMm, setWidthMm] = useState('40');
  const [reason, setReason] = useState<string>(t.reasonFirm);
  const [trouble, setTrouble] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (!evidence) return;
    setBusy(true);
    setTrouble(undefined);
    try {
      const { fileId } = await api.call(uploadSealFile, { file: { name: evidence.name, data: evidence } });
      const impression =
        source === 'scan' && scan ? { ...(await uploadImpression(scan)), widthMm: Number(widthMm) } : undefined;
      await api.call(applyForSeal, {
        body: {
          requestId,
          kind: props.kind,
          source: source as never,
          reason,
          evidence: [{ fileId, name: evidence.name }],
          ...(impression ? { impression } : {}),
        },
      });
      props.onDone();
    } catch (error) {
      setTrouble(error);
    }
    setBusy(false);
  };
  return (
    <Dialog title={t.applyTitle(props.name)} onClose={props.onClose}>
      <form className="stack" onSubmit={(event) => void send(event)}>
        <Field label={t.evidence} hint={t.evidenceHint}>
          {(control) => (
            <input
              {...control}
              className="input input--file"
              type="file"
              accept="application/pdf,image/png,image/jpeg"
              required
              onChange={(event) => setEvidence(event.target.files?.[0])}
            />
          )}
        </Field>
        <fieldset className="field">
          <legend className="field__label">{t.source}</legend>
          <div className="choice-group">
            {(['drawn', 'scan'] as const).map((one) => (
              <label key={one} className="choice">
                <input type="radio" name="source" checked={source === one} onChange={() => setSource(one)} />
                <span>{t.sources[one]}</span>
              </label>
            ))}
          </div>
        </fieldset>
        {source === 'scan' && (
          <>
            <Field label={t.scan} hint={t.scanHint}>
              {(control) => (
                <input
                  {...control}
                  className="input input--file"
                  type="file"
                  accept="image/*"
                  required
                  onChange={(event) => setScan(event.target.files?.[0])}
                />
              )}
            </Field>
            <Field label={t.scanWidth}>
              {(control) => (
                <input
                  {...control}
                  className="input tabular"
                  inputMode="decimal"
                  required
                  value={widthMm}
                  onChange={(event) => setWidthMm(event.target.value)}
                />
              )}
            </Field>
          </>
        )}
        <Field label={t.reason}>
          {(control) => (
            <input
              {...control}
              className="input"
              required
              minLength={2}
              maxLength={200}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        {trouble !== undefined && <Failure error={trouble} />}
        <div className="button-row">
          <Button type="submit" kind="primary" icon="stamp" busy={busy}>
            {t.submit}
          </Button>
          <Button kind="text" onClick={props.onClose}>
            {t.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
