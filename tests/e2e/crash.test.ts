import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiProblem, type Client } from '@miaopi/client';
import * as c from '@miaopi/contracts';
import { sm3Hex } from '@miaopi/gm';
import { afterAll, describe, expect, it } from 'vitest';
import { idOf } from './filing.ts';
import { dataFolder, openDatabaseOf, postmasterPid, type RunningServer, signInAs, startServer } from './server.ts';

const folder = dataFolder();
afterAll(() => folder.remove());

const slug = 'social-insurance-statement';
/** What this item asks besides what the state knows. */
const answers = { 选择险种: ['基本养老保险'], 证明期间: '近12个月', 用途: '求职应聘' };
const rounds = Number(process.env.CRASH_ROUNDS ?? 5);

interface Filing {
  readonly draftId: string;
  readonly revision: number;
  readonly answers: Readonly<Record<string, unknown>>;
  readonly requestId: string;
  /** Once acknowledged. */
  caseId?: string;
}

describe('kill -9 at random moments under load', () => {
  it('loses no acknowledged submission, uses no number twice and skips none, makes no licence without its one ledger entry', {
    timeout: 240_000,
  }, async () => {
    const account = idOf('chen-jing');
    const filings: Filing[] = [];
    let server: RunningServer | undefined;
    try {
      for (let round = 0; round < rounds; round++) {
        server = await startServer(folder.path, { LATENCY: '0' });
        const client = await signInAs(server.url, account);
        await client.call(c.giveConsent, { params: { slug }, body: { requestId: crypto.randomUUID(), version: 1 } });
        // what was sent and not answered is sent again under the same request id: the same case, or the first time
        for (const filing of filings.filter((f) => !f.caseId)) await submit(client, filing);
        const stop = { now: false };
        const load = Promise.all(Array.from({ length: 6 }, () => fileUntil(client, filings, stop)));
        await new Promise((r) => setTimeout(r, 700 + Math.random() * 1500));
        // in turn: the server alone, or PostgreSQL under it and then the server
        if (round % 2 === 1) {
          process.kill(postmasterPid(folder.path), 'SIGKILL');
          await new Promise((r) => setTimeout(r, Math.random() * 200));
        }
        await server.kill();
        stop.now = true;
        await load;
      }
      server = await startServer(folder.path, { LATENCY: '0' });
      const client = await signInAs(server.url, account);
      for (const filing of filings.filter((f) => !f.caseId)) await submit(client, filing);
      expect(filings.length).toBeGreaterThan(rounds * 3);

      const db = await openDatabaseOf(folder.path);
      db.on('error', () => {});
      const query = async (text: string) => (await db.query(text)).rows as Record<string, string>[];
      const open = () =>
        query(`select c.id, c.state, c.waiting, c.actions, j.attempts, j.last_error, j.run_at, j.locked_at
          from cases.case c left join graphile_worker.jobs j on j.key = 'case:' || c.id where c.state <> 'closed'`);
      for (let i = 0; i < 90 && (await open()).length > 0; i++) await new Promise((r) => setTimeout(r, 1000));
      expect(await open(), server.output()).toEqual([]);

      const known = new Set((await query('select id from cases.case')).map((r) => r.id));
      for (const filing of filings) expect(known.has(filing.caseId)).toBe(true);
      expect(new Set(filings.map((f) => f.caseId)).size).toBe(filings.length);
      // one case a draft, one licence a case, one ledger entry a licence
      expect(
        await query('select case_id from forms.draft where case_id is not null group by 1 having count(*) > 1'),
      ).toEqual([]);
      expect(
        await query(
          'select c.id from cases.case c left join licences.licence l on l.case_id = c.id where l.id is null',
        ),
      ).toEqual([]);
      expect(
        await query(
          'select l.id from licences.licence l where (select count(*) from seals.ledger g where g.licence_id = l.id) <> 1',
        ),
      ).toEqual([]);
      expect(
        await query('select number from licences.licence group by type_code, number, version having count(*) > 1'),
      ).toEqual([]);
      // the register counts without a gap
      const numbers = (await query(`select number from licences.licence where slug = '${slug}'`)).map((r) =>
        Number(/(\d{7})\D*$/.exec(r.number ?? '')?.[1]),
      );
      expect(numbers.sort((a, b) => a - b)).toEqual(numbers.map((_, i) => i + 1));
      // every licence's file is there, byte for byte
      for (const row of await query('select file_key, digest from licences.licence')) {
        const path = join(folder.path, 'files', row.file_key ?? '');
        expect(existsSync(path)).toBe(true);
        expect(sm3Hex(readFileSync(path))).toBe(row.digest);
      }
      await db.end();
      expect(await server.stop()).toBe(0);
      server = undefined;
    } finally {
      await server?.kill();
      try {
        process.kill(postmasterPid(folder.path), 'SIGKILL');
      } catch {
        // it stopped with its server
      }
    }
  });
});

async function fileUntil(client: Client, filings: Filing[], stop: { now: boolean }): Promise<void> {
  while (!stop.now) {
    try {
      const draft = await client.call(c.openDraft, { body: { requestId: crypto.randomUUID(), slug, fresh: true } });
      const filing: Filing = {
        draftId: draft.id,
        revision: draft.revision,
        answers: { ...draft.answers, ...answers },
        requestId: crypto.randomUUID(),
      };
      filings.push(filing);
      await submit(client, filing);
    } catch (error) {
      // the server is gone, or its database: that is the test
      if (error instanceof ApiProblem && error.problem.status < 500) throw error;
      await new Promise((r) => setTimeout(r, 20));
    }
  }
}

async function submit(client: Client, filing: Filing): Promise<void> {
  try {
    const view = await client.call(c.submitApplication, {
      params: { draftId: filing.draftId },
      body: {
        requestId: filing.requestId,
        revision: filing.revision,
        answers: filing.answers,
        declared: true,
        channel: 'api',
      },
    });
    filing.caseId = view.id;
  } catch (error) {
    if (error instanceof ApiProblem && error.problem.status < 500 && error.problem.code !== 'kernel.busy') throw error;
  }
}
