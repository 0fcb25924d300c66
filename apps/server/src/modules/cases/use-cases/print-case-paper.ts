import { randomBytes } from 'node:crypto';
import { type Actor, actorKey } from '../../../kernel/actor.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Text } from '../../../kernel/text.ts';
import type { CasesDeps } from '../deps.ts';
import { casesErrors } from '../errors.ts';
import { handles, owns } from '../policy.ts';
import { findCaseWithTasks, findDocument } from '../store/cases.ts';
import { findPrint, insertPrint, type PrintRow } from '../store/prints.ts';
import type { CaseRow } from '../store/rows.ts';

export interface PrintOrder {
  readonly requestId: string;
  readonly caseId: string;
  readonly subject: PrintRow['subject'];
  /** Kind of the document, or id of the file. */
  readonly ref: string;
}

/**
 * F146: a print-out of a paper of a case is counted before it is made: what the printer does nobody here can see. For whose case it is and for the officials who handle it.
 * @throws cases.case_missing, cases.document_missing when the case has no such paper
 */
export async function printCasePaper(deps: CasesDeps, actor: Actor, order: PrintOrder): Promise<PrintRow> {
  const { kernel } = deps;
  const found = await findCaseWithTasks(kernel.read, order.caseId);
  if (!found || !(owns(actor, found.row) || handles(actor, found))) throw casesErrors.case_missing();
  const { row } = found;
  const name = await nameOf(deps, row, order);
  if (!name) throw casesErrors.document_missing({ log: `${order.subject} ${order.ref}` });
  const id = await kernel.command('cases.print', { actor, requestId: order.requestId }, async (ctx) => {
    const print = newId('print');
    await insertPrint(ctx.tx, {
      id: print,
      caseId: row.id,
      region: row.region,
      subject: order.subject,
      ref: order.ref,
      name,
      // 80 bits: whoever has the paper has it, nobody guesses one
      code: randomBytes(10).toString('hex'),
      at: ctx.now,
      by: actorKey(actor),
      byName: actor.kind === 'staff' ? `${actor.name}（${actor.number}）` : actor.kind === 'person' ? actor.name : '',
    });
    ctx.audit({
      action: 'cases.printed',
      subject: `case:${row.id}`,
      data: { print, subject: order.subject, ref: order.ref },
    });
    return print;
  });
  return findPrint(kernel.read, id);
}

async function nameOf(deps: CasesDeps, row: CaseRow, { subject, ref }: PrintOrder): Promise<Text | undefined> {
  if (subject === 'document') return (await findDocument(deps.kernel.read, row.id, ref))?.name;
  const file = (await deps.materials.filesOf(row.id)).find((one) => one.fileId === ref);
  return file && { zh: file.name, en: file.name };
}
