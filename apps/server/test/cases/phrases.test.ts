import type { CaseView } from '@miaopi/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StaffActor } from '../../src/kernel/actor.ts';
import { newId } from '../../src/kernel/ids.ts';
import { type CaseWorld, startCases } from './world.ts';

const slug = 'ride-hailing-driver';
let c: CaseWorld;
let official: StaffActor;
let colleague: StaffActor;
let head: StaffActor;
let stranger: StaffActor;
beforeAll(async () => {
  c = await startCases([slug]);
  official = c.official(slug);
  colleague = { ...official, staffId: 'staff_2' };
  head = { ...official, staffId: 'staff_head', roles: ['head'] };
  stranger = { ...official, staffId: 'staff_9', office: '11990101MB00000X77', roles: ['head'] };
});
afterAll(() => c?.close());

interface Kept {
  id: string;
  of: string;
  use: string;
  text: string;
}
const save = (actor: StaffActor, text: string, more: object = {}) =>
  c.ask<Kept>('cases.savePhrase', { actor, body: { requestId: newId(), of: 'mine', use: 'opinion', text, ...more } });
const remove = (actor: StaffActor, phraseId: string) => c.ask('cases.removePhrase', { actor, params: { phraseId } });
const list = (actor: StaffActor) =>
  c.ask<{ phrases: Kept[]; abilities: { office: { allowed: boolean } } }>('cases.listPhrases', { actor });
const codeOf = (p: Promise<unknown>) =>
  p.then(
    () => 'done',
    (e: { code?: string }) => e.code,
  );

describe('F124: phrases of opinions', () => {
  it('an official sees his own and his office’s; a colleague only the office’s; another office none', async () => {
    await save(official, '经审查，{{申请人}}申请的{{item}}材料齐全，同意。');
    await save(head, '请于{{到期日}}前补充说明。', { of: 'office', use: 'reason' });
    expect((await list(official)).phrases.map((p) => [p.of, p.use])).toEqual([
      ['mine', 'opinion'],
      ['office', 'reason'],
    ]);
    expect((await list(colleague)).phrases.map((p) => p.of)).toEqual(['office']);
    expect((await list(stranger)).phrases).toEqual([]);
  });

  it('those of the office are the head’s to keep, which the page knows before', async () => {
    expect((await list(official)).abilities.office.allowed).toBe(false);
    expect((await list(head)).abilities.office.allowed).toBe(true);
    expect(await codeOf(save(official, '单位的说法。', { of: 'office' }))).toBe('cases.phrase_of_head');
    const [ofOffice] = (await list(head)).phrases.filter((p) => p.of === 'office');
    expect(await codeOf(remove(official, ofOffice!.id))).toBe('cases.phrase_of_head');
    expect(await codeOf(remove(stranger, ofOffice!.id))).toBe('cases.phrase_missing');
    expect(await codeOf(save(official, '改成我的。', { id: ofOffice!.id }))).toBe('cases.phrase_missing');
  });

  it('a variable that means nothing, the same twice and the hundred and first are refused; a change keeps its id; one’s own go', async () => {
    expect(await codeOf(save(official, '{{姓名}}同意。'))).toBe('cases.phrase_variables');
    const one = await save(colleague, '同意。');
    expect(await codeOf(save(colleague, ' 同意。 '))).toBe('cases.phrase_there');
    expect(await save(colleague, '同意上报。', { id: one.id })).toMatchObject({ id: one.id, text: '同意上报。' });
    for (let n = 1; n < 100; n++) await save(colleague, `说法 ${n}`);
    expect(await codeOf(save(colleague, '又一条'))).toBe('cases.too_many_phrases');
    expect(await codeOf(remove(official, one.id))).toBe('cases.phrase_missing');
    await remove(colleague, one.id);
    expect((await list(colleague)).phrases.some((p) => p.id === one.id)).toBe(false);
  });

  it('those of the item come with the case, to officials', async () => {
    const golden = c.w.item(slug).package.golden.find((g) => g.expect.verdict === 'person')!;
    const applicant = { kind: 'person', id: 'person_lin', name: '林峰', number: '990101199109181557' } as const;
    const own = await c.file(slug, golden, applicant);
    expect(own.phrases).toBeUndefined();
    const seen = await c.ask<CaseView>('cases.getWork', { actor: official, params: { caseId: own.id } });
    expect(seen.phrases?.map((p) => String(p.use))).toContain('refuse');
  });
});
