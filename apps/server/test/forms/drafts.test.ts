import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sql } from '../../src/kernel/db/sql.ts';
import { newId } from '../../src/kernel/ids.ts';
import { sweep } from '../../src/kernel/retention.ts';
import { retention } from '../../src/retention.ts';
import { address, opened, openWorld, standardWorld, type World } from './world.ts';

const residence = 'residence-registration';
const insurance = 'social-insurance-statement';
let w: World;
beforeAll(async () => {
  w = await openWorld();
});
afterAll(() => w.close());
beforeEach(async () => {
  standardWorld(w);
  await w.t.db.rows(sql`delete from forms.draft`);
});

const open = (who: string, slug: string, more: object = {}) =>
  w.call(who, 'POST', '/api/drafts', { requestId: newId(), slug, ...more });
const save = (who: string, draft: { id: string }, revision: number, answers: object) =>
  w.call(who, 'PUT', `/api/drafts/${draft.id}`, { revision, answers });
const refresh = (draft: { id: string }, revision: number, answers: object) =>
  w.call('zhou', 'POST', `/api/drafts/${draft.id}/lookups`, { revision, answers });

describe('opening a form', () => {
  it('F077 F122: fills it from account and registers, says where each value came from, and asks on with what a register answered', async () => {
    const draft = await opened(w, 'zhou', residence);
    expect(draft.answers).toMatchObject({ 姓名: '周望舒', 民族: '汉族', 居住地址: address, 手机号码: '13900000002' });
    expect(draft.provenance.姓名).toMatchObject({ source: 'account', locked: true });
    expect(draft.provenance.户籍地址).toMatchObject({ source: 'evidence', locked: true });
    expect(draft.provenance.居住地址).toMatchObject({ source: 'evidence', locked: false });
    // the address register is asked with the address that the population register gave, the family only when it is wanted
    expect(w.asked).toEqual(['人口信息', '地址核验']);
    expect(draft.lookups.map((l: { name: string; status: string }) => `${l.name} ${l.status}`)).toEqual([
      '人口信息 found',
      '家庭关系 not-asked',
      '地址核验 found',
    ]);
  });

  it('shows a register’s data about the person, and of other people nothing that the package masks', async () => {
    const draft = await opened(w, 'zhou', residence);
    const data = Object.fromEntries(draft.lookups.map((l: { name: string; data: object }) => [l.name, l.data]));
    expect(data.人口信息).toMatchObject({ 姓名: '周望舒', 户籍区划: '990219' });
    expect(data.地址核验).toMatchObject({ 与申请人关系: '亲属', 产权人: null, 产权人身份号码: null });
    expect(JSON.stringify(draft)).not.toContain('990101195512031032');
    expect(draft.applicant.number).toBe('9902**********1046');
  });

  it('keeps pictures above 40 kB out of the answer, and says that they are there', async () => {
    w.registers.set('人口信息', () => ({
      姓名: '周望舒',
      民族: '汉',
      户籍地址: '示范省海临市',
      户籍区划: '990219',
      居住区划: 'x'.repeat(50_000),
      状态: '正常',
    }));
    const draft = await opened(w, 'zhou', residence);
    expect(draft.lookups[0].data).toMatchObject({ 状态: '正常', 居住区划: '＊' });
  });

  it('F077: takes from the last case what neither account nor register has', async () => {
    w.registers.set('人口信息', () => ({
      姓名: '周望舒',
      民族: '汉',
      户籍地址: '示范省海临市',
      户籍区划: '990219',
      居住地址: null,
      状态: '正常',
    }));
    w.earlier = { answers: { 居住地址: '云溪区旧街 1 号 101 室' }, at: '2026-01-01T00:00:00Z' };
    const draft = await opened(w, 'zhou', residence);
    expect(draft.answers.居住地址).toBe('云溪区旧街 1 号 101 室');
    expect(draft.provenance.居住地址).toMatchObject({ source: 'earlier', locked: false });
  });

  it('asks nobody without consent, and says what would be asked of whom', async () => {
    w.consents.clear();
    const reply = await open('zhou', residence);
    expect(reply).toMatchObject({ status: 403, body: { code: 'forms.consent_needed' } });
    expect(reply.body.lookups.map((l: { name: string }) => l.name)).toEqual(['人口信息', '家庭关系', '地址核验']);
    expect(w.asked).toEqual([]);
  });

  it('says in plain words when the item is for the other kind of applicant, or the mandate has ended', async () => {
    const asPerson = await open('shen', 'construction-qualification-change');
    expect(asPerson).toMatchObject({ status: 403, body: { code: 'forms.wrong_applicant' } });
    expect(asPerson.body.detail).toContain('企业');
    const asFirm = await open('firm', residence);
    expect(asFirm).toMatchObject({ status: 403, body: { code: 'forms.wrong_applicant' } });
    expect(asFirm.body.detail).toContain('本人');
    w.mandate = false;
    const ended = await open('firm', 'construction-qualification-change');
    expect(ended).toMatchObject({ status: 403, body: { code: 'forms.wrong_applicant' } });
    expect(ended.body.detail).toContain('授权');
  });

  it('answers for an unknown or suspended item', async () => {
    expect(await open('zhou', 'no-such-item')).toMatchObject({ status: 404, body: { code: 'catalog.item_missing' } });
    const [item] = w.items.get(residence)!;
    w.items.get(residence)!.push({
      ...item!,
      package: { ...item!.package, item: { ...item!.package.item, state: 'suspended', version: 2 } },
    });
    expect(await open('zhou', residence)).toMatchObject({ status: 409, body: { code: 'catalog.item_suspended' } });
    w.items.get(residence)!.push({
      ...item!,
      package: { ...item!.package, item: { ...item!.package.item, state: 'cancelled', version: 3 } },
    });
    expect(await open('zhou', residence)).toMatchObject({ status: 409, body: { code: 'catalog.item_cancelled' } });
  });

  it('F076: gives the open draft again, a new one only when asked for', async () => {
    const first = (await open('zhou', residence)).body;
    await save('zhou', first, 1, { ...first.answers, 居住方式: '借住' });
    const again = (await open('zhou', residence)).body;
    expect(again).toMatchObject({ id: first.id, revision: 2, answers: { 居住方式: '借住' } });
    expect((await open('zhou', residence, { fresh: true })).body.id).not.toBe(first.id);
  });

  it('opens one draft when two windows open the form at the same moment, and one for a request sent twice', async () => {
    let go = () => {};
    w.gate = new Promise((resolve) => {
      go = resolve;
    });
    const two = [open('zhou', residence), open('zhou', residence)];
    setTimeout(go, 50);
    const [a, b] = await Promise.all(two);
    expect(a!.body.id).toBe(b!.body.id);
    w.gate = undefined;
    const requestId = newId();
    const fresh = () => w.call('zhou', 'POST', '/api/drafts', { requestId, slug: residence, fresh: true });
    const ids = (await Promise.all([fresh(), fresh(), fresh()])).map((r) => r.body.id);
    expect(new Set(ids).size).toBe(1);
  });

  it('does not let "start a new one" pile drafts up without end', async () => {
    const ids = new Set<string>();
    for (let i = 0; i < 24; i++) ids.add((await opened(w, 'shen', insurance)).id);
    expect(ids.size).toBe(20);
  });

  it('writes each look-up into the log that the person sees, together with the draft', async () => {
    const before = await w.t.db.one<{ n: number }>(sql`select count(*) as n from audit.access`);
    await opened(w, 'zhou', residence);
    const rows = await w.t.db.rows<{ what: { zh: string }; who: { zh: string } }>(
      sql`select what, who from audit.access where subject_kind = 'person' and subject_id = 'person-zhou' order by id desc limit 2`,
    );
    const after = await w.t.db.one<{ n: number }>(sql`select count(*) as n from audit.access`);
    expect(after.n - before.n).toBe(2);
    expect(rows.map((r) => r.what.zh).join()).toMatch(/标准地址.*人口基本信息|人口基本信息.*标准地址/);
    expect(rows[0]!.who.zh).toBe('云州市公安局云溪分局');
  });
});

describe('saving', () => {
  it('F070 F076: keeps what was typed, right or wrong, and tells what is wrong, naming the field', async () => {
    const draft = await opened(w, 'zhou', residence);
    const answers = { ...draft.answers, 入住日期: '2026-02-30', 居住方式: '借' };
    const saved = await save('zhou', draft, 1, answers);
    expect(saved).toMatchObject({ status: 200, body: { revision: 2 } });
    expect(saved.body.issues).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          path: '入住日期',
          code: 'date',
          message: expect.objectContaining({ zh: expect.stringContaining('从哪天开始住') }),
        }),
        expect.objectContaining({ path: '居住方式', code: 'option' }),
      ]),
    );
    const back = (await w.call('zhou', 'GET', `/api/drafts/${draft.id}`)).body;
    expect(back.answers).toMatchObject({ 入住日期: '2026-02-30', 居住方式: '借' });
  });

  it('two tabs: the older one is refused with the newer draft, and loses nothing', async () => {
    const draft = await opened(w, 'zhou', residence);
    expect((await save('zhou', draft, 1, { ...draft.answers, 居住方式: '借住' })).status).toBe(200);
    const late = await save('zhou', draft, 1, { ...draft.answers, 居住方式: '租赁' });
    expect(late).toMatchObject({
      status: 409,
      body: { code: 'forms.draft_changed', draft: { id: draft.id, revision: 2, answers: { 居住方式: '借住' } } },
    });
    const both = await Promise.all(
      ['租赁', '宿舍'].map((v) => save('zhou', draft, 2, { ...draft.answers, 居住方式: v })),
    );
    expect(both.map((r) => r.status).sort()).toEqual([200, 409]);
    expect(both.find((r) => r.status === 409)!.body).toMatchObject({
      code: 'forms.draft_changed',
      draft: { revision: 3 },
    });
  });

  it('puts locked fields back and says so', async () => {
    const draft = await opened(w, 'zhou', residence);
    const { 户籍地址: _, ...rest } = draft.answers;
    const saved = await save('zhou', draft, 1, { ...rest, 姓名: '赵高', 民族: '回族' });
    expect(
      saved.body.issues
        .filter((i: { code: string }) => i.code === 'locked')
        .map((i: { path: string }) => i.path)
        .sort(),
    ).toEqual(['姓名', '户籍地址', '民族'].sort());
    const back = (await w.call('zhou', 'GET', `/api/drafts/${draft.id}`)).body;
    expect(back.answers).toMatchObject({ 姓名: '周望舒', 民族: '汉族', 户籍地址: draft.answers.户籍地址 });
  });

  it('a value the person changed is his own from then on', async () => {
    const draft = await opened(w, 'zhou', residence);
    await save('zhou', draft, 1, { ...draft.answers, 手机号码: '13900000099' });
    const back = (await w.call('zhou', 'GET', `/api/drafts/${draft.id}`)).body;
    expect(back.answers.手机号码).toBe('13900000099');
    expect(back.provenance.手机号码).toBeUndefined();
  });

  it('hostile answers: a name of 200 kB names its field, a script stays text, unknown names are not kept', async () => {
    const draft = await opened(w, 'shen', insurance);
    const script = '<script>alert(1)</script>';
    const saved = await save('shen', draft, 1, {
      ...draft.answers,
      用途: '其他',
      用途说明: '长'.repeat(66_000),
      起始月: script,
      证明期间: '自选',
      未知: 'x',
      constructor: 'x',
    });
    expect(saved.status).toBe(200);
    const long = saved.body.issues.find((i: { path: string }) => i.path === '用途说明');
    expect(long).toMatchObject({ code: 'maxLength', message: { zh: '请说明用途：最多填写30个字。' } });
    const back = (await w.call('shen', 'GET', `/api/drafts/${draft.id}`)).body;
    expect(back.answers.起始月).toBe(script);
    expect(Object.keys(back.answers)).not.toContain('未知');
    expect(Object.hasOwn(back.answers, 'constructor')).toBe(false);
  });

  it('refuses more than 256 kB, and keeps what was there', async () => {
    const draft = await opened(w, 'shen', insurance);
    const saved = await save('shen', draft, 1, { ...draft.answers, 用途说明: 'x'.repeat(256 * 1024) });
    expect(saved).toMatchObject({ status: 422, body: { code: 'forms.too_large' } });
    expect((await w.call('shen', 'GET', `/api/drafts/${draft.id}`)).body).toMatchObject({
      revision: 1,
      answers: draft.answers,
    });
  });

  it('takes what PostgreSQL can’t store as text, and refuses nesting without end, naming the field', async () => {
    const draft = await opened(w, 'shen', insurance);
    const odd = await save('shen', draft, 1, { ...draft.answers, 用途: '其他', 用途说明: 'a\u0000b\ud800c😀' });
    expect(odd.status).toBe(200);
    expect((await w.call('shen', 'GET', `/api/drafts/${draft.id}`)).body.answers.用途说明).toBe('abc😀');
    const deep = `{"revision":2,"answers":{"用途说明":${'['.repeat(50_000)}${']'.repeat(50_000)}}}`;
    const reply = await w.call('shen', 'PUT', `/api/drafts/${draft.id}`, deep);
    expect(reply).toMatchObject({ status: 422, body: { issues: [{ path: '用途说明' }] } });
  });

  it('answers 404 for another person’s draft, whatever is done with its id', async () => {
    const draft = await opened(w, 'zhou', residence);
    const body = { revision: 1, answers: {} };
    const tries = [
      await w.call('shen', 'GET', `/api/drafts/${draft.id}`),
      await w.call('shen', 'PUT', `/api/drafts/${draft.id}`, body),
      await w.call('shen', 'POST', `/api/drafts/${draft.id}/lookups`, body),
      await w.call('shen', 'DELETE', `/api/drafts/${draft.id}`),
      await w.call('zhou', 'GET', `/api/drafts/${newId()}`),
    ];
    for (const reply of tries) expect(reply).toMatchObject({ status: 404, body: { code: 'forms.draft_missing' } });
    expect((await w.call('shen', 'GET', '/api/drafts')).body).toEqual([]);
    expect((await w.call('', 'GET', `/api/drafts/${draft.id}`)).status).toBe(401);
  });

  it('keeps drafts of a person and of the firm he acts for apart', async () => {
    const draft = await opened(w, 'shen', insurance);
    const asFirm = await w.call('firm', 'GET', `/api/drafts/${draft.id}`);
    expect(asFirm).toMatchObject({
      status: 404,
      body: { code: 'forms.draft_missing', detail: expect.stringContaining('切换身份') },
    });
    expect((await w.call('firm', 'GET', '/api/drafts')).body).toEqual([]);
  });

  it('lists open drafts with how far each is, and deletes one', async () => {
    const draft = await opened(w, 'shen', insurance);
    await save('shen', draft, 1, { ...draft.answers, 选择险种: ['基本养老保险'], 证明期间: '近12个月' });
    const [line] = (await w.call('shen', 'GET', '/api/drafts')).body;
    expect(line).toMatchObject({ id: draft.id, filled: 5, fields: 6 });
    expect((await w.call('shen', 'DELETE', `/api/drafts/${draft.id}`)).status).toBe(204);
    expect((await w.call('shen', 'DELETE', `/api/drafts/${draft.id}`)).status).toBe(404);
  });

  it('sweeps drafts that nobody has saved for ninety days', async () => {
    const old = await opened(w, 'zhou', residence);
    w.clock.set('2027-02-15T02:00:00Z');
    const kept = await opened(w, 'zhou', residence);
    w.clock.set('2027-02-25T02:00:00Z');
    expect(await sweep(w.t.kernel, retention.find((rule) => rule.table === 'forms.draft')!)).toBe(1);
    w.clock.set('2026-11-22T02:00:00Z');
    expect((await w.t.db.rows<{ id: string }>(sql`select id from forms.draft`)).map((r) => r.id)).toEqual([kept.id]);
    expect(old.id).not.toBe(kept.id);
  });
});

describe('looking up again', () => {
  it('F122: asks only what depends on an answer that changed, and gives up what an older answer filled', async () => {
    const draft = await opened(w, 'zhou', residence);
    w.asked.length = 0;
    const next = await refresh(draft, 1, { ...draft.answers, 居住地址: '云溪区无名路 9 号 9 室' });
    expect(next.status).toBe(200);
    expect(w.asked).toEqual(['地址核验']);
    expect(next.body.lookups.find((l: { name: string }) => l.name === '地址核验').status).toBe('none');
    expect(next.body.answers.居住地址).toBe('云溪区无名路 9 号 9 室');
  });

  it('an answer to other parameters counts as not asked until it is looked up again', async () => {
    const draft = await opened(w, 'zhou', residence);
    await save('zhou', draft, 1, { ...draft.answers, 居住地址: '云溪区无名路 9 号 9 室' });
    const back = (await w.call('zhou', 'GET', `/api/drafts/${draft.id}`)).body;
    expect(back.lookups.find((l: { name: string }) => l.name === '地址核验')).toMatchObject({ status: 'not-asked' });
  });

  it('X16: asks again what could not be had, fills what is empty and leaves alone what the person wrote', async () => {
    w.registers.set('人口信息', () => 'unavailable');
    const draft = await opened(w, 'zhou', residence);
    expect(draft.lookups[0]).toMatchObject({ name: '人口信息', status: 'unavailable' });
    expect(draft.answers.户籍地址).toBeUndefined();
    w.registers.set('人口信息', standard('人口信息'));
    const next = await refresh(draft, 1, { ...draft.answers, 居住地址: '云溪区我写的路 1 号' });
    expect(next.body.answers).toMatchObject({
      民族: '汉族',
      户籍地址: '示范省海临市东屿县潮音路 5 号',
      居住地址: '云溪区我写的路 1 号',
    });
    expect(next.body.provenance.户籍地址).toMatchObject({ locked: true });
    expect(next.body.provenance.居住地址).toBeUndefined();
  });

  it('asks for the family once it is wanted, and fills the list', async () => {
    const draft = await opened(w, 'zhou', residence);
    w.asked.length = 0;
    const next = (await refresh(draft, 1, { ...draft.answers, 带家人: true, 家庭成员: [{}] })).body;
    expect(w.asked).toEqual(['家庭关系']);
    expect(next.answers.家庭成员.map((m: { 姓名: string }) => m.姓名)).toEqual(['顾远', '顾一鸣']);
    // the person takes one out; a further look-up does not bring him back
    const [first] = next.answers.家庭成员;
    const kept = (await refresh(draft, 2, { ...next.answers, 家庭成员: [first] })).body;
    expect(kept.answers.家庭成员).toEqual([first]);
  });

  it('asks again what has grown old; when it can’t be had then, the older answer stays', async () => {
    const draft = await opened(w, 'zhou', residence);
    w.asked.length = 0;
    w.registers.set('人口信息', () => 'unavailable');
    w.clock.set('2026-11-23T02:00:00Z');
    const next = (await refresh(draft, 1, draft.answers)).body;
    w.clock.set('2026-11-22T02:00:00Z');
    expect([...w.asked].sort()).toEqual(['人口信息', '地址核验'].sort());
    expect(next.lookups[0]).toMatchObject({ name: '人口信息', status: 'found' });
    expect(next.answers.户籍地址).toBe(draft.answers.户籍地址);
  });

  it('asks nobody when the consent was withdrawn meanwhile', async () => {
    const draft = await opened(w, 'zhou', residence);
    w.consents.clear();
    w.asked.length = 0;
    expect(await refresh(draft, 1, { ...draft.answers, 带家人: true })).toMatchObject({
      status: 403,
      body: { code: 'forms.consent_needed' },
    });
    expect(w.asked).toEqual([]);
  });

  it('shows nothing of a firm any more when the mandate has ended', async () => {
    w.registers.set('市场登记', () => ({ 名称: '云州清禾软件有限公司', 住所: '云溪区', 法定代表人: '沈知行' }));
    const draft = await opened(w, 'firm', 'construction-qualification-change');
    w.mandate = false;
    expect(await w.call('firm', 'GET', `/api/drafts/${draft.id}`)).toMatchObject({ status: 404 });
  });
});

function standard(name: string) {
  const kept = w.registers.get(name);
  standardWorld(w);
  const register = w.registers.get(name)!;
  if (kept) w.registers.set(name, kept);
  return register;
}
