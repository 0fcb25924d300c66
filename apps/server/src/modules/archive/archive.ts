import type { ServerModule } from '../../kernel/module.ts';
import type { Subscriber } from '../../kernel/outbox.ts';
import type { ArchiveDeps } from './deps.ts';
import { archiveRoutes } from './routes.ts';
import { listWanted, want } from './store/packages.ts';
import { indexCases } from './use-cases/index-cases.ts';
import { makePackage } from './use-cases/make-package.ts';

export interface Archive {
  readonly module: ServerModule;
}

/** Packages of one night's run; the rest comes the next night. */
const aNight = 20_000;

export function createArchive(deps: ArchiveDeps): Archive {
  const { kernel } = deps;
  const wanted: Subscriber = (events, tx) =>
    want(
      tx,
      events.map((e) => e.payload as { caseId: string; region: string }),
      kernel.clock.now(),
      false,
    );
  return {
    module: {
      name: 'archive',
      routes: archiveRoutes(deps),
      jobs: {
        'archive.make': (payload) => makePackage(deps, (payload as { caseId: string }).caseId),
        // in the night: packages cost processor time, and a case just closed may still be delivered and rated
        'archive.night': async (_, { signal }) => {
          for (const id of await listWanted(kernel.read, aNight)) {
            if (signal.aborted) return;
            await makePackage(deps, id).catch((error: unknown) =>
              kernel.log.error({ err: error, caseId: id }, 'an archive package could not be made'),
            );
          }
        },
        'archive.index': (_, { signal }) => indexCases(deps, signal),
      },
      // 02:00 in Shanghai
      schedule: { 'archive.night': '0 18 * * *', 'archive.index': '* * * * *' },
      subscribers: {
        'cases.closed': wanted,
        // its decision was corrected or revoked: the package tells that too
        'cases.amended': wanted,
      },
    },
  };
}
