import * as c from '@miaopi/contracts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import { maskName } from '../identity/index.ts';
import type { CasesDeps } from './deps.ts';
import { casesErrors } from './errors.ts';
import { stateNameOf } from './present.ts';
import { presentPrint } from './present-print.ts';
import { findCase, findDocument } from './store/cases.ts';
import { findPrintByCode, type PrintRow } from './store/prints.ts';
import { printCasePaper } from './use-cases/print-case-paper.ts';

export function printRoutes(deps: CasesDeps): BoundRoute[] {
  const { read } = deps.kernel;
  return [
    route(c.printCasePaper, async ({ actor, params, body }) =>
      presentPrint(
        await printCasePaper(deps, actor, {
          ...body,
          subject: body.subject as PrintRow['subject'],
          caseId: params.caseId,
        }),
      ),
    ),
    route(c.checkCasePrint, async ({ params, ip }) => {
      await deps.identity.limits.spend('queryAddress', ip);
      const print = await findPrintByCode(read, params.code.toLowerCase());
      const row = print && (await findCase(read, print.caseId));
      if (!print || !row) throw casesErrors.print_unknown();
      const document = print.subject === 'document' ? await findDocument(read, row.id, print.ref) : undefined;
      return {
        subject: print.subject,
        // the name of an upload is its owner's
        ...(document ? { name: document.name, number: document.number, issuedAt: document.at.toISOString() } : {}),
        caseNumber: row.number,
        itemName: row.itemName,
        office: row.officeName,
        applicant: maskName(row.applicantName),
        stateName: stateNameOf(row),
        no: print.no,
        printedAt: print.at.toISOString(),
      };
    }),
  ];
}
