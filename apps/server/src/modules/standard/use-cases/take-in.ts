import type { StandardDeps } from '../deps.ts';
import { textOf } from '../domain/check-row.ts';
import { checkTables, nationalLayout } from '../domain/check-tables.ts';
import type { Fault } from '../domain/fault.ts';
import { proTables } from '../domain/national-tables.ts';
import { dropReceived, ownNumbers, putFaulty, putGood } from '../store/exchange-state.ts';
import { type FrontRow, markRead, prepareFront, rowsOfOthers, unreadCases } from '../store/front.ts';

const actor = { kind: 'system', name: 'standard-exchange' } as const;
const page = 100;

interface Arrived {
  readonly table: (typeof proTables)[number];
  readonly rows: readonly FrontRow[];
}

/**
 * Reads cases that other systems put into the exchange schema. A case is taken with all its rows or not at all: each is checked as ours are, a faulty one gets its
 * remark there and the case stands on the list of faulty ones. First our database, then the mark: what dies in between is read once more.
 */
export async function takeIn(deps: StandardDeps, signal?: AbortSignal): Promise<void> {
  const { kernel, front, source } = deps;
  await prepareFront(front);
  for (;;) {
    const numbers = await unreadCases(front, source, page);
    if (numbers.length === 0 || signal?.aborted) return;
    const arrived = await Promise.all(
      proTables.map(
        async (table): Promise<Arrived> => ({ table, rows: await rowsOfOthers(front, table, numbers, source) }),
      ),
    );
    const own = new Set(await ownNumbers(kernel.read, numbers));
    const remarks = new Map<string, string>();
    await kernel.command('standard.take_in', { actor }, async (ctx) => {
      for (const number of numbers) {
        const living = arrived.map(({ table, rows }) => ({
          table,
          rows: rows.filter((r) => (textOf(r.values.project_no) ?? '') === number && r.operation !== 'D'),
        }));
        const first = living.flatMap((l) => l.rows)[0];
        if (!first) {
          await dropReceived(ctx.tx, number);
          continue;
        }
        const faults = own.has(number) ? [ownCase(number)] : faultsOf(living);
        for (const f of faults) {
          const guid = living.find((l) => l.table.name === f.table)?.rows[f.row - 1]?.guid;
          if (guid)
            remarks.set(
              guid,
              [remarks.get(guid), `${f.field}：${f.message.zh}（${f.rule}）。${f.remedy.zh}`].filter(Boolean).join(' '),
            );
        }
        if (faults.length > 0) await putFaulty(ctx.tx, { number, source: first.source, faults, at: ctx.now });
        else {
          const accept = living.find((l) => l.table.name === 'up_pro_accept')?.rows[0]?.values;
          await putGood(ctx.tx, {
            number,
            source: first.source,
            itemName: textOf(accept?.task_name) ?? null,
            officeName: textOf(accept?.org_name) ?? null,
            body: Object.fromEntries(living.map((l) => [l.table.name, l.rows.map((r) => r.values)])),
            at: ctx.now,
          });
        }
        ctx.audit({
          action: faults.length > 0 ? 'standard.received_faulty' : 'standard.received',
          subject: `received:${number}`,
          data: { source: first.source, faults: faults.length },
        });
      }
    });
    for (const { table, rows } of arrived)
      await markRead(
        front,
        table,
        rows.map(({ guid, version }) => ({ guid, version, remark: remarks.get(guid) ?? null })),
      );
  }
}

function faultsOf(living: readonly Arrived[]): Fault[] {
  return checkTables(
    nationalLayout,
    living.map(({ table, rows }) => ({ table, rows: rows.map((r) => r.values) })),
  );
}

function ownCase(number: string): Fault {
  return {
    table: 'up_pro_accept',
    row: 1,
    case: number,
    field: 'project_no',
    rule: 'L6',
    message: { zh: '这个办件编号是本平台办件的', en: 'this is the number of a case of this platform' },
    remedy: { zh: '核对办件编号。', en: 'Compare the number.' },
  };
}
