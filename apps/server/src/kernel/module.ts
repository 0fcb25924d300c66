import type { RouteContract } from '@miaopi/contracts';
import type { RouteHandler } from './http/route.ts';
import type { JobHandler } from './jobs.ts';
import type { Subscriber } from './outbox.ts';

/** What a module hands to the composition root (`app.ts`), besides its door. */
export interface ServerModule {
  readonly name: string;
  readonly routes?: readonly BoundRoute[];
  readonly jobs?: Readonly<Record<string, JobHandler>>;
  /** Jobs of this module that come again by themselves: task → crontab line (UTC). */
  readonly schedule?: Readonly<Record<string, string>>;
  readonly subscribers?: Readonly<Record<string, Subscriber>>;
  /** After the schema is there and before the first request. */
  start?(): Promise<void>;
  /** When it listens: what may be done beside the first requests. Not awaited; ends with `stop`. */
  ready?(): void;
  stop?(): Promise<void>;
}

export interface BoundRoute {
  readonly contract: RouteContract;
  readonly handle: RouteHandler<RouteContract>;
}

/** Binds a contract to its handler; the handler's input and answer follow from the contract. */
export function route<const C extends RouteContract>(contract: C, handle: RouteHandler<C>): BoundRoute {
  return { contract, handle: handle as unknown as RouteHandler<RouteContract> };
}
