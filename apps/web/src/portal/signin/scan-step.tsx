import { openScan, type ReplyOf, takeScan } from '@miaopi/contracts';
import { useCallback, useEffect, useState } from 'react';
import { api, type MeValue, problemOf } from '../../app/api.ts';
import { useLang } from '../../texts/lang.tsx';
import { Button, Notice } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';
import { QrCode } from '../licences/qr-code.tsx';
import { deviceName } from './device-name.ts';
import { SCAN } from './scan-texts.ts';

const askEvery = 2000;

/** F028: a QR code for the phone; asks until the phone has confirmed, refused, or the time is over. */
export function ScanStep({ onDone }: { onDone: (me: MeValue) => void }) {
  const { lang } = useLang();
  const words = SCAN[lang];
  const [scan, setScan] = useState<ReplyOf<typeof openScan>>();
  const [ended, setEnded] = useState<'refused' | 'expired'>();
  const [trouble, setTrouble] = useState<unknown>();
  const open = useCallback(async () => {
    setEnded(undefined);
    setTrouble(undefined);
    try {
      setScan(await api.call(openScan, { body: { device: deviceName(navigator.userAgent) } }));
    } catch (error) {
      setTrouble(error);
    }
  }, []);
  useEffect(() => void open(), [open]);
  useEffect(() => {
    if (!scan || ended) return;
    let gone = false;
    let timer: ReturnType<typeof setTimeout>;
    const ask = async () => {
      try {
        const { state, me } = await api.call(takeScan, {
          params: { scanId: scan.scanId },
          body: { secret: scan.secret },
        });
        if (gone) return;
        if (state === 'confirmed' && me) return onDone(me as MeValue);
        if (state === 'refused') return setEnded('refused');
      } catch (error) {
        if (gone) return;
        // a lost connection is tried again; what was refused is told
        const problem = problemOf(error);
        if (problem?.code === 'identity.scan_missing') return setEnded('expired');
        if (problem) return setTrouble(error);
      }
      timer = setTimeout(ask, askEvery);
    };
    timer = setTimeout(ask, askEvery);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [scan, ended, onDone]);
  if (trouble !== undefined) return <Failure error={trouble} retry={open} />;
  return (
    <div className="scan">
      <p>{words.show}</p>
      {scan && !ended ? (
        <div className="scan__code">
          <QrCode text={`${window.location.origin}/scan/${scan.scanId}`} label={words.code} />
        </div>
      ) : (
        !ended && <span className="skeleton skeleton--block" />
      )}
      {ended ? (
        <Notice tone="unknown" title={words[ended]} live="polite">
          <Button icon="refresh" onClick={open}>
            {words.renew}
          </Button>
        </Notice>
      ) : (
        <p role="status" className="quiet">
          {scan ? words.waiting : ''}
        </p>
      )}
    </div>
  );
}
