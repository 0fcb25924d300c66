import type { RouteContract } from '@miaopi/contracts';

interface Asked {
  readonly params?: unknown;
  readonly body?: unknown;
}

/** Acts whose answer was lost on the way: the same one asked again carries the id of the first, so that it is done once, whether the first was done or not. */
export interface LostActs {
  /** The id of the act that this one repeats; undefined when it repeats none. */
  idOf(contract: RouteContract, asked: Asked): string | undefined;
  lost(contract: RouteContract, asked: Asked, id: string): void;
  answered(contract: RouteContract, asked: Asked): void;
}

/** ms after which whoever asks the same means a new act. */
const age = 10 * 60_000;
/** At once; the oldest are forgotten. */
const most = 50;

export function rememberLostActs(now: () => number = Date.now): LostActs {
  const acts = new Map<string, { readonly id: string; readonly at: number }>();
  return {
    idOf(contract, asked) {
      const act = acts.get(keyOf(contract, asked));
      return act && now() - act.at < age ? act.id : undefined;
    },
    lost(contract, asked, id) {
      const key = keyOf(contract, asked);
      acts.delete(key);
      acts.set(key, { id, at: now() });
      const [oldest] = acts.keys();
      if (acts.size > most && oldest !== undefined) acts.delete(oldest);
    },
    answered: (contract, asked) => void acts.delete(keyOf(contract, asked)),
  };
}

/** What is asked, whatever its id. */
function keyOf(contract: RouteContract, { params, body }: Asked): string {
  const { requestId: _, ...rest } = body as { readonly requestId?: string };
  return JSON.stringify([contract.name, params ?? null, rest]);
}
