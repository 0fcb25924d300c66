import type { OfficeLicenceDetail, Verification } from '@miaopi/contracts';
import { verifyOfd } from '@miaopi/ofd';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { StaffActor } from '../../src/kernel/actor.ts';
import { fixedClock } from '../../src/kernel/clock.ts';
import { sql } from '../../src/kernel/db/sql.ts';
import { newId } from '../../src/kernel/ids.ts';
import { groundOf, grounds } from '../../src/modules/licences/domain/grounds.ts';
import { type ShownState, stateNames } from '../../src/modules/licences/domain/licence-state.ts';
import {
  actionRules,
  afterAction,
  licenceActions,
  type OfficialAction,
  officialActions,
} from '../../src/modules/licences/domain/life.ts';
import { mayAct, mayConfirm } from '../../src/modules/licences/policy.ts';
import { ask, codeOf, personActor, personHolder, startWorld, type World } from './world.ts';

const states = Object.keys(stateNames) as ShownState[];
const slug = 'ride-hailing-driver';
const clock = fixedClock('2026-12-01T02:00:00Z');
let w: World;
let office: string;
const staff = (roles: string[], id = roles.join('-'), at = office): StaffActor => ({
  kind: 'staff',
  staffId: id,
  sessionId: 's',
  name: `某${id}`,
  number: '1',
  office: at,
  region: '990100000000',
  roles,
});

beforeAll(async () => {
  w = await startWorld([slug], clock);
  office = w.item(slug).package.item.office.uscc;
});
afterAll(() => w.close());

const act = (
  licenceId: string,
  action: OfficialAction,
  actor: StaffActor,
  more: Readonly<Record<string, unknown>> = {},
) =>
  ask<OfficeLicenceDetail>(w, 'licences.actOnLicence', {
    actor,
    params: { licenceId },
    body: {
      requestId: newId(),
      action,
      ground: grounds.find((g) => g.action === action)?.id ?? '',
      note: '经核查属实',
      document: '云交罚〔2026〕1号',
      ...(action === 'renew' ? { validTo: '2035-01-01' } : {}),
      ...more,
    },
  });
const decide = (licenceId: string, verdict: 'confirm' | 'refuse' | 'drop', actor: StaffActor) =>
  ask<OfficeLicenceDetail>(w, 'licences.decideProposal', {
    actor,
    params: { licenceId },
    body: { requestId: newId(), verdict },
  });
const verify = (identifier: string) =>
  ask<Verification>(w, 'licences.verifyByIdentifier', { params: { identifier }, actor: personActor('stranger') });
const notices = async (personId: string) =>
  (
    await w.t.db.rows<{ title: string }>(
      sql`select payload->'title'->>'zh' as title from kernel.outbox where name = 'notice' and payload->>'personId' = ${personId} order by at`,
    )
  ).map((r) => r.title);
const events = (licenceId: string) =>
  w.t.db.rows<{ action: string; to: string | null }>(
    sql`select payload->>'action' as action, payload->>'to' as to from kernel.outbox where name = 'licences.state_changed' and payload->>'licenceId' = ${licenceId} order by at`,
  );

/** A licence put into a state, whatever the way there. */
async function inState(state: ShownState) {
  const { licence } = await w.issue(slug, personHolder(nextHolder++));
  const stored = state === 'expired' || state === 'not-yet-valid' ? 'valid' : state;
  await w.t.db.rows(sql`update licences.licence set state = ${stored},
    valid_from = case when ${state} = 'not-yet-valid' then '2026-12-31'::date else valid_from end,
    valid_to = case when ${state} = 'expired' then '2026-11-25'::date else valid_to end,
    content = case when ${state} = 'expired' then jsonb_set(content, '{validTo}', '"2026-11-25"') else content end where id = ${licence.id}`);
  return licence;
}
let nextHolder = 1;

describe('the lawful table', () => {
  it('F216: says for every state and action what comes of it; what ended stays ended, but for what a withdrawn change had ended', () => {
    const table = Object.fromEntries(
      states.map((s) => [s, licenceActions.filter((a) => afterAction(s, a)).map((a) => `${a} → ${afterAction(s, a)}`)]),
    );
    expect(table).toEqual({
      valid: [
        'change → changed',
        'renew → changed',
        'replace → changed',
        'suspend → suspended',
        'withdraw → withdrawn',
        'revoke → revoked',
        'cancel → cancelled',
        'transfer-out → transferred',
      ],
      'not-yet-valid': ['replace → changed', 'withdraw → withdrawn', 'cancel → cancelled'],
      expired: ['withdraw → withdrawn', 'cancel → cancelled'],
      suspended: ['resume → valid', 'withdraw → withdrawn', 'revoke → revoked', 'cancel → cancelled'],
      changed: ['restore → valid'],
      cancelled: [],
      revoked: [],
      withdrawn: [],
      transferred: ['withdraw → withdrawn', 'revoke → revoked', 'transfer-in → transferred'],
    });
  });

  it('every official action has a ground in law to be chosen, and every ground belongs to an action', () => {
    for (const action of officialActions)
      expect(
        grounds.some((g) => g.action === action),
        action,
      ).toBe(true);
    for (const g of grounds) expect(groundOf(g.id)).toBe(g);
    expect(new Set(grounds.map((g) => g.id)).size).toBe(grounds.length);
  });

  const roles = ['acceptor', 'approver', 'head', 'seal-keeper', 'auditor', 'operator'];
  it.each(roles)('over all states and actions, %s may exactly what table and roles allow', (role) => {
    for (const state of states)
      for (const action of officialActions) {
        const answer = mayAct(staff([role], role, 'x'), action, {
          state,
          proposed: false,
          beingReplaced: false,
          validTo: '2030-01-01',
        });
        const lawful = afterAction(state, action) !== undefined && actionRules[action].roles.includes(role);
        expect(answer.allowed, `${role} ${state} ${action}`).toBe(lawful);
        if (!answer.allowed) expect(answer.reason.zh.length).toBeGreaterThan(5);
      }
  });

  it('two persons: never the same one, and one of them the head', () => {
    const by = (id: string, head: boolean) => ({
      action: 'revoke' as const,
      proposedBy: `staff:${id}`,
      proposedByHead: head,
    });
    expect(mayConfirm(staff(['head', 'approver'], 'a', 'x'), by('a', true)).allowed).toBe(false);
    expect(mayConfirm(staff(['approver'], 'b', 'x'), by('a', false)).allowed).toBe(false);
    expect(mayConfirm(staff(['approver'], 'b', 'x'), by('a', true)).allowed).toBe(true);
    expect(mayConfirm(staff(['head'], 'b', 'x'), by('a', false)).allowed).toBe(true);
    expect(mayConfirm(staff(['auditor'], 'b', 'x'), by('a', true)).allowed).toBe(false);
  });
});

describe('on the server', () => {
  beforeEach(() => clock.set('2026-12-01T02:00:00Z'));

  it.each(states)(
    'F216: a licence that is %s takes the lawful actions and refuses all others, and stays as it was',
    async (state) => {
      for (const action of officialActions) {
        const lawful = afterAction(state, action) !== undefined;
        const licence = await inState(state);
        const before = await ask<OfficeLicenceDetail>(w, 'licences.getOfficeLicence', {
          actor: staff(['approver']),
          params: { licenceId: licence.id },
        });
        expect(before.actions.find((a) => a.action === action)?.allowed, action).toBe(lawful);
        expect(await codeOf(act(licence.id, action, staff(['approver']))), action).toBe(
          lawful ? 'done' : 'licences.not_lawful',
        );
        if (lawful && actionRules[action].twoPersons)
          expect(await codeOf(decide(licence.id, 'confirm', staff(['head', 'approver'])))).toBe('done');
        const { state: after } = await w.t.db.one<{ state: string }>(
          sql`select state from licences.licence where id = ${licence.id}`,
        );
        const unchanged = state === 'expired' || state === 'not-yet-valid' ? 'valid' : state;
        expect(after, action).toBe(lawful ? afterAction(state, action) : unchanged);
      }
    },
    120_000,
  );

  it('suspended: verification says so at once, the holder is told, the library gives it out no more; given back, it is valid again', async () => {
    const holder = personHolder(nextHolder++);
    const { licence } = await w.issue(slug, holder);
    const after = await act(licence.id, 'suspend', staff(['approver']));
    expect([after.state, after.history.at(-1)?.name.zh]).toEqual(['suspended', '暂扣']);
    expect(after.history.at(-1)).toMatchObject({ document: '云交罚〔2026〕1号', note: '经核查属实', by: '某approver' });
    const v = await verify(licence.identifier);
    expect([v.verdict, v.title.zh]).toEqual(['invalid', '证照真实，但已被暂扣']);
    expect(JSON.stringify(v.licence?.history)).toContain('行政处罚法');
    // what an official wrote may name people: strangers read the ground only
    expect(JSON.stringify(v)).not.toContain('经核查属实');
    expect(await w.licences.heldBy(holder, '网络预约出租汽车驾驶员证', {})).toBeUndefined();
    expect(await notices(holder.id)).toContain('您的网络预约出租汽车驾驶员证已暂扣');
    expect(await events(licence.id)).toEqual([{ action: 'suspend', to: 'suspended' }]);
    await act(licence.id, 'resume', staff(['head', 'approver']));
    expect((await verify(licence.identifier)).verdict).toBe('valid');
    expect(await w.licences.heldBy(holder, '网络预约出租汽车驾驶员证', {})).toBeDefined();
  });

  it('revoked only by two persons: proposed, it is still valid; refused, it stays; confirmed by the head, it is revoked', async () => {
    const { licence } = await w.issue(slug, personHolder(nextHolder++));
    const proposer = staff(['approver'], 'first');
    const proposed = await act(licence.id, 'revoke', proposer);
    expect([proposed.state, proposed.proposal?.name.zh, proposed.proposal?.confirm.allowed]).toEqual([
      'valid',
      '吊销',
      false,
    ]);
    expect((await verify(licence.identifier)).verdict).toBe('valid');
    expect(await codeOf(decide(licence.id, 'confirm', proposer))).toBe('licences.not_lawful');
    expect(await codeOf(decide(licence.id, 'confirm', staff(['approver'], 'second')))).toBe('licences.not_lawful');
    expect(await codeOf(act(licence.id, 'suspend', staff(['approver'], 'second')))).toBe('licences.not_lawful');
    await decide(licence.id, 'refuse', staff(['head', 'approver'], 'head'));
    expect((await verify(licence.identifier)).verdict).toBe('valid');
    await act(licence.id, 'revoke', proposer);
    const done = await decide(licence.id, 'confirm', staff(['head', 'approver'], 'head'));
    expect([done.state, done.history.at(-1)?.by, done.history.at(-1)?.confirmedBy]).toEqual([
      'revoked',
      '某first',
      '某head',
    ]);
    expect((await verify(licence.identifier)).title.zh).toBe('证照已被吊销');
    expect(await codeOf(decide(licence.id, 'confirm', staff(['head', 'approver'], 'head')))).toBe(
      'licences.proposal_missing',
    );
  });

  it('renewed: a new version sealed anew with the new last day, linked to the former, which is void; the holder is told', async () => {
    const holder = personHolder(nextHolder++);
    const { licence } = await w.issue(slug, holder);
    const after = await act(licence.id, 'renew', staff(['approver']), { validTo: '2032-05-31' });
    expect([after.state, after.versions.length]).toEqual(['changed', 2]);
    const next = after.versions[0]!;
    expect([next.number, next.version, next.validTo, next.state]).toEqual([licence.number, 2, '2032-05-31', 'valid']);
    expect(next.identifier).not.toBe(licence.identifier);
    expect((await verify(next.identifier)).verdict).toBe('valid');
    expect((await verify(licence.identifier)).title.zh).toBe('证照已变更，这一版作废');
    const { key } = await w.t.db.one<{ key: string }>(
      sql`select file_key as key from licences.licence where id = ${next.id}`,
    );
    const report = verifyOfd(new Uint8Array(await w.t.kernel.files.get(key)), {
      ...(await w.seals.anchors()),
      at: clock.now(),
    });
    expect(report.verdict).toBe('valid');
    expect(report.document?.info.customData).toMatchObject({ ZZBS: next.identifier, ZZYXQJZRQ: '2032-05-31' });
    expect(await notices(holder.id)).toEqual(['您的网络预约出租汽车驾驶员证已延续']);
    expect(await w.seals.verifyLedger()).toMatchObject({ broken: undefined });
  });

  it('a renewal whose process died before sealing is finished by its job, once', async () => {
    const { licence } = await w.issue(slug, personHolder(nextHolder++));
    const { put } = w.t.kernel.files;
    (w.t.kernel.files as { put: typeof put }).put = async () => {
      throw new Error('no space');
    };
    await expect(act(licence.id, 'replace', staff(['approver']))).rejects.toThrow('no space');
    (w.t.kernel.files as { put: typeof put }).put = put;
    expect((await verify(licence.identifier)).verdict).toBe('valid');
    expect(await codeOf(act(licence.id, 'cancel', staff(['approver'])))).toBe('licences.being_replaced');
    const { id } = await w.t.db.one<{ id: string }>(
      sql`select id from licences.licence where replaces = ${licence.id}`,
    );
    const finish = () => w.licences.module.jobs?.['licences.finish_reissue']?.({ licenceId: id } as never, {} as never);
    await finish();
    await finish();
    expect((await verify(licence.identifier)).title.zh).toBe('证照已变更，这一版作废');
    const uses = await w.t.db.rows(sql`select from seals.ledger where licence_id = ${id}`);
    expect(uses).toHaveLength(1);
  });

  it('what is lacking is named: ground, what happened, number of the decision, the new last day', async () => {
    const { licence } = await w.issue(slug, personHolder(nextHolder++));
    const lacking = async (action: OfficialAction, more: Readonly<Record<string, unknown>>) => {
      try {
        await act(licence.id, action, staff(['approver']), more);
        return [];
      } catch (error) {
        return (error as { issues?: { path: string }[] }).issues?.map((i) => i.path);
      }
    };
    expect(await lacking('suspend', { ground: 'cancel-death', note: ' 一 ', document: ' ' })).toEqual([
      'body.ground',
      'body.note',
      'body.document',
    ]);
    expect(await lacking('renew', { validTo: '2026-12-02' })).toEqual(['body.validTo']);
    expect(await lacking('renew', { validTo: '2099-06-02' })).toEqual(['body.validTo']);
  });

  it('F013: another office’s licence is not there, in the list, by id or for any action', async () => {
    const { licence } = await w.issue(slug, personHolder(nextHolder++));
    const stranger = staff(['head', 'approver'], 'elsewhere', '11990100009900021N');
    const list = await ask<{ licences: unknown[] }>(w, 'licences.listOfficeLicences', { actor: stranger });
    expect(list.licences).toEqual([]);
    expect(await codeOf(act(licence.id, 'suspend', stranger))).toBe('licences.licence_missing');
    expect(await codeOf(decide(licence.id, 'confirm', stranger))).toBe('licences.licence_missing');
    for (const name of ['licences.getOfficeLicence', 'licences.getOfficeLicencePage'])
      expect(await codeOf(ask(w, name, { actor: stranger, params: { licenceId: licence.id } }))).toBe(
        'licences.licence_missing',
      );
    expect(await codeOf(act(licence.id, 'suspend', staff(['seal-keeper'])))).toBe('licences.licence_missing');
  });

  it('the list is filtered by state as shown, by type, by number or holder, and pages on', async () => {
    const { licence } = await w.issue(slug, { ...personHolder(nextHolder++), name: '欧阳晴' });
    await act(licence.id, 'suspend', staff(['approver']));
    const list = (query: Readonly<Record<string, unknown>>) =>
      ask<{ licences: { id: string; state: string }[]; next?: string }>(w, 'licences.listOfficeLicences', {
        actor: staff(['auditor']),
        query,
      });
    expect((await list({ words: '欧阳' })).licences.map((l) => l.id)).toEqual([licence.id]);
    expect((await list({ words: licence.number })).licences.map((l) => l.id)).toEqual([licence.id]);
    expect((await list({ words: '欧阳', state: 'valid' })).licences).toEqual([]);
    expect((await list({ state: 'expired', limit: 100 })).licences.every((l) => l.state === 'expired')).toBe(true);
    expect((await list({ words: '%' })).licences).toEqual([]);
    const first = await list({ limit: 2 });
    const second = await list({ limit: 2, after: first.next });
    expect(new Set([...first.licences, ...second.licences].map((l) => l.id)).size).toBe(4);
  });

  it('F147: a recalled use of the seal is told by verification with what to do; holder told once; made anew, the new version is good', async () => {
    const holder = personHolder(nextHolder++);
    const { licence, file } = await w.issue(slug, holder);
    const event = { payload: { licenceIds: [licence.id], reason: '系统授权范围错误' } } as never;
    const subscriber = w.licences.module.subscribers?.['seals.recalled'];
    await subscriber?.([event, event], undefined as never);
    const v = await verify(licence.identifier);
    expect([v.verdict, v.title.zh]).toEqual(['invalid', '用印已召回，这份证照暂不能使用']);
    expect(v.checks.find((c) => c.id === 'seal_recall')?.ok).toBe(false);
    const byFile = await ask<Verification>(w, 'licences.verifyFile', { file });
    expect([byFile.verdict, byFile.title.zh]).toEqual(['invalid', '用印已召回，这份证照暂不能使用']);
    expect(await w.licences.heldBy(holder, '网络预约出租汽车驾驶员证', {})).toBeUndefined();
    expect(await notices(holder.id)).toEqual(['您的网络预约出租汽车驾驶员证用印已召回']);
    const after = await act(licence.id, 'replace', staff(['approver']), { ground: 'replace-recalled' });
    expect((await verify(after.versions[0]!.identifier)).verdict).toBe('valid');
  });

  it('a change decided on a licence that was suspended meanwhile is refused: nothing comes out of a suspension but by giving back', async () => {
    const { licence } = await w.issue(slug, personHolder(nextHolder++));
    await act(licence.id, 'suspend', staff(['approver']));
    expect(await codeOf(act(licence.id, 'replace', staff(['approver'])))).toBe('licences.not_lawful');
  });

  it('the same request sent twice acts once', async () => {
    const { licence } = await w.issue(slug, personHolder(nextHolder++));
    const requestId = newId();
    await act(licence.id, 'suspend', staff(['approver']), { requestId });
    await act(licence.id, 'suspend', staff(['approver']), { requestId });
    expect(await events(licence.id)).toHaveLength(1);
  });
});
