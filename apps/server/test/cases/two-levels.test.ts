import type { CaseView } from '@miaopi/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor, StaffActor } from '../../src/kernel/actor.ts';
import { newId } from '../../src/kernel/ids.ts';
import { actorOf, type CaseWorld, startCases } from './world.ts';

const slug = 'public-housing';
const applicant = { kind: 'person', id: 'person_zhou', name: '周宁', number: '990101199201011067' } as const;

let c: CaseWorld;
beforeAll(async () => {
  c = await startCases([slug]);
});
afterAll(() => c?.close());

const official = (n: number, name: string, office: string): StaffActor => ({
  ...c.official(slug),
  staffId: `staff_${n}`,
  number: String(n).padStart(4, '0'),
  name,
  office,
});
const crew = () => ({
  street: official(21, '街道初审员', '119901010099010598'),
  civil: official(22, '民政核对员', '11990101009901024M'),
  district: official(23, '区审定员', c.w.item(slug).package.item.office.uscc),
  city: official(24, '市局审定员', '11990100009900021N'),
  stranger: official(25, '别局', '11990100009900013U'),
});
const act = (actor: Actor, name: string, caseId: string, body: object = {}) =>
  c.ask<CaseView>(`cases.${name}`, { actor, params: { caseId }, query: {}, body: { requestId: newId(), ...body } });
const file = (verdict: string) =>
  c.file(slug, c.w.item(slug).package.golden.find((g) => g.expect.licence && g.expect.verdict === verdict)!, applicant);
const states = (view: CaseView) => view.review?.steps.map((s) => `${s.id} ${s.state}`);
const say = async (actor: StaffActor, id: string, opinion: string) => {
  await act(actor, 'claimCase', id);
  return act(actor, 'giveOpinion', id, { says: 'agree', opinion });
};
const grant = (view: CaseView) => ({
  outcome: 'grant',
  reason: '符合公共租赁住房保障条件',
  findings: view.conditions
    .filter((k) => ['unmet', 'unknown'].includes(String(k.verdict)))
    .map((k) => ({ condition: k.id, met: true, why: '民政核对后符合' })),
});

describe('F011 F119: public housing between street, civil affairs and district', () => {
  it('goes up from the street through civil affairs, is sent down once, and the district registers it under the next waiting number', async () => {
    const { street, civil, district, stranger } = crew();
    const { id } = await file('person');
    expect(states(await act(street, 'getWork', id))).toEqual(['street current', 'income todo', 'final todo']);
    // nobody of the district decides before it is there
    await expect(act(district, 'decideCase', id, { outcome: 'grant', reason: '符合' })).rejects.toMatchObject({
      code: 'cases.not_yours',
    });
    await say(street, id, '入户核对，租房居住，家庭三口。');
    // civil affairs sees the household and its income, by name
    const checked = await act(civil, 'claimCase', id);
    expect(checked.answers.map((s) => s.section.zh)).not.toContain('声明和授权');
    expect(JSON.stringify(checked.answers)).toContain('陆小满');
    await act(civil, 'giveOpinion', id, { says: 'agree', opinion: '经核对，家庭人均月收入 1866 元。' });

    await act(district, 'claimCase', id);
    const down = await act(district, 'returnStep', id, { to: 'street', reason: '请补充租赁合同的核对情况' });
    expect(states(down)).toEqual(['street current', 'income todo', 'final todo']);
    // it lies with who looked at it before, and the district still sees it
    expect(down.tasks.find((t) => t.step === 'street' && String(t.state) === 'open')?.assignee).toBe('街道初审员');
    expect((await act(district, 'getWork', id)).number).toBe(down.number);
    await expect(act(stranger, 'getWork', id)).rejects.toMatchObject({ code: 'cases.case_missing' });
    await act(street, 'giveOpinion', id, { says: 'agree', opinion: '租赁合同已核对。' });
    await say(civil, id, '收入没有变化。');
    await act(district, 'claimCase', id);
    const decided = await act(district, 'decideCase', id, grant(await act(district, 'getWork', id)));
    expect(decided.outcome).toBe('granted');
    const own = await c.ask<CaseView>('cases.getCase', { actor: actorOf(applicant), params: { caseId: id } });
    expect(own.licence?.number).toBe('云溪租轮2026000001');
    expect(own.tasks.map((t) => t.by?.name)).toContain('民政核对员');
  });

  it('the district sends a doubtful one up to the city, which decides; number and certificate stay the district’s', async () => {
    const { street, civil, district, city } = crew();
    const { id } = await file('person');
    await say(street, id, '入户核对，人户一致。');
    await say(civil, id, '收入符合标准。');
    await act(district, 'claimCase', id);
    await act(district, 'forwardCase', id, { reason: '户籍情况特殊，请市局审定' });
    const up = await act(city, 'claimCase', id);
    expect((await act(district, 'getWork', id)).id).toBe(id);
    await act(city, 'decideCase', id, grant(up));
    const own = await c.ask<CaseView>('cases.getCase', { actor: actorOf(applicant), params: { caseId: id } });
    expect(own.licence?.number).toBe('云溪租轮2026000002');
    expect(own.office.zh).toBe('云溪区住房保障中心');
  });

  it('a household on assistance whose facts the registers know is registered at once', async () => {
    const view = await file('grant');
    expect(view).toMatchObject({ outcome: 'granted', automatic: true, licence: { number: '云溪租轮2026000003' } });
  });
});
