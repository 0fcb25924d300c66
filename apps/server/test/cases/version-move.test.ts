import type { CaseView, VersionPreview } from '@miaopi/contracts';
import type { Field, FormDefinition } from '@miaopi/forms';
import type { ItemPackage } from '@miaopi/items';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor, StaffActor } from '../../src/kernel/actor.ts';
import { sql } from '../../src/kernel/db/sql.ts';
import type { SentBytes } from '../../src/kernel/http/route.ts';
import { newId } from '../../src/kernel/ids.ts';
import { actorOf, type CaseWorld, startCases } from './world.ts';

const driver = 'ride-hailing-driver';
const residence = 'residence-registration';
let c: CaseWorld;
let people = 0;

/** 初审 and 审定, so that a case has a step to stand at. */
beforeAll(async () => {
  c = await startCases([driver, residence], undefined, {
    review: [
      { id: 'first', name: { zh: '初审', en: 'First review' }, days: 2 },
      { id: 'final', name: { zh: '审定', en: 'Final decision' } },
    ],
  });
});
afterAll(() => c?.close());

const head = (slug = driver): StaffActor => ({
  ...c.official(slug),
  staffId: 'staff_head',
  name: '主任',
  roles: ['head', 'approver'],
});
const handler = () => c.official(driver);
const contact: Field = {
  name: '紧急联系人',
  label: { zh: '紧急联系人', en: 'Emergency contact' },
  type: 'text',
  require: true,
  maxLength: 40,
};

const act = (actor: Actor, name: string, caseId: string, body: object = {}) =>
  c.ask<CaseView>(`cases.${name}`, {
    actor,
    params: { caseId },
    query: { wait: 5000 },
    body: { requestId: newId(), ...body },
  });
const preview = (caseId: string, actor: Actor = head()) =>
  c.ask<VersionPreview>('cases.previewMigration', { actor, params: { caseId } });
const view = (caseId: string, actor: Actor = head()) => c.ask<CaseView>('cases.getWork', { actor, params: { caseId } });
const codeOf = (p: Promise<unknown>) =>
  p.then(
    () => 'done',
    (e: { code?: string; message: string }) => e.code ?? e.message,
  );
async function move(caseId: string, more: object = {}, actor: Actor = head()) {
  const { digest } = await preview(caseId, actor);
  return act(actor, 'migrateCase', caseId, { digest, reason: '新办法已施行', ...more });
}

async function inReview(): Promise<CaseView> {
  c.at('2026-11-22');
  const golden = c.w.item(driver).package.golden.find((g) => g.expect.verdict === 'person')!;
  people++;
  const filed = await c.file(driver, golden, {
    kind: 'person',
    id: `person_${people}`,
    name: '唐立',
    number: `99010119800101${String(people).padStart(4, '0')}`,
  });
  expect(filed.state).toBe('review');
  return act(handler(), 'claimCase', filed.id);
}

const form = (change: (f: FormDefinition) => FormDefinition) => (pkg: ItemPackage) => ({
  ...pkg,
  form: change(pkg.form),
});
const addField = (field: Field) =>
  form((f) => ({ ...f, sections: f.sections.map((s, i) => (i === 0 ? { ...s, fields: [...s.fields, field] } : s)) }));
const dropField = (name: string) =>
  form((f) => ({
    ...f,
    sections: f.sections.map((s) => ({ ...s, fields: s.fields.filter((one) => one.name !== name) })),
  }));
const promising = (amount: number) => (pkg: ItemPackage) => ({
  ...pkg,
  item: { ...pkg.item, promised: { amount, unit: '工作日' as const } },
});
const publish = (slug: string, ...changes: ((pkg: ItemPackage) => ItemPackage)[]) =>
  c.publish(slug, (pkg) => changes.reduce((p, change) => change(p), pkg));
const actionOf = (caseId: string) =>
  c.w.t.db.one<{ data: Record<string, never>; opinion: string }>(
    sql`select data, opinion from cases.action where case_id = ${caseId} and kind = 'migrate' order by seq desc limit 1`,
  );

describe('X03: a running case keeps the version it began with, and goes over to a newer one by an act', () => {
  it('to a version that says the same nothing is changed but the version: answers, file, step, task and limit stay', async () => {
    const before = await inReview();
    expect(before.newerVersion).toBeUndefined();
    expect(await codeOf(preview(before.id))).toBe('cases.no_newer_version');
    const tasks = () =>
      c.w.t.db.rows(
        sql`select id, step, assignee, due_on, position, days, says, opened_at from cases.task where case_id = ${before.id} and state = 'open'`,
      );
    const files = () => c.w.t.db.rows(sql`select * from cases.file where case_id = ${before.id}`);
    const was = [await tasks(), await files()];
    const newer = publish(driver);
    expect(await view(before.id)).toMatchObject({
      newerVersion: newer.core.version,
      abilities: { migrate: { allowed: true } },
    });
    const shown = await preview(before.id);
    expect(shown).toMatchObject({
      hindrances: [],
      form: { changes: [], fallen: [], missing: [], filled: [] },
      materials: [],
      asks: [],
      templates: [],
      steps: { added: [], removed: [], changed: [], at: { id: 'first' }, to: { id: 'first' }, choices: [] },
    });
    expect(shown.limit.after.due).toBe(shown.limit.before.due);
    expect(shown.conditions.every((k) => !k.changed)).toBe(true);
    const after = await move(before.id, {}, handler());
    expect(after).toMatchObject({ state: 'review', itemVersion: newer.core.version, dueAt: before.dueAt });
    expect(after.newerVersion).toBeUndefined();
    expect([await tasks(), await files()]).toEqual(was);
    expect(after.steps).toEqual(before.steps);
  });

  it('F065 X01: what falls away stays in the former filing and in the record of the act; conditions are judged anew; the applicant is told; who has the case keeps it', async () => {
    const before = await inReview();
    const paper = () =>
      c.ask<SentBytes & { body: string }>('cases.getDocument', {
        actor: head(),
        params: { caseId: before.id, kind: 'acceptance' },
        query: {},
      });
    const issued = (await paper()).body;
    c.at('2026-11-23');
    const newer = publish(driver, dropField('从业方式'), promising(2), (pkg) => ({
      ...pkg,
      item: { ...pkg.item, basis: pkg.item.basis.map((b) => ({ ...b, law: '新办法' })), type: '99' },
      decision: {
        ...pkg.decision,
        conditions: pkg.decision.conditions.map((k, i) => (i === 0 ? { ...k, when: 'false' } : k)),
      },
    }));
    const shown = await preview(before.id);
    expect(shown.form.fallen).toMatchObject([{ label: { zh: expect.stringContaining('怎么开') } }]);
    const first = newer.package.decision.conditions[0]!.id;
    expect(shown.conditions.find((k) => k.id === first)).toMatchObject({ after: 'unmet', changed: true });
    expect(shown.limit.kept).toBeUndefined();
    expect(shown.limit.after.due! < shown.limit.before.due!).toBe(true);

    const after = await move(before.id, {}, handler());
    expect(after.dueAt).toBe(shown.limit.after.due);
    expect(after.conditions.find((k) => k.id === first)?.verdict).toBe('unmet');
    expect(after.tasks.filter((t) => t.state === 'open')).toMatchObject([{ step: 'first' }]);
    expect(after.abilities.giveOpinion).toEqual({ allowed: true });
    const filings = await c.w.t.db.rows<{ answers: Record<string, unknown> }>(
      sql`select answers from cases.file where case_id = ${before.id} order by filing`,
    );
    expect(filings).toHaveLength(2);
    expect(Object.keys(filings[0]!.answers)).toContain('从业方式');
    expect(Object.keys(filings[1]!.answers)).not.toContain('从业方式');
    const { data, opinion } = await actionOf(before.id);
    expect(opinion).toBe('新办法已施行');
    expect(data).toMatchObject({
      from: before.itemVersion,
      to: newer.core.version,
      digest: shown.digest,
      fallen: [{ path: '从业方式', value: filings[0]!.answers.从业方式 }],
    });
    expect(after.actions.at(-1)?.name.zh).toBe(
      `换用事项新版本（第${before.itemVersion}版 → 第${newer.core.version}版）`,
    );
    const entry = await c.w.t.db.one<{ body: string }>(
      sql`select body from audit.entry where action = 'cases.migrated' and subject = ${`case:${before.id}`}`,
    );
    expect(entry.body).toContain(shown.digest);
    // what was issued is drawn by the version it was issued by, for good
    expect((await paper()).body).toBe(issued);
    const told = await c.w.t.db.rows<{ payload: { title: { zh: string } } }>(
      sql`select payload from kernel.outbox where name = 'notice' and payload->>'caseId' = ${before.id} and payload->'title'->>'zh' like '%新版本%'`,
    );
    expect(told).toHaveLength(1);
  });

  it('what was shown is what is done: anything that happened to case or item since the preview refuses it, and nothing is left behind', async () => {
    const { id } = await inReview();
    publish(driver);
    const { digest } = await preview(id);
    await act(handler(), 'releaseCase', id);
    const body = { digest, reason: '新办法已施行' };
    expect(await codeOf(act(head(), 'migrateCase', id, body))).toBe('cases.preview_stale');
    const again = await preview(id);
    publish(driver);
    expect(await codeOf(act(head(), 'migrateCase', id, { ...body, digest: again.digest }))).toBe('cases.preview_stale');
    expect(await c.w.t.db.rows(sql`select from cases.action where case_id = ${id} and kind = 'migrate'`)).toEqual([]);
    // of twenty at once one moves it; the others are told
    const last = await preview(id);
    const codes = await Promise.all(
      Array.from({ length: 20 }, () => codeOf(act(head(), 'migrateCase', id, { ...body, digest: last.digest }))),
    );
    expect(codes.filter((code) => code === 'done')).toHaveLength(1);
    expect(new Set(codes)).toEqual(new Set(['done', 'cases.no_newer_version']));
  });

  it('after the acceptance nothing more is asked of the applicant: an official fills in with his consent, or it stays; a longer limit is not taken', async () => {
    const { id, dueAt } = await inReview();
    publish(driver, addField(contact), promising(30));
    const shown = await preview(id);
    expect(shown.form.missing).toMatchObject([{ field: '紧急联系人', by: 'official', material: false }]);
    expect(shown.limit.kept?.en).toContain('stays');
    expect(await codeOf(move(id, { days: 10 }))).toBe('cases.migration_incomplete');
    expect(await codeOf(move(id, { answers: { 姓名: '别人' }, from: '唐立' }))).toBe('forms.not_opened');
    const page = await c.ask<{ opened: string[] }>('cases.getMigrationForm', { actor: head(), params: { caseId: id } });
    expect(page.opened).toEqual(['紧急联系人']);
    const after = await move(id, { answers: { 紧急联系人: '李四 13900000001' }, from: '唐立' });
    expect(after).toMatchObject({ state: 'review', dueAt });
    expect(after.clock.due).toBe(dueAt);
    expect(after.filings.at(-1)).toMatchObject({ way: 'version', byOfficial: true, from: '唐立' });
    expect((await actionOf(id)).data).toMatchObject({ consent: '唐立', changed: ['紧急联系人'] });
  });

  it('where its step is gone the official picks one it has passed or the next, and is refused any other', async () => {
    const { id } = await inReview();
    publish(driver, dropField('紧急联系人'), (pkg) => ({
      ...pkg,
      process: {
        ...pkg.process,
        review: [
          { id: 'check', name: { zh: '核查', en: 'Check' } },
          { id: 'final', name: { zh: '审定', en: 'Final decision' } },
        ],
      },
    }));
    const shown = await preview(id);
    expect(shown.steps).toMatchObject({
      added: [{ id: 'check' }],
      removed: [{ id: 'first' }],
      choices: [{ id: 'check' }],
    });
    expect(shown.steps.to).toBeUndefined();
    expect(await codeOf(move(id))).toBe('cases.step_unknown');
    expect(await codeOf(move(id, { step: 'final' }))).toBe('cases.step_unknown');
    const after = await move(id, { step: 'check' }, handler());
    expect(after.tasks.filter((t) => t.state === 'open')).toMatchObject([{ step: 'check', mine: true }]);
    expect(after.tasks.find((t) => t.step === 'first')?.state).toBe('void');
    const decided = await act(handler(), 'giveOpinion', id, { says: 'agree', opinion: '同意' });
    expect(decided.tasks.filter((t) => t.state === 'open')).toMatchObject([{ step: 'final' }]);
  });
});

describe('X03: who may, and when', () => {
  it('the head of the office that decides and who has the case; others are told why, another office finds nothing; the button says what the act says', async () => {
    const { id } = await inReview();
    publish(driver);
    const { digest } = await preview(id);
    const body = { digest, reason: '新办法已施行' };
    const of = (staffId: string, roles: string[], office = handler().office): StaffActor => ({
      ...handler(),
      staffId,
      roles,
      office,
    });
    for (const actor of [of('staff_9', ['approver']), of('staff_clerk', ['acceptor']), of('staff_a', ['auditor'])]) {
      expect((await view(id, actor)).abilities.migrate?.allowed).toBe(false);
      expect(await codeOf(act(actor, 'migrateCase', id, body))).toBe('cases.not_yours');
      expect(await codeOf(c.ask('cases.getMigrationForm', { actor, params: { caseId: id } }))).toBe('cases.not_yours');
    }
    const elsewhere = of('staff_x', ['head', 'approver'], '11990299MB0000001Q');
    for (const name of ['previewMigration', 'migrateCase', 'getMigrationForm'])
      expect(
        await codeOf(
          c.ask(`cases.${name}`, { actor: elsewhere, params: { caseId: id }, body: { requestId: newId(), ...body } }),
        ),
      ).toBe('cases.case_missing');
    await act(handler(), 'startProcedure', id, { code: 'site-check', days: 3, reason: '需要实地核查' });
    const paused = await preview(id);
    expect(paused.hindrances).toHaveLength(1);
    expect((await view(id)).abilities.migrate).toEqual({ allowed: false, reason: paused.hindrances[0] });
    expect(await codeOf(act(head(), 'migrateCase', id, { ...body, digest: paused.digest }))).toBe(
      'cases.migration_hindered',
    );
  });

  it('the head sees how many cases of his office began with which older version, and which; nobody else does', async () => {
    const { id } = await inReview();
    publish(driver);
    interface Outdated {
      readonly slug: string;
      readonly inForce: number;
      readonly versions: readonly { readonly version: number; readonly cases: number }[];
    }
    const { items } = await c.ask<{ items: Outdated[] }>('cases.listOutdated', { actor: head() });
    const { inForce, versions } = items.find((i) => i.slug === driver)!;
    expect(inForce).toBe((await preview(id)).to);
    const counted = versions.reduce((n, v) => n + v.cases, 0);
    const ids: string[] = [];
    for (let after: string | undefined, more = true; more; ) {
      const page = await c.ask<{ cases: { id: string; itemVersion: number }[]; next?: string }>(
        'cases.listOutdatedCases',
        {
          actor: head(),
          params: { slug: driver },
          query: { limit: 2, ...(after ? { after } : {}) },
        },
      );
      ids.push(...page.cases.map((one) => one.id));
      after = page.next;
      more = page.next !== undefined;
    }
    expect(ids).toHaveLength(counted);
    expect(new Set(ids).size).toBe(counted);
    expect(ids).toContain(id);
    expect(await codeOf(c.ask('cases.listOutdated', { actor: handler() }))).toBe('kernel.not_permitted');
    const elsewhere = { ...head(), office: '11990299MB0000001Q' };
    expect(await c.ask('cases.listOutdated', { actor: elsewhere })).toEqual({ items: [] });
    expect(await c.ask('cases.listOutdatedCases', { actor: elsewhere, params: { slug: driver } })).toEqual({
      cases: [],
    });
  });
});

describe('F093 X03: before the acceptance, what the newer version wants and nobody could name before is told to the applicant', () => {
  it('exactly that is opened to him, on the day with a paper; corrected, the case is received again under the newer version', async () => {
    c.at('2026-11-23');
    const uploaded = c.w.item(residence).package.golden.find((g) => g.name.startsWith('租赁没有备案，已上传合同'))!;
    c.registersSay(uploaded);
    const applicant = { kind: 'person', id: 'person_zhou', name: '周望舒', number: '990219198508201046' } as const;
    const filed = await c.file(residence, uploaded, applicant);
    expect(filed.state).toBe('intake');
    const clerk = c.clerk(residence);
    await act(clerk, 'claimCase', filed.id);
    const newer = publish(residence, addField(contact));
    expect(await codeOf(move(filed.id, {}, clerk))).toBe('cases.migration_incomplete');
    const told = await move(filed.id, { days: 15 }, clerk);
    expect(told).toMatchObject({ state: 'correction', itemVersion: newer.core.version, dueAt: '2026-12-08' });
    expect(told.corrections).toMatchObject([{ points: [{ field: '紧急联系人', kind: 'field' }] }]);
    expect(told.documents.map((d) => d.kind)).toContain('correction');
    expect(told.actions.slice(-2).map((a) => a.kind)).toEqual(['migrate', 'ask-correction']);
    const own = actorOf(applicant);
    const correct = (answers: object) => act(own, 'correctCase', filed.id, { nth: 1, answers, declared: true });
    expect(await codeOf(correct({ 手机号码: '13900000009', 紧急联系人: '李四' }))).toBe('forms.not_opened');
    const corrected = await correct({ 紧急联系人: '李四' });
    expect(corrected.itemVersion).toBe(newer.core.version);
    const now = await view(filed.id, clerk);
    expect(now.state).toBe('intake');
    expect(now.filings.at(-1)?.changes).toMatchObject([{ field: '紧急联系人' }]);
  });
});
