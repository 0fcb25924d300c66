// Search of the catalogue (F058): 20,000 items, queries people type, broad ones among them, each answered by its route: found, ranked, marked, counted by theme and
// office. No answer is remembered. Measured twice: many searches a second, and searches a second apart, each of which looks at the store for changes first.
// Beside them: the bare intersection of two sorted lists of 10,000 items each, and `select 1`.
// Run: npx tsx bench/search.ts
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { buildCatalogue } from '@miaopi/scenarios';
import { openInstallation } from '../apps/server/src/installation.ts';
import { systemClock } from '../apps/server/src/kernel/clock.ts';
import { createCommands } from '../apps/server/src/kernel/command.ts';
import { readConfig } from '../apps/server/src/kernel/config.ts';
import { sql } from '../apps/server/src/kernel/db/sql.ts';
import { openFiles } from '../apps/server/src/kernel/files.ts';
import { createLog } from '../apps/server/src/kernel/log.ts';
import { root } from '../apps/server/src/kernel/root.ts';
import { createCatalog, type DirectoryEntry } from '../apps/server/src/modules/catalog/index.ts';
import { atMost, quantile, say, tell } from './figure.ts';

const items = 20_000;
const rounds = 40;
const queries = [
  '参保证明',
  '网约车',
  '老人卡',
  '居住证',
  '企业改名字',
  '怎么办营业执照',
  '登记',
  '变更',
  '云溪区 社保',
  '个体户注册',
  '护照',
  '证',
  '道路运输经营许可证年度审验',
  '居主证登记',
  '食品经营 备案',
  '不存在的东西啊',
  '公司',
  '首次申请',
  '驾驶员',
  'senior card',
  '',
];

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
const usedMb = () => {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1024 / 1024;
};
const timed = async (work: () => unknown): Promise<number> => {
  const at = performance.now();
  await work();
  return performance.now() - at;
};

const folder = mkdtempSync(join(tmpdir(), 'miaopi-bench-'));
const config = readConfig({ ...process.env, DATA_DIR: folder, DATABASE_URL: '' });
const installation = await openInstallation(config);
try {
  let ahead = 0;
  const clock = { ...systemClock, now: () => new Date(Date.now() + ahead) };
  const kernel = {
    ...createCommands(installation.db, clock, () => {}),
    config,
    claims: installation.db.claims,
    files: openFiles(join(folder, 'files')),
    log: createLog('silent'),
  };
  const none = { submitted: 0, decided: 0, automatic: 0, medianMs: null };
  /** A server process on the same store. */
  const startCatalog = async () => {
    const catalog = createCatalog(
      kernel,
      { figuresOfDay: async () => none, figuresByItem: async () => [] },
      { roots: [join(root, 'items')] },
    );
    await catalog.module.start?.();
    const route = catalog.module.routes?.find((r) => r.contract.name === 'catalog.searchItems');
    return { catalog, search: (q: string) => route?.handle({ query: { q }, params: {}, lang: 'zh' } as never) };
  };
  const entries = buildCatalogue(items).map(
    (e): DirectoryEntry => ({
      slug: e.slug,
      name: { zh: e.name, en: e.name },
      summary: { zh: e.summary, en: e.summary },
      keywords: e.keywords,
      office: { code: e.department, name: { zh: e.department, en: e.department } },
      region: '990101000000',
      objects: [e.objects === '个人' ? 'person' : 'firm'],
      themes: [e.department.replace(/局$/, '')],
    }),
  );
  const writer = await startCatalog();
  const took = await timed(() => writer.catalog.importDirectory({ kind: 'system', name: 'bench' }, entries));
  say(`${items} items taken in within ${(took / 1000).toFixed(1)} s`);
  await installation.db.pool.query('vacuum analyze catalog.item');

  const { catalog, search } = await startCatalog();
  const before = usedMb();
  const loadMs = await timed(() => search(''));
  const indexMb = usedMb() - before;
  const changeMs: number[] = [];
  for (let i = 0; i < 10; i++) {
    await writer.catalog.importDirectory({ kind: 'system', name: 'bench' }, entries.slice(i, i + 1));
    ahead += 1000;
    changeMs.push(await timed(() => search('护照')));
  }

  const busy: number[] = [];
  const apart: number[] = [];
  const select: number[] = [];
  const byQuery = new Map<string, number[]>();
  for (const q of queries) await search(q);
  for (let round = 0; round < rounds; round++) {
    for (const q of queries) {
      const ms = await timed(() => search(q));
      busy.push(ms);
      byQuery.set(q, [...(byQuery.get(q) ?? []), ms]);
      select.push(await timed(() => installation.db.rows(sql`select 1`)));
      ahead += 1000;
      apart.push(await timed(() => search(q)));
    }
  }
  for (const [q, all] of byQuery) say(`${quantile(all, 0.5).toFixed(2).padStart(7)} ms  ${q || '(all)'}`);
  const bareMs = await bareIntersection();
  const p = (name: string, all: readonly number[], share: number) => ({
    bench: 'search',
    name: `${items + catalog.list().length} items, ${name}p${share * 100}`,
    value: quantile(all, share),
    unit: 'ms',
  });
  const intersect = { name: 'bare intersection', value: bareMs, unit: 'ms' };
  const store = (share: number) => ({ name: 'select 1', value: quantile(select, share), unit: 'ms' });
  tell([
    { ...p('', busy, 0.5), beside: intersect },
    { ...p('', busy, 0.95), goal: atMost(10), beside: intersect },
    { ...p('a second apart, ', apart, 0.5), beside: store(0.5) },
    { ...p('a second apart, ', apart, 0.95), goal: atMost(10), beside: store(0.95) },
    { bench: 'search', name: 'reading the index', value: loadMs, unit: 'ms', goal: atMost(300) },
    { bench: 'search', name: 'taking in one changed item', value: quantile(changeMs, 0.5), unit: 'ms' },
    { bench: 'search', name: 'memory of the index', value: indexMb, unit: 'MB', goal: atMost(60) },
  ]);
  await catalog.module.stop?.();
  await writer.catalog.module.stop?.();
} finally {
  await installation.close();
  rmSync(folder, { recursive: true, force: true });
}

/** What any search for two broad words must do at least. */
async function bareIntersection(): Promise<number> {
  const a = Uint32Array.from({ length: items / 2 }, (_, i) => i * 2);
  const b = Uint32Array.from({ length: items / 2 }, (_, i) => i + Math.floor(i / 2));
  const all: number[] = [];
  for (let round = 0; round < 200; round++)
    all.push(
      await timed(() => {
        const both = new Uint32Array(a.length);
        let n = 0;
        for (let i = 0, j = 0; i < a.length && j < b.length; ) {
          if (a[i] === b[j]) both[n++] = a[i++]!;
          else if (a[i]! < b[j]!) i++;
          else j++;
        }
        return n;
      }),
    );
  return quantile(all, 0.5);
}
