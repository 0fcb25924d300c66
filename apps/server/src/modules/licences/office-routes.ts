import * as c from '@miaopi/contracts';
import type { Actor, StaffActor } from '../../kernel/actor.ts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import type { LicencesDeps } from './deps.ts';
import { licencesErrors } from './errors.ts';
import type { PageOf } from './licence-pages.ts';
import { mayRead } from './policy.ts';
import { presentOfficeCard, presentOfficeLicence } from './present-office.ts';
import { findOfOffice, listOfOffice, listTypesOfOffice } from './store/life.ts';
import type { IssuedRow } from './store/rows.ts';
import { actOnLicence, decideProposal } from './use-cases/act-on-licence.ts';
import { checkOriginal } from './use-cases/check-original.ts';
import { lookAtLicence } from './use-cases/look-at-licence.ts';

/** The issuing office's own licences: list, file, actions. */
export function officeRoutes(deps: LicencesDeps, pageOf: PageOf): BoundRoute[] {
  const { kernel } = deps;
  const own = async (actor: Actor, id: string): Promise<IssuedRow> => {
    const staff = actor as StaffActor;
    const row = mayRead(staff) ? await findOfOffice(kernel.read, id, staff.office) : undefined;
    if (!row) throw licencesErrors.licence_missing();
    return row;
  };
  const present = async (actor: Actor, id: string) =>
    presentOfficeLicence(deps, actor as StaffActor, await own(actor, id));
  return [
    route(c.listOfficeLicences, async ({ actor, query }) => {
      const staff = actor as StaffActor;
      if (!mayRead(staff)) return { licences: [], types: [] };
      const limit = query.limit ?? 20;
      const [at, id] = (query.after ?? '').split('~');
      const after = at && id && !Number.isNaN(Date.parse(at)) ? { at: new Date(at), id } : undefined;
      const words = query.words?.normalize('NFKC').trim();
      const [rows, types] = await Promise.all([
        listOfOffice(kernel.read, {
          office: staff.office,
          limit: limit + 1,
          today: kernel.clock.today(),
          ...(query.state ? { state: query.state as string } : {}),
          ...(query.type ? { typeCode: query.type } : {}),
          ...(words ? { words } : {}),
          ...(after ? { after } : {}),
        }),
        listTypesOfOffice(kernel.read, staff.office),
      ]);
      const last = rows.length > limit ? rows[limit - 1] : undefined;
      return {
        licences: rows.slice(0, limit).map((row) => presentOfficeCard(row, kernel.clock.today())),
        types,
        ...(last ? { next: `${last.issuedAt.toISOString()}~${last.id}` } : {}),
      };
    }),
    route(c.getOfficeLicence, async ({ actor, params }) => {
      const row = await own(actor, params.licenceId);
      await lookAtLicence(deps, actor as StaffActor, row);
      return presentOfficeLicence(deps, actor as StaffActor, row);
    }),
    route(c.getOfficeLicencePage, async ({ actor, params, query }) =>
      pageOf(await own(actor, params.licenceId), query.page ?? 0),
    ),
    route(c.actOnLicence, async ({ actor, params, body }) => {
      await actOnLicence(deps, actor as StaffActor, params.licenceId, body);
      return present(actor, params.licenceId);
    }),
    route(c.checkLicenceOriginal, async ({ actor, params, body }) => {
      await checkOriginal(deps, actor as StaffActor, params.licenceId, body);
      return present(actor, params.licenceId);
    }),
    route(c.decideLicenceProposal, async ({ actor, params, body }) => {
      await decideProposal(deps, actor as StaffActor, params.licenceId, body);
      return present(actor, params.licenceId);
    }),
  ];
}
