import type { Abilities } from '@miaopi/contracts';
import type { Actor, StaffActor } from '../../kernel/actor.ts';
import { type IncomingAct, mayActOn, mayCancel } from './domain/incoming-life.ts';
import { delivers } from './policy.ts';
import type { IncomingRow, PaperRow } from './store/incoming.ts';

/** Who sent it, or acts for the firm that did. Others get 404. */
export function sends(actor: Actor, p: IncomingRow): boolean {
  return (
    actor.kind === 'person' &&
    actor.principal.kind === p.holderKind &&
    actor.principal.id === p.holderId &&
    (actor.principal.role !== 'agent' || actor.personId === p.personId)
  );
}

/** Officials of the office it goes to. Others get 404. */
export function seesIncoming(actor: Actor, p: Pick<IncomingRow, 'office'>): boolean {
  return actor.kind === 'staff' && actor.office === p.office && delivers(actor);
}

/** Parcels are opened by who receives papers at the window. */
export function opens(actor: StaffActor): boolean {
  return actor.roles.includes('acceptor');
}

/** Something of it still lies in the office. */
export function keepsAny(papers: readonly PaperRow[]): boolean {
  return papers.some((p) => p.found !== null && p.found !== 'missing' && p.returnedAt === null);
}

const yes = { allowed: true } as const;
const no = (zh: string, en: string) => ({ allowed: false, reason: { zh, en } });

export function senderAbilities(p: IncomingRow): Abilities {
  return {
    cancel: mayCancel(p.state, p.how)
      ? yes
      : no('已经取走或者已经收到，不能取消', 'It was picked up or has come, and cannot be taken back'),
  };
}

export function officeAbilities(actor: StaffActor, p: IncomingRow, papers: readonly PaperRow[]): Abilities {
  const acceptor = no('来件由受理人员开拆', 'Acceptors open parcels');
  const act = (one: IncomingAct) =>
    !opens(actor) ? acceptor : mayActOn(p.state, one, p.how) ? yes : no('当前状态不能这样处理', 'Not as it stands now');
  return {
    open: act('open'),
    lose: act('lose'),
    giveBack: !opens(actor)
      ? acceptor
      : p.state === 'opened' && keepsAny(papers)
        ? yes
        : no('没有要退还的', 'There is nothing to give back'),
  };
}
