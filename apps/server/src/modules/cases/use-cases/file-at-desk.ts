import type { PersonActor } from '../../../kernel/actor.ts';
import type { CommandContext } from '../../../kernel/command.ts';
import type { Text } from '../../../kernel/text.ts';
import type { CasesDeps } from '../deps.ts';
import { insertDocument } from '../store/cases.ts';
import { insertDeskFiling } from '../store/desk-filings.ts';
import { takeDocumentNumber } from '../store/numbers.ts';
import type { CaseMaterial, CaseRow } from '../store/rows.ts';

/** A filing at an official's window (F009): what is known of it before the transaction opens. */
export interface Desk {
  readonly by: NonNullable<PersonActor['attended']>;
  readonly officeName: Text;
  /** The scan of the authorisation of who came in the applicant's place. */
  readonly authorisation?: string;
}

export async function deskOf({ identity }: CasesDeps, actor: PersonActor): Promise<Desk | undefined> {
  const { attended } = actor;
  if (!attended) return undefined;
  const [office, authorisation] = await Promise.all([
    identity.findOffice(attended.office),
    identity.authorisationAtDesk(attended.visitId),
  ]);
  const officeName = office?.name ?? { zh: attended.office, en: attended.office };
  return { by: attended, officeName, ...(authorisation ? { authorisation } : {}) };
}

/** 授权委托书, among the materials. */
export function authorisationOf({ authorisation }: Desk): CaseMaterial[] {
  if (!authorisation) return [];
  return [
    {
      name: { zh: '授权委托书', en: 'Authorisation of the agent' },
      by: 'paper',
      count: 1,
      fileId: authorisation,
      source: { zh: '窗口收取，工作人员扫描', en: 'Handed in at the window, scanned by an official' },
    },
  ];
}

/** Who entered it, in the history of the case. */
export function enteredBy({ by, officeName }: Desk): Text {
  return {
    zh: `由${officeName.zh}窗口${by.name}（${by.number}）代为录入`,
    en: `Entered by ${by.name} (${by.number}) at a window of ${officeName.en}`,
  };
}

/** What was handed in, each material once; what registers answered was not. */
export function handedIn(materials: readonly CaseMaterial[]): Pick<CaseMaterial, 'name' | 'count'>[] {
  const out = new Map<string, Pick<CaseMaterial, 'name' | 'count'>>();
  for (const { name, by, count } of materials)
    if (by === 'upload' || by === 'paper') out.set(name.zh, { name, count: (out.get(name.zh)?.count ?? 0) + count });
  return [...out.values()];
}

/** 收件凭证, numbered; after the case is written. */
export async function writeDeskFiling(
  ctx: CommandContext,
  row: CaseRow,
  desk: Desk,
  materials: readonly CaseMaterial[],
) {
  const receipt = await takeDocumentNumber(ctx.tx, row, { kind: 'receipt', sign: '收', today: ctx.today });
  insertDeskFiling(ctx.tx, row, {
    at: ctx.now,
    visitId: desk.by.visitId,
    staffId: desk.by.staffId,
    staffName: desk.by.name,
    staffNumber: desk.by.number,
    office: desk.by.office,
    officeName: desk.officeName,
    receipt,
  });
  insertDocument(ctx.tx, {
    caseId: row.id,
    kind: 'receipt',
    region: row.region,
    number: receipt,
    name: { zh: '收件凭证', en: 'Receipt' },
    at: ctx.now,
    content: {
      clerk: desk.by.name,
      clerkNumber: desk.by.number,
      window: desk.officeName.zh,
      queryCode: row.queryCode,
      materials: handedIn(materials).map((m) => ({ name: m.name.zh, count: m.count })),
    },
  });
  ctx.audit({
    action: 'cases.filed_at_desk',
    subject: `case:${row.id}`,
    data: { staff: desk.by.staffId, visit: desk.by.visitId, receipt },
  });
}
