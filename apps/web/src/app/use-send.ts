import { useState } from 'react';
import { newRequestId } from './api.ts';

/**
 * Sends what a dialog asks for; spread over its form. The request id is the dialog's: tried again after an answer that was lost, it is the same act.
 * @param done called once it is taken; what is refused stays, with the reason
 */
export function useSend(call: (requestId: string) => Promise<unknown>, done: () => void) {
  const [requestId] = useState(newRequestId);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  async function send(): Promise<void> {
    setBusy(true);
    setTrouble(undefined);
    try {
      await call(requestId);
      done();
    } catch (error) {
      setTrouble(error);
      setBusy(false);
    }
  }
  return { busy, trouble, onSend: () => void send() };
}
