import type { CallView } from '@miaopi/contracts';
import type { Config } from '../../kernel/config.ts';
import { partOf } from './domain/call-life.ts';
import { iceServersFor } from './ice-servers.ts';
import type { CallRow } from './store/calls.ts';

export interface Onlooker {
  readonly id: string;
  readonly page: string | undefined;
}

/** A call as one page of somebody sees it; the other side's description only where it is for him. */
export function presentCall(config: Config, call: CallRow, who: Onlooker, now: Date): CallView {
  const mine = partOf(call, who.id, who.page);
  const description =
    mine === 'rung' ? call.offer : mine === 'caller' && call.state === 'talking' ? call.answer : undefined;
  const takesPart = call.state !== 'over' && mine !== 'none' && mine !== 'elsewhere';
  return {
    id: call.id,
    caseId: call.caseId,
    caseNumber: call.caseNumber,
    itemName: call.itemName,
    medium: call.medium,
    state: call.state,
    mine,
    from: { side: call.side, name: call.callerName, ...(call.callerOffice ? { office: call.callerOffice } : {}) },
    ...(call.answererName
      ? {
          to: {
            side: call.side === 'official' ? 'applicant' : 'official',
            name: call.answererName,
            ...(call.answererOffice ? { office: call.answererOffice } : {}),
          },
        }
      : {}),
    startedAt: call.startedAt.toISOString(),
    ...(call.answeredAt ? { answeredAt: call.answeredAt.toISOString() } : {}),
    ...(call.endedAt ? { endedAt: call.endedAt.toISOString() } : {}),
    ...(call.outcome ? { outcome: call.outcome } : {}),
    ...(description ? { description } : {}),
    iceServers: takesPart ? iceServersFor(config, who.id, now) : [],
  };
}
