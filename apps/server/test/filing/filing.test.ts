import type { Client } from '@miaopi/client';
import * as c from '@miaopi/contracts';
import { sm3Hex } from '@miaopi/gm';
import { makeCitizenId } from '@miaopi/identifiers';
import { type FilingDepartment, startFilingDepartment } from '@miaopi/scenarios';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { district, idOf, newRequestId, problemOf } from '../../../../tests/e2e/filing.ts';
import { pdf, png } from '../materials/samples.ts';
import { type FilingWorld, identityOf, keys, selfMade, startFilingWorld, strangers } from './filing-world.ts';

let w: FilingWorld;
let system: c.FilingSystem;
/** The registered system's, and that of another department. */
let call: ReturnType<FilingWorld['callAs']>;
let other: ReturnType<FilingWorld['callAs']>;
let department: FilingDepartment;

const 经办人 = { 姓名: '乔安澜', 工号: 'LL0012' };
const duty = {
  类型: '法定职责',
  法律: '中华人民共和国老年人权益保障法',
  条款: '第六条',
  职责: '老龄工作机构组织、协调有关部门做好老年人权益保障工作',
};
const fileOf = (data: Buffer, name: string, mediaType: string) => ({
  文件名: name,
  类型: mediaType,
  SM3: sm3Hex(data),
  内容: data.toString('base64'),
});
const consent = () => ({
  类型: '同意',
  签署日期: '2026-11-01',
  同意书: fileOf(pdf(), '同意书.pdf', 'application/pdf'),
});
const person = (key: string) => {
  const found = district.persons.find((p) => p.key === key);
  return { 类型: '自然人', 名称: found?.name ?? '', 证件号码: idOf(key), 手机号码: found?.mobile ?? '' };
};
let count = 0;
const newNumber = () => `LL2026-${++count}`;
const begin = (业务编号: string, key: string, more: object = {}) => ({
  ...{ 业务编号, 事项: 'senior-card', 经办人, 申请人: person(key), 依据: duty },
  ...more,
});
const seniorForm = { 照片来源: '用身份证照片', 紧急联系人: '钱小山', 紧急联系电话: '13900001111' };
const rows = async <R>(text: string, values: unknown[] = []) => (await w.d.t.db.pool.query(text, values)).rows as R[];
const until = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 20_000, interval: 100 });
/** What is told again later and later, and not at all while a system is left alone after failures. */
const patiently = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 100_000, interval: 100 });
const message = (operation: string, data: object, more: object = {}) =>
  JSON.stringify({
    ...{ 请求编号: newRequestId(), 操作: operation, 时间: new Date().toISOString(), 数据: data },
    ...more,
  });

beforeAll(async () => {
  w = await startFilingWorld();
  department = await startFilingDepartment({
    ...{ keys: keys.filer, root: keys.root, platform: w.d.url },
    people: district.persons.map((p) => ({ name: p.name, number: p.citizenId, mobile: p.mobile })),
  });
  system = await w.register(keys.filer);
  await w.register(keys.department, { name: '另一个部门的系统', department: '云州市另一个部门' });
  call = w.callAs(keys.filer);
  other = w.callAs(keys.department);
}, 180_000);
afterAll(async () => {
  await department?.close();
  await w?.stop();
});

describe('F009: who files through the interface is known by his signature alone', () => {
  it('refuses bytes signed by nobody registered, by another authority, or other bytes than those sent', async () => {
    const body = message('items', {});
    for (const party of [strangers.filer, keys.vertical, selfMade()])
      expect(await w.sendBytes(party, 'items', body)).toMatchObject({
        status: 403,
        data: { code: 'filing.untrusted' },
      });
    expect(await w.sendBytes(keys.filer, 'items', body, `${body} `)).toMatchObject({ status: 403 });
    const bare = await fetch(`${w.d.url}/api/filing/v1/items`, { method: 'POST', body });
    expect(bare.status).toBe(403);
  });

  it('takes each message once, for the operation it was signed for, within five minutes', async () => {
    const body = message('items', {});
    expect(await w.sendBytes(keys.filer, 'items', body)).toMatchObject({ status: 200 });
    expect(await w.sendBytes(keys.filer, 'items', body)).toMatchObject({
      status: 409,
      data: { code: 'filing.replayed' },
    });
    expect(await w.sendBytes(keys.filer, 'status', message('items', {}))).toMatchObject({
      status: 422,
      data: { code: 'filing.message_unreadable' },
    });
    const old = { 时间: new Date(Date.now() - 6 * 60_000).toISOString() };
    expect(await w.sendBytes(keys.filer, 'items', message('items', {}, old))).toMatchObject({
      status: 422,
      data: { detail: expect.stringContaining('5 分钟') },
    });
  });

  it('reads whatever is sent, and names the member that is wrong', async () => {
    for (const body of [
      '',
      '[]',
      'null',
      '{',
      '{"请求编号":1}',
      Buffer.from([0xff, 0xfe, 0x00]),
      '{"数据":'.repeat(3000),
    ])
      expect(await w.sendBytes(keys.filer, 'begin', body)).toMatchObject({
        status: 422,
        data: { code: 'filing.message_unreadable' },
      });
    const bad: readonly [object, string][] = [
      [{ 业务编号: '../../x' }, '业务编号'],
      [{ 业务编号: { $gt: '' } }, '业务编号'],
      [{ 经办人: null }, '经办人'],
      [{ 申请人: { ...person('qian-guizhen'), 类型: '机器' } }, '申请人.类型'],
      [{ 申请人: { ...person('qian-guizhen'), 名称: `钱${'\u0000'}珍` } }, '申请人.名称'],
      [{ 依据: { 类型: '同意', 签署日期: '2999-01-01', 同意书: {} } }, '依据.签署日期'],
      [{ 依据: { ...consent(), 同意书: { ...consent().同意书, SM3: '0'.repeat(64) } } }, 'SM3'],
      [{ 依据: { 类型: '法定职责', 法律: '法' } }, '依据.法律'],
    ];
    for (const [more, named] of bad)
      expect(await call('begin', begin(newNumber(), 'qian-guizhen', more))).toMatchObject({
        status: 422,
        data: { code: 'filing.message_unreadable', detail: expect.stringContaining(named) },
      });
    expect(
      await call('begin', begin(newNumber(), 'qian-guizhen', { 申请人: { ...person('qian-guizhen'), 名称: '王五' } })),
    ).toMatchObject({
      data: { code: 'identity.name_differs' },
    });
  });
});

describe('F009: what a department may file', () => {
  it('is told by items and form; no other item, and none that the applicant has to do himself', async () => {
    const items = await call('items', {});
    expect(items.data).toMatchObject({ 事项: [{ 事项: 'senior-card' }, { 事项: 'residence-registration' }] });
    const form = await call('form', { 事项: 'senior-card' });
    expect(JSON.stringify(form.data)).toContain('紧急联系电话');
    for (const 事项 of ['social-insurance-statement', 'no-such-item']) {
      expect(await call('form', { 事项 })).toMatchObject({ status: 403, data: { code: 'filing.item_closed' } });
      expect(await call('begin', begin(newNumber(), 'qian-guizhen', { 事项 }))).toMatchObject({
        data: { code: 'filing.item_closed' },
      });
    }
    for (const slug of ['id-card-reissue', 'lease-filing', 'no-such-item'])
      expect(await problemOf(w.register(keys.systems.police, { items: ['senior-card', slug] }))).toMatchObject({
        code: 'filing.item_not_fileable',
        issues: [expect.objectContaining({ path: 'items.1' })],
      });
  });

  it('is registered by the operator alone, with a certificate of the exchange that no other system has', async () => {
    const refused = async (party: typeof keys.filer, more = {}) => (await problemOf(w.register(party, more))).code;
    expect(await refused(strangers.filer)).toBe('filing.certificate_wrong');
    expect(await refused({ ...keys.filer, certificate: 'x'.repeat(200) })).toBe('filing.certificate_wrong');
    expect(await refused(keys.filer)).toBe('filing.certificate_taken');
    for (const pushUrl of ['http://example.gov.cn', 'https://a:b@example.gov.cn', 'https://example.gov.cn/x?y=1'])
      expect(await refused(keys.systems.police, { pushUrl })).toBe('filing.address_wrong');
    const citizen = await w.d.signIn(idOf('chen-jing'));
    expect((await problemOf(citizen.call(c.listFilingSystems, {}))).code).toBe('kernel.not_permitted');
  });
});

describe('F009: a department files for a person', () => {
  const number = newNumber();
  let applicant: Client;
  let filed: c.CaseView;

  it('begins on his consent, checks, submits: the same engine grants it, and the department learns how it ended', async () => {
    const opened = await call('begin', begin(number, 'qian-guizhen', { 依据: consent() }));
    expect(opened).toMatchObject({ status: 200, data: { 业务编号: number } });
    expect(JSON.stringify(opened.data)).toContain('紧急联系电话');
    // what registers answered is told to nobody else
    expect(JSON.stringify(opened.data)).not.toContain('云溪区');
    const incomplete = await call('check', {
      业务编号: number,
      表单: { 照片来源: '用身份证照片', 紧急联系电话: '12' },
    });
    expect(incomplete.data).toMatchObject({ 可以提交: false });
    expect(await call('submit', { 业务编号: number, 表单: { 紧急联系电话: '12' } })).toMatchObject({
      status: 422,
      data: { code: 'forms.incomplete' },
    });
    expect((await call('check', { 业务编号: number, 表单: seniorForm })).data).toEqual({
      ...{ 业务编号: number, 可以提交: true, 问题: [] },
    });
    expect(await call('submit', { 业务编号: number, 表单: seniorForm })).toMatchObject({ status: 200 });
    await until(async () =>
      expect((await call('status', { 业务编号: number })).data).toMatchObject({
        状态: 'closed',
        结果: { 结论: '准予' },
      }),
    );
  });

  it('gives the same case however often it is sent, also when the answer was lost on the way, and refuses another form or person', async () => {
    const lost = new AbortController();
    const again = call('submit', { 业务编号: number, 表单: seniorForm });
    const body = message('submit', { 业务编号: number, 表单: seniorForm });
    const identity = identityOf(keys.filer);
    const cut = fetch(`${w.d.url}/api/filing/v1/submit`, {
      method: 'POST',
      body,
      signal: lost.signal,
      headers: {
        'x-signature': Buffer.from(identity.sign(Buffer.from(body))).toString('base64'),
        'x-certificate': identity.certificate,
      },
    }).catch(() => 'cut');
    lost.abort();
    await cut;
    const [first, second] = await Promise.all([again, call('submit', { 业务编号: number, 表单: seniorForm })]);
    expect(first.data.办件编号).toBe(second.data.办件编号);
    expect(await call('submit', { 业务编号: number, 表单: { ...seniorForm, 紧急联系人: '别人' } })).toMatchObject({
      data: { code: 'filing.filed_otherwise' },
    });
    expect(await call('begin', begin(number, 'sun-desheng'))).toMatchObject({
      data: { code: 'filing.begun_otherwise' },
    });
    expect(await call('begin', begin(number, 'qian-guizhen', { 依据: consent() }))).toMatchObject({ status: 200 });
    expect(await rows(`select 1 from cases.department_filing where number = $1`, [number])).toHaveLength(1);
  });

  it('ten messages at the same moment open one filing and one case', async () => {
    const crowd = newNumber();
    const begun = await Promise.all(Array.from({ length: 10 }, () => call('begin', begin(crowd, 'ma-yulan'))));
    expect(begun.some((r) => r.status === 200)).toBe(true);
    await call('begin', begin(crowd, 'ma-yulan'));
    await Promise.all(Array.from({ length: 10 }, () => call('submit', { 业务编号: crowd, 表单: seniorForm })));
    expect(await call('submit', { 业务编号: crowd, 表单: seniorForm })).toMatchObject({ status: 200 });
    const made = await rows(`select 1 from cases.department_filing where number = $1`, [crowd]);
    const drafts = await rows(
      `select 1 from forms.draft d join identity.person p on p.id = d.person_id where p.id_number = $1`,
      [idOf('ma-yulan')],
    );
    expect([made.length, drafts.length]).toEqual([1, 1]);
  }, 60_000);

  it('is the applicant’s: he sees who filed it, on what ground, is told, and reads it in his log; his own drafts are left alone', async () => {
    applicant = await w.d.signIn(idOf('qian-guizhen'));
    const { cases } = await applicant.call(c.listCases, { query: {} });
    filed = await applicant.call(c.getCase, { params: { caseId: cases[0]?.id ?? '' } });
    expect(filed).toMatchObject({
      channel: 'department',
      filedBy: { department: { zh: '云州市卫生健康委员会' }, number, official: { name: '乔安澜' } },
    });
    expect(filed.filedBy?.ground.zh).toContain('第十三条第一款第一项');
    expect(filed.actions[0]?.opinion).toContain('代为提交');
    expect(filed.materials.map((m) => m.name.zh)).toContain('代为申报同意书');
    expect(await applicant.call(c.listDrafts, {})).toEqual([]);
    const log = await applicant.call(c.listAccess, { query: { limit: 50 } });
    const told = log.entries.filter((e) => e.who.zh.includes('卫生健康')).map((e) => e.what.zh);
    expect(told.join()).toMatch(/开始为您代为申报/);
    expect(told.join()).toMatch(/为您申报“老年人优待证”/);
    expect(told.join()).toMatch(/进度/);
    await until(async () => {
      const { messages } = await applicant.call(c.listMessages, { query: {} });
      expect(messages.map((m) => m.title.zh)).toContain('云州市卫生健康委员会已为您申报');
    });
  });

  it('the six tables have it as 其他, whole and right', async () => {
    const [row] = await rows<{ 申请来源: string }>(`select "申请来源" from standard."申请信息" where "办件编号" = $1`, [
      filed.exchangeNumber,
    ]);
    expect(row?.申请来源).toBe('其他');
    const [step] = await rows(`select 1 from standard."受理信息" where "办件编号" = $1`, [filed.exchangeNumber]);
    expect(step).toBeDefined();
  });

  it('another department’s filing is as unknown to a system as one that does not exist, and so is every file of the person', async () => {
    for (const operation of ['status', 'submit', 'withdraw', 'correct', 'check'])
      expect(await other(operation, { 业务编号: number, 表单: {}, 原因: '不再办理', 第几次: 1 })).toMatchObject({
        status: 404,
        data: { code: 'filing.missing' },
      });
    const own = newNumber();
    await other('begin', begin(own, 'li-xiuying'));
    const [file] = await rows<{ id: string }>(
      `select file_id as id from filing.file union all select paper_id from filing.filing where paper_id is not null`,
    );
    expect(await other('check', { 业务编号: own, 表单: { 上传照片: [{ fileId: file?.id }] } })).toMatchObject({
      status: 422,
      data: { code: 'filing.file_foreign' },
    });
  });

  it('a person without an account gets one that is his to take over', async () => {
    const made = newNumber();
    const 证件号码 = makeCitizenId({ region: '990101', birthDate: '1950-01-01', sequence: 107 });
    const 申请人 = { 类型: '自然人', 名称: '柳成荫', 证件号码 };
    const reply = await call('begin', begin(made, 'qian-guizhen', { 申请人 }));
    expect(reply).toMatchObject({ status: 200 });
    const [row] = await rows(`select verified_by, password_hash from identity.person where id_number = $1`, [
      申请人.证件号码,
    ]);
    expect(row).toEqual({ verified_by: 'department', password_hash: null });
  });
});

/** Taken back, and filed by nobody’s program. */
const withdrawn = newNumber();

describe('F009: a filing that people decide', () => {
  const number = withdrawn;
  const address = '示范省云州市云溪区新桥村 12 组 9 号';
  const form = (file: unknown) => ({
    ...{ 居住地址: address, 居住方式: '借住', 入住日期: '2026-03-01', 带家人: false, 属实声明: true },
    住宿证明: [file],
  });
  let clerk: Client;
  let caseId: string;

  it('hands in materials: looked at like any upload, the same bytes once', async () => {
    const opened = await call('begin', begin(number, 'zhou-ting', { 事项: 'residence-registration' }));
    expect(opened).toMatchObject({ status: 200 });
    const 文件 = fileOf(png(), '住宿证明.png', 'image/png');
    const first = await call('upload', { 业务编号: number, 文件 });
    expect(first).toMatchObject({ status: 200, data: { 文件: { name: '住宿证明.png', sm3: 文件.SM3 } } });
    expect((await call('upload', { 业务编号: number, 文件 })).data).toEqual(first.data);
    expect(
      await call('upload', { 业务编号: number, 文件: fileOf(Buffer.from('<html>'), 'a.pdf', 'application/pdf') }),
    ).toMatchObject({ status: 422 });
    const reply = await call('submit', { 业务编号: number, 表单: form(first.data.文件) });
    expect(reply).toMatchObject({ status: 200, data: { 业务编号: number } });
    await until(async () =>
      expect((await call('status', { 业务编号: number })).data).toMatchObject({ 状态: 'intake' }),
    );
  });

  it('a correction comes back to it; it answers what was asked and nothing else, once', async () => {
    clerk = await w.d.signIn('ga-shouli');
    const [row] = await rows<{ id: string }>(`select case_id as id from cases.department_filing where number = $1`, [
      number,
    ]);
    caseId = row?.id ?? '';
    await clerk.call(c.claimCase, { params: { caseId }, body: { requestId: newRequestId() } });
    await clerk.call(c.askCorrection, {
      params: { caseId },
      body: {
        requestId: newRequestId(),
        days: 10,
        points: [{ field: '入住日期', why: '与住宿证明不一致', how: '按住宿证明填写' }],
      },
    });
    const asked = await call('status', { 业务编号: number });
    expect(asked.data).toMatchObject({
      状态: 'correction',
      补正: { 第几次: 1, 内容: [{ 字段: '入住日期', 原因: '与住宿证明不一致', 怎么改: '按住宿证明填写' }] },
    });
    const correct = (表单: object, 第几次: unknown = 1) => call('correct', { 业务编号: number, 第几次, 表单 });
    expect(await correct({ 居住地址: '别处' })).toMatchObject({ status: 422, data: { code: 'forms.not_opened' } });
    expect(await correct({ 入住日期: '2026-04-01' }, 'x')).toMatchObject({
      data: { code: 'filing.message_unreadable' },
    });
    expect(await correct({ 入住日期: '2026-04-01' }, 2)).toMatchObject({ data: { code: 'cases.correction_over' } });
    expect(await correct({ 入住日期: '2026-04-01' })).toMatchObject({ status: 200 });
    expect(await correct({ 入住日期: '2026-04-01' })).toMatchObject({ status: 200 });
    expect(await correct({ 入住日期: '2026-05-01' })).toMatchObject({ data: { code: 'cases.correction_over' } });
    const [filings] = await rows<{ n: number }>(`select count(*)::int as n from cases.file where case_id = $1`, [
      caseId,
    ]);
    expect(filings?.n).toBe(2);
  });

  it('takes it back while nothing is decided; the case says through whom', async () => {
    await until(async () =>
      expect((await call('status', { 业务编号: number })).data).toMatchObject({ 状态: 'intake' }),
    );
    const reply = await call('withdraw', { 业务编号: number, 原因: '当事人不再办理' });
    expect(reply).toMatchObject({ status: 200, data: { 状态: 'closed', 结果: { 结论: '申请人撤回' } } });
    expect(await call('withdraw', { 业务编号: number, 原因: '当事人不再办理' })).toMatchObject({ status: 200 });
    const view = await clerk.call(c.getWork, { params: { caseId } });
    expect(view.actions.find((a) => a.kind === 'withdraw')?.opinion).toContain('由云州市卫生健康委员会代为撤回');
  });
});

describe('F009: the department is told of what changes by itself', () => {
  it('signed, again when it does not take it, and not believed when its answer is not its own', async () => {
    await w.operator.call(c.changeFilingSystem, {
      params: { systemId: system.id },
      body: { requestId: newRequestId(), change: 'address', pushUrl: department.url },
    });
    department.set('down');
    const before = department.filed.size;
    const post = (path: string, form: Record<string, string>) =>
      fetch(`${department.url}${path}`, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });
    await post('/file', { who: idOf('gao-shuhua'), contact: '高小山', phone: '13900002222', ground: 'consent' });
    expect(department.filed.size).toBe(before + 1);
    const [one] = [...department.filed.values()];
    expect(one?.trouble).toBeUndefined();
    const tried = async () =>
      (
        await rows<{ failures: number; trouble: string | null }>(
          `select failures, trouble from filing.filing where number = $1`,
          [one?.number],
        )
      )[0];
    await patiently(async () => expect((await tried())?.failures).toBeGreaterThan(0));
    department.set('wrong');
    // left alone after failures, only one of those that wait is tried at a time
    const troubles = async () =>
      (await rows<{ trouble: string }>(`select trouble from filing.filing where failures > 0`)).map((r) => r.trouble);
    await patiently(async () => expect(await troubles()).toContain('untrusted'));
    department.set('ok');
    await patiently(async () => {
      expect(await tried()).toMatchObject({ failures: 0, trouble: null });
      expect(department.filed.get(one?.number ?? '')).toMatchObject({ told: 'pushed' });
    });
  }, 240_000);

  it('a system that answers again is told at once what was to wait for an hour', async () => {
    const tell = (number: string | undefined) =>
      rows(
        `select graphile_worker.add_job('filing.tell', json_build_object('filingId', id), job_key => 'now:' || id)
        from filing.filing where number = $1`,
        [number],
      );
    const failures = async () =>
      (await rows<{ n: number }>(`select coalesce(sum(failures), 0)::int as n from filing.filing`))[0]?.n ?? 0;
    // one the department’s program doesn’t know: tried as often as wanted
    const strange = withdrawn;
    department.set('down');
    const [waiting] = [...department.filed.values()];
    const pushes = waiting?.pushes ?? 0;
    await rows(`update filing.filing set told_digest = null where number = $1`, [waiting?.number]);
    await tell(waiting?.number);
    const before = await failures();
    await patiently(async () => {
      await tell(strange);
      expect(await failures()).toBeGreaterThan(before + 4);
    });
    await patiently(async () => {
      const moved = await rows(
        `update kernel.later set run_at = now() + interval '1 hour'
        where key = (select 'filing:' || id from filing.filing where number = $1 and failures > 0) returning 1`,
        [waiting?.number],
      );
      expect(moved).toHaveLength(1);
    });
    expect(waiting?.pushes).toBe(pushes);
    department.set('ok');
    await patiently(async () => {
      await tell(strange);
      expect(waiting?.pushes).toBeGreaterThan(pushes);
    });
  }, 240_000);

  it('a revoked system is told nothing and believed nothing more, until it is admitted again', async () => {
    const change = (body: object) =>
      w.operator.call(c.changeFilingSystem, {
        params: { systemId: system.id },
        body: { requestId: newRequestId(), ...body } as never,
      });
    expect((await problemOf(change({ change: 'revoke' }))).code).toBe('filing.reason_needed');
    department.set('down');
    const who = { who: idOf('sun-desheng'), contact: '何小山', phone: '13900003333', ground: 'consent' };
    await fetch(`${department.url}/file`, { method: 'POST', body: new URLSearchParams(who), redirect: 'manual' });
    const number = [...department.filed.keys()].at(-1) ?? '';
    const trouble = async () =>
      (await rows<{ trouble: string | null }>(`select trouble from filing.filing where number = $1`, [number]))[0]
        ?.trouble;
    await patiently(async () => expect(await trouble()).toMatch(/^(down|circuit-open)$/));
    expect(await change({ change: 'revoke', reason: '系统停用' })).toMatchObject({ state: 'revoked' });
    expect(await call('items', {})).toMatchObject({ status: 403, data: { code: 'filing.untrusted' } });
    department.set('ok');
    await patiently(async () => expect(await trouble()).toBe('revoked'));
    await change({ change: 'admit' });
    await patiently(async () => expect(department.filed.get(number)).toMatchObject({ told: 'pushed' }));
    expect(await change({ change: 'items', items: ['senior-card'] })).toMatchObject({
      items: [{ slug: 'senior-card' }],
    });
    expect((await call('items', {})).data).toMatchObject({ 事项: [{ 事项: 'senior-card' }] });
    // only what the department’s program never filed itself is not taken by it
    await patiently(async () => {
      const untold = await rows<{ number: string }>(`select number from filing.filing where failures > 0`);
      expect(untold.filter((f) => department.filed.has(f.number))).toEqual([]);
      const { systems } = await w.operator.call(c.listFilingSystems, {});
      expect(systems.find((s) => s.id === system.id)).toMatchObject({ filings: 6, untold: untold.length });
    });
    const { items } = await w.operator.call(c.listFilingSystems, {});
    expect(items.find((i) => i.slug === 'id-card-reissue')?.closed?.zh).toContain('垂直管理');
  }, 240_000);
});
