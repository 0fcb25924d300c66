import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { moduleGraph } from '../../apps/server/src/module-graph.ts';
import { filesUnder, type Import, importsOf, isTest, root, textOf } from './sources.ts';

const server = 'apps/server/src';
const modules = `${server}/modules`;
const names = Object.keys(moduleGraph);
const graph: Readonly<Record<string, { readonly level: number; readonly knows: readonly string[] }>> = moduleGraph;

const shipped = filesUnder(server).filter((file) => !isTest(file));
const imports = shipped.flatMap(importsOf);

/** Module a file belongs to. */
function moduleOf(path: string): string | undefined {
  return new RegExp(`^${modules}/([^/]+)/`).exec(path)?.[1];
}

const told = (list: readonly Import[]) => list.map((i) => `${i.from} → ${i.to}`);

describe('module graph', () => {
  it('names exactly the folders of modules/', () => {
    expect(readdirSync(join(root, modules)).sort()).toEqual([...names].sort());
  });

  it('F191: lets no module know one of its own level or above', () => {
    const wrong = names.flatMap((name) =>
      (graph[name]?.knows ?? [])
        .filter((known) => (graph[known]?.level ?? Number.POSITIVE_INFINITY) >= (graph[name]?.level ?? 0))
        .map((known) => `${name} → ${known}`),
    );
    expect(wrong).toEqual([]);
  });

  it('is kept by every import of a module, those of types too', () => {
    const wrong = imports.filter(({ from, to }) => {
      const own = moduleOf(from);
      const other = moduleOf(to);
      return own !== undefined && other !== undefined && other !== own && !graph[own]?.knows.includes(other);
    });
    expect(told(wrong)).toEqual([]);
  });

  it('is the table of ARCHITECTURE.md', () => {
    const rows = textOf('ARCHITECTURE.md')
      .split('\n')
      .map((line) => /^\| (\d) \| `(\w+)` \| (\S+) \| [^|]* \| ([^|]*) \|$/.exec(line))
      .filter((row) => row !== null)
      .map(([, level, name, chinese, knows]) => [name, Number(level), chinese, knows === '–' ? '' : knows]);
    const table = names.map((name) => {
      const m = moduleGraph[name as keyof typeof moduleGraph];
      return [name, m.level, m.name, m.knows.join(', ')];
    });
    expect(rows).toEqual(table);
  });

  it('names nobody whom a module does not use', () => {
    const used = new Set(imports.map(({ from, to }) => `${moduleOf(from)} → ${moduleOf(to)}`));
    // a direction kept open for what is coming says so here
    const open = new Set<string>([
      'seals → identity',
      'exchange → identity',
      'notifications → identity',
      'catalog → identity',
      'materials → exchange',
      'materials → licences',
      'materials → identity',
      'materials → catalog',
      'licences → identity',
      'cases → exchange',
      // whose bill it is: a foreign key only
      'payments → identity',
    ]);
    const idle = names.flatMap((name) => (graph[name]?.knows ?? []).map((known) => `${name} → ${known}`));
    expect(idle.filter((edge) => !used.has(edge) && !open.has(edge))).toEqual([]);
  });
});

describe('doors', () => {
  it.each(names)('%s has one, index.ts', (name) => {
    expect(existsSync(join(root, modules, name, 'index.ts'))).toBe(true);
  });

  it('are the only way into a module from outside', () => {
    const wrong = imports.filter(({ from, to }) => {
      const other = moduleOf(to);
      return other !== undefined && moduleOf(from) !== other && to !== `${modules}/${other}/index.ts`;
    });
    expect(told(wrong)).toEqual([]);
  });

  it('export by name only', () => {
    const wrong = [...filesUnder('apps'), ...filesUnder('packages')].filter(
      (file) =>
        !/\.config\.ts$/.test(file) && /^export default /m.test(textOf(file)) && !file.startsWith('apps/web/src/dev/'),
    );
    expect(wrong).toEqual([]);
  });

  it('stand below wiring, composition root and command line, which nothing else imports', () => {
    const above = new RegExp(`^${server}/(wiring/|cli/|app\\.ts|main\\.ts|installation\\.ts)`);
    const wrong = imports.filter(({ from, to }) => above.test(to) && !above.test(from));
    expect(told(wrong)).toEqual([]);
  });
});

describe('kernel', () => {
  it('F191: knows no module, and of our packages only contracts', () => {
    const wrong = imports.filter(
      ({ from, to }) =>
        from.startsWith(`${server}/kernel/`) &&
        ((to.startsWith('apps/') && !to.startsWith(`${server}/kernel/`)) ||
          (to.startsWith('@miaopi/') && to !== '@miaopi/contracts')),
    );
    expect(told(wrong)).toEqual([]);
  });
});
