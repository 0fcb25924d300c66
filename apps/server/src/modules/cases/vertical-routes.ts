import * as c from '@miaopi/contracts';
import type { PersonActor } from '../../kernel/actor.ts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import type { CasesDeps } from './deps.ts';
import { casesErrors } from './errors.ts';
import { handles, owns } from './policy.ts';
import { findCaseWithTasks } from './store/cases.ts';
import { findVertical } from './store/verticals.ts';
import { openVertical } from './use-cases/open-vertical.ts';
import { makePass, openPass } from './use-cases/pass-to-vertical.ts';
import { redeemTicket } from './use-cases/redeem-ticket.ts';
import { takeVerticalMessage } from './use-cases/take-vertical-message.ts';

const json = 'application/json; charset=utf-8';

/** F016: the way over to a vertical system, and what comes back from it. */
export function verticalRoutes(deps: CasesDeps): BoundRoute[] {
  return [
    route(c.openVertical, ({ params, query, actor }) =>
      openVertical(deps, actor as PersonActor, params.caseId, query.back),
    ),
    route(c.makeVerticalPass, ({ params, actor }) => makePass(deps, actor as PersonActor, params.caseId)),
    route(c.useVerticalPass, ({ body, ip }) => openPass(deps, body.code, ip)),
    route(c.getVerticalResult, async ({ params, actor }) => {
      const found = await findCaseWithTasks(deps.kernel.read, params.caseId);
      if (!found || !(owns(actor, found.row) || handles(actor, found))) throw casesErrors.case_missing();
      const { row } = found;
      const vertical = await findVertical(deps.kernel.read, row.id);
      const file = vertical?.result?.file;
      if (!vertical?.fileKey || !file) throw casesErrors.document_missing();
      if (actor.kind === 'staff')
        await deps.kernel.command('cases.open_result', { actor }, async (ctx) =>
          ctx.access({
            subjectKind: row.applicantKind,
            subjectId: row.applicantId,
            who: { zh: `工作人员 ${actor.name}（${actor.number}）`, en: `Official ${actor.name} (${actor.number})` },
            what: { zh: `查看办件 ${row.number} 的结果文件`, en: `Opened the result of case ${row.number}` },
            purpose: { zh: '查看办件', en: 'Looking at the case' },
            caseNumber: row.number,
          }),
        );
      return {
        mediaType: file.mediaType,
        body: await deps.kernel.files.get(vertical.fileKey),
        fileName: file.fileName,
      };
    }),
    route(c.getTicketCertificate, async () => {
      const { certificate } = deps.verticals;
      if (!certificate) throw casesErrors.document_missing();
      return { certificate, algorithm: 'SM2 with SM3' };
    }),
    route(c.redeemTicket, async ({ sent, ip }) => ({
      mediaType: json,
      body: JSON.stringify(await redeemTicket(deps, sent, ip)),
    })),
    route(c.takeVerticalMessage, async ({ sent, ip }) => {
      const { number, outcome } = await takeVerticalMessage(deps, sent, ip);
      return {
        mediaType: json,
        body: JSON.stringify({
          消息编号: number,
          已收到: true,
          重复: outcome === 'repeated',
          等待前序: outcome === 'held',
        }),
      };
    }),
  ];
}
