import { type CaseView, getWork, listWork } from '@miaopi/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { newRequestId, queryKey } from '../../app/api.ts';
import { useForget } from '../app/kept.ts';

/** Sends an act on a case. @param name under which what is written for it is kept until it is done */
export function useClockAct(view: CaseView, done: () => void, name?: string) {
  const client = useQueryClient();
  const forget = useForget(view.id);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  const refused = useRef(false);
  // read again when the dialog is put away, not under the refusal it shows
  useEffect(
    () => () => {
      if (refused.current)
        void client.invalidateQueries({ queryKey: queryKey(getWork, { params: { caseId: view.id } }) });
    },
    [client, view.id],
  );
  async function act(call: (requestId: string) => Promise<CaseView>): Promise<void> {
    setBusy(true);
    setTrouble(undefined);
    try {
      client.setQueryData(queryKey(getWork, { params: { caseId: view.id } }), await call(newRequestId()));
      void client.invalidateQueries({ queryKey: [listWork.name] });
      if (name) forget(name);
      done();
    } catch (error) {
      setTrouble(error);
      refused.current = true;
      void client.invalidateQueries({ queryKey: [listWork.name] });
    }
    setBusy(false);
  }
  return { act, busy, trouble };
}
