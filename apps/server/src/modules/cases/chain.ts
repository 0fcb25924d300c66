import { type CaseInput, type CompiledItem, type Dossier, judge } from '@miaopi/items';
import { kernelErrors } from '../../kernel/errors.ts';
import { caseInputOf } from './case-input.ts';
import type { CasesDeps } from './deps.ts';
import { type FinishedStep, seconds, stepTitles } from './domain/steps.ts';
import type { GatheredEvidence } from './evidence.ts';
import { isOvertaken, isSuperseded } from './overtaken.ts';
import { tellDone } from './progress.ts';
import { findCase, findFile, listEvidence } from './store/cases.ts';
import type { CaseRow } from './store/rows.ts';
import { closeRefusal } from './use-cases/close-refusal.ts';
import { finishCase } from './use-cases/finish-case.ts';
import { type Recorded, recordJudgement } from './use-cases/record-judgement.ts';
import type { Filed } from './use-cases/submit-application.ts';
import { waitForSystems } from './use-cases/wait-for-systems.ts';

/**
 * The durable chain of 秒批: gather → judge → accept → decide → make → seal → deliver → close. Each `await` below ends in a commit or changes nothing,
 * so the process may die anywhere: whoever runs it next reads how far it came and goes on. Two that run the same case at once can't both commit a step
 * (the row's action count and the step's primary key), and the slower one stops quietly.
 */
export interface Chain {
  /** Runs as far as it goes without a person or an outside system. Resolves when it rests; never throws for trouble the store can remember. */
  run(caseId: string, filed?: Filed): Promise<void>;
  /** Resolves when no chain runs in this process. */
  idle(): Promise<void>;
}

/** Chains at once in one process; the rest wait their turn. */
const atOnce = 24;

export function createChain(deps: CasesDeps): Chain {
  const running = new Map<string, Promise<void>>();
  const queue: (() => void)[] = [];
  let active = 0;

  async function turn(): Promise<void> {
    if (active >= atOnce) await new Promise<void>((resolve) => queue.push(resolve));
    active++;
  }

  async function runOne(caseId: string, filed: Filed | undefined): Promise<void> {
    await turn();
    try {
      const end = await goOn(deps, caseId, filed);
      deps.progress.end(caseId, end);
    } catch (error) {
      deps.progress.end(caseId, '');
      if (isOvertaken(error)) return;
      throw error;
    } finally {
      active--;
      queue.shift()?.();
    }
  }

  return {
    run(caseId, filed) {
      let current = running.get(caseId);
      if (!current) {
        deps.progress.start(caseId);
        current = runOne(caseId, filed).finally(() => running.delete(caseId));
        running.set(caseId, current);
      }
      return current;
    },
    async idle() {
      while (running.size > 0) await Promise.allSettled(running.values());
    },
  };
}

async function goOn(deps: CasesDeps, caseId: string, filed: Filed | undefined): Promise<string> {
  const row = filed?.row ?? (await findCase(deps.kernel.read, caseId));
  if (!row) return '';
  const item = filed?.item ?? (await deps.catalog.load(row.slug, row.itemVersion));
  if (!item)
    throw kernelErrors.bug({ log: `case ${row.id} needs ${row.slug} v${row.itemVersion}, which is not there` });

  if (row.state === 'submitted' || row.state === 'waiting') return judgeCase(deps, row, item, filed);
  if (row.state === 'granted') {
    const file = await findFile(deps.kernel.read, row.id);
    const evidence = await listEvidence(deps.kernel.read, row.id);
    const licence = await deps.licences.reservedOf(row.id);
    if (!file || !licence) return row.state;
    return (await finishCase(deps, { row, item, input: caseInputOf(row, file, evidence), licence })).state;
  }
  if (row.state === 'refused') return (await closeRefusal(deps, row)).state;
  return row.state;
}

/** The other change is being made at this moment; its licence will be in the library when this is over. */
const supersededPause = 500;

const supersededReason = {
  zh: '原证照正由另一办件变更，不能自动办理，请以最新的证照核对后决定',
  en: 'The licence to be changed is being changed by another case; to be compared with the latest one by an official',
};

/** @param anew answers of a judgement that came to nothing because the licence to be changed had been changed meanwhile */
async function judgeCase(
  deps: CasesDeps,
  row: CaseRow,
  item: CompiledItem,
  filed: Filed | undefined,
  anew?: readonly GatheredEvidence[],
): Promise<string> {
  const file = filed?.file ?? (await findFile(deps.kernel.read, row.id));
  if (!file) throw kernelErrors.bug({ log: `case ${row.id} has no file` });
  const before = anew ?? filed?.evidence ?? (await listEvidence(deps.kernel.read, row.id));
  const known = before.filter((e) => e.status !== 'unavailable' && isFresh(e, item, deps.kernel.clock.now()));

  const began = deps.kernel.clock.now();
  const clock = performance.now();
  const parts = new Map<string, NonNullable<FinishedStep['output']['parts']>[number]>();
  const told = (e: GatheredEvidence): void => {
    parts.set(e.name, partOf(e));
    deps.progress.tell(row.id, {
      step: 'gather',
      name: stepTitles.gather,
      state: 'running',
      startedAt: began.toISOString(),
      parts: [...parts.values()],
    });
  };
  deps.progress.tell(row.id, {
    step: 'gather',
    name: stepTitles.gather,
    state: 'running',
    startedAt: began.toISOString(),
  });
  for (const e of known) told(e);
  const evidence = await deps.gather({
    item,
    input: caseInputOf(row, file, known),
    when: 'submit',
    known,
    caseRef: row.number,
    onAnswer: told,
  });
  const gatherMs = performance.now() - clock;
  const gathered: FinishedStep = {
    step: 'gather',
    startedAt: began.toISOString(),
    endedAt: deps.kernel.clock.now().toISOString(),
    output: { milliseconds: Math.round(gatherMs), parts: [...parts.values()] },
  };

  const judgeBegan = performance.now();
  const input: CaseInput = caseInputOf(row, file, evidence);
  const dossier: Dossier = judge(item, input);
  const judgeMs = performance.now() - judgeBegan;
  if (dossier.verdict === 'wait') {
    await waitForSystems(deps, { row, item, input, evidence });
    deps.progress.tell(row.id, {
      step: 'gather',
      name: stepTitles.gather,
      state: 'waiting',
      startedAt: began.toISOString(),
      parts: [...parts.values()],
    });
    return 'waiting';
  }
  tellDone(deps.progress, row.id, gathered);
  const met = dossier.conditions.filter((c) => c.verdict === 'met').length;
  const open = dossier.conditions.filter((c) => c.verdict === 'unmet' || c.verdict === 'unknown').length;
  const judged: FinishedStep = {
    step: 'judge',
    startedAt: gathered.endedAt,
    endedAt: deps.kernel.clock.now().toISOString(),
    output: {
      milliseconds: Math.round(judgeMs * 10) / 10,
      note:
        open === 0
          ? { zh: `${met} 条全部满足`, en: `all ${met} conditions met` }
          : { zh: `${met} 条满足，${open} 条需人工判断`, en: `${met} conditions met, ${open} for an official` },
    },
  };
  tellDone(deps.progress, row.id, judged);
  const judgement = { row, item, input, dossier, evidence, gathered, judged };
  let after: Recorded;
  try {
    after = await recordJudgement(deps, judgement);
  } catch (error) {
    if (!isSuperseded(error)) throw error;
    // Once the library is asked again and everything judged anew; if that meets another change again, a person looks at it.
    if (!anew) {
      await new Promise((resolve) => setTimeout(resolve, supersededPause));
      const rest = evidence.filter((e) => e.source.system !== 'licences');
      return judgeCase(deps, row, item, filed, rest);
    }
    after = await recordJudgement(deps, { ...judgement, refer: supersededReason });
  }
  for (const step of after.steps) tellDone(deps.progress, row.id, step);
  if (!after.licence) {
    deps.progress.tell(row.id, { step: 'review', name: stepTitles.review, state: 'running' });
    return after.row.state;
  }
  return (await finishCase(deps, { row: after.row, item, input, licence: after.licence })).state;
}

function partOf(e: GatheredEvidence): NonNullable<FinishedStep['output']['parts']>[number] {
  const note =
    e.status === 'found'
      ? { zh: `${seconds(e.milliseconds)} 秒`, en: `${seconds(e.milliseconds)} s` }
      : e.status === 'none'
        ? { zh: '查无记录', en: 'no record' }
        : { zh: '暂时没有应答', en: 'no answer at the moment' };
  return { name: e.label, state: e.status, milliseconds: e.milliseconds, note };
}

/** An answer may be reused for as long as its package says (`fresh`, ISO 8601 duration). */
function isFresh(e: GatheredEvidence, item: CompiledItem, now: Date): boolean {
  const definition = item.package.evidence.find((d) => d.name === e.name);
  if (!definition) return false;
  const m = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(definition.fresh);
  if (!m) return false;
  const [days = 0, hours = 0, minutes = 0, secs = 0] = m.slice(1).map((n) => Number(n ?? 0));
  return now.getTime() - Date.parse(e.at) <= (((days * 24 + hours) * 60 + minutes) * 60 + secs) * 1000;
}
