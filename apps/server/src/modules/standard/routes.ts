import * as c from '@miaopi/contracts';
import type { StaffActor } from '../../kernel/actor.ts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import type { StandardDeps } from './deps.ts';
import { type CaseTableName, caseTable, caseTables } from './domain/case-tables.ts';
import type { Fault } from './domain/fault.ts';
import type { StandardField, StandardTable } from './domain/field.ts';
import { scopeOf } from './policy.ts';
import { checkFile } from './use-cases/check-file.ts';
import { checkCases, exportRows, listRows } from './use-cases/see-rows.ts';

/** Faults that are told; the rest is counted. */
const faultsTold = 500;

export function standardRoutes(deps: StandardDeps): BoundRoute[] {
  return [
    route(c.listStandardTables, async ({ actor }) => {
      const { office } = scopeOf(actor);
      const items = deps.catalog
        .list()
        .map(({ package: { slug, item } }) => ({ slug, name: item.name, office: item.office }))
        .filter((i) => office === undefined || i.office.uscc === office);
      return {
        tables: caseTables.map(presentTable),
        offices: [...new Map(items.map((i) => [i.office.uscc, { code: i.office.uscc, name: i.office.name }])).values()],
        items: items.map(({ slug, name, office: of }) => ({ slug, name, office: of.uscc })),
      };
    }),
    route(c.listStandardRows, async ({ actor, query }) => {
      const after = parseAfter(query.after);
      const { rows, keys, more } = await listRows(deps, actor as StaffActor, query.table as CaseTableName, query, {
        limit: query.limit ?? 20,
        ...(after ? { after } : {}),
      });
      const { fields } = caseTable(query.table as CaseTableName);
      const last = more ? keys.at(-1) : undefined;
      return {
        rows: rows.map((r) => fields.map((f) => r[f.name] ?? null)),
        cases: keys.length,
        ...(last ? { next: `${last.submittedAt.toISOString()}~${last.caseId}` } : {}),
      };
    }),
    route(c.exportStandardRows, ({ actor, query }) =>
      exportRows(deps, actor as StaffActor, query.table as CaseTableName, query.format as 'csv', query),
    ),
    route(c.checkStandard, async ({ actor, query }) => present(await checkCases(deps, actor as StaffActor, query))),
    route(c.checkStandardFile, async ({ actor, params, file }) => {
      scopeOf(actor);
      return present(checkFile(params.table, file.data));
    }),
  ];
}

function presentTable({ name, title, fields }: StandardTable) {
  return {
    name,
    title,
    fields: fields.map(({ numberOf: _, codes, ...f }: StandardField) => ({
      ...f,
      ...(codes ? { codes: [...codes] } : {}),
    })),
  };
}

function present({ cases, rows, faults }: { cases: number; rows: number; faults: readonly Fault[] }) {
  return { cases, rows, faulty: faults.length, faults: faults.slice(0, faultsTold) };
}

function parseAfter(text: string | undefined): { at: Date; id: string } | undefined {
  const [at = '', id] = (text ?? '').split('~');
  const instant = new Date(at);
  return id && !Number.isNaN(instant.getTime()) ? { at: instant, id } : undefined;
}
