import type { PersonActor } from '../../../kernel/actor.ts';
import type { CommandContext } from '../../../kernel/command.ts';
import type { Text } from '../../../kernel/text.ts';
import { noticeEvent } from '../deps.ts';
import { platformNotice } from '../notice.ts';
import { insertDepartmentFiling } from '../store/department-filings.ts';
import type { CaseMaterial, CaseRow } from '../store/rows.ts';

/** On what ground another department files for somebody, in words, and the consent he signed where that is it. */
export interface FilingGround {
  readonly text: Text;
  readonly paper?: string;
  /** Digest of the form it is filed with. */
  readonly form: string;
}

/** Who files through whom, in the history of the case. */
export function filedThrough({ through }: PersonActor): Text | undefined {
  if (!through) return undefined;
  const { department, official, number } = through;
  return {
    zh: `由${department.zh}${official.name}（${official.number}）代为提交，部门编号 ${number}`,
    en: `Filed by ${official.name} (${official.number}) of ${department.en} for the applicant, its number ${number}`,
  };
}

/** The consent, among the materials. */
export function consentOf({ paper }: FilingGround): CaseMaterial[] {
  if (!paper) return [];
  return [
    {
      name: { zh: '代为申报同意书', en: 'Consent to being filed for' },
      by: 'upload',
      count: 1,
      fileId: paper,
      source: { zh: '由代为申报的部门提供', en: 'Given by the department that filed' },
    },
  ];
}

/** Kept with the case, and told to the applicant at once: who filed, on what ground, and what he can do about it. After the case is written. */
export function writeDepartmentFiling(
  ctx: CommandContext,
  row: CaseRow,
  through: NonNullable<PersonActor['through']>,
  ground: FilingGround,
): void {
  const { systemId, filingId, number, department, official } = through;
  insertDepartmentFiling(ctx.tx, row, {
    ...{ at: ctx.now, systemId, filingId, number, department, official },
    ground: ground.text,
    form: ground.form,
  });
  ctx.audit({
    action: 'cases.filed_by_department',
    subject: `case:${row.id}`,
    data: { system: systemId, filing: filingId },
  });
  ctx.access({
    subjectKind: row.applicantKind,
    subjectId: row.applicantId,
    who: department,
    what: {
      zh: `为您申报“${row.itemName.zh}”（${row.number}）`,
      en: `Filed “${row.itemName.en}” for you (${row.number})`,
    },
    purpose: ground.text,
    caseNumber: row.number,
  });
  const notice = platformNotice('filedForYou', row, { department, ground: ground.text });
  ctx.emit(noticeEvent(row.contactId, row.id, notice, true));
}
