import type { CaseInput, CompiledItem } from '@miaopi/items';
import type { CasesDeps } from './deps.ts';
import { type FinishedStep, seconds } from './domain/steps.ts';
import type { GatheredEvidence } from './evidence.ts';

type Part = NonNullable<FinishedStep['output']['parts']>[number];

/** 核验 under way: what the item's plan wants is being asked. Begun before the filing is committed and gone on with after it, never begun twice. */
export interface Gathering {
  readonly startedAt: Date;
  /** Never fails: a source that does not answer is an answer of status `unavailable`. */
  readonly done: Promise<GatheredEvidence[]>;
  /** Told the answers so far at once, then with each that comes. */
  watch(onParts: (parts: readonly Part[]) => void): void;
  /** The finished step, once `done`. */
  step(): FinishedStep;
}

export function startGathering(
  deps: CasesDeps,
  asked: {
    readonly item: CompiledItem;
    readonly input: CaseInput;
    /** Answers there are already. */
    readonly before: readonly GatheredEvidence[];
    /** When the form was handed in; now when absent. What was asked before it was asked while the form was filled in. */
    readonly handedIn?: Date;
    /** Number of the case. */
    readonly caseRef: string;
  },
): Gathering {
  const { item, input, caseRef } = asked;
  const startedAt = deps.kernel.clock.now();
  const began = performance.now();
  const known = asked.before.filter((e) => e.status !== 'unavailable' && isFresh(e, item, startedAt));
  const parts = new Map<string, Part>(known.map((e) => [e.name, knownPartOf(e, asked.handedIn ?? startedAt)]));
  let tell: (parts: readonly Part[]) => void = () => {};
  let finished: FinishedStep | undefined;
  const done = deps
    .gather({
      item,
      input,
      when: 'submit',
      known,
      caseRef,
      onAnswer(e) {
        parts.set(e.name, partOf(e));
        tell([...parts.values()]);
      },
    })
    .then((evidence) => {
      finished = {
        step: 'gather',
        startedAt: startedAt.toISOString(),
        endedAt: deps.kernel.clock.now().toISOString(),
        output: { milliseconds: Math.round(performance.now() - began), parts: [...parts.values()] },
      };
      return evidence;
    });
  return {
    startedAt,
    done,
    watch(onParts) {
      tell = onParts;
      onParts([...parts.values()]);
    },
    step() {
      if (!finished) throw new Error('the gathering has not ended');
      return finished;
    },
  };
}

function partOf(e: GatheredEvidence): Part {
  const note =
    e.status === 'found'
      ? { zh: `${seconds(e.milliseconds)} 秒`, en: `${seconds(e.milliseconds)} s` }
      : e.status === 'none'
        ? { zh: '查无记录', en: 'no record' }
        : { zh: '暂时没有应答', en: 'no answer at the moment' };
  return { name: e.label, state: e.status, milliseconds: e.milliseconds, note };
}

/** An answer that was there already took no time now. */
function knownPartOf(e: GatheredEvidence, handedIn: Date): Part {
  const { milliseconds: _then, note, ...part } = partOf(e);
  const when =
    Date.parse(e.at) < handedIn.getTime()
      ? { zh: '填表时已查询', en: 'asked while the form was filled in' }
      : { zh: '此前已查询', en: 'asked before' };
  return {
    ...part,
    note: e.status === 'found' ? when : { zh: `${when.zh}：${note?.zh}`, en: `${when.en}: ${note?.en}` },
  };
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
