import * as c from '@miaopi/contracts';
import type { Actor, StaffActor } from '../../kernel/actor.ts';
import { kernelErrors } from '../../kernel/errors.ts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import type { CasesDeps } from './deps.ts';
import { handlerOf } from './handler.ts';
import { migrationForm } from './migration-form.ts';
import { presentSummary } from './present.ts';
import { countVersions, listOfOlderVersions } from './store/versions.ts';
import { migrateCase } from './use-cases/migrate-case.ts';
import { previewMigration } from './use-cases/preview-migration.ts';

/** X03: a running case goes over to the version of its item in force; which cases of an office began with an older one. */
export function versionRoutes(
  deps: CasesDeps,
  view: (actor: Actor, caseId: string) => Promise<c.CaseView>,
): BoundRoute[] {
  const { read } = deps.kernel;
  const versionOf = (slug: string) => deps.catalog.item(slug)?.package.item;
  const head = (actor: Actor): StaffActor => {
    const staff = actor as StaffActor;
    if (!staff.roles.includes('head')) throw kernelErrors.not_permitted();
    return staff;
  };
  return [
    route(c.previewMigration, ({ params, actor }) => previewMigration(deps, actor, params.caseId)),
    route(c.getMigrationForm, async ({ params, actor }) =>
      migrationForm(deps, await handlerOf(deps, actor), params.caseId),
    ),
    route(c.migrateCase, async ({ params, body, actor }) => {
      await migrateCase(deps, await handlerOf(deps, actor), params.caseId, body);
      return view(actor, params.caseId);
    }),
    route(c.listOutdated, async ({ actor }) => {
      const rows = await countVersions(read, head(actor).office);
      const slugs = [...new Set(rows.map((r) => r.slug))];
      return {
        items: slugs.flatMap((slug) => {
          const item = versionOf(slug);
          const versions = rows.flatMap((r) =>
            item && r.slug === slug && r.version < item.version ? [{ version: r.version, cases: r.cases }] : [],
          );
          return item && versions.length > 0 ? [{ slug, name: item.name, inForce: item.version, versions }] : [];
        }),
      };
    }),
    route(c.listOutdatedCases, async ({ params, query, actor }) => {
      const { office } = head(actor);
      const limit = query.limit ?? 20;
      const before = versionOf(params.slug)?.version ?? 0;
      const after = parseCursor(query.after);
      const rows = await listOfOlderVersions(
        read,
        { office, slug: params.slug, before },
        { limit: limit + 1, ...(after ? { after } : {}) },
      );
      const last = rows.length > limit ? rows[limit - 1] : undefined;
      return {
        cases: rows.slice(0, limit).map((row) => ({ ...presentSummary(row), itemVersion: row.itemVersion })),
        ...(last ? { next: `${last.submittedAt.toISOString()}~${last.id}` } : {}),
      };
    }),
  ];
}

function parseCursor(text: string | undefined): { at: Date; id: string } | undefined {
  const [at, id] = (text ?? '').split('~');
  if (!at || !id) return undefined;
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? undefined : { at: date, id };
}
