import type { VersionPreview } from '@miaopi/contracts';
import { answerText, type Field, maskValue } from '@miaopi/forms';
import { sm3Hex } from '@miaopi/gm';
import { type CompiledItem, canonicalJson, feeOf, gatherPlan, judge, reviewRoute } from '@miaopi/items';
import type { Actor } from '../../../kernel/actor.ts';
import type { Reader } from '../../../kernel/db/database.ts';
import { kernelErrors } from '../../../kernel/errors.ts';
import type { Text } from '../../../kernel/text.ts';
import { caseInputOf } from '../case-input.ts';
import { clockFactsOf } from '../clock-facts.ts';
import { correctablePlaces } from '../correctable.ts';
import type { CasesDeps } from '../deps.ts';
import { answerGaps, type CarriedAnswers, carryAnswers, type FiledSources } from '../domain/carry-answers.ts';
import { type ClockFacts, type Due, dueDay } from '../domain/case-clock.ts';
import { whyLimitStays } from '../domain/kept-limit.ts';
import { type Landing, landingOf } from '../domain/landing.ts';
import { tasksSince } from '../domain/tasks.ts';
import { conditionChanges, materialChanges, stepChanges, templateChanges } from '../domain/version-comparison.ts';
import { versionHindrances } from '../domain/version-hindrances.ts';
import { casesErrors } from '../errors.ts';
import type { GatheredEvidence } from '../evidence.ts';
import { handles } from '../policy.ts';
import { newerVersion } from '../present-version.ts';
import { type CaseWithTasks, findCaseWithTasks, findFile, listEvidence } from '../store/cases.ts';
import { listProcedures } from '../store/procedures.ts';
import type { CaseRow, FileRow, ProcedureRow } from '../store/rows.ts';

/** A case with everything two versions of its item are compared by. */
export interface MovingCase extends CaseWithTasks {
  readonly before: CompiledItem;
  readonly after: CompiledItem;
  readonly file: FileRow;
  readonly evidence: readonly GatheredEvidence[];
  readonly procedures: readonly ProcedureRow[];
  readonly billed: boolean;
  /** yyyy-mm-dd */
  readonly today: string;
}

/** What moving it comes to. */
export interface Move {
  readonly preview: VersionPreview;
  readonly carried: CarriedAnswers;
  readonly landing: Landing;
  /** What its clock counts by afterwards. */
  readonly limit: { readonly due: Due; readonly kept: ClockFacts['limit'] | undefined };
}

/** X03: what would become of the case under the version in force. Changes nothing. @throws cases.no_newer_version */
export async function previewMigration(deps: CasesDeps, actor: Actor, caseId: string): Promise<VersionPreview> {
  const found = await findCaseWithTasks(deps.kernel.read, caseId);
  if (!found || !handles(actor, found)) throw casesErrors.case_missing();
  return moveOf(deps, await movingCase(deps, deps.kernel.read, found, deps.kernel.clock.today())).preview;
}

/** @throws cases.no_newer_version */
export async function movingCase(
  deps: CasesDeps,
  db: Reader,
  found: CaseWithTasks,
  today: string,
): Promise<MovingCase> {
  const { row } = found;
  const after = newerVersion(deps, row);
  if (!after) throw casesErrors.no_newer_version();
  const [before, file, evidence, procedures, bill] = await Promise.all([
    deps.catalog.load(row.slug, row.itemVersion),
    findFile(db, row.id),
    listEvidence(db, row.id),
    listProcedures(db, row.id),
    deps.payments.ofCase(row.id),
  ]);
  if (!before || !file) throw kernelErrors.bug({ log: `case ${row.id} lacks its item or its file` });
  return { ...found, before, after, file, evidence, procedures, billed: bill !== undefined, today };
}

/** Pure: the same case and versions come to the same. */
export function moveOf({ calendar }: Pick<CasesDeps, 'calendar'>, c: MovingCase): Move {
  const { row, before, after, file, evidence } = c;
  const input = caseInputOf(row, file, evidence);
  const carried = carryAnswers(before, after, {
    input,
    provenance: file.provenance as CarriedAnswers['provenance'],
    sources: sourcesOf(row, file, evidence),
  });
  const [was, is] = [
    { item: before, input },
    { item: after, input: carried.input },
  ];
  const tasks = tasksSince(c.tasks, row.reopened?.at);
  const landing = landingOf(reviewRoute(after, carried.input), tasks);
  const stands = row.state === 'review';
  const limit = limitOf(calendar, c);
  const sum = (lines: readonly { readonly amount: number }[]) => lines.reduce((total, { amount }) => total + amount, 0);
  const told = {
    caseId: row.id,
    number: row.number,
    slug: row.slug,
    itemName: after.package.item.name,
    from: row.itemVersion,
    to: after.package.item.version,
    hindrances: versionHindrances({ ...row, tasks }, after),
    form: {
      changes: carried.changes.map(({ kind, label, message }) => ({ kind, label, message })),
      stays: carried.stays.length,
      filled: carried.filled.map((name) => ({
        label: labelOf(after, name),
        from: carried.provenance[name]?.from ?? { zh: '实名账号', en: 'Account' },
      })),
      fallen: carried.fallen.map(({ path, label, value, why }) => ({
        label,
        value: wordsOf(before, path, value),
        why,
      })),
      missing: missingOf(after, carried),
    },
    materials: materialChanges(was, is),
    conditions: conditionChanges(judge(before, input), judge(after, carried.input)),
    asks: gatherPlan(after, carried.input, 'submit').map((r) => ({
      zh: `${r.office.zh}：${r.label.zh}`,
      en: `${r.office.en}: ${r.label.en}`,
    })),
    steps: {
      ...stepChanges(was, is),
      ...(stands && landing.at ? { at: { id: landing.at, name: nameOfStep(c, landing.at) } } : {}),
      ...(stands && landing.to ? { to: { id: landing.to.id, name: landing.to.name } } : {}),
      choices: stands && !landing.to ? landing.choices.map(({ id, name }) => ({ id, name })) : [],
    },
    limit: {
      before: { promised: promisedOf(before), ...dueView(limit.before) },
      after: { promised: promisedOf(after), ...dueView(limit.due) },
      ...(limit.why ? { kept: limit.why } : {}),
    },
    fee: { before: sum(feeOf(before, input)), after: sum(feeOf(after, carried.input)), billed: c.billed },
    templates: templateChanges(before, after),
  };
  // whatever was done to the case since counts its actions up
  const digest = sm3Hex(new TextEncoder().encode(canonicalJson([row.actions, row.filing, after.digest, told])));
  return { preview: { ...told, digest }, carried, landing, limit: { due: limit.due, kept: limit.kept } };
}

function limitOf(calendar: CasesDeps['calendar'], { row, before, after, procedures, today }: MovingCase) {
  const none: Due = { day: undefined, derivation: [] };
  if (!row.acceptedAt) return { before: none, due: none, kept: undefined, why: undefined };
  const facts = clockFactsOf(row, before, procedures);
  const was = dueDay(calendar, facts);
  const is = dueDay(calendar, clockFactsOf({ ...row, migrated: null }, after, procedures));
  const why = whyLimitStays(was, is, today);
  return { before: was, due: why ? was : is, kept: why ? facts.limit : undefined, why };
}

function dueView({ day, derivation }: Due) {
  return { ...(day ? { due: day } : {}), derivation: derivation.map((d) => ({ ...d })) };
}

function promisedOf({ package: { item } }: CompiledItem): Text {
  const { amount, unit } = item.promised;
  if (unit === '当场') return { zh: '当场办结', en: 'on the spot' };
  const units = { 工作日: 'working days', 自然日: 'calendar days', 小时: 'hours' } as const;
  return { zh: `${amount} 个${unit}`, en: `${amount} ${units[unit]}` };
}

/** What is to be completed by a person, and by whom. */
function missingOf(after: CompiledItem, { input, provenance }: CarriedAnswers): VersionPreview['form']['missing'] {
  const places = correctablePlaces(after, input, provenance);
  return answerGaps(after, input).map(({ field, message }) => {
    const place = places.get(field);
    const definition = fieldOf(after, field);
    const by = place && !place.barred ? 'official' : definition?.type === 'declaration' ? 'applicant' : 'nobody';
    return { field, label: place?.label ?? labelOf(after, field), message, material: place?.material ?? false, by };
  });
}

/** What fills a form under another version: the account as it was when it was filed, and what registers answered. */
function sourcesOf(row: CaseRow, file: FileRow, evidence: readonly GatheredEvidence[]): FiledSources {
  return {
    account: {
      values: { ...file.agent?.facts, ...file.applicant.facts },
      from: { zh: '实名账号', en: 'Account' },
      at: row.submittedAt.toISOString(),
    },
    evidence: Object.fromEntries(
      evidence
        .filter((e) => e.status === 'found')
        .map((e) => [
          e.name,
          {
            values: e.data,
            from: { zh: `${e.label.zh}（${e.source.office.zh}）`, en: `${e.label.en} (${e.source.office.en})` },
            at: e.at,
          },
        ]),
    ),
  };
}

function fieldOf(item: CompiledItem, path: string): Field | undefined {
  const [section, , name] = path.split('.');
  const wanted = name ?? path;
  return item.core.form.sections
    .filter((s) => (name ? s.name === section : !s.repeat))
    .flatMap((s) => s.fields)
    .find((f) => f.name === wanted);
}

function labelOf(item: CompiledItem, name: string): Text {
  const section = item.core.form.sections.find((s) => s.repeat && s.name === name);
  return section?.title ?? fieldOf(item, name)?.label ?? { zh: name, en: name };
}

/** An answer in words, masked as its form says. */
function wordsOf(item: CompiledItem, path: string, value: CarriedAnswers['fallen'][number]['value']): Text {
  const field = fieldOf(item, path);
  const words = (lang: 'zh' | 'en'): string => {
    if (!field) return Array.isArray(value) ? `× ${value.length}` : typeof value === 'object' ? '…' : String(value);
    const plain = answerText(field, value, lang);
    return field.mask !== undefined && plain !== '' ? maskValue(plain, field.mask) : plain;
  };
  return { zh: words('zh').slice(0, 200), en: words('en').slice(0, 200) };
}

function nameOfStep({ tasks }: MovingCase, step: string): Text {
  return tasks.findLast((t) => t.step === step)?.name ?? { zh: step, en: step };
}
