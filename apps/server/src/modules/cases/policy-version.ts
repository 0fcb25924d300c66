import type { Handler } from './handler.ts';
import { type Answer, claimed, no, yes } from './policy.ts';
import type { CaseWithTasks } from './store/cases.ts';

/**
 * Who may move a case to a newer version of its item: the head of the office that decides it, or who of that office has taken it. Whether the case itself allows it is said by
 * `versionHindrances`.
 */
export function mayMigrate(actor: Handler, c: CaseWithTasks): Answer {
  if (actor.office !== c.row.office)
    return no('由办理单位决定是否换用新版本', 'The office that handles the case decides on the version');
  if (actor.roles.includes('head')) return yes;
  if (!actor.roles.some((r) => r === 'approver' || r === 'acceptor'))
    return no('由承办人或者单位负责人换用新版本', 'Who has the case, or the head of the office, moves it');
  return claimed(actor, c);
}
