import type { Actor } from '../../kernel/actor.ts';
import type { ServerModule } from '../../kernel/module.ts';
import type { Subscriber } from '../../kernel/outbox.ts';
import type { FilingDeps } from './deps.ts';
import { filingRoutes } from './routes.ts';
import { untoldFilings } from './store/filings.ts';
import { listSystems } from './store/systems.ts';
import { systemRoutes } from './system-routes.ts';
import { changeSystem, type NewSystem, registerSystem } from './use-cases/govern-systems.ts';
import { tellDepartment, tellJob, tellLater, tellUntold } from './use-cases/tell-department.ts';

export interface Filing {
  readonly module: ServerModule;
  /** Registers a system as the operator does in the studio; of one of that name that is there already only the address is set. */
  register(actor: Actor, system: NewSystem): Promise<void>;
  /** A system answers again after it had been left alone: what it did not take is told now, not when its next try is due. */
  resume(systemId: string): Promise<void>;
}

export function createFiling(deps: FilingDeps): Filing {
  const { kernel, cases } = deps;
  /** Whatever people are told of a case, its department may be told too. */
  const follow: Subscriber = async (events) => {
    const caseIds = [...new Set(events.flatMap((e) => (e.payload as { caseId?: string | null }).caseId ?? []))];
    const filings = caseIds.length === 0 ? [] : await cases.throughDepartment.filingsOf(caseIds);
    if (filings.length > 0)
      await kernel.command(
        'filing.follow',
        { actor: { kind: 'system', name: 'filing' }, beside: true },
        async (ctx) => {
          for (const id of filings) tellLater(ctx, id);
        },
      );
  };
  return {
    module: {
      name: 'filing',
      routes: [...filingRoutes(deps), ...systemRoutes(deps)],
      jobs: { [tellJob]: (payload) => tellDepartment(deps, (payload as { filingId: string }).filingId) },
      subscribers: { notice: follow, 'cases.closed': follow },
    },
    async register(actor, system) {
      const known = (await listSystems(kernel.read)).find((one) => one.name === system.name);
      if (!known) return void (await registerSystem(deps, actor, system));
      const { requestId, pushUrl } = system;
      if (pushUrl && new URL(pushUrl).href !== known.pushUrl)
        await changeSystem(deps, actor, known.id, { requestId, change: 'address', pushUrl });
    },
    async resume(systemId) {
      // most systems of the exchange file for nobody
      if ((await untoldFilings(kernel.read, systemId)).length === 0) return;
      await kernel.command('filing.resume', { actor: { kind: 'system', name: 'filing' }, beside: true }, (ctx) =>
        tellUntold(ctx, systemId),
      );
    },
  };
}
