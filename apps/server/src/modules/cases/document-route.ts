import * as c from '@miaopi/contracts';
import { drawingToSvg } from '@miaopi/layout';
import { type BoundRoute, route } from '../../kernel/module.ts';
import type { CasesDeps } from './deps.ts';
import { casesErrors } from './errors.ts';
import { drawDocument } from './papers/draw-document.ts';
import { itemOfDocument } from './papers/item-of-document.ts';
import { signedDocument } from './papers/signed-document.ts';
import { handles, owns } from './policy.ts';
import { findCaseWithTasks, findDocument } from './store/cases.ts';

/** F095, F124: a numbered document of a case, for whose case it is and for the officials who handle it. */
export function documentRoute(deps: CasesDeps): BoundRoute {
  const { kernel } = deps;
  return route(c.getDocument, async ({ actor, params, query }) => {
    const found = await findCaseWithTasks(kernel.read, params.caseId);
    if (!found || !(owns(actor, found.row) || handles(actor, found))) throw casesErrors.case_missing();
    const { row } = found;
    const document = await findDocument(kernel.read, row.id, params.kind);
    if (!document) throw casesErrors.document_missing({ log: params.kind });
    const item = await itemOfDocument(deps, row, document);
    if (actor.kind === 'staff')
      await kernel.command('cases.open_document', { actor }, async (ctx) =>
        ctx.access({
          subjectKind: row.applicantKind,
          subjectId: row.applicantId,
          who: { zh: `工作人员 ${actor.name}（${actor.number}）`, en: `Official ${actor.name} (${actor.number})` },
          what: {
            zh: `查看${document.name.zh} ${document.number}`,
            en: `Opened: ${document.name.en}, ${document.number}`,
          },
          purpose: { zh: '办理审批', en: 'Handling the application' },
          caseNumber: row.number,
        }),
      );
    const title = `${document.name.zh} ${document.number}`;
    if (query.format === 'pdf')
      return {
        mediaType: 'application/pdf',
        body: await signedDocument(deps, row, item, document),
        fileName: `${title}.pdf`,
      };
    const drawing = drawDocument(row, item, document, await deps.licences.sealPicture(row.office));
    const page = query.page ?? 0;
    if (page >= drawing.pages.length)
      throw casesErrors.document_missing({ log: `page ${page} of ${drawing.pages.length}` });
    return { mediaType: 'image/svg+xml', body: drawingToSvg(drawing, page, { outlines: true, title }) };
  });
}
