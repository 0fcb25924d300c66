import type { CorrectionForm } from '@miaopi/contracts';
import { maskValue } from '@miaopi/forms';
import { type CaseInput, scopeOf } from '@miaopi/items';
import { dayOf } from '../../kernel/clock.ts';
import { kernelErrors } from '../../kernel/errors.ts';
import { presentLookups } from '../forms/index.ts';
import { caseInputOf } from './case-input.ts';
import type { CasesDeps } from './deps.ts';
import { casesErrors } from './errors.ts';
import type { GatheredEvidence } from './evidence.ts';
import type { Viewer } from './handler.ts';
import { lookUpCorrection } from './look-up-correction.ts';
import { owns } from './policy.ts';
import { mayCorrectOnSpot, mayRecordCorrection } from './policy-intake.ts';
import { presentCorrection } from './present-intake.ts';
import { type CaseWithTasks, findFile, listEvidence } from './store/cases.ts';
import { listCorrections } from './store/corrections.ts';
import type { CaseRow } from './store/rows.ts';
import { openedBy } from './use-cases/correct-case.ts';
import { logLooks } from './use-cases/judgement.ts';

/**
 * The form of a case as filed, with what of it is open: for its applicant under a notice, for the official who records or corrects it on the spot.
 * @param corrected answers of open places as they are being filled in: the registers are asked what no longer fits them
 */
export async function correctionForm(
  deps: CasesDeps,
  actor: Viewer,
  c: CaseWithTasks,
  corrected?: Readonly<Record<string, unknown>>,
): Promise<CorrectionForm> {
  const { read } = deps.kernel;
  const { row } = c;
  if (actor.kind === 'staff') {
    const may = row.state === 'intake' ? mayCorrectOnSpot(actor, c) : mayRecordCorrection(actor, c);
    if (!may.allowed) throw casesErrors.not_yours({ detail: may.reason });
  } else if (row.state !== 'correction' || !owns(actor, row)) throw casesErrors.correction_over();
  const [item, file, filed, told] = await Promise.all([
    deps.catalog.load(row.slug, row.itemVersion),
    findFile(read, row.id),
    listEvidence(read, row.id),
    listCorrections(read, row.id),
  ]);
  if (!item || !file) throw kernelErrors.bug({ log: `case ${row.id} lacks item or file` });
  const notice = row.state === 'correction' ? told.at(-1) : undefined;
  const opened = openedBy(item, caseInputOf(row, file, filed), file, notice);
  let evidence = filed;
  let answers = file.answers;
  if (corrected) {
    const within = Object.fromEntries(Object.entries(corrected).filter(([name]) => opened.includes(name)));
    const looked = await lookUpCorrection(deps, { row, item, file, evidence }, within);
    await logAsked(deps, actor, row, looked.asked);
    evidence = [...looked.evidence];
    answers = { ...answers, ...within };
  }
  const input = { ...caseInputOf(row, file, evidence), answers: answers as CaseInput['answers'] };
  return {
    caseId: row.id,
    number: row.number,
    slug: row.slug,
    itemName: row.itemName,
    itemVersion: row.itemVersion,
    office: row.officeName,
    today: dayOf(row.submittedAt),
    ...(notice ? { notice: presentCorrection(notice, []) } : {}),
    opened,
    answers: { ...file.answers },
    provenance: { ...file.provenance } as CorrectionForm['provenance'],
    lookups: presentLookups(item, scopeOf(item, input), evidence, { facts: file.applicant.facts, agent: file.agent }),
    applicant: {
      kind: file.applicant.kind,
      name: file.applicant.name,
      number: maskValue(file.applicant.number, 'id'),
      facts: { ...file.applicant.facts },
    },
    agent: file.agent && { name: file.agent.name, facts: { ...file.agent.facts } },
  };
}

/** Looks made while a correction is filled in stand in the log that the person sees. */
async function logAsked(
  deps: CasesDeps,
  actor: Viewer,
  row: CaseRow,
  asked: readonly GatheredEvidence[],
): Promise<void> {
  if (asked.length === 0) return;
  await deps.kernel.command('cases.look_up_correction', { actor }, async (ctx) => {
    logLooks(ctx, { row, evidence: asked }, row.officeName);
  });
}
