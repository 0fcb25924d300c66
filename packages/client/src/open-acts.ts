import type { RouteContract } from '@miaopi/contracts';

interface Asked {
  readonly params?: unknown;
  readonly body?: unknown;
}

/** Acts that were asked for and not answered, under way or with their answer lost: the same one asked again carries the id of the first, so that it is done once. */
export interface OpenActs {
  /** The act is asked for now. @param id should it be a new one @returns the id of the open act that this one repeats, else `id` */
  ask(contract: RouteContract, asked: Asked, id: string): string;
  answered(contract: RouteContract, asked: Asked): void;
}

/** ms after which whoever asks the same means a new act. */
const age = 10 * 60_000;
/** At once; the oldest are forgotten. */
const most = 50;

export function rememberOpenActs(now: () => number = Date.now): OpenActs {
  const acts = new Map<string, { readonly id: string; readonly at: number }>();
  return {
    ask(contract, asked, id) {
      const key = keyOf(contract, asked);
      const open = acts.get(key);
      const act = { id: open && now() - open.at < age ? open.id : id, at: now() };
      acts.delete(key);
      acts.set(key, act);
      const [oldest] = acts.keys();
      if (acts.size > most && oldest !== undefined) acts.delete(oldest);
      return act.id;
    },
    answered: (contract, asked) => void acts.delete(keyOf(contract, asked)),
  };
}

/** What is asked, whatever its id. */
function keyOf(contract: RouteContract, { params, body }: Asked): string {
  const { requestId: _, ...rest } = body as { readonly requestId?: string };
  return JSON.stringify([contract.name, params ?? null, rest]);
}
