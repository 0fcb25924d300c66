import type { RouteContract } from '@miaopi/contracts';
import * as c from '@miaopi/contracts';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleOf } from './samples.ts';
import { type Answer, call, routes, type Session, startWorld, type World } from './world.ts';

const slug = 'social-insurance-statement';
/** What only the applicant can say. */
const own = { 选择险种: ['基本养老保险'], 证明期间: '近12个月', 用途: '子女入学' };
const ajv = new Ajv({ strict: false, allErrors: true });

let world: World;
/** Ids of things that belong to `world.person`. */
const owned: Record<string, string> = {};
const answers: Record<string, Answer> = {};

beforeAll(async () => {
  world = await startWorld();
  const as = (contract: RouteContract, sent: object) => call(world, contract, { session: world.person, ...sent });
  const guide = (await call(world, c.getGuide, { params: { slug } })).json as c.Guide;
  answers.consent = await as(c.giveConsent, {
    params: { slug },
    body: { requestId: 'contract-consent', version: guide.version },
  });
  answers.draft = await as(c.openDraft, { body: { requestId: 'contract-draft', slug } });
  const draft = answers.draft.json as c.Draft;
  owned.draftId = draft.id;
  answers.submit = await as(c.submitApplication, {
    params: { draftId: draft.id },
    query: { wait: 10_000 },
    body: {
      requestId: 'contract-submit',
      revision: draft.revision,
      answers: { ...draft.answers, ...own },
      declared: true,
    },
  });
  answers.again = await as(c.submitApplication, {
    params: { draftId: draft.id },
    query: { wait: 10_000 },
    body: {
      requestId: 'contract-submit',
      revision: draft.revision,
      answers: { ...draft.answers, ...own },
      declared: true,
    },
  });
  owned.caseId = (answers.submit.json as { id: string }).id;
  answers.licences = await as(c.listLicences, {});
  owned.licenceId = (answers.licences.json as { id: string }[])[0]?.id ?? '';
  const open = await as(c.openDraft, { body: { requestId: 'contract-draft-2', slug, fresh: true } });
  owned.draftId = (open.json as c.Draft).id;
  const upload = new FormData();
  upload.append('file', new Blob([Buffer.from(onePixel, 'base64')], { type: 'image/png' }), 'photo.png');
  const uploaded = await fetch(`${world.base}/api/files`, {
    method: 'POST',
    headers: { cookie: world.person.cookie, 'x-csrf': world.person.csrf },
    body: upload,
  });
  owned.fileId = ((await uploaded.json()) as { fileId: string }).fileId;
}, 180_000);
afterAll(() => world?.stop());

const onePixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const valid = (contract: RouteContract, answer: Answer) => {
  expect(answer.status, answer.text.slice(0, 400)).toBe(contract.status ?? 200);
  const check = ajv.compile(JSON.parse(JSON.stringify(contract.reply)));
  expect(check(answer.json), JSON.stringify(check.errors?.slice(0, 5))).toBe(true);
};

describe('a person’s own way through the interface', () => {
  it('F002: consent, draft and submission answer by their schemas, and the case ends granted with a licence', () => {
    valid(c.giveConsent, answers.consent!);
    valid(c.openDraft, answers.draft!);
    valid(c.submitApplication, answers.submit!);
    valid(c.listLicences, answers.licences!);
    expect((answers.submit!.json as { state: string }).state).toBe('closed');
    expect(owned.licenceId).not.toBe('');
  });

  it('the same submission sent again is the same case', () => {
    expect((answers.again!.json as { id: string }).id).toBe(owned.caseId);
  });

  it('his things answer by their schemas', async () => {
    const get = (contract: RouteContract) => call(world, contract, { session: world.person, params: owned });
    for (const contract of [
      c.getDraft,
      c.getCase,
      c.getLicence,
      c.listCases,
      c.listDrafts,
      c.listFiles,
      c.listMessages,
      c.listAccess,
    ])
      valid(contract, await get(contract));
    const file = await call(world, c.getLicenceFile, {
      session: world.person,
      params: owned,
      query: { format: 'ofd' },
    });
    expect(file.status).toBe(200);
    expect(file.text.startsWith('PK')).toBe(true);
  });
});

describe('F013: somebody else’s things, by ids that are right', () => {
  const personal = routes.filter((r) => {
    const params = Object.keys(r.params?.properties ?? {});
    return (
      r.permission === 'applicant' &&
      params.length > 0 &&
      params.every((p) => ['draftId', 'caseId', 'licenceId', 'fileId'].includes(p))
    );
  });

  it.each(personal.map((r) => [r.name, r] as const))(
    '%s answers 404, as if they were not there',
    async (_, contract) => {
      const body = contract.body ? { ...(sampleOf(contract.body) as object) } : undefined;
      const sent = {
        params: owned,
        query: sampleOf(contract.query ?? { type: 'object' }) as Record<string, unknown>,
        body,
      };
      const answer = await call(world, contract, { ...sent, session: world.other });
      expect(answer.status, answer.text.slice(0, 300)).toBe(404);
      expect(JSON.stringify(answer.json)).toMatch(/_missing"/);
    },
  );

  it('an official whose office does not handle the case sees nothing of it', async () => {
    const elsewhere = world.district.staff.find((s) => s.account === 'jt-shenpi1');
    const session: Session = await world.signIn(elsewhere?.account ?? '');
    for (const contract of [c.getWork, c.claimCase, c.releaseCase] as readonly RouteContract[]) {
      const body = contract.body ? sampleOf(contract.body) : undefined;
      const answer = await call(world, contract, { session, params: owned, ...(body ? { body } : {}) });
      expect(answer.status, contract.name).toBe(404);
    }
  });

  it('lists show nobody else’s', async () => {
    for (const contract of [c.listCases, c.listDrafts, c.listLicences, c.listFiles, c.listMessages, c.listAccess]) {
      const answer = await call(world, contract, { session: world.other });
      for (const id of Object.values(owned)) expect(answer.text, contract.name).not.toContain(id);
    }
  });
});

describe('hostile answers', () => {
  const hostile: Record<string, unknown> = {
    'a zero byte': 'a\u0000b',
    'half a character': '\ud800',
    'a script': '<script>alert(1)</script>',
    'a long text': '长'.repeat(200_000),
    'a deep list': JSON.parse(`${'['.repeat(500)}1${']'.repeat(500)}`),
    'a number beyond numbers': 1e308,
    __proto__: { polluted: true },
  };

  it.each(Object.keys(hostile))('%s in a draft is kept or refused, and the draft opens again', async (what) => {
    const before = (await call(world, c.getDraft, { session: world.person, params: owned })).json as c.Draft;
    const field = Object.keys(before.answers)[0] ?? '用途';
    const saved = await call(world, c.saveDraft, {
      session: world.person,
      params: owned,
      body: {
        revision: before.revision,
        answers: { ...before.answers, [field]: hostile[what], 无此字段: hostile[what] },
      },
    });
    expect(saved.status, saved.text.slice(0, 300)).toBeLessThan(500);
    const after = await call(world, c.getDraft, { session: world.person, params: owned });
    expect(after.status).toBe(200);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
