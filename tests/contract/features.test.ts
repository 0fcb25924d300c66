import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiProblem, type Client, createClient } from '@miaopi/client';
import * as c from '@miaopi/contracts';
import { parseExchangeCaseNumber, parseShortCaseNumber } from '@miaopi/identifiers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../apps/server/src/kernel/root.ts';
import { actForFirm, fileCase, grants, newRequestId, openDraft } from '../e2e/filing.ts';
import { startWorld, type World } from './world.ts';

const insurance = 'social-insurance-statement';
const driving = 'ride-hailing-driver';
const residence = 'residence-registration';
const qualification = 'construction-qualification-change';
/** Of an investment project, as the national approval platform numbers them. */
const projectNumber = '2026-990101-47-01-012345';

type SmartList = c.ReplyOf<typeof c.listSmartItems>;

let world: World;
const idOf = (key: string) => world.district.persons.find((p) => p.key === key)?.citizenId ?? '';
const people: Record<'chen' | 'lin' | 'agent' | 'tang', Client> = {} as never;
const officials: Record<'insurance' | 'transport', Client> = {} as never;
/** Filed once, looked at by all. */
const cases: Record<'machine' | 'firm' | 'person', c.CaseView> = {} as never;

async function signIn(account: string): Promise<Client> {
  let csrf: string | undefined;
  const client = createClient({ base: world.base, cookies: true, csrf: () => csrf });
  csrf = (await client.call(c.signIn, { body: { account, password: world.district.password } })).csrf;
  return client;
}

/** Code of the problem a call is refused with. */
async function codeOf(call: Promise<unknown>): Promise<string> {
  const problem = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(problem instanceof ApiProblem)) throw new Error('the call was not refused by a problem');
  return problem.problem.code;
}

/** Files from a fresh filled form with more in the request than a page of the portal sends. */
async function fileWith(client: Client, slug: keyof typeof grants, more: object): Promise<c.CaseView> {
  const opened = await openDraft(client, slug);
  const draft = await client.call(c.refreshDraft, {
    params: { draftId: opened.id },
    body: { revision: opened.revision, answers: { ...opened.answers, ...grants[slug].answers } },
  });
  return client.call(c.submitApplication, {
    params: { draftId: draft.id },
    query: { wait: 10_000 },
    body: { requestId: newRequestId(), revision: draft.revision, declared: true, ...more },
  });
}

beforeAll(async () => {
  world = await startWorld();
  people.chen = await signIn(idOf('chen-jing'));
  people.lin = await signIn(idOf('lin-feng'));
  people.tang = await signIn(idOf('tang-wei'));
  people.agent = await signIn(idOf('qiao-yue'));
  officials.insurance = await signIn('sb-shenpi1');
  officials.transport = await signIn('jt-shenpi1');
  cases.machine = await fileCase(people.chen, insurance, grants[insurance].answers);
  await actForFirm(people.agent, '恒筑');
  cases.firm = await fileWith(people.agent, qualification, { projectNumber });
  cases.person = await fileCase(people.tang, driving, grants[driving].answers);
}, 180_000);
afterAll(() => world?.stop());

describe('one number, one site', () => {
  it('F042: the number an account shows keeps four characters at each end and not the birth date', async () => {
    const id = idOf('chen-jing');
    const me = await people.chen.call(c.getMe, {});
    expect(me?.number).toBe(`${id.slice(0, 4)}**********${id.slice(-4)}`);
    expect(JSON.stringify(me)).not.toContain(id.slice(6, 14));
    const session = await people.agent.call(c.getMe, {});
    const agentId = idOf('qiao-yue');
    expect(JSON.stringify(session?.principals.find((p) => p.kind === 'person'))).not.toContain(agentId.slice(6, 14));
  });

  it('F013: the ID number alone opens the account, fills the form from the registers and holds the licence', async () => {
    const draft = await openDraft(people.chen, insurance);
    expect(draft.applicant.number.replaceAll('*', '')).not.toBe('');
    const { facts } = draft.applicant;
    expect(facts.身份号码).toBe(idOf('chen-jing'));
    const found = draft.lookups.filter((l) => l.status === 'found');
    expect(found.length).toBeGreaterThan(0);
    expect(found.every((l) => l.at !== undefined)).toBe(true);
    const licences = await people.chen.call(c.listLicences, {});
    expect(licences.map((l) => l.id)).toContain(cases.machine.licence?.id);
    // a number nobody has opens nothing
    expect(await codeOf(signIn(idOf('chen-jing').replace(/.$/, (last) => (last === 'X' ? '0' : 'X'))))).toMatch(
      /^identity\./,
    );
  });

  it('F092: an item of depth IV needs no visit: filed, decided and handed over on line, its result in the space of the applicant', async () => {
    const guide = await people.chen.call(c.getGuide, { params: { slug: insurance } });
    expect(guide).toMatchObject({ depth: 'IV', visits: 0, online: true });
    expect(cases.machine).toMatchObject({ state: 'closed', outcome: 'granted' });
    const licences = await people.chen.call(c.listLicences, {});
    expect(licences.map((l) => l.id)).toContain(cases.machine.licence?.id);
  });

  it('F015: one sign-in files with two offices; both cases stand in one list, the result lies in the same space', async () => {
    const statement = await fileCase(people.lin, insurance, grants[insurance].answers);
    const licence = await fileCase(people.lin, driving, grants[driving].answers);
    expect(statement.office.zh).not.toBe(licence.office.zh);
    const { cases: mine } = await people.lin.call(c.listCases, {});
    expect(mine.map((k) => k.id)).toEqual(expect.arrayContaining([statement.id, licence.id]));
    expect(new Set(mine.map((k) => k.office.zh)).size).toBeGreaterThanOrEqual(2);
    const held = (await people.lin.call(c.listLicences, {})).map((l) => l.id);
    expect(licence.outcome).toBe('granted');
    expect(held).toContain(licence.licenceId);
  });
});

describe('one published package', () => {
  it('F017 F052: answers search, guide, download, form and draft with the same version and name', async () => {
    const guide = await people.chen.call(c.getGuide, { params: { slug: residence } });
    const { items } = await people.chen.call(c.searchItems, { query: { q: guide.name.zh } });
    const card = items.find((i) => i.slug === residence);
    expect(card).toMatchObject({ name: guide.name, office: guide.office.name, promised: guide.promised });
    const form = (await people.chen.call(c.getClientItem, { params: { slug: residence } })) as object;
    expect(form).toMatchObject({ core: { slug: residence, version: guide.version } });
    const archive = await fetch(`${world.base}/api/items/${residence}/guide.zip`);
    expect(archive.headers.get('etag')).toContain(`${residence}-${guide.version}`);
    // and without an account, as another portal asks
    const open = await fetch(`${world.base}/api/items/${residence}`);
    expect(((await open.json()) as c.Guide).conditions).toEqual(guide.conditions);
  });

  it('F003: the list of smart items names each with its figures from the log, and where only a person decides', async () => {
    const ask = async () => (await fetch(`${world.base}/api/items/smart`)).json() as Promise<SmartList>;
    const decided = async () => (await ask()).items.find((i) => i.slug === insurance)?.automaticShare;
    // counted from the events, which come after the commit, and kept for ten seconds
    await expect.poll(decided, { timeout: 30_000, interval: 500 }).toBeGreaterThan(0);
    const { items, days } = await ask();
    expect(days).toBe(30);
    // what a vertical system decides is not decided here, and what goes through review steps is decided by people
    const says = (slug: string, file: string, key: string) =>
      new RegExp(`^${key}:`, 'm').test(readFileSync(join(root, 'items', slug, file), 'utf8'));
    const own = readdirSync(join(root, 'items')).filter(
      (slug) => !says(slug, 'item.yaml', 'vertical') && !says(slug, 'process.yaml', 'review'),
    );
    expect(items.map((i) => i.slug).sort()).toEqual(own.sort());
    for (const item of items) {
      const guide = await people.chen.call(c.getGuide, { params: { slug: item.slug } });
      expect(item).toMatchObject({ name: guide.name, version: guide.version, conditions: guide.conditions.length });
      expect(Date.parse(item.since)).toBeLessThanOrEqual(Date.now());
      expect(item.byPerson.length).toBeGreaterThan(0);
      expect(item.automaticShare === null).toBe(item.decided === 0);
    }
    const lease = items.find((i) => i.slug === residence)?.byPerson.map((t) => t.zh) ?? [];
    expect(lease.join()).toContain('房屋租赁合同');
    expect(items.map((i) => i.submitted)).toEqual(items.map((i) => i.submitted).sort((a, b) => b - a));
  });

  it('F017 F108: portal, phone, terminal and interface file the same version of it; each case keeps its channel', async () => {
    const { version } = await people.chen.call(c.getGuide, { params: { slug: insurance } });
    for (const channel of ['portal', 'mobile', 'kiosk', 'api'] as const) {
      const filed = await fileWith(people.chen, insurance, { channel });
      expect([filed.channel, filed.itemVersion, filed.outcome]).toEqual([channel, version, 'granted']);
      expect((await people.chen.call(c.getCase, { params: { caseId: filed.id } })).channel).toBe(channel);
    }
    expect(cases.machine.channel).toBe('portal');
    // the hall's window is for its clerks, never claimed by an applicant
    expect(await codeOf(fileWith(people.chen, insurance, { channel: 'window' }))).toBe('kernel.invalid_request');
  });

  it('F096: 即办件 is due the day it is accepted, 承诺件 its promised working days later', async () => {
    const days = async (view: c.CaseView) => {
      const guide = await people.chen.call(c.getGuide, { params: { slug: view.slug } });
      const derived = view.clock.derivation.filter((d) => d.counted);
      return { kind: guide.caseKind.zh, promised: guide.promised, counted: derived.length, due: view.clock.due };
    };
    const immediate = await days(cases.machine);
    expect(immediate).toMatchObject({ kind: '即办件', promised: { amount: 0, unit: '当场' }, counted: 0 });
    const accepted = cases.machine.actions.find((a) => a.kind === 'accept')?.at ?? '';
    expect(immediate.due).toBe(new Date(Date.parse(accepted) + 8 * 3_600_000).toISOString().slice(0, 10));
    const promised = await days(cases.person);
    expect(promised).toMatchObject({ kind: '承诺件', promised: { amount: 5, unit: '工作日' }, counted: 5 });
    expect((promised.due ?? '') > (immediate.due ?? '')).toBe(true);
  });

  it('F221: item codes of 12, 31 and 33 characters contain one another, and case numbers are made of them', async () => {
    for (const slug of Object.keys(grants)) {
      const { codes, office } = await people.chen.call(c.getGuide, { params: { slug } });
      expect([codes.catalog.length, codes.task.length, codes.handling.length], slug).toEqual([12, 31, 33]);
      expect(codes.task.startsWith(office.uscc), slug).toBe(true);
      expect(codes.task.endsWith(codes.catalog), slug).toBe(true);
      expect(codes.handling.startsWith(codes.task), slug).toBe(true);
    }
    const { codes } = await people.chen.call(c.getGuide, { params: { slug: insurance } });
    expect(cases.machine.exchangeNumber).toHaveLength(43);
    expect(cases.machine.exchangeNumber.startsWith(codes.task)).toBe(true);
    expect(parseExchangeCaseNumber(cases.machine.exchangeNumber).ok).toBe(true);
    expect(parseShortCaseNumber(cases.machine.number).ok).toBe(true);
    const numbers = Object.values(cases).flatMap((k) => [k.number, k.exchangeNumber]);
    expect(new Set(numbers).size).toBe(numbers.length);
  });
});

describe('who and where', () => {
  it('F107: a case filed with the number of an investment project keeps it, for applicant and official; others have none', async () => {
    expect(cases.firm.projectNumber).toBe(projectNumber);
    const official = await signIn('zj-shenpi1');
    const seen = await official.call(c.getWork, { params: { caseId: cases.firm.id } });
    expect(seen.projectNumber).toBe(projectNumber);
    expect(cases.machine.projectNumber).toBeUndefined();
    expect(await codeOf(fileWith(people.chen, insurance, { projectNumber: '2026-1' }))).toBe('kernel.invalid_request');
  });

  it('F106: a firm’s case filed by its agent keeps firm and agent apart; the agent’s own list has none of it', async () => {
    expect(cases.firm).toMatchObject({ applicant: expect.stringContaining('恒筑'), outcome: 'granted' });
    expect(cases.firm.agent).toBe(world.district.persons.find((p) => p.key === 'qiao-yue')?.name);
    expect(cases.firm.actions[0]).toMatchObject({ kind: 'submit', by: { kind: 'applicant', name: cases.firm.agent } });
    const himself = await signIn(idOf('qiao-yue'));
    expect((await himself.call(c.listCases, {})).cases).toEqual([]);
    expect(await codeOf(himself.call(c.getCase, { params: { caseId: cases.firm.id } }))).toBe('cases.case_missing');
    // who files for himself has no agent
    expect(cases.machine.agent).toBeUndefined();
    expect(cases.machine.applicant).toBe(world.district.persons.find((p) => p.key === 'chen-jing')?.name);
  });

  it('F200: two offices share one installation; each sees its own cases only', async () => {
    const insured = await officials.insurance.call(c.listWork, { query: { scope: 'office' } });
    const drivers = await officials.transport.call(c.listWork, { query: { scope: 'office' } });
    expect(drivers.cases.map((k) => k.id)).toContain(cases.person.id);
    expect(insured.cases.map((k) => k.id)).not.toContain(cases.person.id);
    expect(new Set(drivers.cases.map((k) => k.office.zh)).size).toBe(1);
    const params = { caseId: cases.person.id };
    expect((await officials.transport.call(c.getWork, { params })).id).toBe(cases.person.id);
    expect(await codeOf(officials.insurance.call(c.getWork, { params }))).toBe('cases.case_missing');
    const statement = { caseId: cases.machine.id };
    expect(await codeOf(officials.transport.call(c.getWork, { params: statement }))).toBe('cases.case_missing');
  });

  it('F116: each step keeps its start and end, each action who did it, his number and opinion, machine or person', async () => {
    expect(cases.person.state).toBe('review');
    const work = { params: { caseId: cases.person.id } };
    await officials.transport.call(c.claimCase, { ...work, body: { requestId: newRequestId() } });
    const reason = '有饮酒后驾驶记录，不符合规定。';
    const decided = await officials.transport.call(c.decideCase, {
      ...work,
      query: { wait: 8000 },
      body: {
        requestId: newRequestId(),
        outcome: 'refuse',
        reason,
        findings: [],
        grounds: cases.person.conditions.filter((k) => k.verdict === 'unmet').map((k) => k.id),
      },
    });
    const me = await officials.transport.call(c.getMe, {});
    const by = { kind: 'official', name: me?.name, number: me?.staff?.number };
    expect(decided.actions.find((a) => a.kind === 'refuse')).toMatchObject({ by, opinion: reason });
    expect(decided.actions.find((a) => a.kind === 'claim')).toMatchObject({ by });
    for (const view of [decided, cases.machine]) {
      const done = view.steps.filter((s) => s.state === 'done');
      expect(done.map((s) => s.step)).toEqual(expect.arrayContaining(['gather', 'judge', 'accept', 'decide', 'close']));
      for (const step of done)
        expect(Date.parse(step.startedAt ?? '')).toBeLessThanOrEqual(Date.parse(step.endedAt ?? ''));
      const times = view.actions.map((a) => Date.parse(a.at));
      expect(times).toEqual([...times].sort((a, b) => a - b));
    }
    expect(decided.steps.find((s) => s.step === 'review')?.state).toBe('done');
    const machine = cases.machine.actions.find((a) => a.kind === 'grant');
    expect(machine?.by.kind).toBe('machine');
    expect(cases.machine.actions.filter((a) => a.by.kind === 'official')).toEqual([]);
    // the applicant reads the same
    const applicant = await people.tang.call(c.getCase, work);
    expect(applicant.actions.find((a) => a.kind === 'refuse')?.opinion).toBe(reason);
  });

  it('F018: what officials find otherwise than the machine is counted by item with its reason, for head and auditor only', async () => {
    const person = await signIn(idOf('xie-jun'));
    const filed = await fileCase(person, driving, grants[driving].answers);
    const open = filed.conditions.filter((k) => k.verdict === 'unmet' || k.verdict === 'unknown');
    expect([filed.state, open.length > 0]).toEqual(['review', true]);
    const work = { params: { caseId: filed.id } };
    await officials.transport.call(c.claimCase, { ...work, body: { requestId: newRequestId() } });
    await officials.transport.call(c.decideCase, {
      ...work,
      query: { wait: 8000 },
      body: {
        requestId: newRequestId(),
        outcome: 'grant',
        reason: '经核实符合规定，准予。',
        findings: open.map((k) => ({ condition: k.id, met: true, why: '经电话向公安机关核实' })),
      },
    });
    const auditor = await signIn('sj-shenji');
    const of = async (client: Client, slug: string) =>
      (await client.call(c.reviewDiscretion, {})).items.find((i) => i.slug === slug);
    await expect.poll(async () => (await of(auditor, driving))?.decided, { timeout: 30_000 }).toBeGreaterThan(1);
    const seen = await of(auditor, driving);
    const overruled = open.filter((k) => k.verdict === 'unmet').length;
    expect(seen).toMatchObject({ overruled, settled: open.length - overruled });
    expect(seen?.findings).toHaveLength(open.length);
    expect(seen?.findings[0]).toMatchObject({ caseNumber: filed.number, met: true, why: '经电话向公安机关核实' });
    expect(seen?.findings.map((f) => f.machine).sort()).toEqual(open.map((k) => k.verdict).sort());
    expect(seen?.personShare).toBeGreaterThan(0);
    expect(JSON.stringify(seen)).not.toContain(filed.applicant);
    // the head of another office sees only his own items, an approver nothing
    const head = await signIn('zj-fuze');
    expect((await head.call(c.reviewDiscretion, {})).items.map((i) => i.slug).sort()).toEqual([
      'construction-permit',
      qualification,
      'lease-filing',
    ]);
    expect(await codeOf(officials.transport.call(c.reviewDiscretion, {}))).toBe('kernel.not_permitted');
  });
});

describe('experiences of applicants', () => {
  const share = (client: Client, caseId: string, text: string) =>
    client.call(c.shareExperience, { params: { caseId }, body: { requestId: newRequestId(), text } });
  const review = (client: Client, experienceId: string, publish: boolean, reason?: string) =>
    client.call(c.reviewExperience, {
      params: { experienceId },
      body: { requestId: newRequestId(), publish, ...(reason ? { reason } : {}) },
    });
  const shown = async () => (await people.chen.call(c.getGuide, { params: { slug: insurance } })).experiences;
  const text = '学校报名要用，手机上点几下就出来了，不用跑窗口。';

  it('F064: what the owner of a closed case shares stands on the guide once an official of that office has published it, the name hidden', async () => {
    const { id: caseId } = cases.machine;
    const before = await people.chen.call(c.getOwnExperience, { params: { caseId } });
    expect([before.experience, before.abilities.share?.allowed]).toEqual([null, true]);
    const shared = await share(people.chen, caseId, `  ${text}\u202e\u0007 `);
    expect(shared).toMatchObject({ text, state: 'pending', slug: insurance });
    expect(await shown()).toEqual([]);
    expect(await codeOf(share(people.chen, caseId, text))).toBe('interaction.shared_already');

    // nobody of another office sees or publishes it
    const elsewhere = await officials.transport.call(c.listExperiences, {});
    expect(elsewhere.experiences.map((e) => e.id)).not.toContain(shared.id);
    expect(await codeOf(review(officials.transport, shared.id, true))).toBe('interaction.experience_missing');

    const waiting = await officials.insurance.call(c.listExperiences, {});
    expect(waiting.pending).toBe(1);
    expect(waiting.experiences).toMatchObject([{ id: shared.id, by: { zh: '陈*' }, text }]);
    await review(officials.insurance, shared.id, true);
    const [published, ...others] = await shown();
    expect(others).toEqual([]);
    expect(published).toMatchObject({ id: shared.id, text, by: { zh: '陈*' } });
    expect(JSON.stringify(published)).not.toMatch(/陈静|9901/);
    const page = await (await fetch(`${world.base}/items/${insurance}`)).text();
    expect(page).toContain(text);
  });

  it('F064: taken down with a reason that the writer is told, written anew, and taken back by its writer', async () => {
    const { id: caseId } = cases.machine;
    const [published] = await shown();
    expect(await codeOf(review(officials.insurance, published?.id ?? '', false))).toBe('interaction.reason_needed');
    await review(officials.insurance, published?.id ?? '', false, '与本事项无关');
    expect(await shown()).toEqual([]);
    const told = await people.chen.call(c.getOwnExperience, { params: { caseId } });
    expect(told.experience).toMatchObject({ state: 'declined', reason: '与本事项无关' });
    await expect
      .poll(async () => JSON.stringify(await people.chen.call(c.listMessages, {})), { timeout: 20_000 })
      .toContain('与本事项无关');
    const again = await share(people.chen, caseId, `${text}险种选一个就够。`);
    await review(officials.insurance, again.id, true);
    expect((await shown()).map((e) => e.id)).toEqual([again.id]);
    await people.chen.call(c.withdrawExperience, { params: { caseId } });
    expect(await shown()).toEqual([]);
    expect(await codeOf(people.chen.call(c.withdrawExperience, { params: { caseId } }))).toBe(
      'interaction.experience_missing',
    );
  });

  it('F064: an open case, somebody else’s case, a few words and numbers of people are refused; a script stays text', async () => {
    const open = await fileCase(people.tang, driving, grants[driving].answers);
    expect(open.state).toBe('review');
    expect(await codeOf(share(people.tang, open.id, text))).toBe('interaction.case_open');
    expect(await codeOf(share(people.lin, cases.machine.id, text))).toBe('cases.case_missing');
    expect(await codeOf(share(people.chen, cases.machine.id, `好${' '.repeat(20)}`))).toBe('interaction.text_short');
    for (const number of [idOf('chen-jing'), '139 0000 1111', '１３９００００１１１１', '6222-0212-3456-7890'])
      expect(await codeOf(share(people.chen, cases.machine.id, `有问题请找我，号码是${number}，谢谢`))).toBe(
        'interaction.personal_data',
      );
    const script = '<script>alert(1)</script> & 很顺利，很快就办好了';
    const shared = await share(people.chen, cases.machine.id, script);
    await review(officials.insurance, shared.id, true);
    expect((await shown())[0]?.text).toBe(script);
    const page = await (await fetch(`${world.base}/items/${insurance}`)).text();
    expect(page).not.toContain('<script>alert(1)');
    await people.chen.call(c.withdrawExperience, { params: { caseId: cases.machine.id } });
  });

  it('F064: a firm’s case is told as a firm’s, without its name or its agent’s', async () => {
    const shared = await share(people.agent, cases.firm.id, '资质证书不用上传，系统自己调出来了。');
    expect(shared.by).toEqual({ zh: '一家企业', en: 'a firm' });
  });
});

describe('sign-in by a phone that is signed in', () => {
  const fresh = () => {
    const client = createClient({ base: world.base, cookies: true });
    return { client, open: () => client.call(c.openScan, { body: { device: 'Chrome · Windows' } }) };
  };
  const take = (client: Client, scan: { scanId: string; secret: string }) =>
    client.call(c.takeScan, { params: { scanId: scan.scanId }, body: { secret: scan.secret } });
  const answer = (client: Client, scanId: string, confirm: boolean) =>
    client.call(c.answerScan, { params: { scanId }, body: { confirm } });

  it('F028: the browser that shows the code is signed in once the phone has confirmed, as the person of the phone and no other', async () => {
    const { client, open } = fresh();
    const scan = await open();
    expect(await take(client, scan)).toEqual({ state: 'waiting', me: null });
    const looked = await people.lin.call(c.lookAtScan, { params: { scanId: scan.scanId } });
    expect(looked.device).toBe('Chrome · Windows');
    await answer(people.lin, scan.scanId, true);
    // confirmed once: nobody else can put himself in his place
    expect(await codeOf(answer(people.chen, scan.scanId, true))).toBe('identity.scan_missing');
    const { state, me } = await take(client, scan);
    expect([state, me?.name]).toEqual(['confirmed', '林峰']);
    expect((await client.call(c.getMe, {}))?.name).toBe('林峰');
    // and taken once
    expect(await codeOf(take(fresh().client, scan))).toBe('identity.scan_missing');
  });

  it('F028: the code alone opens nothing; refused or unknown ones neither; an official has no phone here', async () => {
    const { client, open } = fresh();
    const scan = await open();
    await answer(people.lin, scan.scanId, true);
    const thief = fresh().client;
    expect(await codeOf(take(thief, { scanId: scan.scanId, secret: 'x'.repeat(43) }))).toBe('identity.scan_missing');
    expect(await thief.call(c.getMe, {})).toBeNull();
    const refused = await open();
    await answer(people.lin, refused.scanId, false);
    expect(await take(client, refused)).toEqual({ state: 'refused', me: null });
    expect(await codeOf(people.lin.call(c.lookAtScan, { params: { scanId: refused.scanId } }))).toBe(
      'identity.scan_missing',
    );
    expect(await codeOf(answer(officials.transport, (await open()).scanId, true))).toBe('kernel.not_permitted');
  });
});
