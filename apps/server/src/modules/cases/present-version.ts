import type { CompiledItem } from '@miaopi/items';
import type { CasesDeps } from './deps.ts';
import { tasksSince } from './domain/tasks.ts';
import { versionHindrances } from './domain/version-hindrances.ts';
import type { Handler } from './handler.ts';
import type { Answer } from './policy.ts';
import { mayMigrate } from './policy-version.ts';
import type { CaseWithTasks } from './store/cases.ts';
import type { CaseRow } from './store/rows.ts';

/** The version of its item in force, where it is newer than the one a case has. */
export function newerVersion({ catalog }: Pick<CasesDeps, 'catalog'>, row: CaseRow): CompiledItem | undefined {
  const item = catalog.item(row.slug);
  return item && item.package.item.version > row.itemVersion ? item : undefined;
}

/** The same answer as the use case gives, for the button. */
export function migrateAbility(actor: Handler, c: CaseWithTasks, newer: CompiledItem): Answer {
  const may = mayMigrate(actor, c);
  if (!may.allowed) return may;
  const [reason] = versionHindrances({ ...c.row, tasks: tasksSince(c.tasks, c.row.reopened?.at) }, newer);
  return reason ? { allowed: false, reason } : may;
}
