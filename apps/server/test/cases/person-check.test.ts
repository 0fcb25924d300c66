import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from '../../src/kernel/db/sql.ts';
import { type CaseWorld, startCases } from './world.ts';

const slug = 'senior-card';
const checked = new Set<string>();
let c: CaseWorld;
beforeAll(async () => {
  c = await startCases([slug], async (_w, personId) => checked.has(personId));
});
afterAll(() => c.close());

const granted = () => c.w.item(slug).package.golden.find((g) => g.expect.verdict === 'grant')!;
const count = async (table: 'cases.case' | 'audit.entry') =>
  (
    await c.w.t.db.one<{ n: number }>(
      table === 'cases.case'
        ? sql`select count(*)::int as n from cases.case`
        : sql`select count(*)::int as n from audit.entry`,
    )
  ).n;

it('F029: an item that asks for it is not submitted without the check of whoever submits, and nothing is written', async () => {
  const person = { kind: 'person', id: 'p_self', name: '钱桂珍', number: '990101194001011234' } as const;
  const before = [await count('cases.case'), await count('audit.entry')];
  await expect(c.file(slug, granted(), person)).rejects.toMatchObject({ code: 'cases.person_not_checked' });
  expect([await count('cases.case'), await count('audit.entry')]).toEqual(before);
  checked.add('somebody-else');
  await expect(c.file(slug, granted(), person)).rejects.toMatchObject({ code: 'cases.person_not_checked' });
  checked.add('p_self');
  expect((await c.file(slug, granted(), person)).number).toMatch(/\S/);
});

it('F029: for a firm the agent himself is asked for, never the firm', async () => {
  const firm = { kind: 'firm', id: 'f_1', name: '云州恒筑', number: '91990101MA99Y10184' } as const;
  checked.add('f_1');
  await expect(c.file(slug, granted(), firm)).rejects.toMatchObject({ code: 'cases.person_not_checked' });
});
