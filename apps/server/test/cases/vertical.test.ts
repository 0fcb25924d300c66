import type { CaseView } from '@miaopi/contracts';
import { sm2Verify, sm3Hex } from '@miaopi/gm';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sql } from '../../src/kernel/db/sql.ts';
import { AppError } from '../../src/kernel/errors.ts';
import {
  nextInOrder,
  verticalEvents,
  verticalLife,
  verticalPhases,
} from '../../src/modules/cases/domain/vertical-life.ts';
import { applicant, startVerticalWorld, type VerticalWorld } from './vertical-world.ts';

let v: VerticalWorld;
beforeAll(async () => {
  v = await startVerticalWorld();
});
afterAll(() => v?.c.close());
beforeEach(() => {
  v.answers = [];
});

const official = { 姓名: '闻一舟', 工号: 'HJ0031', 单位: '柳桥派出所' };
const pdf = Buffer.from('%PDF-1.4\n1 0 obj\nendobj\n%%EOF\n');
const result = {
  名称: '居民身份证',
  编号: 'SFZ0001',
  颁发机关: '云州市公安局云溪分局',
  有效期起: '2026-11-22',
  有效期止: '2046-11-22',
  内容: { 姓名: '程远舟' },
  领取: '凭面部核验到派出所领取。',
  文件: { 文件名: '领证回执.pdf', 类型: 'application/pdf', SM3: sm3Hex(pdf), 内容: pdf.toString('base64') },
};

/** Its messages about a case, by what they tell, numbered from 1. */
function story(view: Pick<CaseView, 'number'>, ...states: readonly string[]) {
  return states.map((state, n) => ({
    消息编号: `${view.number}-${n + 1}`,
    办件编号: view.number,
    顺序号: n + 1,
    状态: state,
    时间: '2026-11-22T01:59:00Z',
    ...(['已提交', '已补正', '已撤回'].includes(state) ? {} : { 经办人: official }),
    ...(['不予受理', '待补正', '不予'].includes(state) ? { 意见: '请补充丢失地点' } : {}),
    ...(state === '结果已出' ? { 结果: result } : {}),
  }));
}

const code = (error: unknown) => (error instanceof AppError ? error.code : String(error));
const refusal = (trying: Promise<unknown>) => trying.then(() => 'none', code);
const row = (view: Pick<CaseView, 'id'>) =>
  v.c.w.t.db.one<{ state: string; outcome: string | null; n: number }>(
    sql`select state, outcome, actions as n from cases.case where id = ${view.id}`,
  );

const staff = (office: string, roles: readonly string[] = ['approver']) => ({
  kind: 'staff' as const,
  staffId: `st_${office}`,
  sessionId: 's',
  name: '徐立',
  number: 'A1',
  office,
  region: '990101',
  roles: [...roles],
});

describe('what is in another system', () => {
  type Away = {
    readonly cases: readonly {
      readonly id: string;
      readonly phase: string;
      readonly opened: boolean;
      readonly trouble?: string;
      readonly last?: { readonly name: { readonly zh: string }; readonly opinion?: string };
    }[];
    readonly systems: readonly { readonly id: string; readonly away: number; readonly trouble: number }[];
    readonly next?: string;
  };
  const office = '11990101009901016T';
  const away = (query: object = {}, actor: object = staff(office)) =>
    v.c.ask<Away>('cases.listAway', { actor, query } as never);

  it('F016: lists to the officials of its office, and to nobody else, which cases are away, how far, with the last word and the trouble', async () => {
    const waiting = await v.register('person_away1');
    const told = await v.register('person_away2');
    for (const message of story(told, '已提交', '待补正')) await v.send(message);
    v.answers = 'timeout';
    await v.follow(waiting);
    v.answers = [];
    const { cases, systems } = await away({ limit: 100 });
    const of = (view: { readonly id: string }) => cases.find((one) => one.id === view.id);
    expect(of(waiting)).toMatchObject({ phase: 'registered', opened: false, trouble: 'timeout' });
    expect(of(waiting)?.last).toBeUndefined();
    expect(of(told)).toMatchObject({
      phase: 'correction',
      last: { name: { zh: '待补正' }, opinion: '请补充丢失地点' },
    });
    expect(systems).toEqual([expect.objectContaining({ id: 'population', away: cases.length, trouble: 1 })]);
    expect((await away({ phase: 'correction', limit: 100 })).cases.map((one) => one.phase)).toEqual(['correction']);
    expect((await away({ trouble: true })).cases.map((one) => one.id)).toEqual([waiting.id]);
    expect((await away({ q: told.number })).cases.map((one) => one.id)).toEqual([told.id]);
    expect((await away({ system: 'other' })).cases).toEqual([]);
    expect((await away({}, staff('91990101000000000X'))).systems).toEqual([]);
    expect(await refusal(away({}, staff(office, ['seal-keeper'])))).toBe('kernel.not_permitted');
    // page by page it is the same list
    const pages: string[] = [];
    for (let after: string | undefined; ; ) {
      const page = await away({ limit: 1, ...(after ? { after } : {}) });
      pages.push(...page.cases.map((one) => one.id));
      after = page.next;
      if (!after) break;
    }
    expect(pages).toEqual(cases.map((one) => one.id));
  });

  it('F016: tells the operator how each system does, in figures without any name', async () => {
    const { systems } = await v.c.ask<{
      readonly systems: readonly {
        readonly id: string;
        readonly known: boolean;
        readonly phases: readonly { readonly phase: string; readonly cases: number }[];
        readonly troubles: readonly { readonly trouble: string; readonly cases: number }[];
      }[];
    }>('cases.getVerticalFigures', { actor: staff(office, ['operator']) } as never);
    expect(systems.map((one) => [one.id, one.known])).toEqual([
      ['other', true],
      ['population', true],
    ]);
    const population = systems[1];
    expect(population?.troubles).toEqual([{ trouble: 'timeout', cases: 1 }]);
    expect(population?.phases.find((one) => one.phase === 'correction')?.cases).toBe(1);
    expect(JSON.stringify(systems)).not.toContain('程远舟');
  });
});

describe('going over from a window or a kiosk', () => {
  const person = (id: string) => ({
    kind: 'person' as const,
    personId: id,
    sessionId: 's',
    name: '程远舟',
    principal: { kind: 'person' as const, id, role: 'self' as const },
  });
  const make = async (view: Pick<CaseView, 'id'>, id: string) => {
    const { url } = await v.c.ask<{ url: string }>('cases.makeVerticalPass', {
      actor: person(id),
      params: { caseId: view.id },
    });
    return url.split('/go/')[1] ?? '';
  };
  const open = (code: string) =>
    v.c.ask<{ url: string }>('cases.useVerticalPass', { actor: { kind: 'public' } as never, body: { code } } as never);

  it('F016: a code shown there leads the phone over once; it is kept as a hash, a newer one voids it, and it ends after ten minutes', async () => {
    const view = await v.register('person_phone');
    const former = await make(view, 'person_phone');
    const code = await make(view, 'person_phone');
    expect(await refusal(open(former))).toBe('cases.pass_over');
    const kept = await v.c.w.t.db.rows<{ all: string }>(sql`select p::text as all from cases.vertical_pass p`);
    expect(kept.map((one) => one.all).join()).not.toContain(code);
    // a system that does not answer uses nothing up
    v.answers = 'down';
    expect(await refusal(open(code))).toBe('cases.vertical_unavailable');
    v.answers = [];
    const ticket = new URL((await open(code)).url).searchParams.get('ticket') ?? '';
    expect(await v.redeem(ticket)).toMatchObject({ 办件编号: view.number });
    expect(await refusal(open(code))).toBe('cases.pass_over');
    expect(await refusal(make(view, 'person_other'))).toBe('cases.case_missing');
    const late = await make(view, 'person_phone');
    v.c.at('2026-11-23');
    expect(await refusal(open(late))).toBe('cases.pass_over');
    v.c.at('2026-11-22');
  });

  it('F016: of many phones that open one code at once exactly one is let over', async () => {
    const view = await v.register('person_race');
    const code = await make(view, 'person_race');
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => refusal(open(code))));
    expect(outcomes.filter((one) => one === 'none')).toHaveLength(1);
    expect(outcomes.filter((one) => one === 'cases.pass_over')).toHaveLength(7);
  });

  it('F016: from a kiosk the way back leads to its first page, not to a case', async () => {
    const view = await v.register('person_kiosk');
    const back = async (query: object) => {
      const { url } = await v.c.ask<{ url: string }>('cases.openVertical', {
        actor: person('person_kiosk'),
        params: { caseId: view.id },
        query,
      } as never);
      const [body = ''] = (new URL(url).searchParams.get('ticket') ?? '').split('.');
      return String((JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as Record<string, unknown>).返回地址);
    };
    expect(await back({ back: 'kiosk' })).toMatch(/\/kiosk$/);
    expect(await back({})).toMatch(new RegExp(`/cases/${view.id}$`));
    expect(view.vertical?.kiosk).toBe(true);
  });
});

describe('going over to a vertical system', () => {
  it('F016: is registered here with a number, judged by nobody, and says before what is handed over', async () => {
    const view = await v.register();
    expect(view).toMatchObject({ state: 'vertical', stateName: { zh: '已登记，待前往办理' } });
    expect(view.queryCode).toMatch(/^[0-9A-Z]+$/);
    expect(view.steps.map((s) => `${s.step} ${s.state}`)).toEqual([
      'jump done',
      'accept waiting',
      'decide todo',
      'deliver todo',
      'close todo',
    ]);
    expect(view.vertical?.hands.map((h) => h.value)).toContain('990101199201011067');
    expect(view.abilities.goOver).toEqual({ allowed: true });
    expect(v.c.registersAsked).toEqual([]);
  });

  it('F016: carries a ticket signed over canonical JSON that tells nobody who comes, and admits him once', async () => {
    const view = await v.register('person_once');
    const ticket = await v.open(view, 'person_once');
    const [body = '', signature = ''] = ticket.split('.');
    const bytes = Buffer.from(body, 'base64url');
    expect(sm2Verify(Buffer.from(signature, 'base64url'), bytes, v.platform)).toBe(true);
    const said = JSON.parse(bytes.toString('utf8')) as Record<string, string>;
    expect(Object.keys(said)).toEqual([...Object.keys(said)].sort());
    expect(bytes.toString('utf8')).not.toContain(applicant.number);
    expect(said.本人摘要).toBe(sm3Hex(Buffer.from(`${applicant.number}|${said.票据编号}`)));
    const handed = await v.redeem(ticket);
    expect(handed).toMatchObject({ 办件编号: view.number, 资料: { 姓名: '程远舟', 丢失日期: '2026-11-20' } });
    expect(await refusal(v.redeem(ticket))).toBe('cases.ticket_used');
    const looks = await v.c.w.t.db.rows<{ what: { zh: string } }>(
      sql`select what from audit.access where subject_id = 'person_once'`,
    );
    expect(looks.map((l) => l.what.zh).join()).toContain('公民身份号码');
  });

  it('F016: is refused to strangers, other systems, forged, old and replaced tickets', async () => {
    const view = await v.register('person_forged');
    const ticket = await v.open(view, 'person_forged');
    expect(await refusal(v.redeem(ticket, v.stranger))).toBe('cases.vertical_untrusted');
    expect(await refusal(v.redeem(ticket, v.other))).toBe('cases.ticket_wrong');
    const [body = '', signature = ''] = ticket.split('.');
    const other = Buffer.from(Buffer.from(body, 'base64url').toString('utf8').replace(view.number, `${view.number}1`));
    expect(await refusal(v.redeem(`${other.toString('base64url')}.${signature}`))).toBe('cases.ticket_wrong');
    expect(await refusal(v.open(view, 'person_other'))).toBe('cases.case_missing');
    const again = await v.open(view, 'person_forged');
    expect(await refusal(v.redeem(ticket))).toBe('cases.ticket_used');
    v.c.at('2026-11-23');
    expect(await refusal(v.redeem(again))).toBe('cases.ticket_used');
    v.c.at('2026-11-22');
    expect(await v.redeem(await v.open(view, 'person_forged'))).toMatchObject({ 办件编号: view.number });
  });

  it('F016: sends nobody to a system that is slow, down or answers under a wrong signature, and says which', async () => {
    const view = await v.register('person_down');
    for (const [how, says] of [
      ['timeout', '很慢'],
      ['down', '没有应答'],
      ['untrusted', '验签'],
    ] as const) {
      v.answers = how;
      const error = await v.open(view, 'person_down').catch((e: unknown) => e as AppError);
      expect(code(error)).toBe('cases.vertical_unavailable');
      expect(JSON.stringify((error as AppError).detail)).toContain(says);
    }
    expect((await v.view(view, 'person_down')).vertical?.trouble).toBe('untrusted');
  });

  it('F016: is taken back here until he has been there, and there afterwards', async () => {
    const before = await v.register('person_back');
    const withdraw = (view: CaseView) =>
      v.c.ask('cases.withdrawCase', {
        actor: {
          kind: 'person',
          personId: 'person_back',
          sessionId: 's',
          name: '程远舟',
          principal: { kind: 'person', id: 'person_back', role: 'self' },
        },
        params: { caseId: view.id },
        body: { requestId: `w-${view.id}`, reason: '找到了' },
      });
    await withdraw(before);
    expect(await row(before)).toMatchObject({ state: 'closed', outcome: 'withdrawn' });
    expect(await refusal(v.send(story(before, '已提交')[0]!))).toBe('cases.vertical_over');
    const there = await v.register('person_back');
    await v.redeem(await v.open(there, 'person_back'));
    expect(await refusal(withdraw(there))).toBe('cases.wrong_state');
  });
});

describe('what a vertical system tells', () => {
  it('F016 F125: acceptance, decision and result stand in the case with names, times, opinions, file, and in the six tables', async () => {
    const view = await v.register();
    const told = story(view, '已提交', '待补正', '已补正', '受理', '准予', '结果已出');
    for (const message of told) await v.send(message);
    const after = await v.view(view);
    expect(after).toMatchObject({
      state: 'closed',
      outcome: 'granted',
      vertical: { phase: 'ended', result: { number: 'SFZ0001' } },
    });
    expect(after.actions.map((a) => a.kind)).toEqual([
      'submit',
      'jump',
      'file-there',
      'ask-correction',
      'correct',
      'accept',
      'grant',
      'deliver',
      'close',
    ]);
    expect(after.actions[5]?.by).toMatchObject({
      kind: 'official',
      name: '闻一舟',
      number: 'HJ0031',
      office: { zh: '柳桥派出所' },
    });
    expect(after.steps.every((s) => s.state === 'done')).toBe(true);
    const accepted = await v.c.w.t.db.one<Record<string, string>>(
      sql`select * from standard."受理信息" where "办件编号" = ${after.exchangeNumber}`,
    );
    expect(accepted).toMatchObject({ 政务服务人员: '闻一舟', 政务服务人员所在部门: '柳桥派出所' });
    const done = await v.c.w.t.db.one<Record<string, string>>(
      sql`select * from standard."办结信息" where "办件编号" = ${after.exchangeNumber}`,
    );
    expect(done).toMatchObject({
      办理人员姓名: '闻一舟',
      办理结果: '准予许可',
      结果证照编号: 'SFZ0001',
      办件结果电子文书: sm3Hex(pdf),
      结果时效: '2026-11-22 至 2046-11-22',
    });
    const steps = await v.c.w.t.db.rows<{ name: string }>(
      sql`select "办理环节名称" as name from standard."办理环节" where "办件编号" = ${after.exchangeNumber}`,
    );
    expect(steps.map((s) => s.name)).toEqual(
      expect.arrayContaining(['登记并转办', '收件审查', '受理', '决定', '送达', '办结']),
    );
    const file = await v.c.ask<{ body: Buffer }>('cases.getVerticalResult', {
      actor: v.c.official('id-card-reissue'),
      params: { caseId: view.id },
    });
    expect(Buffer.compare(file.body, pdf)).toBe(0);
  });

  it('F016: the officials of the office see it and can do nothing to it; those of others find nothing', async () => {
    const view = await v.register();
    const seen = await v.c.ask<CaseView>('cases.getWork', {
      actor: v.c.official('id-card-reissue'),
      params: { caseId: view.id },
    });
    expect(Object.values(seen.abilities).some((a) => a.allowed)).toBe(false);
    for (const message of story(view, '受理', '不予')) await v.send(message);
    const decided = await v.c.ask<CaseView>('cases.getWork', {
      actor: { ...v.c.official('id-card-reissue'), roles: ['approver', 'head'] },
      params: { caseId: view.id },
    });
    expect(Object.entries(decided.abilities).filter(([, a]) => a.allowed)).toEqual([]);
    expect(JSON.stringify(seen.vertical?.hands)).not.toContain('990101199201011067');
    expect(
      await refusal(v.c.ask('cases.getWork', { actor: v.c.official('senior-card'), params: { caseId: view.id } })),
    ).toBe('cases.case_missing');
  });

  it('F016: is applied once, whatever comes twice, in another order or late', async () => {
    const view = await v.register();
    const [filed, accepted, granted, issued] = story(view, '已提交', '受理', '准予', '结果已出');
    expect(await v.send(granted!)).toMatchObject({ 等待前序: true });
    expect(await v.send(issued!)).toMatchObject({ 等待前序: true });
    expect((await row(view)).n).toBe(2);
    await v.send(filed!);
    expect(await v.send(filed!)).toMatchObject({ 重复: true });
    expect((await v.view(view)).vertical?.phase).toBe('filed');
    await v.send(accepted!);
    expect(await row(view)).toMatchObject({ state: 'closed', outcome: 'granted' });
    const kinds = (await v.view(view)).actions.map((a) => a.kind);
    expect(kinds.filter((k, n) => kinds.indexOf(k) !== n)).toEqual([]);
    expect(await v.send(accepted!)).toMatchObject({ 重复: true });
  });

  it('F016 F179: however it ends there, its end is told once to those who count and archive it', async () => {
    const ends = {
      'not-accepted': ['已提交', '不予受理'],
      withdrawn: ['已提交', '已撤回'],
      refused: ['已提交', '受理', '不予'],
      granted: ['已提交', '受理', '准予', '结果已出'],
    };
    for (const [outcome, states] of Object.entries(ends)) {
      const view = await v.register();
      await v.open(view);
      for (const message of story(view, ...states)) await v.send(message);
      expect(await row(view)).toMatchObject({ state: 'closed', outcome });
      const told = await v.c.w.t.db.rows(
        sql`select payload->>'outcome' as outcome from kernel.outbox where name = 'cases.closed' and payload->>'caseId' = ${view.id}`,
      );
      expect(told).toEqual([{ outcome }]);
    }
  });

  it('F016: goes backwards for nobody: what can’t follow is kept, answered as such, and changes nothing', async () => {
    const view = await v.register();
    const told = story(view, '已提交', '受理', '待补正', '准予');
    await v.send(told[0]!);
    await v.send(told[1]!);
    expect(await refusal(v.send(told[2]!))).toBe('cases.message_out_of_order');
    expect((await v.view(view)).vertical?.phase).toBe('accepted');
    await v.send(told[3]!);
    expect((await v.view(view)).vertical?.phase).toBe('granted');
    expect(await refusal(v.send({ ...told[1]!, 时间: '2026-11-22T01:58:00Z' }))).toBe('cases.told_otherwise');
  });

  it('F016: is not believed under a wrong signature, a stranger’s, another system’s, or about a case it has not', async () => {
    const view = await v.register();
    const [message] = story(view, '受理');
    expect(await refusal(v.send(message!, undefined, true))).toBe('cases.vertical_untrusted');
    expect(await refusal(v.send(message!, v.stranger))).toBe('cases.vertical_untrusted');
    expect(await refusal(v.send(message!, v.other))).toBe('cases.case_unknown');
    expect(await refusal(v.send({ ...message!, 办件编号: '99010120261122000999' }))).toBe('cases.case_unknown');
    expect((await row(view)).n).toBe(2);
  });

  it('F016: names what is wrong with a message', async () => {
    const view = await v.register();
    const [issued] = story(view, '结果已出');
    const broken: readonly (readonly [object, string])[] = [
      [{ ...issued!, 顺序号: 0 }, '顺序号'],
      [{ ...issued!, 状态: '好了' }, '状态'],
      [{ ...issued!, 时间: '2027-01-01T00:00:00Z' }, '将来'],
      [{ ...issued!, 经办人: undefined }, '经办人'],
      [{ ...issued!, 结果: { ...result, 有效期起: '今天' } }, '有效期起'],
      [{ ...issued!, 结果: { ...result, 文件: { ...result.文件, SM3: '00' } } }, '摘要'],
      [{ ...issued!, 结果: { ...result, 文件: { ...result.文件, 类型: 'application/ofd' } } }, '类型'],
    ];
    for (const [message, what] of broken) {
      const error = await v.send(message).catch((e: unknown) => e as AppError);
      expect(code(error)).toBe('cases.message_unreadable');
      expect(JSON.stringify((error as AppError).detail)).toContain(what);
    }
  });

  it('F016: what it did not tell is asked for, also one that was missing, and asked again later when it does not answer', async () => {
    const view = await v.register();
    await v.open(view);
    const told = story(view, '已提交', '受理', '准予', '结果已出');
    await v.send(told[1]!);
    v.answers = 'down';
    await v.follow(view);
    expect((await v.view(view)).vertical?.phase).toBe('registered');
    const asking = () =>
      v.c.w.t.db.one<{ trouble: string | null; again: boolean }>(
        sql`select trouble, next_at is not null as again from cases.vertical where case_id = ${view.id}`,
      );
    expect(await asking()).toEqual({ trouble: 'down', again: true });
    v.answers = told.slice(0, 3);
    v.answersAs = 'other';
    await v.follow(view);
    expect((await v.view(view)).vertical).toMatchObject({ phase: 'registered', trouble: 'untrusted' });
    v.answersAs = 'own';
    await v.follow(view);
    expect((await v.view(view)).vertical?.phase).toBe('granted');
    v.answers = told;
    await v.follow(view);
    expect(await row(view)).toMatchObject({ state: 'closed', outcome: 'granted' });
    expect(await asking()).toEqual({ trouble: null, again: false });
  });

  it.each([
    ['不予受理', 'not-accepted', ['不予受理']],
    ['不予', 'refused', ['受理', '不予']],
    ['已撤回', 'withdrawn', ['已提交', '已撤回']],
  ] as const)('F016: %s ends the case as %s, and the applicant is told', async (_, outcome, states) => {
    const view = await v.register();
    for (const message of story(view, ...states)) await v.send(message);
    expect(await row(view)).toMatchObject({ state: 'closed', outcome });
    const told = await v.c.w.t.db.one<{ n: number }>(
      sql`select count(*)::int as n from kernel.outbox where name = 'notice' and payload->>'caseId' = ${view.id}`,
    );
    expect(told.n).toBe(states.length + 1);
  });
});

describe('the order of what is told', () => {
  it('F016: the same whatever the order of arrival, and never past a gap that may still be filled', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([1, 2, 3, 4, 5, 6, 7], { minLength: 7 }), (arrival) => {
        const kept: { readonly seq: number }[] = [];
        const done: number[] = [];
        for (const seq of arrival) {
          kept.push({ seq });
          for (let next = nextInOrder(done.length, kept, false); next; next = nextInOrder(done.length, kept, false))
            done.push(next.seq);
        }
        expect(done).toEqual([1, 2, 3, 4, 5, 6, 7]);
      }),
    );
  });

  it('F016: nothing follows on the end, and no decision stands before the acceptance', () => {
    for (const event of verticalEvents) expect(verticalLife.ended[event]).toBeUndefined();
    for (const phase of verticalPhases)
      if (verticalLife[phase].granted ?? verticalLife[phase].refused) expect(phase).toBe('accepted');
  });
});
