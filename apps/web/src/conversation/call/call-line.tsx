import { type CallView, getConversation, watchCalls } from '@miaopi/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api } from '../../app/api.ts';
import { CallPanel } from './call-panel.tsx';
import { callPage, heard, leavePage } from './calls.ts';

/** The page can be called: hears what rings, and shows the call of this page whatever else stands in it. */
export function CallLine() {
  const client = useQueryClient();
  useEffect(() => {
    if (typeof EventSource === 'undefined') return;
    const source = new EventSource(api.url(watchCalls, { query: { page: callPage } }));
    source.addEventListener('call', (event) => {
      const call = JSON.parse((event as MessageEvent<string>).data) as CallView;
      heard(call);
      // what came of it stands among the messages of the case
      if (String(call.state) === 'over') void client.invalidateQueries({ queryKey: [getConversation.name] });
    });
    window.addEventListener('pagehide', leavePage);
    return () => {
      source.close();
      window.removeEventListener('pagehide', leavePage);
    };
  }, [client]);
  return <CallPanel />;
}
