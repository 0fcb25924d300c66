import type { Actor } from '../../kernel/actor.ts';
import type { AppError } from '../../kernel/errors.ts';
import type { Text } from '../../kernel/text.ts';
import type { CaseFor } from '../cases/index.ts';
import { isClosed } from './domain/closing.ts';
import { conversationsErrors } from './errors.ts';

/** Officials who speak for their office. An auditor reads, and is heard nowhere. */
export function speaks(actor: Actor): boolean {
  return (
    actor.kind !== 'staff' || actor.roles.some((role) => role === 'approver' || role === 'acceptor' || role === 'head')
  );
}

export type Refusal = { readonly reason: Text; readonly error: () => AppError };

/** Why this actor may not write now; undefined when he may. The same makes the error and the missing form. */
export function mayNotWrite(actor: Actor, about: Pick<CaseFor, 'closedAt'>, now: Date): Refusal | undefined {
  if (!speaks(actor))
    return {
      reason: { zh: '审计人员只能查看', en: 'Auditors only read' },
      error: () => conversationsErrors.readers_only(),
    };
  if (isClosed(about.closedAt, now))
    return {
      reason: { zh: '办结超过 30 天，不能再留言', en: 'The case has been closed for more than 30 days' },
      error: () => conversationsErrors.closed(),
    };
  return undefined;
}

/** Whose pages ring: the applicant's, or those of the officials who have the case; never one's own. */
export function rungBy(actor: Actor, about: Pick<CaseFor, 'contactId' | 'handlers'>): readonly string[] {
  const me = actor.kind === 'staff' ? actor.staffId : actor.kind === 'person' ? actor.personId : '';
  const rung = actor.kind === 'staff' ? [about.contactId] : [...new Set(about.handlers)];
  return rung.filter((one) => one !== me);
}

/** Why this actor may not call the other side now. */
export function mayNotCall(
  actor: Actor,
  about: Pick<CaseFor, 'closedAt' | 'contactId' | 'handlers'>,
  now: Date,
): Refusal | undefined {
  if (rungBy(actor, about).length > 0) return mayNotWrite(actor, about, now);
  return (
    mayNotWrite(actor, about, now) ?? {
      reason: about.closedAt
        ? { zh: '办件已办结，没有承办人接听，请留言', en: 'The case is closed and nobody has it: write a message' }
        : {
            zh: '还没有承办人领取，暂时不能呼叫，请留言',
            en: 'No official has taken the case yet: write a message',
          },
      error: () => conversationsErrors.nobody_there(),
    }
  );
}
