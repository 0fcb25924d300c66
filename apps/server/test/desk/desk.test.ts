import { ApiProblem, type Client, createClient } from '@miaopi/client';
import * as c from '@miaopi/contracts';
import { makeCitizenId } from '@miaopi/identifiers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { district, grants, idOf, newRequestId } from '../../../../tests/e2e/filing.ts';
import { type RunningDistrict, startDistrict } from '../standard/district.ts';

let d: RunningDistrict;
let clerk: Window;
let other: Window;

interface Window {
  readonly client: Client;
  /** The visit the window calls for. */
  at: string | undefined;
}

/** An official at a window, who may call for the person who stands there. */
async function openWindow(account: string): Promise<Window> {
  let csrf: string | undefined;
  const self: Window = {
    at: undefined,
    client: createClient({ base: d.url, cookies: true, csrf: () => csrf, desk: () => self.at }),
  };
  csrf = (await self.client.call(c.signIn, { body: { account, password: 'Miaopi-2026' } })).csrf;
  return self;
}

const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'answered',
    (error: unknown) => (error instanceof ApiProblem ? error.problem.code : String(error)),
  );
const rows = async <R>(text: string, values: unknown[]) => (await d.t.db.pool.query(text, values)).rows as R[];
const strokes = [Array.from({ length: 12 }, (_, i) => [100 + i * 10, 100 + (i % 5) * 12, i * 16])];
const visit = (w: Window, name: string, number: string, more: object = {}) =>
  w.client.call(c.openDeskVisit, {
    body: { requestId: newRequestId(), name, number, identified: 'hand', cardSeen: true, ...more } as never,
  });
const slug = 'social-insurance-statement';
const person = () => ({ name: '陈静', number: idOf('chen-jing') });

beforeAll(async () => {
  d = await startDistrict();
  [clerk, other] = await Promise.all([openWindow('sb-shouli'), openWindow('ga-shouli')]);
}, 180_000);
afterAll(() => d?.stop());

/** Consent, form, submission for who stands at the window. */
async function fileAt(w: Window, answers: Record<string, unknown>): Promise<c.CaseView> {
  const { version } = await w.client.call(c.getGuide, { params: { slug } });
  await w.client.call(c.giveConsent, {
    params: { slug },
    body: { requestId: newRequestId(), version, signed: { on: 'screen' as never, strokes } },
  });
  const draft = await w.client.call(c.openDraft, { body: { requestId: newRequestId(), slug, fresh: true } });
  return w.client.call(c.submitApplication, {
    params: { draftId: draft.id },
    query: { wait: 10_000 },
    body: {
      requestId: newRequestId(),
      revision: draft.revision,
      answers: { ...draft.answers, ...answers },
      declared: true,
    },
  });
}

describe('F009: a clerk files for who stands at his window', () => {
  it('identifies him by card: a wrong number, another name and a clerk who receives nothing are refused', async () => {
    const { name, number } = person();
    expect(await codeOf(visit(clerk, name, '990101199201011068'))).toBe('identity.number_wrong');
    expect(await codeOf(visit(clerk, '王五', number))).toBe('identity.name_differs');
    expect(await codeOf(visit(await openWindow('sb-shenpi1'), name, number))).toBe('kernel.not_permitted');
    const opened = await visit(clerk, name, number);
    expect(opened).toMatchObject({ name, number: expect.stringMatching(/\*{6,}/), identified: 'hand' });
    const [look] = await rows(`select from audit.access where subject_id = $1 and what::text like '%窗口%'`, [
      opened.actingFor,
    ]);
    expect(look).toBeDefined();
  });

  it('asks nobody’s registers before he has signed, fills the same form, and files it as his: channel 窗口, clerk, receipt with its query code', async () => {
    const opened = await visit(clerk, person().name, person().number);
    clerk.at = opened.id;
    const { version } = await clerk.client.call(c.getGuide, { params: { slug } });
    const consent = (signed?: object) =>
      clerk.client.call(c.giveConsent, {
        params: { slug },
        body: { requestId: newRequestId(), version, ...(signed ? { signed } : {}) } as never,
      });
    expect(await codeOf(consent())).toBe('identity.signature_needed');
    expect(await codeOf(consent({ on: 'screen', strokes: [] }))).toBe('identity.signature_needed');
    const filed = await fileAt(clerk, { 选择险种: ['基本养老保险'], 证明期间: '近12个月', 用途: '求职应聘' });
    clerk.at = undefined;
    expect(filed).toMatchObject({ channel: 'window', applicant: person().name, handling: { visits: { planned: 0 } } });
    expect(filed.handling?.visits.made).toHaveLength(1);
    expect(filed.actions[0]?.opinion).toContain('代为录入');
    expect(filed.documents.map((doc) => doc.kind)).toContain('receipt');
    const [kept] = await rows<{ signed_on: string; signature: unknown }>(
      `select signed_on, signature from identity.consent where desk_visit = $1`,
      [opened.id],
    );
    expect(kept).toEqual({ signed_on: 'screen', signature: strokes });
    const receipt = await clerk.client.call(c.getDeskReceipt, { params: { caseId: filed.id } });
    expect(receipt).toMatchObject({
      receipt: expect.stringMatching(/收字〔\d{4}〕第\d{6}号$/),
      number: filed.number,
      applicantKind: 'person',
    });
    expect(
      await clerk.client.call(c.queryCase, { body: { number: receipt.number, code: receipt.queryCode } }),
    ).toMatchObject({ state: 'closed' });
    expect(await codeOf(other.client.call(c.getDeskReceipt, { params: { caseId: filed.id } }))).toBe(
      'cases.case_missing',
    );
    expect((await clerk.client.call(c.listDeskFilings, {})).filings.map((f) => f.caseId)).toEqual([filed.id]);
    expect((await other.client.call(c.listDeskFilings, {})).filings).toEqual([]);
    // it is his: he finds it under his own name
    const own = await d.signIn(person().number);
    expect((await own.call(c.listCases, {})).cases.map((k) => k.id)).toContain(filed.id);
    const [audit] = await rows<{ actor: string }>(
      `select actor from audit.entry where action = 'cases.submitted' and subject = $1`,
      [`case:${filed.id}`],
    );
    expect(audit?.actor).toMatch(/^staff:.+\/person:/);
  });

  it('F012 F014 同城通办: a window of the neighbouring district receives what the whole city may, for the office in charge, and nothing that its district keeps', async () => {
    const neighbour = await openWindow('yg-shouli');
    const { name, number } = person();
    neighbour.at = (await visit(neighbour, name, number)).id;
    const filed = await fileAt(neighbour, { 选择险种: ['基本养老保险'], 证明期间: '近12个月', 用途: '求职应聘' });
    expect(filed).toMatchObject({ office: { zh: '云溪区社会保险事业管理中心' }, channel: 'window', state: 'closed' });
    expect(filed.actions[0]?.opinion).toContain('云港区政务服务中心窗口骆明远');

    // 全县: refused before anything is asked or signed
    const elder = district.persons.find((p) => p.key === 'qian-guizhen')!;
    neighbour.at = (await visit(neighbour, elder.name, elder.citizenId)).id;
    const opening = () =>
      neighbour.client.call(c.openDraft, { body: { requestId: newRequestId(), slug: 'senior-card' } });
    const refused = await opening().catch((error: unknown) => (error as ApiProblem).problem);
    expect(refused).toMatchObject({ code: 'forms.not_received_here', status: 403 });
    expect((refused as { detail: string }).detail).toContain('全县');

    // nor is what was begun online handed in there
    const own = await d.signIn(elder.citizenId);
    const { version } = await own.call(c.getGuide, { params: { slug: 'senior-card' } });
    await own.call(c.giveConsent, { params: { slug: 'senior-card' }, body: { requestId: newRequestId(), version } });
    const draft = await own.call(c.openDraft, { body: { requestId: newRequestId(), slug: 'senior-card' } });
    const submit = (client: Client) =>
      client.call(c.submitApplication, {
        params: { draftId: draft.id },
        body: {
          requestId: newRequestId(),
          revision: draft.revision,
          answers: { ...draft.answers, ...grants['senior-card'].answers },
          declared: true,
        },
      });
    expect(await codeOf(submit(neighbour.client))).toBe('forms.not_received_here');
    neighbour.at = undefined;
    expect(await codeOf(submit(own))).toBe('answered');
  });

  it('calls for him only what a window needs, only in his own visit, and only until it ends', async () => {
    const opened = await visit(clerk, person().name, person().number);
    clerk.at = opened.id;
    other.at = opened.id;
    expect(await codeOf(clerk.client.call(c.getDraft, { params: { draftId: 'draft_none' } }))).toBe(
      'forms.draft_missing',
    );
    expect(await codeOf(other.client.call(c.getDraft, { params: { draftId: 'draft_none' } }))).toBe(
      'identity.visit_over',
    );
    // what is his alone stays so: the visit opens no other route
    for (const contract of [c.listCases, c.listLicences, c.listFiles, c.listDrafts])
      expect(await codeOf(clerk.client.call(contract, {})), contract.name).toBe('kernel.not_permitted');
    other.at = undefined;
    await clerk.client.call(c.endDeskVisit, { params: { visitId: opened.id }, body: { requestId: newRequestId() } });
    expect(await codeOf(clerk.client.call(c.getDraft, { params: { draftId: 'draft_none' } }))).toBe(
      'identity.visit_over',
    );
    clerk.at = undefined;
    expect(await codeOf(clerk.client.call(c.getDraft, { params: { draftId: 'draft_none' } }))).toBe(
      'kernel.not_permitted',
    );
  });

  it('who has no account finds his case by the code sent to his mobile, once he has accepted the agreement', async () => {
    const number = makeCitizenId({ region: '990101', birthDate: '1971-03-05', sequence: 902 });
    const opened = await visit(clerk, '无账户', number, { mobile: '13900009021' });
    expect(opened.principals).toHaveLength(1);
    const [account] = await rows<{ verified_by: string; password_hash: string | null; agreement_at: Date | null }>(
      `select verified_by, password_hash, agreement_at from identity.person where id_number = $1`,
      [number],
    );
    expect(account).toEqual({ verified_by: 'window', password_hash: null, agreement_at: null });
    const stranger = createClient({ base: d.url, cookies: true });
    expect(await codeOf(stranger.call(c.signIn, { body: { account: number, password: '' } }))).toBe(
      'identity.wrong_credentials',
    );
    // a mobile of another account stays there
    const second = makeCitizenId({ region: '990101', birthDate: '1972-03-05', sequence: 903 });
    expect((await visit(clerk, '同号', second, { mobile: '13900009021' })).mobile).toBeUndefined();
  });

  it('F106: somebody who came in his place is entered with the paper that says so, which goes into the case', async () => {
    const opened = await visit(clerk, person().name, person().number);
    clerk.at = opened.id;
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
      'base64',
    );
    const paper = await clerk.client.call(c.uploadFile, {
      file: { name: '授权委托书.png', data: new Blob([Uint8Array.from(png)], { type: 'image/png' }) },
    });
    const agent = (number: string) =>
      clerk.client.call(c.setDeskAgent, {
        params: { visitId: opened.id },
        body: { requestId: newRequestId(), name: '代办人', number, paper: paper.fileId },
      });
    expect(await codeOf(agent(person().number))).toBe('identity.agent_wrong');
    const number = makeCitizenId({ region: '990101', birthDate: '1980-01-01', sequence: 905 });
    expect((await agent(number)).agent).toMatchObject({ name: '代办人' });
    const filed = await fileAt(clerk, { 选择险种: ['基本养老保险'], 证明期间: '近12个月', 用途: '求职应聘' });
    clerk.at = undefined;
    expect(filed).toMatchObject({ agent: '代办人', applicant: person().name });
    expect(filed.materials).toContainEqual(
      expect.objectContaining({ name: { zh: '授权委托书', en: 'Authorisation of the agent' }, fileId: paper.fileId }),
    );
  });
});
