// A batch of stock licences through the server's own job: made in the press's thread, sealed, committed in pieces, on a database and files of its own. Beside it
// the same licences made and sealed in one thread with nothing kept, and with nothing but the files kept. `--licences N`.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { CompiledItem } from '@miaopi/items';
import type { StaffActor } from '../apps/server/src/kernel/actor.ts';
import { systemClock } from '../apps/server/src/kernel/clock.ts';
import { createCommands } from '../apps/server/src/kernel/command.ts';
import { readConfig } from '../apps/server/src/kernel/config.ts';
import { openDatabase } from '../apps/server/src/kernel/db/database.ts';
import { startEmbedded } from '../apps/server/src/kernel/db/embedded.ts';
import { migrate } from '../apps/server/src/kernel/db/migrate.ts';
import { type Files, openFiles } from '../apps/server/src/kernel/files.ts';
import { newId } from '../apps/server/src/kernel/ids.ts';
import { migrateJobs } from '../apps/server/src/kernel/jobs.ts';
import type { Kernel } from '../apps/server/src/kernel/kernel.ts';
import { createLog } from '../apps/server/src/kernel/log.ts';
import { unclaimed } from '../apps/server/src/modules/licences/domain/batch-limits.ts';
import { createLicences, createThreadedPress } from '../apps/server/src/modules/licences/index.ts';
import { makeFile } from '../apps/server/src/modules/licences/make-file.ts';
import { createPress } from '../apps/server/src/modules/licences/press/press.ts';
import { stockLicence } from '../apps/server/src/modules/licences/use-cases/stock-licence.ts';
import { inspectPicture } from '../apps/server/src/modules/materials/index.ts';
import { createSeals } from '../apps/server/src/modules/seals/index.ts';
import { csv, driver, headings, pictures, portrait } from '../apps/server/test/licences/stock-files.ts';
import { say, tell } from './figure.ts';
import { filledCases } from './filled-cases.ts';

const { values } = parseArgs({ options: { licences: { type: 'string', default: '3000' } } });
const count = Number(values.licences);
const slug = 'ride-hailing-driver';

const dataDir = mkdtempSync(join(tmpdir(), 'miaopi-bench-batch-'));
const embedded = await startEmbedded(dataDir);
const db = openDatabase({ host: embedded.host, user: embedded.user, database: embedded.database }, 12);
await migrateJobs(db);
await migrate(db);
const kernel: Kernel = {
  ...createCommands(db, systemClock, () => {}),
  config: readConfig({ ...process.env, DATA_DIR: dataDir, PORT: '0' }),
  claims: db.claims,
  files: openFiles(join(dataDir, 'files')),
  log: createLog('warn'),
};
const { item } = await filledCases(slug, 1);
const seals = createSeals(kernel);
const press = createThreadedPress(
  new URL('./press-thread.js', import.meta.url),
  { folder: kernel.files.folder },
  kernel.log,
);
const licences = createLicences(kernel, {
  seals,
  limits: { spend: async () => {}, used: async () => 0, forget: async () => {}, first: async () => true },
  slugs: () => [item.core.slug],
  itemInForce: (slug) => (slug === item.core.slug ? item : undefined),
  secret: 'secret of the bench',
  item: async () => item,
  readFile: async () => undefined,
  press,
  contactsOf: async () => [],
  holdersOf: async () => new Map(),
  pictureOf: inspectPicture,
});
try {
  await licences.prepare({ kind: 'system', name: 'bench' }, item);
  const batchId = await checked(item);
  const work = licences.module.jobs!['licences.work_on_batch']!;
  const began = performance.now();
  const cpu = process.cpuUsage();
  let last = began;
  for (;;) {
    await work({ batchId }, undefined as never);
    const stand = (await ask(clerk(item), 'licences.getBatch', { batchId })) as Stand;
    if (performance.now() - last > 5000) {
      last = performance.now();
      say(`${stand.counts.done} of ${count}`);
    }
    if (stand.state !== 'running') break;
  }
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const { n, once } = (
    await db.pool.query(`select count(*)::int as n, count(*) filter (where u.uses = 1)::int as once from licences.licence l,
      lateral (select count(*) as uses from seals.ledger g where g.licence_id = l.id) u where l.state = 'valid'`)
  ).rows[0] as { n: number; once: number };
  if (n !== count || once !== count) throw new Error(`${n} licences valid, ${once} with one ledger row, of ${count}`);
  const rate = count / seconds;
  say(`${count} made and sealed in ${seconds.toFixed(1)} s, ${rate.toFixed(0)}/s`);
  const alone = await inOneThread(item, { put: async () => {} });
  const onDisk = await inOneThread(item, kernel.files);
  tell([
    {
      bench: 'batch',
      name: `${count} made, sealed and registered`,
      value: rate,
      unit: '/s',
      beside: { name: 'made and sealed in one thread, nothing kept', value: alone },
      note: `${Math.round((rate / alone) * 100)} % of it; press and commits share the machine's processors`,
    },
    { bench: 'batch', name: 'one thread, files written and synced', value: onDisk, unit: '/s' },
    { bench: 'batch', name: '10,000 would take', value: 10_000 / rate, unit: 's' },
    {
      bench: 'batch',
      name: 'processor time a licence, both threads',
      value: (user + system) / 1000 / count,
      unit: 'ms',
    },
  ]);
} finally {
  await licences.module.stop?.();
  await db.close();
  await embedded.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

interface Stand {
  readonly state: string;
  readonly counts: { readonly done: number };
}

function clerk({ package: { item } }: CompiledItem, staffId = 'clerk', roles = ['approver']): StaffActor {
  const { office, region } = item;
  return { kind: 'staff', staffId, sessionId: 's', name: staffId, number: '1', office: office.uscc, region, roles };
}

async function ask(
  actor: StaffActor,
  name: string,
  params: Record<string, string>,
  more: { body?: unknown; file?: Buffer } = {},
): Promise<unknown> {
  const bound = licences.module.routes?.find((r) => r.contract.name === name);
  if (!bound) throw new Error(`no route ${name}`);
  const { body, file } = more;
  return bound.handle({
    params,
    query: {},
    body,
    file: file && { name: 'a', mediaType: '', data: file },
    actor,
    lang: 'zh',
  } as never);
}

/** Uploaded, checked, approved by the head. */
async function checked(compiled: CompiledItem): Promise<string> {
  const actor = clerk(compiled);
  const requestId = () => newId();
  const { id } = (await ask(
    actor,
    'licences.createBatch',
    {},
    { body: { requestId: requestId(), typeCode: compiled.package.licence.typeCode, title: 'bench' } },
  )) as { id: string };
  const rows = Array.from({ length: count }, (_, i) => driver(i + 1));
  const began = performance.now();
  const { mapping } = (await ask(
    actor,
    'licences.uploadBatchTable',
    { batchId: id },
    { file: csv([headings, ...rows]) },
  )) as {
    mapping: unknown;
  };
  for (let from = 0; from < count; from += 3000)
    await ask(
      actor,
      'licences.addBatchPictures',
      { batchId: id },
      { file: pictures(rows.slice(from, from + 3000).map((r) => r[5]!)) },
    );
  await ask(actor, 'licences.checkBatch', { batchId: id }, { body: { mapping } });
  say(`uploaded and checked in ${((performance.now() - began) / 1000).toFixed(1)} s`);
  for (const [who, action] of [
    [actor, 'propose'],
    [clerk(compiled, 'head', ['head']), 'approve'],
  ] as const)
    await ask(who, 'licences.actOnBatch', { batchId: id }, { body: { requestId: requestId(), action } });
  return id;
}

/** The same licences, by the same calls, one after another in this thread. */
async function inOneThread(compiled: CompiledItem, files: Pick<Files, 'put'>): Promise<number> {
  const { office, region } = compiled.package.item;
  const alone = { kernel, seals, press: createPress(files as Files) };
  const one = (i: number) => {
    const [number, name, citizenId] = driver(i) as [string, string, string];
    const { licence } = stockLicence(kernel.config.publicUrl, {
      item: compiled,
      number,
      holder: { kind: 'person', id: unclaimed, name, number: citizenId },
      fields: { 姓名: name, 身份号码: citizenId, 性别: '男', 住址: '示范省云州市云溪区工匠路 8 号', 准驾车型: 'C1' },
      issuedOn: '2023-05-06',
      validTo: '2099-05-05',
      office,
      region,
    });
    return makeFile(alone, licence, compiled, portrait);
  };
  for (let i = 1; i <= 100; i++) await one(i);
  const began = performance.now();
  let made = 0;
  while (performance.now() - began < 3000) await one(++made);
  return made / ((performance.now() - began) / 1000);
}
