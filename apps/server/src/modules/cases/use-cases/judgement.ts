import type { CaseInput, CompiledItem, Dossier } from '@miaopi/items';
import type { CommandContext } from '../../../kernel/command.ts';
import type { Text } from '../../../kernel/text.ts';
import type { ReservedLicence } from '../../licences/index.ts';
import type { CasesDeps } from '../deps.ts';
import type { FinishedStep } from '../domain/steps.ts';
import type { GatheredEvidence } from '../evidence.ts';
import type { CaseChange } from '../store/cases.ts';
import type { CaseRow } from '../store/rows.ts';

/** What the machine found, about to be kept. */
export interface Judgement {
  readonly row: CaseRow;
  readonly item: CompiledItem;
  readonly input: CaseInput;
  readonly dossier: Dossier;
  readonly evidence: readonly GatheredEvidence[];
  readonly gathered: FinishedStep;
  readonly judged: FinishedStep;
  /** Why it goes to a person although the conditions are met. */
  readonly refer?: Text;
}

export interface Recorded {
  readonly row: CaseRow;
  readonly input: CaseInput;
  readonly steps: readonly FinishedStep[];
  /** Reserved when the machine granted. */
  readonly licence: ReservedLicence | undefined;
}

/** Puts the change of the case's row, with what is appended, into the transaction; false when the row had moved on. */
export type WriteChange = (
  change: Required<Pick<CaseChange, 'set' | 'actions' | 'steps' | 'evidence'>>,
) => Promise<boolean>;

/** The dossier of the machine, which replays to the same answer. */
export function keepDossier(deps: CasesDeps, ctx: CommandContext, { row, dossier, refer }: Judgement): void {
  deps.rules.keep(ctx, {
    subject: `case:${row.id}`,
    slug: row.slug,
    itemVersion: row.itemVersion,
    packageDigest: dossier.item.digest,
    decidedBy: 'machine',
    verdict: refer ? 'person' : dossier.verdict,
    region: row.region,
    body: dossier,
  });
}

/** Every look at the applicant's data stands in the log that he sees. @param who looked; the machine when not said */
export function logLooks(
  ctx: CommandContext,
  { row, evidence }: Pick<Judgement, 'row' | 'evidence'>,
  who = { zh: `秒批系统（${row.officeName.zh}）`, en: `The system for ${row.officeName.en}` },
): void {
  for (const e of evidence)
    ctx.access({
      subjectKind: row.applicantKind,
      subjectId: row.applicantId,
      who,
      what: { zh: `${e.source.office.zh}：${e.label.zh}`, en: `${e.source.office.en}: ${e.label.en}` },
      purpose: e.source.purpose,
      caseNumber: row.number,
    });
}
