import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../src/kernel/db/sql.ts';
import { type CaseWorld, startCases } from './world.ts';

const slug = 'senior-card';
const holder = { kind: 'person', id: 'person_years', name: '钱桂珍', number: '990101195503152120' } as const;
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

let c: CaseWorld;
beforeAll(async () => {
  c = await startCases([slug]);
});
afterAll(() => c.close());

/** As kernel/ids.ts begins an id made at this moment. */
function idMadeAt(instant: string): string {
  let text = '';
  for (let shift = 45; shift >= 0; shift -= 5) text += alphabet[Math.floor(Date.parse(instant) / 2 ** shift) % 32];
  return `${text}0123456789abcd`;
}

const act = (caseId: string) =>
  c.w.t.db.rows(
    sql`insert into cases.action (case_id, seq, region, id, kind, at, actor_kind, actor_id, actor_name, data)
      values (${caseId}, 1, '990101', ${`a${caseId}`}, 'submit', now(), 'applicant', 'p', '某', '{}')`,
  );
const placeOf = async (caseId: string) =>
  (
    await c.w.t.db.one<{ place: string }>(
      sql`select tableoid::regclass::text as place from cases.action where case_id = ${caseId}`,
    )
  ).place;

describe('F116 F179: what was done in cases lies in a table a year', () => {
  it('a case’s actions are in the year its id was made in, to the second at midnight in Shanghai', async () => {
    const thisYear = new Date(Date.now() + 8 * 3_600_000).getUTCFullYear();
    const [last, first] = [`${thisYear}-12-31T23:59:59+08:00`, `${thisYear + 1}-01-01T00:00:00+08:00`];
    await act(idMadeAt(last));
    await act(idMadeAt(first));
    expect(await placeOf(idMadeAt(last))).toBe(`cases.action_${thisYear}`);
    expect(await placeOf(idMadeAt(first))).toBe(`cases.action_${thisYear + 1}`);
  });

  it('a year nobody prepared is kept too, and one is prepared each night for the year after', async () => {
    await act(idMadeAt('2099-06-01T00:00:00+08:00'));
    expect(await placeOf(idMadeAt('2099-06-01T00:00:00+08:00'))).toBe('cases.action_later');
    c.at('2033-05-04');
    await c.run('cases.divide');
    await c.run('cases.divide');
    await act(idMadeAt('2034-02-01T00:00:00+08:00'));
    expect(await placeOf(idMadeAt('2034-02-01T00:00:00+08:00'))).toBe('cases.action_2034');
    c.at('2026-11-22');
  });

  it('a case that is read looks into its year only', async () => {
    const view = await c.file(slug, c.w.item(slug).package.golden.find((g) => g.expect.verdict === 'grant')!, holder);
    const plan = await c.w.t.db.rows<{ 'QUERY PLAN': string }>(
      sql`explain select * from cases.action where case_id = ${view.id} order by seq`,
    );
    const parts = plan.flatMap((line) => /cases\.action_\w+|on (action_\w+)/.exec(line['QUERY PLAN'])?.[1] ?? []);
    expect(parts).toHaveLength(1);
  });

  it('the same action of a case twice is refused in whichever year', async () => {
    const id = idMadeAt('2034-03-01T00:00:00+08:00');
    await act(id);
    await expect(act(id)).rejects.toMatchObject({ code: '23505' });
  });
});
