import { applyForSeal, type SealCard } from '@miaopi/contracts';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { uploadImpression, uploadPaper } from '../../app/seal-files.ts';
import { useSend } from '../../app/use-send.ts';
import { DialogForm } from '../../ui/asking-form.tsx';
import { Dialog, Field } from '../../ui/kit.tsx';
import { useSealsTexts } from './seals-texts.ts';

/** A firm's legal representative asks for one of its seals: with proof, drawn to the norm or 1:1 from the scan of the physical seal. */
export function FirmSealDialog(props: {
  kind: SealCard['kind'];
  name: string;
  onClose: () => void;
  onDone: () => void;
}) {
  const t = useSealsTexts();
  const [evidence, setEvidence] = useState<File>();
  const [source, setSource] = useState<'drawn' | 'scan'>('drawn');
  const [scan, setScan] = useState<File>();
  const [widthMm, setWidthMm] = useState('40');
  const [reason, setReason] = useState<string>(t.reasonFirm);
  const sending = useSend(async (requestId) => {
    const paper = evidence as File;
    const { fileId } = await uploadPaper(paper);
    const impression =
      source === 'scan' && scan ? { ...(await uploadImpression(scan)), widthMm: Number(widthMm) } : undefined;
    return api.call(applyForSeal, {
      body: {
        requestId,
        kind: props.kind,
        source: source as never,
        reason,
        evidence: [{ fileId, name: paper.name }],
        ...(impression ? { impression } : {}),
      },
    });
  }, props.onDone);
  return (
    <Dialog title={t.applyTitle(props.name)} onClose={props.onClose}>
      <DialogForm label={t.submit} icon="stamp" back={t.cancel} {...sending} onClose={props.onClose}>
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
      </DialogForm>
    </Dialog>
  );
}
