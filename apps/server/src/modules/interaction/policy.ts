import type { Abilities } from '@miaopi/contracts';
import type { StaffActor } from '../../kernel/actor.ts';
import type { OwnCase } from '../cases/index.ts';
import type { ComplaintRow } from './store/complaints.ts';
import type { ExperienceRow } from './store/experiences.ts';

/** Officials of the item's office who handle its cases. Others get 404. */
export function moderates(actor: StaffActor, office: string): boolean {
  return actor.office === office && actor.roles.some((r) => r === 'approver' || r === 'head' || r === 'acceptor');
}

/** F167: heads only, so that nobody complained about reads it before his head does. Others are refused; which complaints a head reads is the scope of the list. */
export function readsComplaints(roles: readonly string[]): boolean {
  return roles.includes('head');
}

/** A complaint is answered once. */
export function mayAnswer(row: Pick<ComplaintRow, 'answeredAt'>): Abilities[string] {
  return row.answeredAt
    ? { allowed: false, reason: { zh: '已经答复', en: 'It has been answered' } }
    : { allowed: true };
}

/** The same answers as the use cases give, for the buttons. */
export function abilitiesOf(own: OwnCase, shared: ExperienceRow | undefined): Abilities {
  const share =
    !own.closed || (shared !== undefined && shared.state !== 'declined')
      ? {
          allowed: false,
          reason: own.closed
            ? { zh: '这件事您已经分享过', en: 'You have shared your experience already' }
            : { zh: '办结后才能分享', en: 'Once the case is closed' },
        }
      : { allowed: true };
  return { share, withdraw: { allowed: shared !== undefined } };
}
