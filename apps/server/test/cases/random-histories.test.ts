import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandomOffice, type RandomOffice, review, slugs, upper } from './random-office.ts';
import { type CaseWorld, startCases } from './world.ts';

let c: CaseWorld;
let office: RandomOffice;

beforeAll(async () => {
  // received by an official, two steps and a countersigning of two offices in between, an office above
  c = await startCases(slugs, undefined, { acceptance: { by: 'official' }, review, forward: upper });
  office = createRandomOffice(c);
});
afterAll(() => c?.close());

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

const steps = Number(process.env.FUZZ_STEPS ?? 600);
const perHistory = 60;
/** One, or several with commas between: each walks on its own. */
const seeds = (process.env.FUZZ_SEED ?? '610390547').split(',').map(Number);

describe('F113 F117 F222: random histories through the use cases, over PostgreSQL', () => {
  it.each(seeds)(
    'after every step each case has one due date, no orphan task, the papers of its actions, its end told once, six tables without a fault, and a clock that can be reckoned again (FUZZ_SEED=%d)',
    async (seed) => {
      expect(seed, 'FUZZ_SEED: whole numbers, with commas between').toSatisfy(Number.isSafeInteger);
      const before = office.tally.done;
      const kinds = office.kinds;
      const commands = [
        fc.nat(1000).map((pick) => new File(pick)),
        fc.integer({ min: 1, max: 4 }).map((days) => new Later(days)),
        ...Array.from({ length: 8 }, () =>
          fc
            .tuple(fc.nat(3), fc.constantFrom(...kinds), fc.nat(1000), fc.nat(1000))
            .map(([on, kind, by, more]) => new Act(on, kind, by, more)),
        ),
      ];
      await fc.assert(
        fc.asyncProperty(fc.commands(commands, { maxCommands: perHistory, size: 'max' }), async (history) => {
          await office.begin();
          await fc.asyncModelRun(() => ({ model: { cases: 0, day: 2 }, real: office }), history);
        }),
        { numRuns: Math.ceil(steps / (perHistory / 2)), seed, endOnFailure: false },
      );
      const { done, refused, reached } = office.tally;
      process.stdout.write(
        `random histories: seed ${seed}, ${done} acts done, ${refused} refused, ${reached.size} states and acts reached so far\n`,
      );
      // the walk is no good when it does not come about
      expect(done - before).toBeGreaterThan(steps / 20);
      expect([...reached]).toContain('intake');
    },
    600_000,
  );
});
