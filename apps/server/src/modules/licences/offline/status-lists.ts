import { type EndedState, ended, makeStatusList } from '@miaopi/licence-code';
import type { Kernel } from '../../../kernel/kernel.ts';
import type { Seals } from '../../seals/index.ts';
import { listEnded } from '../store/list-ended.ts';

const keptSeconds = 60;
const day = 86_400_000;
/** A list older than this says so wherever it is used. */
const goodDays = 7;

/** The signed list, made at most once a minute. */
export function statusLists(kernel: Kernel, seals: Seals): () => Promise<Uint8Array> {
  let kept: { readonly until: number; readonly list: Promise<Uint8Array> } | undefined;
  async function make(): Promise<Uint8Array> {
    const issuedAt = kernel.clock.now();
    const rows = await listEnded(kernel.read, kernel.clock.today());
    return makeStatusList(
      rows.map(({ identifier, state }) => ({ identifier, state: ended(state) ? state : unknownState })),
      { issuedAt, nextUpdate: new Date(issuedAt.getTime() + goodDays * day) },
      await seals.codeSigner(),
    );
  }
  return () => {
    const now = kernel.clock.now().getTime();
    if (kept && kept.until > now) return kept.list;
    const list = make();
    kept = { until: now + keptSeconds * 1000, list };
    list.catch(() => {
      kept = undefined;
    });
    return list;
  };
}

/** A state that came into the library after the list's format: it is told as the worst. */
const unknownState: EndedState = 'revoked';
