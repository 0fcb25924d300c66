import type { BodyOf, ParamsOf, ReplyOf, RouteContract } from '@miaopi/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/api.ts';

/** Sends one change and reads the seal pages anew; the error stays to be shown until the next try. */
export function useAct() {
  const client = useQueryClient();
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  async function act<C extends RouteContract>(
    contract: C,
    input: { params?: ParamsOf<C>; body?: BodyOf<C> },
  ): Promise<ReplyOf<C> | undefined> {
    setBusy(true);
    setError(undefined);
    try {
      const answer = await api.call(contract, input as Parameters<typeof api.call<C>>[1]);
      await client.invalidateQueries({ predicate: (q) => String(q.queryKey[0]).startsWith('seals.') });
      return (answer ?? true) as ReplyOf<C>;
    } catch (thrown) {
      setError(thrown);
      return undefined;
    } finally {
      setBusy(false);
    }
  }
  return { act, error, busy, clear: () => setError(undefined) };
}
