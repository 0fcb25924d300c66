import * as c from '@miaopi/contracts';
import type { StaffActor } from '../../kernel/actor.ts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import type { ArchiveDeps } from './deps.ts';
import { excerptOf } from './domain/words.ts';
import { officeOf } from './policy.ts';
import { countWanted, listPackages } from './store/packages.ts';
import { askForPackage, openPackage } from './use-cases/give-package.ts';
import { searchHistory } from './use-cases/search-history.ts';

export function archiveRoutes(deps: ArchiveDeps): BoundRoute[] {
  const { read } = deps.kernel;
  return [
    route(c.listArchivePackages, async ({ actor, query }) => {
      const limit = query.limit ?? 20;
      const after = parseAfter(query.after);
      const office = officeOf(actor);
      const [rows, waiting] = await Promise.all([
        listPackages(read, { office, limit: limit + 1, ...(after ? { after } : {}) }),
        countWanted(read),
      ]);
      const last = rows.length > limit ? rows[limit - 1] : undefined;
      return {
        packages: rows.slice(0, limit).map((p) => ({
          caseId: p.caseId,
          number: p.number,
          itemName: p.itemName,
          office: p.officeName,
          applicant: p.applicantName,
          ...(p.outcome ? { outcome: p.outcome } : {}),
          closedAt: p.closedAt.toISOString(),
          bytes: p.bytes,
          files: p.files,
          digest: p.digest,
          madeAt: p.madeAt.toISOString(),
        })),
        waiting,
        ...(last ? { next: `${last.closedAt.toISOString()}~${last.caseId}` } : {}),
      };
    }),
    route(c.askForArchivePackage, ({ actor, params, body }) =>
      askForPackage(deps, actor as StaffActor, params.caseId, body.requestId),
    ),
    route(c.getArchivePackage, async ({ actor, params }) => {
      const { row, data } = await openPackage(deps, actor as StaffActor, params.caseId);
      return { mediaType: 'application/zip', body: data, fileName: `归档 ${row.number}.zip` };
    }),
    route(c.searchArchive, async ({ actor, body }) => {
      const limit = body.limit ?? 20;
      const after = parseAfter(body.after);
      const rows = await searchHistory(deps, actor as StaffActor, {
        ...body,
        limit: limit + 1,
        shown: limit,
        ...(after ? { place: after } : {}),
      });
      const last = rows.length > limit ? rows[limit - 1] : undefined;
      return {
        cases: rows.slice(0, limit).map((r) => ({
          caseId: r.caseId,
          number: r.number,
          itemName: r.itemName,
          office: r.officeName,
          applicant: r.applicantName,
          state: r.state,
          ...(r.outcome ? { outcome: r.outcome } : {}),
          submittedAt: r.submittedAt.toISOString(),
          excerpt: excerptOf(r.body, body.words),
          packaged: r.packaged,
          asked: r.wanted,
        })),
        ...(last ? { next: `${last.submittedAt.toISOString()}~${last.caseId}` } : {}),
      };
    }),
  ];
}

function parseAfter(text: string | undefined): { at: Date; id: string } | undefined {
  const [at = '', id] = (text ?? '').split('~');
  const instant = new Date(at);
  return id && !Number.isNaN(instant.getTime()) ? { at: instant, id } : undefined;
}
