import type { Side } from '../store/messages.ts';

export type CallOutcome = 'talked' | 'missed' | 'declined' | 'cancelled' | 'lost';

/** A call as far as its life goes. */
export interface CallLife {
  readonly state: 'ringing' | 'talking' | 'over';
  readonly side: Side;
  readonly caller: string;
  readonly callerPage: string;
  readonly answerer: string | null;
  readonly answererPage: string | null;
  readonly rung: readonly string[];
  readonly declined: readonly string[];
  readonly startedAt: Date;
  readonly ringsFor: number;
  readonly keptAt: Date;
}

/** Seconds a call rings. */
export const ringsFor = 45;
/** ms without a sign of life of either page after which a call is over. */
export const silence = 60_000;

export type Part = 'caller' | 'answerer' | 'rung' | 'elsewhere' | 'none';

/** What a page of somebody is in a call. */
export function partOf(call: CallLife, who: string, page: string | undefined): Part {
  if (who === call.caller) return page === call.callerPage ? 'caller' : 'elsewhere';
  if (who === call.answerer) return page === call.answererPage ? 'answerer' : 'elsewhere';
  if (call.state !== 'ringing' || !call.rung.includes(who)) return 'none';
  return call.declined.includes(who) ? 'none' : 'rung';
}

export type Ending =
  | { readonly over: CallOutcome }
  /** One of several who were rung said no; it rings on for the others. */
  | { readonly declined: string };

/** What it comes to when somebody hangs up, says no, or loses the line; undefined when it is nothing to him, or over already. */
export function endBy(
  call: CallLife,
  who: string,
  page: string,
  why: 'hung-up' | 'declined' | 'lost',
): Ending | undefined {
  const part = partOf(call, who, page);
  if (call.state === 'over') return undefined;
  if (call.state === 'talking')
    return part === 'caller' || part === 'answerer' ? { over: why === 'lost' ? 'lost' : 'talked' } : undefined;
  if (part === 'caller') return { over: 'cancelled' };
  if (part !== 'rung') return undefined;
  return call.rung.every((one) => one === who || call.declined.includes(one))
    ? { over: 'declined' }
    : { declined: who };
}

/** What has become of it by now when nobody does anything: undefined while it goes on. */
export function endByItself(call: CallLife, now: Date): CallOutcome | undefined {
  if (call.state === 'ringing') return now.getTime() >= ringsUntil(call).getTime() ? 'missed' : undefined;
  return call.state === 'talking' && now.getTime() - call.keptAt.getTime() >= silence ? 'lost' : undefined;
}

export function ringsUntil(call: Pick<CallLife, 'startedAt' | 'ringsFor'>): Date {
  return new Date(call.startedAt.getTime() + call.ringsFor * 1000);
}
