import type { PartyNeed } from '@miaopi/items';
import type { ServerModule } from '../../kernel/module.ts';
import type { SigningDeps } from './deps.ts';
import { signingRoutes } from './routes.ts';
import { listLicenceSeals } from './store/licence-scans.ts';
import { keepDeadlines } from './use-cases/end-session.ts';
import { sweepVersions } from './use-cases/sweep-versions.ts';
import { takeWaitingScans } from './use-cases/take-licence-scan.ts';

/** What others may ask of this module and do through it. */
export interface Signing {
  readonly module: ServerModule;
  /**
   * F142: those of the parties whose signature is not among these seals. A party is known by the seals it holds here (a firm also by those its business licence signed with), whatever became of them since:
   * whether a signature holds was judged when the file came in.
   */
  missing(parties: readonly PartyNeed[], sealIds: readonly string[]): Promise<readonly PartyNeed[]>;
}

export function createSigning(deps: SigningDeps): Signing {
  return {
    module: {
      name: 'signing',
      routes: signingRoutes(deps),
      schedule: {
        'signing.keep_deadlines': '*/15 * * * *',
        'signing.sweep_versions': '51 19 * * *',
        'signing.take_licences': '* * * * *',
      },
      jobs: {
        'signing.keep_deadlines': () => keepDeadlines(deps),
        'signing.sweep_versions': () => sweepVersions(deps.kernel),
        'signing.take_licences': () => takeWaitingScans(deps),
      },
    },
    async missing(parties, sealIds) {
      const there = new Set(sealIds);
      const absent: PartyNeed[] = [];
      for (const party of parties) {
        const holder =
          party.kind && party.number ? await deps.identity.findHolder(party.kind, party.number) : undefined;
        const held = party.kind && holder ? await deps.seals.heldBy({ kind: party.kind, id: holder.id }) : [];
        const byLicence =
          party.kind === 'firm' && party.number
            ? await listLicenceSeals(deps.kernel.read, party.number.toUpperCase())
            : [];
        if (![...held, ...byLicence].some((id) => there.has(id))) absent.push(party);
      }
      return absent;
    },
  };
}
