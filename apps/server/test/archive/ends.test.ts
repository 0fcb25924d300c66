import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '@miaopi/client';
import * as c from '@miaopi/contracts';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { fileCase, grants, idOf, newRequestId, openDraft } from '../../../../tests/e2e/filing.ts';
import { verifyPackage } from '../../src/modules/archive/index.ts';
import { readTrust } from '../../src/modules/seals/index.ts';
import { type RunningDistrict, startDistrict } from '../standard/district.ts';

let d: RunningDistrict;
const clients = new Map<string, Client>();
const as = async (account: string): Promise<Client> => {
  const client = clients.get(account) ?? (await d.signIn(account));
  clients.set(account, client);
  return client;
};
beforeAll(async () => {
  d = await startDistrict();
}, 180_000);
afterAll(() => d?.stop());

const reason = '经核对有关材料';
const doing = ({ id }: c.CaseView) => ({ params: { caseId: id } });
const body = (more: object = {}) => ({ requestId: newRequestId(), ...more }) as never;
const taken = async (view: c.CaseView, by: string) =>
  (await as(by)).call(c.claimCase, { ...doing(view), body: body() });

/** For the driver's card of somebody whose record the machine does not decide on. */
const hail = async () =>
  fileCase(await as(idOf('xie-jun')), 'ride-hailing-driver', grants['ride-hailing-driver'].answers);
async function decided(outcome: 'grant' | 'refuse'): Promise<c.CaseView> {
  const view = await taken(await hail(), 'jt-shenpi1');
  const open = view.conditions.filter((k) => !['met', 'not-applicable'].includes(String(k.verdict)));
  return (await as('jt-shenpi1')).call(c.decideCase, {
    ...doing(view),
    query: { wait: 10_000 },
    body: body({
      ...{ outcome, reason, findings: open.map((k) => ({ condition: k.id, met: outcome === 'grant', why: reason })) },
      ...(outcome === 'refuse' ? { grounds: [open[0]?.id ?? ''] } : {}),
    }),
  });
}

const picture = readFileSync(new URL('../licences/portrait.jpg', import.meta.url));
/** Residence with relatives at a place no register knows: an official receives it. */
async function received(): Promise<c.CaseView> {
  const client = await as(idOf('zhou-ting'));
  const file = { name: '住宿证明.jpg', data: new Blob([Uint8Array.from(picture)], { type: 'image/jpeg' }) };
  const { at: _at, seals: _seals, ...proof } = await client.call(c.uploadFile, { file });
  const draft = await openDraft(client, 'residence-registration');
  const answers = {
    ...draft.answers,
    ...{ 居住地址: '示范省云州市云溪区新桥村 12 组 9 号', 居住方式: '借住', 入住日期: '2026-03-01' },
    ...{ 带家人: false, 属实声明: true, 住宿证明: [proof] },
  };
  const view = await client.call(c.submitApplication, {
    params: { draftId: draft.id },
    query: { wait: 10_000 },
    body: body({ revision: draft.revision, answers, declared: true }),
  });
  return taken(view, 'ga-shouli');
}

const ends: Readonly<Record<string, { readonly name: string; readonly make: () => Promise<c.CaseView> }>> = {
  granted: { name: '准予许可', make: () => decided('grant') },
  refused: { name: '不予许可', make: () => decided('refuse') },
  withdrawn: {
    name: '撤回申请',
    make: async () => {
      const view = await hail();
      return (await as(idOf('xie-jun'))).call(c.withdrawCase, { ...doing(view), body: body({ reason: '不办了' }) });
    },
  },
  'not-accepted': {
    name: '不予受理',
    make: async () => {
      const view = await received();
      return (await as('ga-shouli')).call(c.rejectCase, {
        ...doing(view),
        body: body({ ground: 'not-needed', reason }),
      });
    },
  },
  abandoned: {
    name: '逾期终止办理',
    make: async () => {
      const view = await received();
      const clerk = await as('ga-shouli');
      const points = [{ field: '入住日期', why: '与住宿证明不一致', how: '请按实际入住日期填写' }];
      await clerk.call(c.askCorrection, { ...doing(view), body: body({ days: 10, points }) });
      // the days to correct are over
      await d.t.db.pool.query(`update cases.case set due_on = current_date - 40 where id = $1`, [view.id]);
      return clerk.call(c.abandonCase, { ...doing(view), body: body({ reason }) });
    },
  },
};

describe('what becomes of a case when it has ended', () => {
  it.each(Object.entries(ends))(
    'F179: %s: it waits for the night, and its package verifies and says how it ended and what was done',
    async (outcome, { name, make }) => {
      const view = await make();
      expect(view).toMatchObject({ state: 'closed', outcome });
      const { pool } = d.t.db;
      const waits = async () =>
        (await pool.query('select 1 from archive.wanted where case_id = $1', [view.id])).rowCount;
      await vi.waitFor(async () => expect(await waits()).toBe(1), { timeout: 20_000, interval: 100 });
      await pool.query(`select graphile_worker.add_job('archive.night')`);
      const auditor = await as('sj-shenji');
      const zip = await vi.waitFor(
        async () => new Uint8Array(await (await auditor.raw(c.getArchivePackage, doing(view))).arrayBuffer()),
        { timeout: 60_000, interval: 300 },
      );
      expect(await waits()).toBe(0);
      const trust = readTrust(new Uint8Array(readFileSync(join(d.t.folder, 'keys/trust.pem'))));
      expect(verifyPackage(zip, trust)).toMatchObject({ ok: true, faults: [] });
      const files = unzipSync(zip);
      const text = (path: string) => Buffer.from(files[path] as Uint8Array).toString('utf8');
      expect(text('index.xml')).toContain(`<办理结果>${name}</办理结果>`);
      // every act by its name, none as it is called in the store
      const kinds = (JSON.parse(text('case/action.json')) as { kind: string }[]).map((a) => a.kind);
      for (const kind of kinds) expect(text('index.html')).not.toContain(`>${kind}<`);
      const papers = Object.keys(files).filter((path) => path.startsWith('papers/'));
      expect(papers.length, papers.join()).toBeGreaterThan(0);
    },
    120_000,
  );

  it('F179: the figures of decisions count what was decided, and not what ended otherwise', async () => {
    const { rows } = await d.t.db.pool.query(
      'select slug, sum(decided)::int as n from cases.figure group by 1 order by 1',
    );
    expect(rows).toEqual([
      { slug: 'residence-registration', n: 0 },
      { slug: 'ride-hailing-driver', n: 2 },
    ]);
  });
});
