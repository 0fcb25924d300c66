import { type LicenceScan, openLicenceScan, type SigningView, takeLicenceScan } from '@miaopi/contracts';
import { useCallback, useEffect, useState } from 'react';
import { api, newRequestId, problemOf } from '../../app/api.ts';
import { Button, Notice } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';
import { QrCode } from '../licences/qr-code.tsx';
import { useSigningTexts } from './signing-texts.ts';

const askEvery = 2000;

/** F141: a QR code for the app of the electronic business licence; asks until it is confirmed there, refused, or the time is over. */
export function LicenceStep({ view, onSigned }: { view: SigningView; onSigned: () => void }) {
  const t = useSigningTexts();
  const [scan, setScan] = useState<LicenceScan>();
  const [trouble, setTrouble] = useState<unknown>();
  const { id, sm3 } = view;
  const open = useCallback(async () => {
    setTrouble(undefined);
    setScan(undefined);
    try {
      setScan(
        (await api.call(openLicenceScan, {
          params: { signingId: id },
          body: { requestId: newRequestId(), sm3 },
        })) as LicenceScan,
      );
    } catch (error) {
      setTrouble(error);
    }
  }, [id, sm3]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: one code for each opening of the dialog; another's signature meanwhile changes nothing
  useEffect(() => void open(), []);
  const state = String(scan?.state ?? '');
  useEffect(() => {
    if (state === 'signed') return onSigned();
    if (!scan || state !== 'waiting') return;
    let gone = false;
    const timer = setTimeout(async () => {
      try {
        const next = await api.call(takeLicenceScan, { params: { signingId: id, scanId: scan.id } });
        if (!gone) setScan(next as LicenceScan);
      } catch (error) {
        // a lost connection is tried again; what was refused is told
        if (!gone) problemOf(error) ? setTrouble(error) : setScan({ ...scan });
      }
    }, askEvery);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [scan, state, id, onSigned]);
  if (trouble !== undefined) return <Failure error={trouble} retry={open} />;
  const ended = state === 'refused' || state === 'expired' || state === 'failed' ? state : undefined;
  return (
    <div className="stack licence-step">
      <p>{t.licenceText}</p>
      {ended ? (
        <Notice tone="unknown" title={t.licenceEnded[ended]} live="polite">
          <Button icon="refresh" onClick={open}>
            {t.licenceRenew}
          </Button>
        </Notice>
      ) : (
        <>
          <div className="licence-step__code">
            {scan ? <QrCode text={scan.url} label={t.licenceCode} /> : <span className="skeleton skeleton--block" />}
          </div>
          <p role="status" className="quiet licence-step__state">
            {scan?.silent ? t.licenceSilent : scan ? t.licenceWaiting : ''}
          </p>
          {scan && (
            <p className="licence-step__state">
              <a href={scan.url} target="_blank" rel="noreferrer">
                {t.licenceHere}
              </a>
            </p>
          )}
        </>
      )}
    </div>
  );
}
