import { requestSealUseAgain } from '@miaopi/contracts';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { Button } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';
import { useSealWorkTexts } from './texts.ts';

/** Why the keeper sent a paper back, and putting it on his list again once that is cleared up. */
export function AskAgain(props: { requestId: string; reason: string; onAsked: () => unknown }) {
  const texts = useSealWorkTexts();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const again = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await api.call(requestSealUseAgain, { params: { useRequestId: props.requestId } });
      await props.onAsked();
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <p>{texts.sentBack(props.reason)}</p>
      <div className="button-row">
        <Button kind="primary" busy={busy} onClick={() => again()}>
          {texts.askAgain}
        </Button>
      </div>
      {error !== undefined && <Failure error={error} />}
    </>
  );
}
