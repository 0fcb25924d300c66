import type { CaseView } from '@miaopi/contracts';
import type { GoldenCase } from '@miaopi/items';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PersonActor, StaffActor } from '../../src/kernel/actor.ts';
import { sql } from '../../src/kernel/db/sql.ts';
import { newId } from '../../src/kernel/ids.ts';
import { drawDocument } from '../../src/modules/cases/papers/draw-document.ts';
import { findCase, findDocument } from '../../src/modules/cases/store/cases.ts';
import { actorOf, type CaseWorld, startCases } from './world.ts';

const slug = 'residence-registration';
let c: CaseWorld;
let clerk: StaffActor;
let uploaded: GoldenCase;
let registered: GoldenCase;
let people = 0;

beforeAll(async () => {
  // the clock stands at Sunday, 22 November 2026
  c = await startCases([slug]);
  clerk = c.clerk(slug);
  const golden = (name: string) => c.w.item(slug).package.golden.find((g) => g.name.startsWith(name))!;
  uploaded = golden('租赁没有备案，已上传合同');
  registered = golden('租赁已备案');
});
afterAll(() => c?.close());

const newcomer = () =>
  ({ kind: 'person', id: `person_${++people}`, name: '周望舒', number: '990219198508201046' }) as const;
const act = (actor: StaffActor | PersonActor, name: string, caseId: string, body: object = {}) =>
  c.ask<CaseView>(`cases.${name}`, {
    actor,
    params: { caseId },
    query: { wait: 10_000 },
    body: { requestId: newId(), ...body },
  });
const codeAndIssues = (p: Promise<unknown>) =>
  p.then(
    () => ['done', []],
    (e: { code?: string; issues?: { path: string }[] }) => [e.code, (e.issues ?? []).map((i) => i.path)],
  );
const codeOf = (p: Promise<unknown>) =>
  p.then(
    () => 'done',
    (e: { code?: string }) => e.code,
  );
const at = (day: string) => c.at(day);

/** Filed with a lease that somebody has to look at, and taken by the clerk. */
async function received() {
  at('2026-11-22');
  c.registersSay(uploaded);
  const applicant = newcomer();
  const filed = await c.file(slug, uploaded, applicant);
  expect(filed.state).toBe('intake');
  return { own: actorOf(applicant), filed: await act(clerk, 'claimCase', filed.id) };
}

const contract = { field: '租赁合同', page: 2, why: '缺少签字页', how: '请补传有双方签字的一页' };
const address = { field: '居住地址', why: '房号与合同不一致', how: '请按门牌更正' };
const ask = (caseId: string, points: readonly object[] = [contract], days = 15) =>
  act(clerk, 'askCorrection', caseId, { days, points });
const scan = (fileId: string) => [
  {
    fileId,
    name: '签字页.pdf',
    mediaType: 'application/pdf',
    bytes: 1000,
    sm3: '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0',
  },
];
const answersOf = async (caseId: string) =>
  c.w.t.db.rows<{ filing: number; answers: Record<string, unknown> }>(
    sql`select filing, answers from cases.file where case_id = ${caseId} order by filing`,
  );

describe('F095 F102: what the machine does not grant is received, and accepted by an official', () => {
  it('stands with the office, five working days from the day it came in, and no limit runs before it is accepted', async () => {
    const { filed } = await received();
    expect(filed).toMatchObject({
      state: 'intake',
      dueAt: '2026-11-27',
      intake: { situation: { zh: expect.stringContaining('住址材料') } },
    });
    const why = filed.actions.find((a) => a.kind === 'receive');
    expect(why?.reasons?.map((r) => r.zh).join('；')).toBe(why?.opinion);
    expect(why?.reasons?.map((r) => r.en).join()).not.toMatch(/\p{Script=Han}/u);
    expect(filed.clock.derivation.filter((d) => d.counted)).toHaveLength(5);
    expect(filed.clock.basis?.zh).toContain('第三十二条');
    expect(filed.documents).toEqual([]);
    expect(filed.conditions.find((k) => k.id === '住所有依据')?.verdict).toBe('unmet');
    at('2026-11-25');
    const accepted = await act(clerk, 'acceptCase', filed.id, { opinion: '合同齐全' });
    expect(accepted).toMatchObject({ state: 'review', dueAt: '2026-11-26' });
    expect(accepted.documents).toMatchObject([
      { kind: 'acceptance', number: expect.stringMatching(/受字〔2026〕第\d{6}号$/) },
    ]);
    // the days before the acceptance are shown and not counted
    expect(accepted.clock.derivation.map((d) => [d.day, d.counted])).toEqual([
      ['2026-11-22', false],
      ['2026-11-23', false],
      ['2026-11-24', false],
      ['2026-11-25', false],
      ['2026-11-26', true],
    ]);
    const [row] = await c.w.t.db.rows<Record<string, string>>(
      sql`select * from standard."受理信息" where "办件编号" = ${filed.exchangeNumber}`,
    );
    expect(row).toEqual({
      办件编号: filed.exchangeNumber,
      政务服务人员所在部门: filed.office.zh,
      政务服务人员: clerk.name,
      受理时间: '2026-11-25 10:00:00',
      受理文书编号: accepted.documents[0]?.number,
    });
  });

  it('stays 秒批 for who meets every condition', async () => {
    at('2026-11-22');
    c.registersSay(registered);
    const granted = await c.file(slug, registered, newcomer());
    expect(granted).toMatchObject({ state: 'closed', outcome: 'granted', automatic: true });
  });

  it('is accepted by who has taken it only, by acceptors only, and by nobody of another office', async () => {
    const { filed, own } = await received();
    expect(await codeOf(act({ ...clerk, staffId: 'staff_2' }, 'acceptCase', filed.id))).toBe('cases.not_yours');
    expect(await codeOf(act(c.official(slug), 'acceptCase', filed.id))).toBe('cases.not_yours');
    expect(await codeOf(act({ ...clerk, office: '11990000000000000X' }, 'acceptCase', filed.id))).toBe(
      'cases.case_missing',
    );
    expect(
      await codeOf(
        act(c.official(slug), 'decideCase', filed.id, {
          outcome: 'refuse',
          reason: '不符合条件',
          findings: [],
          grounds: [],
        }),
      ),
    ).toBe('cases.not_yours');
    const view = await c.ask<CaseView>('cases.getCase', { actor: own, params: { caseId: filed.id } });
    expect(view.abilities.withdraw?.allowed).toBe(true);
  });

  it('an acceptance is on paper with the applicant and is not taken back', async () => {
    const { filed } = await received();
    const accepted = await act(clerk, 'acceptCase', filed.id);
    expect(accepted.state).toBe('review');
    expect(accepted.abilities.takeBack).toMatchObject({ allowed: false });
    expect(await codeOf(act(clerk, 'takeBack', filed.id, { reason: '还想再看' }))).toBe('cases.not_yours');
  });

  it('F223: counts as accepted from the day it came in when the office says nothing for five working days, with a paper that says so', async () => {
    const { filed, own } = await received();
    at('2026-11-27');
    await c.run('cases.accept_silent');
    const still = await c.ask<CaseView>('cases.getCase', { actor: own, params: { caseId: filed.id } });
    expect(still.state).toBe('intake');
    at('2026-11-28');
    await c.run('cases.accept_silent');
    const accepted = await c.ask<CaseView>('cases.getCase', { actor: own, params: { caseId: filed.id } });
    // one working day from Sunday the 22nd
    expect(accepted).toMatchObject({ state: 'review', dueAt: '2026-11-23' });
    const paper = await paperOf(own, accepted, 'acceptance');
    expect(paper).toContain('自2026年11月22日起即为受理');
    const [row] = await c.w.t.db.rows<Record<string, string>>(
      sql`select "受理时间", "政务服务人员" from standard."受理信息" where "办件编号" = ${filed.exchangeNumber}`,
    );
    expect(row).toEqual({ 受理时间: '2026-11-22 10:00:00', 政务服务人员: '系统' });
    expect(await codeOf(act(clerk, 'acceptCase', filed.id))).toBe('cases.not_yours');
  });

  it('who has it is reminded the working day before, once', async () => {
    const { filed } = await received();
    const told = async () =>
      (
        await c.w.t.db.rows<{ payload: { staffId?: string; title: { zh: string } } }>(
          sql`select payload from kernel.outbox where name = 'notice' and payload->>'caseId' = ${filed.id} and payload->>'staffId' is not null`,
        )
      ).map((r) => [r.payload.staffId, r.payload.title.zh]);
    at('2026-11-25');
    await c.run('cases.remind');
    expect(await told()).toEqual([]);
    at('2026-11-26');
    await c.run('cases.remind');
    await c.run('cases.remind');
    expect(await told()).toEqual([['staff_clerk', '办件快到期']]);
  });

  it('is not accepted by clause, with its reason and the routes of appeal; the standard knows no result of it', async () => {
    const { filed, own } = await received();
    const body = { ground: 'not-ours', reason: '居住地不在本区' };
    expect(await codeOf(act(clerk, 'rejectCase', filed.id, body))).toBe('kernel.invalid_request');
    const gone = await act(clerk, 'rejectCase', filed.id, { ...body, elsewhere: '云州市公安局江北分局' });
    expect(gone).toMatchObject({ state: 'closed', outcome: 'not-accepted', stateName: { zh: '已办结（不予受理）' } });
    const paper = await paperOf(own, gone, 'not-accepted');
    for (const said of [
      '云州市公安局江北分局',
      '第三十二条第一款第二项',
      '居住地不在本区',
      '云溪区人民政府',
      '云溪区人民法院',
    ])
      expect(paper).toContain(said);
    expect(gone.documents[0]?.number).toMatch(/不受字〔2026〕/);
    expect(
      await c.w.t.db.rows(sql`select 1 from standard."办结信息" where "办件编号" = ${filed.exchangeNumber}`),
    ).toEqual([]);
  });
});

describe('F093: told once and completely what is to be corrected', () => {
  it('opens exactly that to the applicant, with why, how and until when, and a numbered paper', async () => {
    const { filed, own } = await received();
    const preview = await c.ask<object>('cases.previewClock', {
      actor: clerk,
      params: { caseId: filed.id },
      query: { correctionDays: 15 },
    });
    expect(preview).toEqual({ until: '2026-12-07', acceptBy: '2026-12-14', due: '2026-12-15' });
    const asked = await ask(filed.id, [contract, address]);
    expect(asked).toMatchObject({
      state: 'correction',
      dueAt: '2026-12-07',
      corrections: [{ nth: 1, until: '2026-12-07' }],
    });
    expect(asked.corrections[0]?.points.map((p) => [p.kind, p.label.zh, p.page])).toEqual([
      ['material', '房屋租赁合同', 2],
      ['field', '居住地址', undefined],
    ]);
    expect(asked.clock.derivation.some((d) => d.counted)).toBe(false);
    // what the applicant has time for is in calendar days: no working day of it is counted, and none is said to be left
    expect(asked.clock).not.toHaveProperty('workingDaysLeft');
    const paper = await paperOf(own, asked, 'correction');
    for (const said of [
      '补字〔2026〕',
      '房屋租赁合同',
      '第2页',
      '缺少签字页',
      '请补传有双方签字的一页',
      '2026年12月7日',
      '一次性告知',
    ])
      expect(paper).toContain(said);
    const form = await c.ask<{ opened: string[] }>('cases.getCorrection', { actor: own, params: { caseId: filed.id } });
    expect(form.opened).toEqual(['租赁合同', '居住地址']);
    const stranger = actorOf({ kind: 'person', id: 'person_other' });
    expect(await codeOf(c.ask('cases.getCorrection', { actor: stranger, params: { caseId: filed.id } }))).toBe(
      'cases.case_missing',
    );
  });

  it('takes nothing but that, and leaves every other answer as it was, byte for byte', async () => {
    const { filed, own } = await received();
    await ask(filed.id);
    const correct = (answers: object, nth = 1) => act(own, 'correctCase', filed.id, { nth, answers, declared: true });
    expect(await codeOf(correct({ 租赁合同: scan('f2'), 居住地址: '别处' }))).toBe('forms.not_opened');
    expect(await codeOf(correct({ 租赁合同: [] }))).toBe('forms.incomplete');
    expect(await codeOf(correct({ 租赁合同: scan('f2') }, 2))).toBe('cases.correction_over');
    const back = await correct({ 租赁合同: scan('f2') });
    // looked at and judged anew: still a lease that somebody must look at, with five days of its own
    expect(back).toMatchObject({
      state: 'intake',
      filings: [
        { filing: 2, way: 'online', changes: [{ field: '租赁合同', beforeFiles: ['f1'], afterFiles: ['f2'] }] },
      ],
    });
    expect(back.corrections[0]?.answeredBy).toBe(2);
    const [first, second] = await answersOf(filed.id);
    const { 租赁合同: _a, ...before } = first!.answers;
    const { 租赁合同: _b, ...after } = second!.answers;
    expect(JSON.stringify(after)).toBe(JSON.stringify(before));
    expect(await codeOf(correct({ 租赁合同: scan('f3') }))).toBe('cases.correction_over');
  });

  it('F093: what the notice asks for is changed, or the applicant says why not; a server takes neither silence nor spaces', async () => {
    const { filed, own } = await received();
    await ask(filed.id, [contract, address]);
    const correct = (answers: object, note?: string) =>
      act(own, 'correctCase', filed.id, { nth: 1, answers, declared: true, ...(note ? { note } : {}) });
    const refused = await codeAndIssues(correct({}));
    expect(refused).toEqual(['cases.not_corrected', ['body.answers.租赁合同', 'body.answers.居住地址']]);
    expect(await codeAndIssues(correct({ 租赁合同: scan('f2') }, '      '))).toEqual([
      'cases.not_corrected',
      ['body.answers.居住地址'],
    ]);
    const back = await correct({ 租赁合同: scan('f2') }, '门牌就是 503，没有写错');
    expect(back.state).toBe('intake');
    expect(back.actions.find((a) => a.kind === 'correct')?.opinion).toBe('门牌就是 503，没有写错');
  });

  it('gives the office five new days with each filing; the time of the applicant is not counted', async () => {
    const { filed, own } = await received();
    at('2026-11-24');
    await ask(filed.id);
    at('2026-12-03');
    const back = await act(own, 'correctCase', filed.id, { nth: 1, answers: { 租赁合同: scan('f2') }, declared: true });
    expect(back).toMatchObject({ state: 'intake', dueAt: '2026-12-10' });
    const days = back.clock.derivation;
    expect(new Set(days.map((d) => d.day)).size).toBe(days.length);
    expect(days.filter((d) => d.why.zh.includes('等待补正')).map((d) => d.day)).toEqual(
      ['25', '26', '27', '28', '29', '30']
        .map((d) => `2026-11-${d}`)
        .concat(['2026-12-01', '2026-12-02', '2026-12-03']),
    );
    at('2026-12-04');
    const accepted = await act(clerk, 'acceptCase', filed.id);
    expect(accepted.dueAt).toBe('2026-12-07');
  });

  it('is granted at once when all is well now', async () => {
    const { filed, own } = await received();
    await ask(filed.id, [contract, address]);
    // what the register said two hours ago is not asked again
    at('2026-11-23');
    c.registersSay(registered);
    const granted = await act(own, 'correctCase', filed.id, {
      nth: 1,
      declared: true,
      answers: { 居住地址: '云溪区柳桥街道柳岸路 18 号 3 幢 503 室' },
    });
    expect(granted).toMatchObject({ state: 'closed', outcome: 'granted', automatic: true });
    // the lease that the register made needless has fallen away
    expect(granted.filings[0]?.changes.map((x) => x.field)).toEqual(['居住地址', '租赁合同']);
    const steps = await c.w.t.db.rows<Record<string, string>>(
      sql`select "办理环节名称", "业务动作", "下一环节名称" from standard."办理环节" where "办件编号" = ${filed.exchangeNumber}`,
    );
    expect(steps.map((s) => `${s.办理环节名称} ${s.业务动作}`)).toEqual(
      expect.arrayContaining(['收件审查 退回', '受理 通过', '办结 通过']),
    );
    expect(steps.filter((s) => s.办理环节名称 === '核验')).toHaveLength(2);
  });

  it('a second notice is refused with the article, unless about what the correction itself brought in', async () => {
    const { filed, own } = await received();
    await ask(filed.id);
    await act(own, 'correctCase', filed.id, { nth: 1, answers: { 租赁合同: scan('f2') }, declared: true });
    expect(await codeOf(ask(filed.id, [address]))).toBe('cases.correction_once');
    expect(await codeOf(ask(filed.id, [contract, address]))).toBe('cases.correction_once');
    const again = await ask(filed.id, [{ ...contract, why: '新传的一页不清晰' }]);
    expect(again).toMatchObject({ state: 'correction', corrections: [{ nth: 1 }, { nth: 2 }] });
    expect(again.documents.map((d) => d.kind)).toEqual(['correction', 'correction-2']);
  });

  it('can’t name what is not the applicant’s to correct, nor a place twice', async () => {
    const { filed } = await received();
    const why = { why: '不对', how: '请改' };
    for (const points of [
      [{ field: '没有这个', ...why }],
      [{ field: '姓名', ...why }],
      [{ field: '已住天数', ...why }],
      [{ field: '属实声明', ...why }],
      [{ field: '居住地址', page: 1, ...why }],
      [address, address],
    ])
      expect(await codeOf(ask(filed.id, points)), JSON.stringify(points)).toBe('cases.correction_point_wrong');
  });

  it('F094: what is brought or sent is recorded by the office: by whom, how, how many; the paper counts as paper', async () => {
    const { filed } = await received();
    await ask(filed.id);
    const back = await act(clerk, 'correctForApplicant', filed.id, {
      way: 'courier',
      from: '周望舒',
      copies: 2,
      tracking: 'YX202611220001',
      answers: { 租赁合同: scan('f9') },
    });
    expect(back.filings).toMatchObject([
      { way: 'courier', from: '周望舒', copies: 2, byOfficial: true, by: clerk.name },
    ]);
    const materials = await c.w.t.db.rows<Record<string, string | number>>(
      sql`select * from standard."申请材料" where "办件编号" = ${filed.exchangeNumber} and "材料名称" = '房屋租赁合同'`,
    );
    expect(materials).toMatchObject([{ 收取方式: '纸质收取', 收取数量: 2, 附件实体: 'f9' }]);
  });

  it('a mistake is set right on the spot, with the applicant’s consent, before anything is told in writing', async () => {
    const { filed } = await received();
    at('2026-11-23');
    c.registersSay(registered);
    const granted = await act(clerk, 'correctForApplicant', filed.id, {
      way: 'spot',
      from: '周望舒',
      copies: 0,
      answers: { 入住日期: '2026-10-02' },
    });
    expect(granted).toMatchObject({ state: 'closed', outcome: 'granted', corrections: [], filings: [{ way: 'spot' }] });
    const other = await received();
    const onSpot = (answers: object) =>
      codeOf(act(clerk, 'correctForApplicant', other.filed.id, { way: 'spot', from: '周望舒', copies: 0, answers }));
    expect(await onSpot({ 姓名: '别人' })).toBe('forms.not_opened');
    expect(await onSpot({})).toBe('cases.nothing_set_right');
    expect(await onSpot({ 入住日期: uploaded.answers.入住日期 })).toBe('cases.nothing_set_right');
  });

  it('is ended by an official, with a paper, when nobody answered in time, and not a day before', async () => {
    const { filed, own } = await received();
    await ask(filed.id);
    at('2026-12-07');
    expect(await codeOf(act(clerk, 'abandonCase', filed.id, { reason: '逾期未补正' }))).toBe(
      'cases.correction_not_over',
    );
    at('2026-12-08');
    const gone = await act(clerk, 'abandonCase', filed.id, { reason: '逾期未补正，电话联系不上' });
    expect(gone).toMatchObject({ state: 'closed', outcome: 'abandoned' });
    expect(await paperOf(own, gone, 'abandonment')).toContain('2026年12月7日');
    expect(
      await codeOf(act(own, 'correctCase', filed.id, { nth: 1, answers: { 租赁合同: scan('f2') }, declared: true })),
    ).toBe('cases.correction_over');
  });

  it('F117: can be withdrawn while it is looked at and while it is to be corrected', async () => {
    for (const correcting of [false, true]) {
      const { filed, own } = await received();
      if (correcting) await ask(filed.id);
      expect(await act(own, 'withdrawCase', filed.id, { reason: '不办了' })).toMatchObject({
        state: 'closed',
        outcome: 'withdrawn',
      });
    }
  });

  it('X12: of an applicant who corrects in two tabs and an official who ends the case, one is first and the others are told', async () => {
    const { filed, own } = await received();
    await ask(filed.id);
    at('2026-12-08');
    const correct = () =>
      codeOf(act(own, 'correctCase', filed.id, { nth: 1, answers: { 租赁合同: scan('f2') }, declared: true }));
    const abandon = () => codeOf(act(clerk, 'abandonCase', filed.id, { reason: '逾期未补正' }));
    const tries = await Promise.all([correct(), abandon(), correct(), abandon(), correct()]);
    expect(tries.filter((t) => t === 'done')).toHaveLength(1);
    const rest = tries.filter((t) => t !== 'done');
    expect(
      rest.every((t) => ['cases.correction_over', 'cases.wrong_state', 'cases.not_yours'].includes(String(t))),
    ).toBe(true);
    expect((await answersOf(filed.id)).length).toBeLessThanOrEqual(2);
  });
});

/** What a document says, read off its drawing. */
async function paperOf(own: PersonActor, view: CaseView, kind: string): Promise<string> {
  const shown = await c.ask<{ body: string }>('cases.getDocument', {
    actor: own,
    params: { caseId: view.id, kind },
    query: { format: 'svg' },
  });
  expect(shown.body).toContain('<svg');
  const { db } = c.w.t;
  const [row, document] = await Promise.all([findCase(db, view.id), findDocument(db, view.id, kind)]);
  const paper = drawDocument(row!, c.w.item(slug), document!);
  return paper.pages
    .flatMap((p) => p.items.map((i) => (i.kind === 'text' ? i.text : '')))
    .join('')
    .replace(/\s/g, '');
}
