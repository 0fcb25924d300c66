import { type CaseNow, listWork, watchWork } from '@miaopi/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { api, newRequestId } from '../../app/api.ts';

/** This page, among all that are open anywhere. */
const page = newRequestId();

function useVisible(): boolean {
  return useSyncExternalStore(
    (changed) => {
      document.addEventListener('visibilitychange', changed);
      return () => document.removeEventListener('visibilitychange', changed);
    },
    () => document.visibilityState === 'visible',
  );
}

/**
 * The one line a workbench page holds to the server while it is looked at: reads the lists again as soon as something has changed in the office, and tells what
 * becomes of the open case. A browser opens no more than six to one address, so that pages nobody looks at hold none.
 */
export function useWorkStream(caseId: string | undefined): { live: boolean; now: CaseNow | undefined } {
  const client = useQueryClient();
  const visible = useVisible();
  const [live, setLive] = useState(false);
  const [now, setNow] = useState<CaseNow>();
  useEffect(() => {
    if (!visible || typeof EventSource === 'undefined') return;
    const source = new EventSource(api.url(watchWork, caseId ? { query: { case: caseId, page } } : {}));
    source.addEventListener('open', () => setLive(true));
    source.addEventListener('changed', () => void client.invalidateQueries({ queryKey: [listWork.name] }));
    source.addEventListener('case', (event) => setNow(JSON.parse((event as MessageEvent<string>).data) as CaseNow));
    source.addEventListener('error', () => setLive(false));
    return () => {
      source.close();
      setLive(false);
      setNow(undefined);
    };
  }, [client, caseId, visible]);
  return { live, now: now?.caseId === caseId ? now : undefined };
}
