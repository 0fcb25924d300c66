import * as c from '@miaopi/contracts';
import type { Actor } from '../../kernel/actor.ts';
import { kernelErrors } from '../../kernel/errors.ts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import { maskName } from '../identity/index.ts';
import type { StandardDeps } from './deps.ts';
import { textOf } from './domain/check-row.ts';
import { nationalTables } from './domain/national-tables.ts';
import { standardErrors } from './errors.ts';
import { countReceived, findFeed, findReceived, listFaulty, type ReceivedRow } from './store/exchange-state.ts';
import { countFront, prepareFront } from './store/front.ts';

/** State of the exchange schema, and the query of cases that came through it (F169). */
export function exchangeRoutes(deps: StandardDeps): BoundRoute[] {
  const { read } = deps.kernel;
  return [
    route(c.getStandardExchange, async ({ actor }) => {
      maySee(actor);
      const [feed, received, faulty, counts] = await Promise.all([
        findFeed(read),
        countReceived(read),
        listFaulty(read, 50),
        prepareFront(deps.front)
          .then(() => countFront(deps.front, nationalTables, deps.source))
          .catch(() => []),
      ]);
      return {
        source: deps.source,
        ...instants({ ranAt: feed.ranAt, handedAt: feed.handedAt }),
        ...(feed.batch ? { batch: feed.batch } : {}),
        cases: feed.cases,
        licences: feed.licences,
        rows: feed.rows,
        ...(feed.error ? { error: feed.error, ...instants({ failedAt: feed.failedAt }) } : {}),
        tables: counts.map(({ table, rows, lastAt }) => ({
          name: table,
          title: nationalTables.find((t) => t.name === table)?.title ?? { zh: table, en: table },
          rows,
          ...instants({ lastAt }),
        })),
        received: received.good,
        faulty: received.faulty,
        faultyCases: faulty.map((f) => ({
          number: f.number,
          source: f.source,
          at: (f.faultyAt as Date).toISOString(),
          faults: [...(f.faults ?? [])],
        })),
      };
    }),
    route(c.queryReceivedCase, async ({ body, ip }) => {
      await deps.limits.spend('queryAddress', ip);
      const found = await findReceived(read, body.number.normalize('NFKC').replace(/\s/g, ''));
      const shown = found && presentReceived(found, body.code.normalize('NFKC').trim().toUpperCase());
      // the same answer for a wrong number and a wrong code
      if (!shown) throw standardErrors.received_missing();
      return shown;
    }),
  ];
}

const results: Readonly<Record<string, { zh: string; en: string }>> = {
  '1': { zh: '准予许可', en: 'granted' },
  '2': { zh: '不予许可', en: 'refused' },
  '3': { zh: '转报', en: 'forwarded' },
};

function presentReceived(row: ReceivedRow, code: string): c.ReplyOf<typeof c.queryReceivedCase> | undefined {
  const accept = row.body?.up_pro_accept?.[0];
  const papers = textOf(accept?.applyer_page_code)?.toUpperCase() ?? '';
  if (!row.body || !accept || code.length !== 6 || papers.length < 6 || !papers.endsWith(code)) return undefined;
  const text = (value: unknown) => String(value ?? '');
  const accepted = textOf(accept.accept_date);
  const result = row.body.up_pro_result?.[0];
  const kind = results[text(result?.result_type)];
  return {
    number: row.number,
    source: row.source,
    itemName: row.itemName ?? '',
    office: row.officeName ?? '',
    applicant: maskName(text(accept.applyer_name)),
    appliedAt: text(accept.apply_date),
    ...(accepted ? { acceptedAt: accepted } : {}),
    steps: (row.body.up_pro_process ?? [])
      .map((s) => ({
        name: text(s.process_name),
        action: text(s.event_name) as '通过',
        from: text(s.event_start_time),
        to: text(s.event_end_time),
      }))
      .sort((a, b) => (a.to < b.to ? -1 : 1)),
    ...(result && kind ? { result: { kind, at: text(result.result_date) } } : {}),
  };
}

function maySee(actor: Actor): void {
  const may = ['operator', 'auditor', 'head'];
  if (actor.kind !== 'staff' || !actor.roles.some((r) => may.includes(r))) throw kernelErrors.not_permitted();
}

function instants<K extends string>(given: Readonly<Record<K, Date | null>>): Partial<Record<K, string>> {
  return Object.fromEntries(
    Object.entries(given).flatMap(([key, at]) => (at ? [[key, (at as Date).toISOString()]] : [])),
  ) as Partial<Record<K, string>>;
}
