import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CALENDAR_TABLE, createCalendar } from '@miaopi/identifiers';
import { type CompiledItem, checkItem, compileItem, type GoldenHistory, hasErrors } from '@miaopi/items';
import { readItemFolder } from '@miaopi/items/node';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { root } from '../../src/kernel/root.ts';
import { actionKinds } from '../../src/modules/cases/domain/lifecycle.ts';
import { documentKinds } from '../../src/modules/cases/papers/wording.ts';
import { runHistories } from '../../src/modules/cases/run-histories.ts';

const calendar = createCalendar(CALENDAR_TABLE);
const withHistories = [
  'construction-permit',
  'driving-licence-replacement',
  'food-business',
  'id-card-reissue',
  'public-housing',
  'residence-registration',
  'ride-hailing-driver',
];

async function load(slug: string) {
  const read = await readItemFolder(join(root, 'items', slug));
  if (!read.package) throw new Error(JSON.stringify(read.findings));
  return { read, item: compileItem(read.package) };
}

const withHistory = (item: CompiledItem, history: GoldenHistory): CompiledItem => ({
  ...item,
  package: { ...item.package, histories: [history] },
});

describe('F113 F117 X12: golden histories', () => {
  it('F090: a pre-checked case is not accepted before its originals were shown', async () => {
    const { item } = await load('residence-registration');
    const history: GoldenHistory = {
      name: 'early',
      golden: '地址库查不到，住单位宿舍，已上传住宿证明，原件预审',
      steps: [
        { on: '2026-11-22', do: 'submit' },
        { on: '2026-11-23', do: 'accept' },
      ],
    };
    expect(runHistories(withHistory(item, history), calendar)[0]?.failures).toMatchObject([{ step: 1, what: 'do' }]);
  });

  it('every shipped one holds, and the items that must have some do', async () => {
    for (const slug of await readdir(join(root, 'items'))) {
      const { item } = await load(slug);
      const results = runHistories(item, calendar);
      if (withHistories.includes(slug)) expect(results.length, slug).toBeGreaterThan(0);
      expect(
        results.filter((r) => r.failures.length > 0),
        slug,
      ).toEqual([]);
    }
  });

  it('a wrong state, limit, paper or task is told with its step; its place in the file is that of the expectation', async () => {
    const { item, read } = await load('food-business');
    const [history] = item.package.histories!;
    const steps = history!.steps.map((s, n) =>
      n === 0 ? { ...s, expect: { state: 'closed', due: '2026-12-03', papers: [], tasks: ['final'] } } : s,
    );
    const [result] = runHistories(withHistory(item, { ...history!, steps }), calendar);
    expect(result?.failures.map((f) => [f.step, f.what])).toEqual([
      [0, 'state'],
      [0, 'due'],
      [0, 'papers'],
      [0, 'tasks'],
    ]);
    expect(result?.failures[1]).toMatchObject({ expected: '"2026-12-03"', found: '"2026-12-02"' });
    const place = read.locate(['histories', 0, 'steps', 2, 'expect', 'due']);
    expect(place.file).toBe('histories/review.yaml');
    expect(place.line).toBeGreaterThan(read.locate(['histories', 0, 'steps', 1]).line);
  });

  it('what can’t happen ends the history there, in words: an act in the wrong state, a decision before the last step, a day before the last, one person alone', async () => {
    const { item } = await load('food-business');
    const golden = item.package.golden[0]!.name;
    const fails = (...steps: GoldenHistory['steps'][number][]) =>
      runHistories(
        withHistory(item, { name: 'x', golden, steps: [{ on: '2026-11-22', do: 'submit' }, ...steps] }),
        calendar,
      )[0]?.failures[0]?.found;
    expect(fails({ on: '2026-11-23', do: 'abandon' })).toBe('abandon by official can’t happen in state review');
    expect(fails({ on: '2026-11-23', do: 'grant' })).toContain('gives an opinion');
    expect(fails({ on: '2026-11-20', do: 'claim' })).toBe('2026-11-20 is before 2026-11-22');
    expect(
      fails(
        { on: '2026-11-23', do: 'give-opinion' },
        { on: '2026-11-24', do: 'refuse' },
        { on: '2026-11-25', do: 'correct-decision' },
      ),
    ).toContain('two persons');
    expect(fails({ on: '2026-11-23', do: 'grant', by: 'machine' })).toContain('silence');
  });

  it('F016: in a vertical system only what may follow there can be told; who has been over withdraws there, and nobody here sets its decision aside', async () => {
    const { item } = await load('id-card-reissue');
    const golden = item.package.golden[0]!.name;
    const fails = (...acts: string[]) =>
      runHistories(
        withHistory(item, {
          name: 'x',
          golden,
          steps: ['submit', ...acts].map((act) => ({ on: '2026-11-23', do: act })),
        }),
        calendar,
      )[0]?.failures[0]?.found;
    expect(fails('go-over', 'file-there', 'accept', 'grant', 'deliver')).toBeUndefined();
    expect(fails('go-over', 'file-there', 'grant')).toBe('grant can’t be told in phase filed');
    expect(fails('go-over', 'file-there', 'accept', 'ask-correction')).toContain('in phase accepted');
    expect(fails('claim')).toBe('claim can’t be told in phase registered');
    expect(fails('go-over', 'file-there', 'accept', 'grant', 'go-over')).toContain('nothing is left to do');
    expect(fails('go-over', 'file-there', 'accept', 'refuse', 'reopen')).toContain('of this office to set aside');
    expect(fails('withdraw', 'file-there')).toContain('in state closed');
  });

  it('a history of a golden case that is not there is a fault of the package, with its place', async () => {
    const { read } = await load('food-business');
    const [history] = read.package!.histories!;
    const faults = checkItem({ ...read.package!, histories: [{ ...history!, golden: '没有这个样例' }] }, read.locate);
    expect(hasErrors(faults)).toBe(true);
    expect(faults.find((f) => f.code === 'history.golden')).toMatchObject({ file: 'histories/review.yaml', line: 3 });
  });

  it('whatever people do in whatever order: never an orphan task, never a limit of a closed case, papers only grow, the same history gives the same answer', async () => {
    const { item } = await load('food-business');
    const golden = item.package.golden.map((g) => g.name);
    const doing = fc.record({
      do: fc.constantFrom(...actionKinds.filter((k) => k !== 'submit'), 'pay'),
      later: fc.integer({ min: 0, max: 3 }),
      days: fc.integer({ min: 1, max: 10 }),
      to: fc.constantFrom('first', 'final'),
      golden: fc.option(fc.constantFrom(...golden), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.constantFrom(...golden), fc.array(doing, { minLength: 1, maxLength: 25 }), (filed, tries) => {
        // lawful ones only: what the engine refuses is left out, and the history goes on without it
        const steps: GoldenHistory['steps'][number][] = [{ on: '2026-11-02', do: 'submit' }];
        let day = 2;
        for (const { later, golden: now, ...rest } of tries) {
          day = Math.min(30, day + later);
          const on = `2026-11-${String(day).padStart(2, '0')}`;
          const next = { on, ...rest, until: '2026-11-30', ...(now && rest.do === 'correct' ? { golden: now } : {}) };
          const [run] = runHistories(
            withHistory(item, { name: 'x', golden: filed, steps: [...steps, next] }),
            calendar,
          );
          if (run?.failures.length === 0) steps.push(next);
        }
        const probe = (expectation: object) =>
          runHistories(
            withHistory(item, {
              name: 'x',
              golden: filed,
              steps: steps.map((s, n) => (n === steps.length - 1 ? { ...s, expect: expectation } : s)),
            }),
            calendar,
          )[0]!.failures;
        // an expectation that can't hold makes the engine say what it found
        const found = (what: string, wrong: unknown) =>
          JSON.parse(probe({ [what]: wrong }).find((f) => f.what === what)?.found ?? 'null');
        const state = found('state', '-') as string;
        const tasks = found('tasks', ['-']) as string[];
        const papers = found('papers', ['-']) as string[];
        const due = found('due', '1900-01-01') as string | null;
        const afterwards = ['confirm-change', 'originals-differ'];
        const waits = ['intake', 'correction', 'originals', 'review', 'procedure'].includes(state);
        if (waits) expect(tasks.length, state).toBeGreaterThan(0);
        if (!waits && state !== 'closed') expect(tasks).toEqual([]);
        if (state === 'closed') expect([due, tasks.filter((t) => !afterwards.includes(t))]).toEqual([null, []]);
        for (const paper of papers) expect(documentKinds as readonly string[]).toContain(paper);
        expect(found('papers', ['-'])).toEqual(papers);
      }),
      { numRuns: 60 },
    );
  });
});
