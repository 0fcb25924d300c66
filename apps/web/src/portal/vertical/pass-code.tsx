import { makeVerticalPass, type ReplyOf } from '@miaopi/contracts';
import { useCallback, useEffect, useState } from 'react';
import { api } from '../../app/api.ts';
import { formatTime } from '../../texts/format.ts';
import { Button } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';
import { QrCode } from '../licences/qr-code.tsx';
import { useVerticalTexts } from './vertical-texts.ts';
import './pass-code.css';

/** A QR code with which whoever stands at a window or a kiosk goes on to the vertical system on his own phone. */
export function PassCode({ caseId }: { caseId: string }) {
  const over = useVerticalTexts();
  const [pass, setPass] = useState<ReplyOf<typeof makeVerticalPass>>();
  const [trouble, setTrouble] = useState<unknown>();
  const make = useCallback(async () => {
    setTrouble(undefined);
    try {
      setPass(await api.call(makeVerticalPass, { params: { caseId } }));
    } catch (error) {
      setTrouble(error);
    }
  }, [caseId]);
  useEffect(() => void make(), [make]);
  if (trouble !== undefined) return <Failure error={trouble} retry={make} />;
  return (
    <div className="pass-code">
      <div className="pass-code__code">
        {pass ? <QrCode text={pass.url} label={over.passLabel} /> : <span className="skeleton skeleton--block" />}
      </div>
      <div className="stack stack--tight">
        <p>{over.passText}</p>
        {pass && <p className="quiet tabular">{over.passUntil(formatTime(pass.until))}</p>}
        <div>
          <Button kind="text" icon="refresh" onClick={make}>
            {over.passRenew}
          </Button>
        </div>
      </div>
    </div>
  );
}
