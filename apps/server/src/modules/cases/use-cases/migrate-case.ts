import { type CaseInput, inBoth, judge, onDay, type Told } from '@miaopi/items';
import type { CommandContext } from '../../../kernel/command.ts';
import type { Reader } from '../../../kernel/db/database.ts';
import { type CasesDeps, noticeEvent } from '../deps.ts';
import { type AnswerGap, answerGaps } from '../domain/carry-answers.ts';
import { applyAction } from '../domain/lifecycle.ts';
import { casesErrors } from '../errors.ts';
import type { GatheredEvidence } from '../evidence.ts';
import type { Handler } from '../handler.ts';
import { materialsAfter } from '../materials-of.ts';
import { platformNotice } from '../notice.ts';
import { handles } from '../policy.ts';
import { mayMigrate } from '../policy-version.ts';
import { type CaseWithTasks, changeLocked, findCaseWithTasks, lockCase } from '../store/cases.ts';
import { insertFiling, listCorrections } from '../store/corrections.ts';
import type { CaseRow, Filed, FileRow } from '../store/rows.ts';
import { byOfficial } from './by-official.ts';
import { type CheckedSignatures, checkSignatures, mustBeSigned } from './check-signatures.ts';
import { logLooks } from './judgement.ts';
import { land } from './land-case.ts';
import { type Move, type MovingCase, moveOf, movingCase } from './preview-migration.ts';
import { writeCorrectionNotice } from './write-correction-notice.ts';

export interface Migrating {
  readonly requestId: string;
  readonly digest: string;
  readonly reason: string;
  readonly step?: string;
  readonly answers?: Readonly<Record<string, unknown>>;
  readonly from?: string;
  readonly days?: number;
}

/** What the move comes to with the registers asked that only the new version asks, and with what the official filled in. */
interface Settled extends Move {
  readonly judged: CaseInput;
  readonly provenance: FileRow['provenance'];
  readonly changed: readonly string[];
}

/**
 * X03: a running case goes over to the version of its item in force (docs/decisions/0052). What is done is what the preview showed; the former answers stay in the former filing
 * and in the record of the act; papers that were issued stay as they are. Before the acceptance what is still missing is told to the applicant, exactly that; after it an
 * official may fill in what he may, and nothing more is asked of the applicant.
 * @throws cases.preview_stale, cases.migration_hindered, cases.migration_incomplete, cases.step_unknown
 */
export async function migrateCase(deps: CasesDeps, actor: Handler, caseId: string, given: Migrating): Promise<void> {
  const { asked, signed } = await beforehand(deps, actor, caseId, given);
  await deps.kernel.command('cases.migrate', { actor, requestId: given.requestId }, async (ctx) => {
    const found = await lockCase(ctx.tx, caseId);
    if (!found || !handles(actor, found)) throw casesErrors.case_missing();
    const c = await movingCase(deps, ctx.tx, found, ctx.today);
    const shown = moveOf(deps, c);
    mustBeAllowed(actor, c, shown, given);
    const { row, after } = c;
    const move = await settle(deps, ctx.tx, c, shown, given, asked, ctx.now);
    const { judged } = move;
    const gaps = answerGaps(after, judged);
    mustBeAnswerable(row, move, gaps, given);
    if (given.answers) mustBeSigned(after, judged, signed);
    const dossier = judge(after, judged);
    const next = await fileAnew(deps, ctx, actor, c, move, given);
    const landed = row.state === 'review' ? land(deps, ctx, actor, c, move, given.step) : undefined;
    const data = {
      from: row.itemVersion,
      to: next.itemVersion,
      digest: given.digest,
      fallen: move.carried.fallen.map(({ path, value }) => ({ path, value })),
      changed: move.changed,
      conditions: dossier.conditions.map(({ id, verdict }) => ({ id, verdict })),
      ...(landed ? { step: landed.from, next: landed.to.id, nextName: landed.to.name } : {}),
      due: { before: row.dueOn, after: next.dueOn },
      ...(given.from ? { consent: given.from } : {}),
    };
    changeLocked(ctx.tx, {
      row,
      now: ctx.now,
      set: {
        state: applyAction(row.state, 'migrate', 'official'),
        itemVersion: next.itemVersion,
        filing: next.filing,
        migrated: next.migrated,
        dueOn: next.dueOn,
        unmet: dossier.conditions.filter((k) => k.verdict === 'unmet').length,
        unknown: dossier.conditions.filter((k) => k.verdict === 'unknown').length,
      },
      evidence: asked,
      actions: [{ kind: 'migrate', ...byOfficial(actor), requestId: given.requestId, opinion: given.reason, data }],
    });
    deps.rules.keep(ctx, {
      subject: `case:${caseId}`,
      slug: row.slug,
      itemVersion: next.itemVersion,
      packageDigest: dossier.item.digest,
      decidedBy: 'machine',
      verdict: 'person',
      region: row.region,
      body: dossier,
    });
    logLooks(ctx, { row, evidence: asked }, row.officeName);
    ctx.audit({
      action: 'cases.migrated',
      subject: `case:${caseId}`,
      data: { from: data.from, to: data.to, digest: data.digest, fallen: data.fallen.length, due: data.due },
    });
    ctx.emit(noticeEvent(row.contactId, caseId, movedNotice(row, data.to, given.reason, next.dueOn), true));
    if (gaps.length > 0) await askForGaps(ctx, actor, { ...found, row: next }, move, gaps, given);
  });
}

function mustBeAllowed(actor: Handler, c: MovingCase, { preview }: Move, given: Migrating): void {
  const may = mayMigrate(actor, c);
  if (!may.allowed) throw casesErrors.not_yours({ detail: may.reason });
  if (preview.digest !== given.digest) throw casesErrors.preview_stale();
  const [hindrance] = preview.hindrances;
  if (hindrance) throw casesErrors.migration_hindered({ detail: hindrance });
}

/** Before the acceptance the applicant completes what only he can; after it nothing more is asked of him. @throws cases.migration_incomplete */
function mustBeAnswerable(row: CaseRow, { preview }: Settled, gaps: readonly AnswerGap[], given: Migrating): void {
  if (gaps.length === 0) return;
  const nobodys = preview.form.missing.filter((m) => m.by === 'nobody').map((m) => m.field);
  if (row.state === 'intake' && given.days !== undefined && !gaps.some((g) => nobodys.includes(g.field))) return;
  throw casesErrors.migration_incomplete({
    issues: gaps.map(({ path, message }) => ({ path, code: 'missing', message })),
  });
}

/** 行政许可法 第三十二条: exactly what the newer version wants and nobody could have been told before. */
async function askForGaps(
  ctx: CommandContext,
  actor: Handler,
  c: CaseWithTasks,
  { preview }: Settled,
  gaps: readonly AnswerGap[],
  given: Migrating,
): Promise<void> {
  const told = await listCorrections(ctx.tx, c.row.id);
  const places = new Map(preview.form.missing.map((m) => [m.field, m]));
  await writeCorrectionNotice(ctx, actor, c, {
    days: given.days ?? 15,
    nth: told.length + 1,
    points: gaps.map(({ field, message }) => ({
      field,
      label: places.get(field)?.label ?? { zh: field, en: field },
      kind: places.get(field)?.material ? 'material' : 'field',
      why: `该事项已更新为第${preview.to}版，新版本需要此项（${message.zh.replace(/。$/, '')}）`.slice(0, 300),
      how: '请在补正页面填写或者上传此项，其余内容不变',
    })),
  });
}

/**
 * What calls other connections, before the transaction opens: registers that only the new version asks, and signatures on what the official puts in. Refuses nothing that the
 * transaction says better.
 */
async function beforehand(
  deps: CasesDeps,
  actor: Handler,
  caseId: string,
  given: Migrating,
): Promise<{ readonly asked: readonly GatheredEvidence[]; readonly signed: CheckedSignatures }> {
  const nothing = { asked: [], signed: new Set<string>() };
  const { read, clock } = deps.kernel;
  const found = await findCaseWithTasks(read, caseId);
  if (!found || !handles(actor, found) || !mayMigrate(actor, found).allowed) return nothing;
  const c = await movingCase(deps, read, found, clock.today());
  const shown = moveOf(deps, c);
  if (shown.preview.digest !== given.digest || shown.preview.hindrances.length > 0) return nothing;
  const asked = shown.preview.asks.length > 0 ? await askRegisters(deps, c, shown) : [];
  if (!given.answers || !c.after.core.materials.some((m) => m.signing?.original)) return { ...nothing, asked };
  const { judged } = await settle(deps, read, c, shown, given, asked, clock.now());
  return { asked, signed: await checkSignatures(deps, c.row.contactId, { item: c.after, input: judged }) };
}

async function askRegisters(deps: CasesDeps, c: MovingCase, { carried }: Move): Promise<readonly GatheredEvidence[]> {
  const known = new Set(c.evidence.map((e) => e.requestId));
  const caseRef = c.row.number;
  const all = await deps.gather({ item: c.after, input: carried.input, when: 'submit', known: c.evidence, caseRef });
  return all.filter((e) => !known.has(e.requestId));
}

async function settle(
  deps: CasesDeps,
  db: Reader,
  c: MovingCase,
  shown: Move,
  given: Migrating,
  asked: readonly GatheredEvidence[],
  now: Date,
): Promise<Settled> {
  const newest = new Map([...c.evidence, ...asked].map((e) => [e.name, e]));
  const move = asked.length > 0 ? { ...shown, ...pick(moveOf(deps, { ...c, evidence: [...newest.values()] })) } : shown;
  const { carried } = move;
  const { input, provenance, changed } = carried;
  if (!given.answers || Object.keys(given.answers).length === 0) return { ...move, judged: input, provenance, changed };
  const corrected = await deps.forms.correct(db, {
    item: c.after,
    input,
    provenance,
    personId: c.row.contactId,
    opened: move.preview.form.missing.filter((m) => m.by === 'official').map((m) => m.field),
    answers: given.answers,
    by: { zh: `工作人员经${given.from ?? '申请人'}同意填写`, en: 'Filled in by an official with consent' },
    at: now.toISOString(),
  });
  return {
    ...move,
    judged: { ...input, answers: corrected.answers },
    provenance: corrected.provenance,
    changed: [...new Set([...changed, ...corrected.changed])],
  };
}

/** With registers asked since, what the answers and conditions came to; where it stands and its limit are as shown. */
function pick({ preview, carried }: Move): Pick<Move, 'preview' | 'carried'> {
  return { preview, carried };
}

/** The row as it will be; its file is filed anew where an answer is another now. */
async function fileAnew(
  deps: CasesDeps,
  ctx: CommandContext,
  actor: Handler,
  c: MovingCase,
  move: Settled,
  given: Migrating,
): Promise<CaseRow> {
  const { row, after } = c;
  const filing = move.changed.length > 0 ? row.filing + 1 : row.filing;
  if (filing > row.filing) {
    const filed: Filed = {
      way: 'version',
      by: 'official',
      id: actor.staffId,
      name: actor.name,
      correction: null,
      ...(given.from ? { from: given.from } : {}),
      changed: move.changed,
    };
    const materials = materialsAfter(after, move.judged, c.file.materials, { filed, at: ctx.now });
    const known = new Set(c.file.materials.flatMap((m) => (m.fileId ? [m.fileId] : [])));
    const fileIds = materials.flatMap((m) => (m.fileId && !known.has(m.fileId) ? [m.fileId] : []));
    if (fileIds.length > 0)
      await deps.materials.attach(ctx, { personId: row.contactId, fileIds, caseId: row.id, region: row.region });
    const { answers } = move.judged;
    insertFiling(ctx.tx, row, {
      filing,
      file: { ...c.file, answers, provenance: move.provenance, materials },
      at: ctx.now,
      filed,
    });
  }
  const { due, kept } = move.limit;
  return {
    ...row,
    itemVersion: after.package.item.version,
    filing,
    dueOn: row.state === 'review' ? (due.day ?? null) : row.dueOn,
    migrated: {
      at: ctx.now.toISOString(),
      from: row.itemVersion,
      filing,
      since: row.migrated?.filing === row.filing ? row.migrated.since : row.filing,
      ...(kept ? { limit: kept } : {}),
    },
    actions: row.actions + 1,
  };
}

function movedNotice(row: CaseRow, version: number, reason: string, due: string | null): Told {
  const limit = due && onDay(due);
  return platformNotice('migrated', row, {
    version: inBoth(String(version)),
    reason: inBoth(reason),
    note: limit ? { zh: `，期限为${limit.zh}`, en: `; the limit is ${limit.en}` } : inBoth(''),
  });
}
