import {
  type BodyOf,
  getLicenceBatch,
  type LicenceBatch,
  listLicenceBatches,
  type RouteContract,
} from '@miaopi/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, queryKey, useRead } from '../../app/api.ts';

/** While it runs its page asks again so often, in ms. */
const beat = 1000;

/** A batch; followed while it runs. */
export function useBatch(batchId: string) {
  const params = { batchId };
  const known = useQueryClient().getQueryData<LicenceBatch>(queryKey(getLicenceBatch, { params }));
  return useRead(
    getLicenceBatch,
    { params },
    { staleTime: 0, refetchInterval: known?.state === 'running' ? beat : false },
  );
}

type Sent<C extends RouteContract> = { body?: BodyOf<C>; file?: { name: string; data: Blob }; archiveId?: string };

/** Sends one change of a batch; the answer is the batch as it is now. The error stays to be shown until the next try. */
export function useChangeBatch(batchId: string) {
  const client = useQueryClient();
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState<string>();
  async function change<C extends RouteContract>(contract: C, { archiveId, ...sent }: Sent<C> = {}): Promise<boolean> {
    setBusy(contract.name);
    setError(undefined);
    try {
      const params = { batchId, ...(archiveId ? { archiveId } : {}) };
      const now = await api.call(contract, { ...sent, params } as never);
      client.setQueryData(queryKey(getLicenceBatch, { params: { batchId } }), now);
      await client.invalidateQueries({
        predicate: (q) => q.queryKey[0] === listLicenceBatches.name || q.queryKey[0] === 'licences.listBatchFindings',
      });
      return true;
    } catch (thrown) {
      setError(thrown);
      return false;
    } finally {
      setBusy(undefined);
    }
  }
  return { change, error, busy, clear: () => setError(undefined) };
}

export type ChangeBatch = ReturnType<typeof useChangeBatch>;
