import { type CaseInput, type CompiledItem, gatherPlan } from '@miaopi/items';
import { kernelErrors } from '../../kernel/errors.ts';
import { caseInputOf } from './case-input.ts';
import { type CasesDeps, chainActor } from './deps.ts';
import { stepTitles } from './domain/steps.ts';
import type { GatheredEvidence } from './evidence.ts';
import { type Gathering, startGathering } from './gathering.ts';
import { judgeInput } from './judging.ts';
import { isOvertaken, isSuperseded } from './overtaken.ts';
import { tellDone } from './progress.ts';
import { findCase, findFile, listEvidence, listSteps } from './store/cases.ts';
import type { CaseRow } from './store/rows.ts';
import { closeRefusal } from './use-cases/close-refusal.ts';
import { finishCase } from './use-cases/finish-case.ts';
import type { Recorded } from './use-cases/judgement.ts';
import { recordJudgement } from './use-cases/record-judgement.ts';
import type { Filed } from './use-cases/submit-application.ts';
import { unpaidBill } from './use-cases/wait-for-payment.ts';
import { waitForSystems } from './use-cases/wait-for-systems.ts';

/**
 * The durable chain of 秒批: gather → judge → accept → decide → make → seal → deliver → close. Each `await` below ends in a commit or changes nothing,
 * so the process may die anywhere: whoever runs it next reads how far it came and goes on. Two that run the same case at once can't both commit a step
 * (the row's action count and the step's primary key), and the slower one stops quietly.
 * So that outside systems are not asked twice, a process claims the case it runs; a job of another finds it claimed and looks again.
 */
export interface Chain {
  /** Runs as far as it goes without a person or an outside system. Resolves when it rests; never throws for trouble the store can remember. */
  run(caseId: string, filed?: Filed): Promise<void>;
  /** Resolves when no chain runs in this process. */
  idle(): Promise<void>;
}

/** Chains at once in one process; the rest wait their turn. */
const atOnce = 24;
/** ms after which a chain that was begun with a filing claims its case; well before its job comes. */
const lasting = 1000;
/** ms until a case that another process runs is looked at again. */
const again = 2000;

export function createChain(deps: CasesDeps): Chain {
  const { claims } = deps.kernel;
  const running = new Map<string, Promise<void>>();
  const queue: (() => void)[] = [];
  let active = 0;

  async function turn(): Promise<void> {
    if (active >= atOnce) await new Promise<void>((resolve) => queue.push(resolve));
    active++;
  }

  async function runOne(caseId: string, filed: Filed | undefined): Promise<void> {
    await turn();
    const key = `case ${caseId}`;
    let slow: NodeJS.Timeout | undefined;
    try {
      // what was just filed nobody else runs before its job comes: claimed only once it lasts, so that the quick ones pay nothing
      if (filed) slow = setTimeout(() => void claims.take(key).catch(() => false), lasting);
      else if (!(await claims.take(key))) return await lookAgain(deps, caseId);
      const end = await goOn(deps, caseId, filed);
      deps.progress.end(caseId, end);
    } catch (error) {
      deps.progress.end(caseId, '');
      if (isOvertaken(error)) return;
      throw error;
    } finally {
      clearTimeout(slow);
      claims.release(key);
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

/** Another process runs it: its answers are awaited, and if it dies its job goes on here. */
async function lookAgain(deps: CasesDeps, caseId: string): Promise<void> {
  await deps.kernel.command('cases.look_again', { actor: chainActor, beside: true }, async (ctx) => {
    const runAt = new Date(ctx.now.getTime() + again);
    ctx.addJob({ task: 'cases.continue', payload: { caseId }, key: `case:${caseId}`, runAt });
  });
  deps.progress.end(caseId, '');
}

async function goOn(deps: CasesDeps, caseId: string, filed: Filed | undefined): Promise<string> {
  const row = filed?.row ?? (await findCase(deps.kernel.read, caseId));
  if (!row) return '';
  const item = filed?.item ?? (await deps.catalog.load(row.slug, row.itemVersion));
  if (!item)
    throw kernelErrors.bug({ log: `case ${row.id} needs ${row.slug} v${row.itemVersion}, which is not there` });

  if (filed?.judged) return goOnJudged(deps, item, filed.judged);
  if (row.state === 'submitted' || row.state === 'waiting') return judgeCase(deps, row, item, filed);
  if (row.state === 'accepted' && row.waiting?.payment) return goOnPaid(deps, row, item);
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

/** After the judgement is committed: the licence when the machine granted; else an official goes on. */
async function goOnJudged(
  deps: CasesDeps,
  item: CompiledItem,
  { row, input, licence, steps }: Recorded,
): Promise<string> {
  for (const step of steps) tellDone(deps.progress, row.id, step);
  if (licence) return (await finishCase(deps, { row, item, input, licence })).state;
  const step = row.waiting?.payment ? 'decide' : row.state === 'intake' ? 'intake' : 'review';
  deps.progress.tell(row.id, { step, name: stepTitles[step], state: row.waiting?.payment ? 'waiting' : 'running' });
  return row.state;
}

/** Accepted, every condition met, and the fee due before the decision: once it is paid, judged over the same evidence and granted. */
async function goOnPaid(deps: CasesDeps, row: CaseRow, item: CompiledItem): Promise<string> {
  if (await unpaidBill(deps, row, item)) return row.state;
  const { read, clock } = deps.kernel;
  const [file, evidence, steps] = await Promise.all([
    findFile(read, row.id),
    listEvidence(read, row.id),
    listSteps(read, row.id),
  ]);
  const gathered = steps.find((s) => s.step === 'gather');
  if (!file || !gathered) throw kernelErrors.bug({ log: `case ${row.id} was accepted without file or evidence` });
  const input = caseInputOf(row, file, evidence);
  const { dossier, judged } = judgeInput(clock, item, input, gathered);
  return goOnJudged(deps, item, await recordJudgement(deps, { row, item, input, dossier, evidence, gathered, judged }));
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
  const title = { step: 'gather', name: stepTitles.gather } as const;
  const ask = async (gathering: Gathering) => {
    const startedAt = gathering.startedAt.toISOString();
    gathering.watch((parts) =>
      deps.progress.tell(row.id, { ...title, state: 'running', startedAt, parts: [...parts] }),
    );
    return { evidence: await gathering.done, gathered: gathering.step() };
  };
  const begin = (known: readonly GatheredEvidence[]) =>
    startGathering(deps, {
      item,
      input: caseInputOf(row, file, known),
      before: known,
      handedIn: filed?.gathering?.startedAt ?? row.submittedAt,
      caseRef: row.number,
    });
  let { evidence, gathered } = await ask((anew ? undefined : filed?.gathering) ?? begin(before));
  let input: CaseInput = caseInputOf(row, file, evidence);
  // begun over the form as it came, and something else was filed
  if (filed?.gathering && gatherPlan(item, input, 'submit').length > 0) {
    ({ evidence, gathered } = await ask(begin(evidence)));
    input = caseInputOf(row, file, evidence);
  }
  const { dossier, judged } = judgeInput(deps.kernel.clock, item, input, gathered);
  if (dossier.verdict === 'wait') {
    await waitForSystems(deps, { row, item, input, evidence });
    const { parts } = gathered.output;
    deps.progress.tell(row.id, {
      ...title,
      state: 'waiting',
      startedAt: gathered.startedAt,
      ...(parts ? { parts: [...parts] } : {}),
    });
    return 'waiting';
  }
  tellDone(deps.progress, row.id, gathered);
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
  return goOnJudged(deps, item, after);
}
