import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandomOffice, type RandomOffice, review, slugs, upper } from './random-office.ts';
import { type CaseWorld, startCases } from './world.ts';

/** So many walk beside each other, each in a world of its own: while one waits for its database another goes on. */
const walkers = 3;
const worlds: CaseWorld[] = [];
let offices: RandomOffice[];

beforeAll(async () => {
  // received by an official, two steps and a countersigning of two offices in between, an office above
  for (let i = 0; i < walkers; i++)
    worlds.push(await startCases(slugs, undefined, { acceptance: { by: 'official' }, review, forward: upper }));
  offices = worlds.map(createRandomOffice);
});
afterAll(async () => {
  for (const one of worlds) await one.close();
});

/** What the model knows: how many cases there are, and the day. Everything else is read from the store and held to the rules. */
interface Model {
  cases: number;
  day: number;
}
type Step = fc.AsyncCommand<Model, RandomOffice>;

class File implements Step {
  readonly pick: number;
  constructor(pick: number) {
    this.pick = pick;
  }
  check = (m: Model) => m.cases < 4;
  async run(m: Model, r: RandomOffice): Promise<void> {
    await r.file(this.pick);
    m.cases++;
  }
  toString = () => `file(${this.pick})`;
}

class Act implements Step {
  readonly on: number;
  readonly kind: string;
  readonly by: number;
  readonly more: number;
  constructor(on: number, kind: string, by: number, more: number) {
    this.on = on;
    this.kind = kind;
    this.by = by;
    this.more = more;
  }
  check = (m: Model) => m.cases > 0;
  async run(m: Model, r: RandomOffice): Promise<void> {
    await r.act(this.on % m.cases, this.kind, this.by, this.more);
  }
  toString = () => `act(case ${this.on}, ${this.kind}, by ${this.by}, ${this.more})`;
}

class Later implements Step {
  readonly days: number;
  constructor(days: number) {
    this.days = days;
  }
  check = (m: Model) => m.day + this.days <= 30;
  async run(m: Model, r: RandomOffice): Promise<void> {
    m.day += this.days;
    await r.becomes(m.day);
  }
  toString = () => `later(${this.days})`;
}

/** Steps that are made at least, of all walkers together. */
const steps = Number(process.env.FUZZ_STEPS ?? 3000);
const perHistory = 60;
/** One, or several with commas between: each walks on its own. */
const seeds = (process.env.FUZZ_SEED ?? '610390547').split(',').map(Number);

async function walk(office: RandomOffice, seed: number): Promise<void> {
  const commands = [
    fc.nat(1000).map((pick) => new File(pick)),
    fc.integer({ min: 1, max: 4 }).map((days) => new Later(days)),
    ...Array.from({ length: 8 }, () =>
      fc
        .tuple(fc.nat(3), fc.constantFrom(...office.kinds), fc.nat(1000), fc.nat(1000))
        .map(([on, kind, by, more]) => new Act(on, kind, by, more)),
    ),
  ];
  const history = fc.commands(commands, { maxCommands: perHistory, size: 'max' });
  await fc.assert(
    fc.asyncProperty(fc.nat(1000), history, async (first, then) => {
      await office.begin();
      await office.file(first);
      await fc.asyncModelRun(() => ({ model: { cases: 1, day: 2 }, real: office }), then);
      await office.end();
    }),
    // histories are of half the length on average; some more, that the steps come about
    { numRuns: Math.ceil((steps * 1.2) / walkers / (perHistory / 2)) + 2, seed, endOnFailure: false },
  );
}

const sum = (of: 'steps' | 'done' | 'refused') => offices.reduce((n, { tally }) => n + tally[of], 0);

describe('F113 F117 F222: random histories through the use cases, over PostgreSQL', () => {
  it.each(seeds)(
    'after every step each case has one due date, no orphan task, the papers of its actions, its end told once, six tables without a fault, and a clock that can be reckoned again (FUZZ_SEED=%d)',
    async (seed) => {
      expect(seed, 'FUZZ_SEED: whole numbers, with commas between').toSatisfy(Number.isSafeInteger);
      const before = { steps: sum('steps'), done: sum('done'), refused: sum('refused') };
      const ended = await Promise.allSettled(offices.map((office, n) => walk(office, seed + n)));
      for (const one of ended) if (one.status === 'rejected') throw one.reason;
      const made = sum('steps') - before.steps;
      const done = sum('done') - before.done;
      const reached = new Set(offices.flatMap(({ tally }) => [...tally.reached]));
      process.stdout.write(
        `random histories: seed ${seed}, ${made} steps, ${done} acts done, ${sum('refused') - before.refused} refused; reached so far: ${[...reached].sort().join(' ')}\n`,
      );
      // the walk is no good when it does not come about
      expect(made).toBeGreaterThanOrEqual(steps);
      expect(done).toBeGreaterThan(steps / 8);
      for (const state of ['intake', 'correction', 'review', 'procedure', 'closed']) expect(reached).toContain(state);
    },
    600_000,
  );
});
