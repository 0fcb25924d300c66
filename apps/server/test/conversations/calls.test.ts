import type { CallView, RouteContract } from '@miaopi/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../src/kernel/actor.ts';
import { fixedClock } from '../../src/kernel/clock.ts';
import { sql } from '../../src/kernel/db/sql.ts';
import { newId } from '../../src/kernel/ids.ts';
import type { CaseFor } from '../../src/modules/cases/index.ts';
import { type Conversations, createConversations } from '../../src/modules/conversations/index.ts';
import { startTestDatabase, type TestDatabase } from '../database.ts';
import { person, staff } from '../notifications/world.ts';

const begin = '2026-11-27T02:00:00Z';
const clock = fixedClock(begin);
let t: TestDatabase;
/** Two server processes over one database. */
let processes: Conversations[];
let handlers: string[] = [];
let closedAt: Date | null = null;
let caseId = '';

const owner = person('p_owner');
const official = staff('st_handler');
const colleague = staff('st_handler_2');
const page = () =>
  newId()
    .replace(/[^0-9a-f]/g, '0')
    .padEnd(32, '0')
    .slice(0, 32);
const sdp = (who: string) => `v=0 o=- ${who} 192.0.2.7`;

const about = (): CaseFor => ({
  ...{ id: caseId, number: 'YX20261127000001', region: '990101000000', closedAt, handlers },
  ...{ contactId: 'p_owner', contactName: '陈静' },
  itemName: { zh: '个人参保证明', en: 'Statement' },
  officeName: { zh: '社保中心', en: 'Insurance Centre' },
  pools: [{ office: 'O1', role: 'approver' }],
});

beforeAll(async () => {
  t = await startTestDatabase(clock);
  processes = [0, 1].map(() =>
    createConversations({
      kernel: t.kernel,
      identity: { officialsOf: async () => [] },
      materials: { attach: async () => [] },
      emailOf: async () => undefined,
      cases: {
        async caseFor(actor, id) {
          const may =
            actor.kind === 'staff'
              ? actor.staffId.startsWith('st_handler')
              : (actor as { personId?: string }).personId === 'p_owner';
          return may && id === caseId ? about() : undefined;
        },
        caseForContact: async () => undefined,
      },
    }),
  );
});
const open: AbortController[] = [];
afterAll(async () => {
  for (const one of open) one.abort();
  for (const one of processes ?? []) await one.module.stop?.();
  await t?.close();
});
beforeEach(async () => {
  caseId = newId('case');
  handlers = ['st_handler', 'st_handler_2'];
  closedAt = null;
  clock.set(begin);
  await t.db.rows(sql`delete from kernel.outbox`);
});

function ask<R>(name: string, actor: Actor, more: object, process = processes[0]!): Promise<R> {
  const bound = process.module.routes?.find((r) => (r.contract as RouteContract).name === `conversations.${name}`);
  return bound?.handle({ actor, params: {}, query: {}, ...more } as never) as Promise<R>;
}
const call = (actor: Actor, at: string, more: object = {}) =>
  ask<CallView>('startCall', actor, {
    params: { caseId },
    body: { requestId: newId(), page: at, medium: 'video', description: sdp('caller'), ...more },
  });
const answer = (actor: Actor, callId: string, at: string) =>
  ask<CallView>('answerCall', actor, {
    params: { callId },
    body: { requestId: newId(), page: at, description: sdp('answerer') },
  });
const end = (actor: Actor, callId: string, at: string, why = 'hung-up') =>
  ask('endCall', actor, { params: { callId }, body: { page: at, why } });
const job = (callId: string) => processes[1]!.module.jobs?.['conversations.end_silent_call']?.({ callId }, {} as never);
const codeOf = (p: Promise<unknown>) =>
  p.then(
    () => 'done',
    (e: { code?: string }) => e.code,
  );

/** What the page of somebody hears in a process. */
async function hears(actor: Actor, at: string, process: Conversations) {
  const left = new AbortController();
  open.push(left);
  const heard: CallView[] = [];
  const events = await ask<AsyncIterable<{ data: CallView }>>(
    'watchCalls',
    actor,
    { query: { page: at }, signal: left.signal },
    process,
  );
  void (async () => {
    for await (const { data } of events) if (data.caseId === caseId) heard.push(data);
  })();
  return heard;
}
const messages = async () =>
  (
    await ask<{
      messages: { text: string; via: string; call?: { outcome: string; seconds: number; to?: { name: string } } }[];
    }>('getConversation', owner, { params: { caseId } })
  ).messages;
const told = async () =>
  (
    await t.db.rows<{ who: string }>(
      sql`select coalesce(payload->>'staffId', payload->>'personId') || ' ' || (payload->>'sms') as who from kernel.outbox where name = 'notice' order by 1`,
    )
  ).map((r) => r.who);

describe('F127: a call in the case', () => {
  it('rings at the other side in another process, is answered, and ends; begin, end and who took part are kept, what was said is not', async () => {
    const [mine, theirs, others] = [page(), page(), page()];
    const callers = await hears(owner, mine, processes[0]!);
    const rung = await hears(official, theirs, processes[1]!);
    const alsoRung = await hears(colleague, others, processes[1]!);
    const { id } = await call(owner, mine);
    await expect.poll(() => rung.at(-1)?.mine).toBe('rung');
    expect(rung.at(-1)).toMatchObject({ from: { side: 'applicant' }, description: sdp('caller'), medium: 'video' });
    await answer(official, id, theirs);
    await expect.poll(() => callers.at(-1)?.state).toBe('talking');
    expect(callers.at(-1)).toMatchObject({
      mine: 'caller',
      description: sdp('answerer'),
      to: { office: { zh: '社保中心' } },
    });
    await expect.poll(() => alsoRung.at(-1)).toMatchObject({ state: 'talking', mine: 'none' });
    expect(alsoRung.at(-1)?.description).toBeUndefined();
    clock.set('2026-11-27T02:03:12Z');
    await end(official, id, theirs);
    await expect.poll(() => callers.at(-1)?.outcome).toBe('talked');
    expect(await messages()).toMatchObject([
      {
        via: 'call',
        text: '视频通话，时长 3 分 12 秒',
        call: { outcome: 'talked', seconds: 192, to: { name: expect.any(String) } },
      },
    ]);
    expect(await t.db.rows(sql`select offer, answer from conversations.call where id = ${id}`)).toEqual([
      { offer: null, answer: null },
    ]);
    expect(await told()).toEqual([]);
    await end(owner, id, mine);
    expect(await messages()).toHaveLength(1);
  });

  it('that nobody answers becomes a message, and those who were rung are told', async () => {
    const { id } = await call(owner, page());
    clock.set('2026-11-27T02:00:44Z');
    await job(id);
    expect(await messages()).toEqual([]);
    clock.set('2026-11-27T02:00:45Z');
    await job(id);
    await job(id);
    expect(await messages()).toMatchObject([{ text: '视频通话未接听', call: { outcome: 'missed' } }]);
    expect(await told()).toEqual(['st_handler false', 'st_handler_2 false']);
  });

  it('of an official rings at the applicant, who may decline; a missed one is told by SMS too', async () => {
    const first = await call(official, page(), { medium: 'audio' });
    await end(owner, first.id, page(), 'declined');
    expect(await messages()).toMatchObject([{ text: '语音通话被拒绝' }]);
    expect(await told()).toEqual([]);
    const second = await call(official, page());
    clock.set('2026-11-27T02:01:00Z');
    await job(second.id);
    expect(await told()).toEqual(['p_owner true']);
  });

  it('the first who answers has it; there is one at a time in a case; a double click calls once', async () => {
    const mine = page();
    const requestId = newId();
    const { id } = await call(owner, mine, { requestId });
    expect((await call(owner, mine, { requestId })).id).toBe(id);
    expect(await codeOf(call(official, page()))).toBe('conversations.call_going_on');
    const both = await Promise.all([codeOf(answer(official, id, page())), codeOf(answer(colleague, id, page()))]);
    expect(both.sort()).toEqual(['conversations.call_taken', 'done']);
    await end(owner, id, mine);
    expect(await codeOf(answer(colleague, id, page()))).toBe('conversations.call_over');
  });

  it('whose two pages are gone without a word is over after a minute without a sign of life', async () => {
    const [mine, theirs] = [page(), page()];
    const { id } = await call(owner, mine);
    await answer(official, id, theirs);
    clock.set('2026-11-27T02:00:50Z');
    await ask('keepCall', owner, { params: { callId: id }, body: { page: mine } });
    clock.set('2026-11-27T02:01:40Z');
    await job(id);
    expect(await messages()).toEqual([]);
    clock.set('2026-11-27T02:01:50Z');
    await job(id);
    expect(await messages()).toMatchObject([{ call: { outcome: 'lost' } }]);
  });

  it('is nobody else’s: not to hear, answer, end or keep', async () => {
    const stranger = page();
    const heard = await hears(person('p_other'), stranger, processes[0]!);
    const { id } = await call(owner, page());
    for (const actor of [person('p_other'), staff('st_elsewhere')]) {
      expect(await codeOf(call(actor, stranger))).toBe('conversations.case_missing');
      expect(await codeOf(answer(actor, id, stranger))).toBe('conversations.call_missing');
      expect(await codeOf(end(actor, id, stranger))).toBe('conversations.call_missing');
      expect(await codeOf(ask('keepCall', actor, { params: { callId: id }, body: { page: stranger } }))).toBe(
        'conversations.call_missing',
      );
    }
    const rung = await hears(official, page(), processes[0]!);
    await expect.poll(() => rung.length).toBe(1);
    expect(heard).toEqual([]);
  });

  it('needs somebody to answer, a case that is open, and patience; an auditor calls nobody', async () => {
    handlers = [];
    expect(await codeOf(call(owner, page()))).toBe('conversations.nobody_there');
    const talk = await ask<{ abilities: { call: { allowed: boolean } } }>('getConversation', owner, {
      params: { caseId },
    });
    expect(talk.abilities.call.allowed).toBe(false);
    expect(await ask('getCallSetup', owner, { params: { caseId } })).toEqual({ iceServers: [] });
    handlers = ['st_handler'];
    expect(await codeOf(call(staff('st_handler_audit', ['auditor']), page()))).toBe('conversations.readers_only');
    closedAt = new Date('2026-10-01T02:00:00Z');
    expect(await codeOf(call(owner, page()))).toBe('conversations.closed');
    closedAt = null;
    for (let i = 0; i < 10; i++) {
      const at = page();
      await end(owner, (await call(owner, at)).id, at);
    }
    expect(await codeOf(call(owner, page()))).toBe('conversations.too_many_calls');
  });
});
