import type { SendIn } from '@miaopi/items';
import type { StaffActor } from '../../kernel/actor.ts';
import type { CommandContext } from '../../kernel/command.ts';
import { kernelErrors } from '../../kernel/errors.ts';
import type { Text } from '../../kernel/text.ts';
import { originalsInStore } from './case-originals.ts';
import type { CasesDeps } from './deps.ts';
import type { OriginalDue, OriginalSeen } from './domain/originals.ts';
import { handlerOf } from './handler.ts';
import { mayOpenPapers } from './policy-intake.ts';
import { findCase } from './store/cases.ts';
import { listCorrections } from './store/corrections.ts';
import type { CaseRow } from './store/rows.ts';
import { collectResult } from './use-cases/collect-result.ts';
import { openIntake } from './use-cases/open-intake.ts';
import { enterOriginals } from './use-cases/see-originals.ts';

type Reader = CasesDeps['kernel']['read'];

/** What papers are for: `originals` before the acceptance, `collection` beside the result, `correction` of what was filed. */
export type PapersFor = 'originals' | 'collection' | 'correction';

/** A case as far as papers for it are concerned. */
export interface PapersAsked {
  readonly caseId: string;
  readonly caseNumber: string;
  readonly region: string;
  readonly office: { readonly uscc: string; readonly name: Text };
  readonly itemName: Text;
  readonly applicant: { readonly kind: 'person' | 'firm'; readonly id: string; readonly name: string };
  /** Who is told, and who acts for a firm. */
  readonly contactId: string;
  /** Where papers are sent; undefined when the item takes none by courier. */
  readonly sendIn: SendIn | undefined;
  /** What is wanted now; undefined when nothing is. */
  readonly purpose: PapersFor | undefined;
  readonly papers: readonly OriginalDue[];
  /** Last day the applicant has, yyyy-mm-dd. */
  readonly until: string | undefined;
}

/** What a case wants on paper at the moment; undefined for a case this module does not know. */
export async function papersAsked(deps: CasesDeps, caseId: string, db?: Reader): Promise<PapersAsked | undefined> {
  const read = db ?? deps.kernel.read;
  const row = await findCase(read, caseId);
  if (!row) return undefined;
  const item = await deps.catalog.load(row.slug, row.itemVersion);
  if (!item) throw kernelErrors.bug({ log: `${row.slug} v${row.itemVersion} of case ${caseId} is not there` });
  const originals = await originalsInStore(read, row, item);
  return {
    caseId,
    caseNumber: row.number,
    region: row.region,
    office: { uscc: row.office, name: row.officeName },
    itemName: row.itemName,
    applicant: { kind: row.applicantKind, id: row.applicantId, name: row.applicantName },
    contactId: row.contactId,
    sendIn: item.package.item.sendIn,
    until: row.dueOn ?? undefined,
    ...(await wantedNow(read, row, originals.mode.by, originals.left)),
  };
}

async function wantedNow(
  read: Reader,
  row: CaseRow,
  mode: string,
  left: readonly OriginalDue[],
): Promise<Pick<PapersAsked, 'purpose' | 'papers'>> {
  if (row.state === 'originals') return { purpose: 'originals', papers: left };
  if (row.state === 'correction') {
    const points = (await listCorrections(read, row.id)).at(-1)?.points ?? [];
    const labels = new Map(points.flatMap((p) => (p.kind === 'material' ? [[p.label.zh, p.label] as const] : [])));
    const papers = [...labels.values()].map((name) => ({ name, files: [] }));
    return papers.length > 0 ? { purpose: 'correction', papers } : { purpose: undefined, papers: [] };
  }
  const collects = row.state === 'closed' && row.outcome === 'granted' && mode === 'at-collection' && left.length > 0;
  return collects ? { purpose: 'collection', papers: left } : { purpose: undefined, papers: [] };
}

/**
 * Originals that came by courier, in the transaction that opens their parcel: does what the window does with what is brought. @returns whether all agree with what was
 * uploaded @throws cases.originals_wrong, cases.wrong_state, cases.not_yours
 */
export async function receivePapers(
  deps: CasesDeps,
  ctx: CommandContext,
  actor: StaffActor,
  caseId: string,
  given: {
    readonly purpose: 'originals' | 'collection';
    readonly from: string;
    readonly originals: readonly OriginalSeen[];
  },
): Promise<boolean> {
  const { from, originals } = given;
  if (given.purpose === 'collection')
    return collectResult(deps, ctx, actor, caseId, { from, originals, place: 'courier' });
  const handler = await handlerOf(deps, actor);
  const opened = await openIntake(deps, ctx, handler, caseId, (c) => mayOpenPapers(handler, c));
  await enterOriginals(deps, ctx, handler, opened, { from, originals, place: 'courier' });
  return originals.every((o) => o.equal);
}
