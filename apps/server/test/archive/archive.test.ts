import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiProblem, type Client } from '@miaopi/client';
import * as c from '@miaopi/contracts';
import { unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { newRequestId } from '../../../../tests/e2e/filing.ts';
import { verifyPackage } from '../../src/modules/archive/index.ts';
import { readTrust } from '../../src/modules/seals/index.ts';
import { type RunningDistrict, startDistrict } from '../standard/district.ts';

const folder = mkdtempSync(join(tmpdir(), 'miaopi-archive-'));
let d: RunningDistrict;
let auditor: Client;
let head: Client;
let filed: c.CaseView;
let zip: Uint8Array;
let files: Record<string, Uint8Array>;
let trust: ReturnType<typeof readTrust>;

const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'answered',
    (error: unknown) => (error instanceof ApiProblem ? error.problem.code : String(error)),
  );
const download = async (client: Client) =>
  new Uint8Array(await (await client.raw(c.getArchivePackage, { params: { caseId: filed.id } })).arrayBuffer());
const verdictOf = (changed: Record<string, Uint8Array>) => verifyPackage(zipSync(changed), trust);

beforeAll(async () => {
  d = await startDistrict();
  [auditor, head] = await Promise.all([d.signIn('sj-shenji'), d.signIn('ga-fuze')]);
  filed = await d.grant('residence-registration');
  expect(filed.state).toBe('closed');
}, 180_000);
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await d?.stop();
});

describe('the archive package of a case', () => {
  it('F179: waits for the night, and is made at once for the head of its office or an auditor who asks', async () => {
    await vi.waitFor(async () => expect((await auditor.call(c.listArchivePackages, {})).waiting).toBe(1), {
      timeout: 20_000,
      interval: 200,
    });
    expect(await codeOf(download(head))).toBe('archive.package_missing');
    await head.call(c.askForArchivePackage, { params: { caseId: filed.id }, body: { requestId: newRequestId() } });
    zip = await vi.waitFor(() => download(head), { timeout: 60_000, interval: 300 });
    files = unzipSync(zip);
    trust = readTrust(new Uint8Array(readFileSync(join(d.t.folder, 'keys/trust.pem'))));
    const list = await auditor.call(c.listArchivePackages, {});
    expect(list).toMatchObject({
      waiting: 0,
      packages: [{ number: filed.number, bytes: zip.length, outcome: 'granted' }],
    });
  });

  it('F179: holds answers, actions, evidence, papers, licence, dossier, messages, audit and ledger, with an index to read', () => {
    const names = Object.keys(files);
    for (const name of [
      'case/file.json',
      'case/action.json',
      'case/evidence.json',
      'case/step.json',
      'dossiers.json',
      'messages.json',
    ])
      expect(names).toContain(name);
    const json = (name: string) => JSON.parse(Buffer.from(files[name] as Uint8Array).toString('utf8'));
    expect(json('case/file.json')[0].answers).toMatchObject({ 居住方式: '自有住房' });
    expect(JSON.stringify(json('case/case.json'))).not.toContain(filed.queryCode ?? 'no query code');
    expect(json('audit.json').length).toBeGreaterThan(0);
    expect(json('seal-ledger.json').length).toBeGreaterThan(0);
    expect(names.some((n) => n.startsWith('papers/') && n.endsWith('.pdf'))).toBe(true);
    expect(names.some((n) => n.startsWith('licence/') && n.endsWith('.ofd'))).toBe(true);
    const html = Buffer.from(files['index.html'] as Uint8Array).toString('utf8');
    expect(html).toContain('办件归档目录');
    expect(html).toContain(filed.exchangeNumber);
    expect(html).not.toMatch(/<script|https?:\/\//);
    // answers by their questions and in words, in the order of the form; each file opens from the index
    expect(html).toMatch(/这是谁的房子<\/th><td>我自己的房子/);
    expect(html).not.toMatch(/<td>[[{]|办件数据 [a-z]/);
    for (const name of names.filter((n) => !/^(index|manifest)\./.test(n)))
      expect(html).toContain(`href="${name.split('/').map(encodeURIComponent).join('/')}"`);
    expect(Buffer.from(files['index.xml'] as Uint8Array).toString('utf8')).toContain(
      `<办件编号>${filed.exchangeNumber}</办件编号>`,
    );
  });

  it('F179: verifies on its own; whatever is changed, missing, added or signed by nobody is named', () => {
    const report = verifyPackage(zip, trust);
    expect(report.faults).toEqual([]);
    expect(report).toMatchObject({ ok: true, good: Object.keys(files).length - 2, signedAt: expect.any(Date) });
    for (const name of Object.keys(files)) {
      const data = Uint8Array.from(files[name] as Uint8Array);
      data[Math.floor(data.length / 2)] = (data[Math.floor(data.length / 2)] as number) ^ 1;
      const broken = verdictOf({ ...files, [name]: data });
      expect(broken.ok, name).toBe(false);
      const { [name]: _gone, ...rest } = files;
      expect(verdictOf(rest).ok, `without ${name}`).toBe(false);
    }
    expect(verdictOf({ ...files, 'papers/extra.pdf': new Uint8Array([1]) }).faults[0]?.zh).toContain(
      'papers/extra.pdf',
    );
    expect(verifyPackage(zip, { anchors: [] }).ok).toBe(false);
    for (const junk of [new Uint8Array(), new TextEncoder().encode('PK no zip')])
      expect(verifyPackage(junk, trust).ok).toBe(false);
  });

  it('F179: OpenSSL finds the office’s signature good and the same SM3 of each file', () => {
    writeFileSync(join(folder, 'trust.pem'), readFileSync(join(d.t.folder, 'keys/trust.pem')));
    for (const name of ['manifest.sm3', 'manifest.p7s']) writeFileSync(join(folder, name), files[name] as Uint8Array);
    // throws when openssl does not answer with success
    execFileSync(
      'openssl',
      [
        'cms',
        '-verify',
        '-binary',
        '-inform',
        'DER',
        '-in',
        'manifest.p7s',
        '-content',
        'manifest.sm3',
        '-CAfile',
        'trust.pem',
        '-purpose',
        'any',
        '-out',
        '/dev/null',
      ],
      { cwd: folder, stdio: 'pipe' },
    );
    const manifest = Buffer.from(files['manifest.sm3'] as Uint8Array).toString('utf8');
    for (const name of ['index.xml', 'case/file.json']) {
      writeFileSync(join(folder, 'one'), files[name] as Uint8Array);
      const told = execFileSync('openssl', ['dgst', '-sm3', 'one'], { cwd: folder }).toString();
      expect(manifest).toContain(`${told.trim().split('= ')[1]}  ${name}\n`);
    }
  });

  it('F179: is another office’s head’s 404; each download is on record and the applicant sees it', async () => {
    const other = await d.signIn('jt-fuze');
    expect(await codeOf(download(other))).toBe('archive.case_missing');
    expect(await codeOf(download(await d.signIn('sj-yunwei')))).toBe('kernel.not_permitted');
    expect((await other.call(c.listArchivePackages, {})).packages).toEqual([]);
    const { rows } = await d.t.db.pool.query('select staff_id, digest from archive.download');
    expect(rows.length).toBeGreaterThan(0);
    const looks = await d.t.db.pool.query(
      `select 1 from audit.access where case_number = $1 and what->>'zh' = '下载办件归档包'`,
      [filed.number],
    );
    expect(looks.rowCount).toBe(rows.length);
  });
});

describe('the search in history', () => {
  const search = (client: Client, words: string, more = {}) =>
    client.call(c.searchArchive, { body: { words, ...more } });

  it('F179: finds cases by words of answers, opinions and papers, within the office of whoever asks', async () => {
    const number = async () => {
      await d.t.db.pool.query(`select graphile_worker.add_job('archive.index')`);
      const { cases } = await search(head, '自有住房');
      expect(cases.map((k) => k.number)).toEqual([filed.number]);
      return cases[0];
    };
    const found = await vi.waitFor(number, { timeout: 60_000, interval: 500 });
    expect(found?.excerpt).toContain('自有住房');
    expect(found).toMatchObject({ packaged: true });
    for (const words of ['居住登记', '有住', filed.number, `自有住房 ${filed.applicant}`])
      expect((await search(auditor, words)).cases, words).toHaveLength(1);
    expect((await search(auditor, '住房自有')).cases).toEqual([]);
    expect((await search(await d.signIn('jt-fuze'), '自有住房')).cases).toEqual([]);
    expect((await search(auditor, '自有住房', { to: '2020-01-01' })).cases).toEqual([]);
    expect(await codeOf(search(auditor, '！ ！'))).toBe('archive.words_needed');
    expect(await codeOf(search(await d.signIn('ga-shenpi1'), '自有住房'))).toBe('kernel.not_permitted');
  });

  it('F179: the words of a case whose text is as it was are not written again', async () => {
    const { pool } = d.t.db;
    const state = async () =>
      (
        await pool.query<{ version: string; read: string }>(
          `select (select xmin::text from archive.case_text where number = $1) as version,
            (select sum(p)::text from archive.progress, unnest(positions) p where name = 'case_text') as read`,
          [filed.number],
        )
      ).rows[0];
    const before = await state();
    await pool.query(
      `update archive.progress set positions = array_fill(0::bigint, array[64]) where name = 'case_text'`,
    );
    await pool.query(`select graphile_worker.add_job('archive.index')`);
    const after = async () => {
      const now = await state();
      expect(Number(now?.read)).toBeGreaterThanOrEqual(Number(before?.read));
      return now;
    };
    expect((await vi.waitFor(after, { timeout: 60_000, interval: 200 }))?.version).toBe(before?.version);
  });

  it('F176: a case shown in a search is a look its applicant sees', async () => {
    const looks = await d.t.db.pool.query(
      `select 1 from audit.access where case_number = $1 and what->>'zh' like '检索历史办件%'`,
      [filed.number],
    );
    expect(looks.rowCount).toBeGreaterThan(0);
  });
});
