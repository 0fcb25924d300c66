import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '@miaopi/client';
import * as c from '@miaopi/contracts';
import { sm3Hex } from '@miaopi/gm';
import { afterAll, describe, expect, it } from 'vitest';
import { csv, driver, headings, pictures } from '../../apps/server/test/licences/stock-files.ts';
import { dataFolder, openDatabaseOf, postmasterPid, type RunningServer, signInAs, startServer } from './server.ts';

const folder = dataFolder();
afterAll(() => folder.remove());

const slug = 'ride-hailing-driver';
const size = Number(process.env.BATCH_SIZE ?? 700);
const kills = Number(process.env.BATCH_KILLS ?? 3);
const requestId = () => crypto.randomUUID();

describe('kill -9 at random moments while a batch is sealed', () => {
  it('issue 3 §5: the batch goes on where it stood, with none sealed twice and none skipped', {
    timeout: 240_000,
  }, async () => {
    let server: RunningServer | undefined;
    try {
      server = await startServer(folder.path);
      const rows = Array.from({ length: size }, (_, i) => driver(i + 1));
      const batchId = await handIn(server, rows);
      const stand = async (at: RunningServer) =>
        (await signInAs(at.url, 'jt-shenpi1')).call(c.getLicenceBatch, { params: { batchId } });
      let made = 0;
      for (let round = 0; round < kills; round++) {
        const clerk = await signInAs(server.url, 'jt-shenpi1');
        // an official need not wait until the dead worker is noticed
        if (round > 0)
          for (const action of ['stop', 'resume'] as const)
            await clerk.call(c.actOnLicenceBatch, { params: { batchId }, body: { requestId: requestId(), action } });
        const before = made;
        await expect.poll(() => doneOf(clerk, batchId), { interval: 10, timeout: 60_000 }).toBeGreaterThan(before);
        await new Promise((r) => setTimeout(r, Math.random() * 600));
        await server.kill();
        server = await startServer(folder.path);
        const after = await stand(server);
        made = after.counts.done;
        // what was done is still done, and the kill came in the middle
        expect(made).toBeGreaterThan(before);
        expect(after.counts.done + after.counts.waiting).toBe(size);
        expect(after.counts.waiting).toBeGreaterThan(0);
        expect(after.state).toBe('running');
      }
      // by itself: the dead worker is noticed, another takes over
      const clerk = await signInAs(server.url, 'jt-shenpi1');
      await expect.poll(() => doneOf(clerk, batchId), { interval: 500, timeout: 120_000 }).toBe(size);
      await expect.poll(async () => (await stand(server!)).state, { interval: 200, timeout: 10_000 }).toBe('done');

      const db = await openDatabaseOf(folder.path);
      const query = async (text: string) => (await db.query(text)).rows as Record<string, string>[];
      const licences = await query(`select l.id, l.number, l.state, l.grade, l.file_key, l.digest,
          (select count(*) from seals.ledger g where g.licence_id = l.id)::int as uses
        from licences.licence l where l.slug = '${slug}' order by l.number`);
      expect(licences.map((l) => l.number)).toEqual(rows.map((r) => r[0]));
      expect([...new Set(licences.map((l) => `${l.state} ${l.grade} ${l.uses}`))]).toEqual(['valid B 1']);
      const history = await query(
        `select count(*)::int as n from licences.state_change s join licences.licence l on l.id = s.licence_id where l.slug = '${slug}'`,
      );
      expect(history).toEqual([{ n: size }]);
      for (const { file_key, digest } of licences) {
        const path = join(folder.path, 'files', file_key ?? '');
        expect(existsSync(path)).toBe(true);
        expect(sm3Hex(readFileSync(path))).toBe(digest);
      }
      await db.end();
      const auditor = await signInAs(server.url, 'sj-anquan');
      const seals = await auditor.call(c.listSeals, {});
      for (const seal of seals.filter((s) => s.state !== 'made')) {
        const { check } = await auditor.call(c.getSealLedger, { params: { sealId: seal.id } });
        expect(check.broken).toBeUndefined();
      }
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

async function doneOf(clerk: Client, batchId: string): Promise<number> {
  return (await clerk.call(c.getLicenceBatch, { params: { batchId } })).counts.done;
}

/** Uploaded and checked by one official, approved by the head: it runs. */
async function handIn(server: RunningServer, rows: readonly (readonly string[])[]): Promise<string> {
  const clerk = await signInAs(server.url, 'jt-shenpi1');
  const { types } = await clerk.call(c.listLicenceBatches, {});
  const { id } = await clerk.call(c.createLicenceBatch, {
    body: { requestId: requestId(), typeCode: types[0]!.typeCode, title: '驾驶员证存量转换' },
  });
  const params = { batchId: id };
  const file = (name: string, data: Buffer) => ({ name, data: new Blob([new Uint8Array(data)]) });
  const { mapping } = await clerk.call(c.uploadBatchTable, { params, file: file('t.csv', csv([headings, ...rows])) });
  await clerk.call(c.addBatchPictures, { params, file: file('p.zip', pictures(rows.map((r) => r[5]!))) });
  const checked = await clerk.call(c.checkLicenceBatch, { params, body: { mapping } });
  expect(checked.counts.faulty).toBe(0);
  await clerk.call(c.actOnLicenceBatch, { params, body: { requestId: requestId(), action: 'propose' } });
  const head = await signInAs(server.url, 'jt-fuze');
  await head.call(c.actOnLicenceBatch, { params, body: { requestId: requestId(), action: 'approve' } });
  return id;
}
