import * as c from '@miaopi/contracts';
import { modeNames } from '@miaopi/items';
import type { StaffActor } from '../../kernel/actor.ts';
import { kernelErrors } from '../../kernel/errors.ts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import { originalsInStore } from './case-originals.ts';
import type { CasesDeps } from './deps.ts';
import { casesErrors } from './errors.ts';
import { goesOver, handles } from './policy.ts';
import { stateNameOf } from './present.ts';
import { findCaseWithTasks, findFile } from './store/cases.ts';
import { findDeskFiling, listDeskFilings } from './store/desk-filings.ts';
import { handedIn } from './use-cases/file-at-desk.ts';

/** F009: what an official filed at his window. */
export function deskRoutes(deps: CasesDeps): BoundRoute[] {
  const { read } = deps.kernel;
  return [
    route(c.getDeskReceipt, async ({ params, actor }) => {
      const staff = actor as StaffActor;
      const [found, filing] = await Promise.all([
        findCaseWithTasks(read, params.caseId),
        findDeskFiling(read, params.caseId),
      ]);
      if (!found || !filing || !(filing.staffId === staff.staffId || handles(staff, found)))
        throw casesErrors.case_missing();
      const { row } = found;
      const [item, file] = await Promise.all([deps.catalog.load(row.slug, row.itemVersion), findFile(read, row.id)]);
      if (!item || !file) throw kernelErrors.bug({ log: `case ${row.id} lacks its item or its file` });
      const { mode, left } = await originalsInStore(read, row, item);
      return {
        caseId: row.id,
        receipt: filing.receipt,
        number: row.number,
        queryCode: row.queryCode,
        itemName: row.itemName,
        office: row.officeName,
        applicant: row.applicantName,
        applicantNumber: `${row.applicantNumber.slice(0, 4)}**********${row.applicantNumber.slice(-4)}`,
        applicantKind: row.applicantKind,
        ...(row.agentName ? { agent: row.agentName } : {}),
        submittedAt: row.submittedAt.toISOString(),
        stateName: stateNameOf(row),
        clerk: { name: filing.staffName, number: filing.staffNumber, office: filing.officeName },
        materials: handedIn(file.materials),
        mode: modeNames[mode.by],
        toBring: left.map((o) => o.name),
        ...(left.length > 0 ? { where: item.package.item.consult.window } : {}),
        ...(item.package.item.vertical && goesOver(row).allowed ? { goesTo: item.package.item.vertical.name } : {}),
      };
    }),
    route(c.listDeskFilings, async ({ query, actor }) => ({
      filings: (await listDeskFilings(read, (actor as StaffActor).staffId, query.limit ?? 20)).map(
        ({ row, receipt }) => ({
          caseId: row.id,
          receipt,
          number: row.number,
          itemName: row.itemName,
          applicant: row.applicantName,
          stateName: stateNameOf(row),
          at: row.submittedAt.toISOString(),
        }),
      ),
    })),
  ];
}
