import type { CaseNow, CaseView } from '@miaopi/contracts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { StaffActor } from '../../src/kernel/actor.ts';
import { sql } from '../../src/kernel/db/sql.ts';
import { newId } from '../../src/kernel/ids.ts';
import { type CasePresence, createCasePresence } from '../../src/modules/cases/case-presence.ts';
import { presentMoment } from '../../src/modules/cases/present-moment.ts';
import { type CaseWorld, startCases } from './world.ts';

const slug = 'ride-hailing-driver';
const office = { zh: '云州市交通运输局', en: 'Yunzhou Transport Bureau' };
let c: CaseWorld;
let caseId: string;
let processes: CasePresence[];
let first: StaffActor;
let second: StaffActor;
beforeAll(async () => {
  c = await startCases([slug]);
  const golden = c.w.item(slug).package.golden.find((g) => g.expect.verdict === 'person')!;
  const applicant = { kind: 'person', id: 'person_lin', name: '林峰', number: '990101199109181557' } as const;
  caseId = (await c.file(slug, golden, applicant)).id;
  first = c.official(slug);
  second = { ...first, staffId: 'staff_2', name: '裴若兰', number: '0018' };
  // as many server processes, one database
  processes = [0, 1].map(() => createCasePresence(c.w.t.kernel, (error) => expect.fail(String(error))));
});
const open: { leave(): void; readonly ended: Promise<void> }[] = [];
// who has not left yet would be seen by the next
afterEach(async () => {
  for (const page of open.splice(0)) {
    page.leave();
    await page.ended;
  }
});
afterAll(async () => {
  for (const one of processes ?? []) one.stop();
  await c?.close();
});

/** Somebody opens the case in a process: what his page shows last. */
function opens(actor: StaffActor, process: CasePresence) {
  const left = new AbortController();
  const shown: CaseNow[] = [];
  const page = newId();
  const ended = (async () => {
    for await (const moment of process.watch(actor, { caseId, page, office }, left.signal))
      shown.push(presentMoment(actor, moment));
  })();
  const opened = { last: () => shown.at(-1), page, leave: () => left.abort(), ended };
  open.push(opened);
  return opened;
}
const names = (page: ReturnType<typeof opens>) => page.last()?.others.map((o) => `${o.name} ${o.office.zh}`);

describe('F116: two officials open the same case', () => {
  it('over two processes each sees the other by name and office and nothing else, until he leaves', async () => {
    const one = opens(first, processes[0]!);
    const other = opens(second, processes[1]!);
    await expect.poll(() => names(one)).toEqual(['裴若兰 云州市交通运输局']);
    await expect.poll(() => names(other)).toEqual(['柏舟 云州市交通运输局']);
    expect(Object.keys(one.last()?.others[0] ?? {})).toEqual(['name', 'office']);
    other.leave();
    await other.ended;
    await expect.poll(() => names(one)).toEqual([]);
  });

  it('somebody with two windows sees himself in neither, and is still there when one closes', async () => {
    const one = opens(second, processes[0]!);
    const again = opens(second, processes[1]!);
    const other = opens(first, processes[1]!);
    await expect.poll(() => names(other)).toEqual(['裴若兰 云州市交通运输局']);
    // whom he sees is the other, never himself
    await expect.poll(() => names(one)).toEqual(['柏舟 云州市交通运输局']);
    await expect.poll(() => names(again)).toEqual(['柏舟 云州市交通运输局']);
    again.leave();
    await again.ended;
    expect(names(other)).toEqual(['裴若兰 云州市交通运输局']);
  });

  it('the later is told what the first did, and by whom', async () => {
    const one = opens(first, processes[0]!);
    const other = opens(second, processes[1]!);
    await expect.poll(() => other.last()?.actions).toBeGreaterThan(0);
    const before = other.last()?.actions ?? 0;
    await c.ask<CaseView>('cases.claimCase', { actor: first, params: { caseId }, body: { requestId: newId() } });
    await expect.poll(() => other.last()?.actions).toBe(before + 1);
    expect(other.last()?.last).toMatchObject({ name: { zh: '领取' }, by: '柏舟', byMe: false });
    await expect.poll(() => one.last()?.last.byMe).toBe(true);
  });

  it('a page whose process died is gone after three quarters of a minute, and its row is not another official’s to take', async () => {
    const one = opens(first, processes[0]!);
    const dead = newId();
    const db = c.w.t.db;
    await db.rows(sql`insert into cases.presence (page, case_id, staff_id, staff_name, office_name, seen_at)
      values (${dead}, ${caseId}, 'staff_9', '已断线', '{"zh":"某局","en":"An office"}', now() - interval '46 seconds')`);
    await expect.poll(() => one.last()?.actions).toBeGreaterThan(0);
    expect(names(one)).toEqual([]);
    const thief = processes[1]!.watch(second, { caseId, page: dead, office }, new AbortController().signal);
    await thief.next();
    expect(await db.rows(sql`select staff_id from cases.presence where page = ${dead}`)).toEqual([
      { staff_id: 'staff_9' },
    ]);
    await thief.return(undefined);
  });

  it('a case that is not his is not there for him', async () => {
    const elsewhere = { ...first, office: '11990101MB00000X77' };
    const asked = c.ask('cases.watchWork', { actor: elsewhere, query: { case: caseId } });
    await expect(asked).rejects.toMatchObject({ code: 'cases.case_missing' });
  });
});
