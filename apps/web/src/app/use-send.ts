import { useState } from 'react';
import { newRequestId } from './api.ts';

/**
 * Sends what a dialog asks for; spread over its form. Tried again unchanged after an answer that was lost, it is the same act (`newRequestId`).
 * @param done called once it is taken, with the reply, and takes the dialog away; what is refused stays, with the reason
 */
export function useSend<T>(call: (requestId: string) => Promise<T>, done: (reply: T) => unknown) {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  async function send(): Promise<void> {
    setBusy(true);
    setTrouble(undefined);
    try {
      await done(await call(newRequestId()));
    } catch (error) {
      setTrouble(error);
      setBusy(false);
    }
  }
  return { busy, trouble, onSend: () => void send() };
}
