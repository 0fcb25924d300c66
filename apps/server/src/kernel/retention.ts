import { sql, sqlText } from './db/sql.ts';
import type { Kernel } from './kernel.ts';
import type { ServerModule } from './module.ts';

/** Rows of `table` whose `since` is more than that long ago are deleted; `where` narrows, the row is `t`. */
export interface RetentionRule {
  readonly table: `${string}.${string}`;
  /** Column of type timestamptz. */
  readonly since: string;
  readonly keepHours: number;
  /** SQL, a constant of the program. */
  readonly where?: string;
}

const hour = 3_600_000;
/** Rows of one statement: few enough not to be in anybody's way. */
const atOnce = 2000;

/** Deletes what is over by one rule. @returns how many rows */
export async function sweep(kernel: Kernel, rule: RetentionRule): Promise<number> {
  const before = new Date(kernel.clock.now().getTime() - rule.keepHours * hour);
  const table = sqlText(rule.table);
  const over = sqlText(`t.${rule.since} <`);
  const narrowed = sqlText(rule.where ?? 'true');
  let all = 0;
  for (;;) {
    const n = await kernel.command('kernel.sweep', { actor: { kind: 'system', name: 'sweep' } }, (ctx) =>
      ctx.tx.run(sql`delete from ${table} where ctid in (
        select t.ctid from ${table} t where ${over} ${before} and (${narrowed}) limit ${atOnce} for update skip locked)`),
    );
    all += n;
    if (n < atOnce) return all;
  }
}

/** The hourly job over all rules. One that fails leaves the others to be done and is tried again. */
export function retentionModule(kernel: Kernel, rules: readonly RetentionRule[]): ServerModule {
  return {
    name: 'retention',
    schedule: { 'kernel.sweep': '17 * * * *' },
    jobs: {
      async 'kernel.sweep'() {
        const failures: unknown[] = [];
        for (const rule of rules)
          await sweep(kernel, rule).catch((error: unknown) => {
            kernel.log.warn({ err: error, table: rule.table }, 'rows that are over could not be deleted');
            failures.push(error);
          });
        if (failures.length > 0) throw failures[0];
      },
    },
  };
}
