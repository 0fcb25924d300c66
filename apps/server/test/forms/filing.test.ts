import { compileItem, type ItemPackage } from '@miaopi/items';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PersonActor } from '../../src/kernel/actor.ts';
import { sql } from '../../src/kernel/db/sql.ts';
import { AppError } from '../../src/kernel/errors.ts';
import { newId } from '../../src/kernel/ids.ts';
import { applicantOf, opened, openWorld, shen, standardWorld, type World, zhou } from './world.ts';

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

interface Given {
  readonly revision?: number;
  readonly answers?: object;
  readonly caseId?: string;
  readonly hold?: () => Promise<void>;
  /** Happens between the look at the draft and the filing. */
  readonly meanwhile?: () => Promise<unknown>;
}

/** What the cases module does: a look at the draft, then its filing transaction. */
async function take(actor: PersonActor, draft: { id: string }, given: Given = {}) {
  const peeked = await w.forms.peek(draft.id, actor, given.answers as never);
  await given.meanwhile?.();
  return w.t.kernel.command('test.submit', { actor }, async (ctx) => {
    const taken = await w.forms.take(ctx, {
      draftId: draft.id,
      actor,
      revision: given.revision ?? 1,
      ...(given.answers ? { answers: given.answers as never } : {}),
      ...(peeked ? { peeked } : {}),
      caseId: given.caseId ?? newId(),
      item: (slug, version) => w.items.get(slug)?.find((i) => i.package.item.version === version),
      applicant: async () => applicantOf(actor),
    });
    await given.hold?.();
    return taken;
  });
}

async function refused(work: Promise<unknown>): Promise<AppError> {
  const error = await work.then(
    () => undefined,
    (e: unknown) => e,
  );
  expect(error).toBeInstanceOf(AppError);
  return error as AppError;
}

const statement = { 选择险种: ['基本养老保险'], 证明期间: '近12个月', 用途: '购房' };

/** A newer version of a package. */
function nextVersion(slug: string, change: (pkg: ItemPackage) => ItemPackage): void {
  const pkg = w.packages.get(slug)!;
  const changed = change({ ...pkg, item: { ...pkg.item, version: pkg.item.version + 1 } });
  w.items.get(slug)!.push(compileItem(changed));
}

const addField = (pkg: ItemPackage): ItemPackage => {
  const [first, ...rest] = pkg.form.sections;
  const field = { name: '备注', label: { zh: '备注', en: 'Remark' }, type: 'text', require: true } as const;
  return { ...pkg, form: { ...pkg.form, sections: [{ ...first!, fields: [...first!.fields, field] }, ...rest] } };
};

describe('taking a draft into a case', () => {
  it('F071: gives clean, computed answers with a source for each, and the look-ups', async () => {
    const draft = await opened(w, 'shen', insurance);
    const taken = await take(shen, draft, { answers: { ...draft.answers, ...statement } });
    expect(taken.answers).toMatchObject({ 姓名: '沈知行', 证明用途: '购房', ...statement });
    expect(taken.provenance).toMatchObject({
      姓名: { source: 'account', locked: true },
      用途: { source: 'self' },
      证明用途: { source: 'computed' },
    });
    expect(Object.keys(taken.provenance)).not.toContain('用途说明');
    expect(taken.evidence.map((e) => e.name)).toEqual(['参保信息']);
    expect(taken).toMatchObject({ slug: insurance, itemVersion: 4 });
  });

  it('F071: refuses what is not complete with all gaps at once, in both languages, and leaves the draft open', async () => {
    const draft = await opened(w, 'zhou', residence);
    const error = await refused(take(zhou, draft, { answers: { ...draft.answers, 入住日期: '2026-02-30' } }));
    expect(error.code).toBe('forms.incomplete');
    const paths = error.issues!.map((i) => i.path);
    expect(paths).toEqual(expect.arrayContaining(['入住日期', '居住方式', '属实声明']));
    for (const issue of error.issues!) expect(issue.message.zh.length * issue.message.en.length).toBeGreaterThan(0);
    expect((await w.call('zhou', 'GET', `/api/drafts/${draft.id}`)).body).toMatchObject({ revision: 1 });
  });

  it('does not take a locked value from the browser', async () => {
    const draft = await opened(w, 'shen', insurance);
    const taken = await take(shen, draft, {
      answers: { ...draft.answers, ...statement, 姓名: '赵高', 身份号码: '990219198508201046', 证明用途: '伪造' },
    });
    expect(taken.answers).toMatchObject({ 姓名: '沈知行', 身份号码: '990101199003071018', 证明用途: '购房' });
  });

  it('files what was saved last when no answers are sent', async () => {
    const draft = await opened(w, 'shen', insurance);
    await w.call('shen', 'PUT', `/api/drafts/${draft.id}`, {
      revision: 1,
      answers: { ...draft.answers, ...statement },
    });
    expect((await take(shen, draft, { revision: 2 })).answers.用途).toBe('购房');
  });

  it('F088: files what another window saved between the look at the draft and the filing, and not what the look saw', async () => {
    const draft = await opened(w, 'shen', insurance);
    const answers = { ...draft.answers, ...statement };
    const save = () => w.call('shen', 'PUT', `/api/drafts/${draft.id}`, { revision: 1, answers });
    expect((await take(shen, draft, { revision: 2, meanwhile: save })).answers.用途).toBe('购房');
    const other = await opened(w, 'shen', insurance);
    const saveOther = () => w.call('shen', 'PUT', `/api/drafts/${other.id}`, { revision: 1, answers });
    expect(await refused(take(shen, other, { answers, meanwhile: saveOther }))).toMatchObject({
      code: 'forms.draft_changed',
      extra: { draft: { revision: 2 } },
    });
  });

  it('refuses an older revision with the newer draft', async () => {
    const draft = await opened(w, 'shen', insurance);
    await w.call('shen', 'PUT', `/api/drafts/${draft.id}`, {
      revision: 1,
      answers: { ...draft.answers, ...statement },
    });
    const error = await refused(take(shen, draft));
    expect(error).toMatchObject({ code: 'forms.draft_changed', extra: { draft: { revision: 2 } } });
  });

  it('F088: of two submits at once the second waits and learns of the first one’s case', async () => {
    const draft = await opened(w, 'shen', insurance);
    const answers = { ...draft.answers, ...statement };
    let entered = () => {};
    const inside = new Promise<void>((resolve) => {
      entered = resolve;
    });
    let leave = () => {};
    const held = new Promise<void>((resolve) => {
      leave = resolve;
    });
    const hold = async () => {
      entered();
      await held;
    };
    const first = take(shen, draft, { answers, caseId: 'case-1', hold });
    await inside;
    const second = refused(take(shen, draft, { answers, caseId: 'case-2' }));
    const settled = await Promise.race([
      second.then(() => 'settled'),
      new Promise((r) => setTimeout(() => r('waits'), 150)),
    ]);
    expect(settled).toBe('waits');
    leave();
    await first;
    expect(await second).toMatchObject({
      code: 'forms.draft_submitted',
      kind: 'conflict',
      extra: { caseId: 'case-1' },
    });
  });

  it('is done once: a filed draft is not saved, looked up or deleted any more, keeps no look-ups, and leads to its case', async () => {
    const draft = await opened(w, 'shen', insurance);
    await take(shen, draft, { answers: { ...draft.answers, ...statement }, caseId: 'case-9' });
    const body = { revision: 2, answers: {} };
    for (const reply of [
      await w.call('shen', 'PUT', `/api/drafts/${draft.id}`, body),
      await w.call('shen', 'POST', `/api/drafts/${draft.id}/lookups`, body),
      await w.call('shen', 'DELETE', `/api/drafts/${draft.id}`),
    ])
      expect(reply).toMatchObject({ status: 409, body: { code: 'forms.draft_submitted', caseId: 'case-9' } });
    expect((await w.call('shen', 'GET', `/api/drafts/${draft.id}`)).body).toMatchObject({ caseId: 'case-9' });
    expect((await w.call('shen', 'GET', '/api/drafts')).body).toEqual([]);
    expect(await w.t.db.one(sql`select evidence from forms.draft where id = ${draft.id}`)).toEqual({ evidence: [] });
  });

  it('leaves the draft open when the filing fails afterwards', async () => {
    const draft = await opened(w, 'shen', insurance);
    const answers = { ...draft.answers, ...statement };
    await expect(
      take(shen, draft, {
        answers,
        hold: async () => {
          throw new Error('no number');
        },
      }),
    ).rejects.toThrow('no number');
    expect((await take(shen, draft, { answers })).answers.用途).toBe('购房');
  });

  it('answers 404 for another person’s draft', async () => {
    const draft = await opened(w, 'shen', insurance);
    expect(await refused(take(zhou, draft))).toMatchObject({ code: 'forms.draft_missing', kind: 'missing' });
  });

  it('F072: takes an upload as it is stored, not as the browser describes it, and names one that is gone', async () => {
    w.registers.set('地址核验', () => 'none');
    const draft = await opened(w, 'zhou', residence);
    const sm3 = 'a'.repeat(64);
    const lie = { fileId: 'file-1', name: '合同.pdf', mediaType: 'application/pdf', bytes: 10, sm3: 'b'.repeat(64) };
    const answers = { ...draft.answers, 居住方式: '租赁', 入住日期: '2026-10-01', 属实声明: true, 租赁合同: [lie] };
    const gone = await refused(take(zhou, draft, { answers }));
    expect(gone.issues).toEqual([expect.objectContaining({ path: '租赁合同', code: 'fileMissing' })]);

    w.files.set('file-1', {
      personId: 'person-shen',
      fileId: 'file-1',
      name: '合同.pdf',
      mediaType: 'application/pdf',
      bytes: 10,
      sm3,
    });
    expect((await refused(take(zhou, draft, { answers }))).issues).toEqual([
      expect.objectContaining({ code: 'fileMissing' }),
    ]);

    w.files.set('file-1', {
      personId: 'person-zhou',
      fileId: 'file-1',
      name: '合同.pdf',
      mediaType: 'application/pdf',
      bytes: 11 * 1024 * 1024,
      sm3,
    });
    expect((await refused(take(zhou, draft, { answers }))).issues).toEqual([
      expect.objectContaining({ path: '租赁合同', code: 'fileSize' }),
    ]);

    w.files.set('file-1', {
      personId: 'person-zhou',
      fileId: 'file-1',
      name: '合同.pdf',
      mediaType: 'application/pdf',
      bytes: 4000,
      sm3,
    });
    const taken = await take(zhou, draft, { answers });
    expect(taken.answers.租赁合同).toEqual([{ ...lie, bytes: 4000, sm3 }]);
  });
});

describe('a newer version of the form', () => {
  it('F085: stops the submit with what changed, walks the draft on opening, and files under the new version', async () => {
    const draft = await opened(w, 'shen', insurance);
    const answers = { ...draft.answers, ...statement };
    await w.call('shen', 'PUT', `/api/drafts/${draft.id}`, { revision: 1, answers });
    nextVersion(insurance, addField);
    const error = await refused(take(shen, draft, { revision: 2 }));
    expect(error).toMatchObject({ code: 'forms.version_changed', extra: { from: 4, to: 5 } });
    expect(error.extra!.changes).toEqual([expect.objectContaining({ kind: 'added', name: '备注' })]);

    const walked = (await w.call('shen', 'POST', '/api/drafts', { requestId: newId(), slug: insurance })).body;
    expect(walked).toMatchObject({
      id: draft.id,
      itemVersion: 5,
      revision: 3,
      formChanged: { from: 4, to: 5 },
      answers: statement,
    });
    // opened once more, the change is still told; after a save it has been seen
    const again = (await w.call('shen', 'POST', '/api/drafts', { requestId: newId(), slug: insurance })).body;
    expect(again).toMatchObject({ revision: 3, formChanged: { to: 5 } });
    const now = { ...walked.answers, 备注: '无' };
    await w.call('shen', 'PUT', `/api/drafts/${draft.id}`, { revision: 3, answers: now });
    const seen = (await w.call('shen', 'GET', `/api/drafts/${draft.id}`)).body;
    expect(seen.formChanged).toBeUndefined();
    expect(await take(shen, draft, { revision: 4 })).toMatchObject({ itemVersion: 5, answers: { 备注: '无' } });
  });

  it('F085: tells of answers that have no place any more', async () => {
    const draft = await opened(w, 'shen', insurance);
    await w.call('shen', 'PUT', `/api/drafts/${draft.id}`, {
      revision: 1,
      answers: { ...draft.answers, ...statement },
    });
    nextVersion(insurance, (pkg) => ({
      ...pkg,
      form: {
        ...pkg.form,
        sections: pkg.form.sections.map((s) => ({
          ...s,
          fields: s.fields.map((f) =>
            f.name === '用途' ? { ...f, options: f.options!.filter((o) => o.value !== '购房') } : f,
          ),
        })),
      },
    }));
    const walked = (await w.call('shen', 'POST', '/api/drafts', { requestId: newId(), slug: insurance })).body;
    expect(walked.answers.用途).toBeUndefined();
    const kinds = walked.formChanged.changes.map((c: { kind: string }) => c.kind);
    expect(kinds).toEqual(expect.arrayContaining(['optionsChanged', 'dropped']));
  });

  it('shows an older draft in its own version, with what is coming, until it is opened', async () => {
    const draft = await opened(w, 'shen', insurance);
    nextVersion(insurance, addField);
    const shown = (await w.call('shen', 'GET', `/api/drafts/${draft.id}`)).body;
    expect(shown).toMatchObject({ itemVersion: 4, revision: 1, formChanged: { from: 4, to: 5 } });
  });

  it('files a draft under the newer version without a stop when form and decision are the same', async () => {
    const draft = await opened(w, 'shen', insurance);
    nextVersion(insurance, (pkg) => ({ ...pkg, item: { ...pkg.item, keywords: ['新'] } }));
    expect(await take(shen, draft, { answers: { ...draft.answers, ...statement } })).toMatchObject({ itemVersion: 5 });
  });

  it.each(['suspended', 'cancelled'] as const)('does not file for an item that was %s meanwhile', async (state) => {
    const draft = await opened(w, 'shen', insurance);
    nextVersion(insurance, (pkg) => ({ ...pkg, item: { ...pkg.item, state } }));
    expect(await refused(take(shen, draft, { answers: { ...draft.answers, ...statement } }))).toMatchObject({
      code: `catalog.item_${state}`,
    });
    // and its list says so before it is opened
    const { body } = await w.call('shen', 'GET', '/api/drafts');
    expect((body as { id: string; state: string }[]).find((one) => one.id === draft.id)?.state).toBe(state);
  });

  it('F085: tells once of an answer that falls away with its question', async () => {
    const draft = await opened(w, 'shen', insurance);
    await w.call('shen', 'PUT', `/api/drafts/${draft.id}`, {
      revision: draft.revision,
      answers: { ...draft.answers, ...statement },
    });
    nextVersion(insurance, (pkg) => ({
      ...pkg,
      form: {
        ...pkg.form,
        sections: pkg.form.sections.map((s) => ({
          ...s,
          fields: s.fields
            .filter((f) => f.name !== '用途')
            .map(({ show, ...f }) =>
              f.name === '用途说明'
                ? f
                : { ...f, ...(show ? { show } : {}), ...(f.name === '证明用途' ? { compute: '用途说明' } : {}) },
            ),
        })),
      },
    }));
    const walked = (await w.call('shen', 'POST', '/api/drafts', { requestId: newId(), slug: insurance })).body;
    const told = walked.formChanged.changes.filter((c: { name: string }) => c.name === '用途');
    expect(told).toMatchObject([{ kind: 'dropped' }]);
  });
});
