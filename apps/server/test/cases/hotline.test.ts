import { ApiProblem, type Client } from '@miaopi/client';
import * as c from '@miaopi/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { district, idOf, newRequestId } from '../../../../tests/e2e/filing.ts';
import { type RunningDistrict, startDistrict } from '../standard/district.ts';

let d: RunningDistrict;
let hotline: Client;
let filed: c.CaseView;

type Asked = Parameters<typeof ask>[1];
const ask = (client: Client, body: c.BodyOf<typeof c.askForCaller>) => client.call(c.askForCaller, { body });
const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'answered',
    (error: unknown) => (error instanceof ApiProblem ? error.problem.code : String(error)),
  );
const rows = async <R>(text: string, values: unknown[]) => (await d.t.db.pool.query(text, values)).rows as R[];
const person = (key: string) => district.persons.find((p) => p.key === key)!;
const saidBy = (key: string, number: string): Asked => ({
  number,
  name: person(key).name,
  idTail: person(key).citizenId.slice(-4),
  mobileTail: person(key).mobile.slice(-4),
});

beforeAll(async () => {
  d = await startDistrict();
  hotline = await d.signIn('sj-rexian');
  filed = await d.grant('social-insurance-statement');
}, 180_000);
afterAll(() => d?.stop());

describe('F010 F169: an official of the hotline asks for a case on behalf of who calls', () => {
  it('is told how far it is when the three answers fit, by mobile or by query code, and nothing of what was filed or found', async () => {
    const told = await ask(hotline, saidBy('chen-jing', ` ${filed.number.toLowerCase()} `));
    expect(told).toMatchObject({ number: filed.number, state: 'closed', outcome: 'granted', applicant: '陈*' });
    expect(told.officePhone).toMatch(/^0990-8/);
    expect(told.steps.every((step) => String(step.state) === 'done')).toBe(true);
    const text = JSON.stringify(told);
    for (const secret of [person('chen-jing').citizenId, person('chen-jing').mobile, filed.queryCode, '基本养老保险'])
      expect(text).not.toContain(secret);
    const { mobileTail: _, ...rest } = saidBy('chen-jing', filed.number);
    expect(await codeOf(ask(hotline, { ...rest, code: filed.queryCode!.toLowerCase() }))).toBe('answered');
    expect(await codeOf(ask(hotline, rest))).toBe('cases.third_answer_missing');
  });

  it('leaves a look in the log that the applicant sees, and every question in the audit', async () => {
    const own = await d.signIn(idOf('chen-jing'));
    const looks = await own.call(c.listAccess, {});
    expect(looks.entries.find((look) => look.purpose.zh === '答复来电')).toMatchObject({ caseNumber: filed.number });
    await codeOf(ask(hotline, { ...saidBy('chen-jing', filed.number), name: '陈景' }));
    const actions = await rows<{ action: string }>(
      `select action from audit.entry where command = 'cases.ask_for_caller' and subject = $1 order by at`,
      [`case:${filed.id}`],
    );
    expect(actions.map((a) => a.action)).toEqual(['cases.told_caller', 'cases.told_caller', 'cases.caller_not_proven']);
  });

  it('says the same for each answer that does not fit, a number that is none, and a case of another city', async () => {
    const right = saidBy('chen-jing', filed.number);
    const wrong: Asked[] = [
      { ...right, idTail: '0000' },
      { ...right, mobileTail: '0000' },
      { ...saidBy('lin-feng', filed.number) },
      { ...right, number: `${filed.number.slice(0, -1)}Z` },
    ];
    for (const one of wrong) expect(await codeOf(ask(hotline, one))).toBe('cases.caller_not_proven');
    // whoever proves it takes the wrong answers before him away
    expect(await codeOf(ask(hotline, right))).toBe('answered');
    await rows(`update cases.case set region = '980101000000' where id = $1`, [filed.id]);
    expect(await codeOf(ask(hotline, right))).toBe('cases.caller_not_proven');
    await rows(`update cases.case set region = $2 where id = $1`, [filed.id, '990101000000']);
    expect(await codeOf(ask(hotline, right))).toBe('answered');
  });

  it('closes a number after five wrong answers, also to the right ones', async () => {
    const other = await d.grant('senior-card');
    const right = saidBy('qian-guizhen', other.number);
    for (let n = 0; n < 5; n++)
      expect(await codeOf(ask(hotline, { ...right, idTail: '0000' }))).toBe('cases.caller_not_proven');
    expect(await codeOf(ask(hotline, right))).toBe('identity.too_many');
    expect(await codeOf(ask(hotline, saidBy('chen-jing', filed.number)))).toBe('answered');
  });

  it('takes the agent who filed for a firm, and nobody else of it', async () => {
    const firm = await d.grant('construction-qualification-change');
    expect(await codeOf(ask(hotline, saidBy('qiao-yue', firm.number)))).toBe('answered');
    expect(await codeOf(ask(hotline, saidBy('chen-jing', firm.number)))).toBe('cases.caller_not_proven');
  });

  it('is nobody else’s: officials who handle cases, auditors and applicants are refused; its own can do nothing but this', async () => {
    const right = saidBy('chen-jing', filed.number);
    for (const account of ['sb-shouli', 'sb-fuze', 'sj-shenji', 'sj-yunwei'])
      expect(await codeOf(ask(await d.signIn(account), right))).toBe('kernel.not_permitted');
    expect(await codeOf(ask(await d.signIn(idOf('chen-jing')), right))).toBe('kernel.not_permitted');
    expect(await codeOf(hotline.call(c.getWork, { params: { caseId: filed.id } }))).toBe('cases.case_missing');
    expect((await hotline.call(c.listWork, { query: { scope: 'office' as never } })).cases).toEqual([]);
    expect(
      await codeOf(hotline.call(c.claimCase, { params: { caseId: filed.id }, body: { requestId: newRequestId() } })),
    ).toBe('cases.case_missing');
  });
});
