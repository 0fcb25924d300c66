import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { moduleGraph } from '../../apps/server/src/module-graph.ts';
import { codeOf, filesUnder, importsOf, isTest, sqlIn, textOf } from './sources.ts';

const modules = 'apps/server/src/modules';
const shipped = filesUnder(modules).filter((file) => !isTest(file));
const schemas = [...Object.keys(moduleGraph), 'kernel', 'graphile_worker'];

const nameOf = (file: string) => file.slice(modules.length + 1).split('/')[0] ?? '';
const layerOf = (file: string) => file.slice(modules.length + 1).split('/')[1] ?? '';

describe('domain', () => {
  const domain = shipped.filter((file) => layerOf(file) === 'domain');
  /** Pure: no I/O, no clock, no randomness; a digest of bytes is a function of them. */
  const pure = new Set([
    '@miaopi/identifiers',
    '@miaopi/decisions',
    '@miaopi/forms',
    '@miaopi/items',
    '@miaopi/layout',
    '@miaopi/ofd',
    '@miaopi/pdf',
    '@miaopi/contracts',
    '@miaopi/gm',
    '@miaopi/licence-code',
    'decimal.js',
    'csv-parse/sync',
    'fflate',
    'node:crypto',
    'node:zlib',
    'file-type',
  ]);
  /** Pure, but their library answers with a promise over bytes in memory. */
  const promised = new Set(['apps/server/src/modules/materials/domain/inspect-file.ts']);

  it.each(domain)('%s imports nothing that could act', (file) => {
    const own = `${modules}/${nameOf(file)}`;
    const allowed = (to: string) =>
      to.startsWith(`${own}/domain/`) ||
      to === `${own}/errors.ts` ||
      to === 'apps/server/src/kernel/errors.ts' ||
      to === 'apps/server/src/kernel/text.ts' ||
      pure.has(to);
    const values = valueImports(file);
    // a type has no effect: types of lower doors and of the module itself may be named
    expect(
      importsOf(file)
        .filter((i) => !allowed(i.to) && values.has(i.specifier))
        .map((i) => i.to),
    ).toEqual([]);
  });

  it.each(domain)('%s waits for nothing, asks no clock and throws no dice', (file) => {
    const found: string[] = [];
    const source = codeOf(file);
    const visit = (node: ts.Node) => {
      if ((node.kind === ts.SyntaxKind.AsyncKeyword || ts.isAwaitExpression(node)) && !promised.has(file))
        found.push('async');
      if (ts.isNewExpression(node) && node.expression.getText(source) === 'Date' && !node.arguments?.length)
        found.push('new Date()');
      if (ts.isPropertyAccessExpression(node)) {
        const text = node.getText(source);
        if (['Date.now', 'Math.random', 'process.env', 'performance.now'].includes(text)) found.push(text);
        if (/^(randomBytes|randomUUID)$/.test(node.name.text)) found.push(text);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
    expect(found).toEqual([]);
  });
});

describe('store', () => {
  it('is the only place of a module with SQL', () => {
    const flat = (file: string) => /\/store\.ts$/.test(file);
    const wrong = shipped.filter((file) => layerOf(file) !== 'store' && !flat(file) && sqlIn(file).length > 0);
    expect(wrong).toEqual([]);
  });

  it('touches its own schema and nobody else’s', () => {
    const wrong = shipped.flatMap((file) =>
      sqlIn(file).flatMap((text) =>
        // a job joins the transaction by the queue's own function
        [...text.replaceAll('graphile_worker.add_job(', '(').matchAll(/(?<![\w.'"])([a-z_]+)\.[a-z_]+/g)]
          .map((m) => m[1] ?? '')
          .filter((schema) => schemas.includes(schema) && schema !== nameOf(file) && schema !== 'kernel')
          .map((schema) => `${file}: ${schema}`),
      ),
    );
    expect([...new Set(wrong)]).toEqual([]);
  });

  it('knows no HTTP and no other layer above it', () => {
    const wrong = shipped
      .filter((file) => layerOf(file) === 'store')
      .flatMap(importsOf)
      .filter(
        ({ to, specifier, from }) =>
          /\/(use-cases|routes\.ts|kernel\/http)/.test(to) && valueImports(from).has(specifier),
      )
      .map((i) => `${i.from} → ${i.to}`);
    expect(wrong).toEqual([]);
  });
});

describe('route', () => {
  const routes = shipped.filter((file) => /\/routes(\.ts|\/)/.test(file));

  it.each(routes)('%s neither queries nor catches nor opens transactions of its own', (file) => {
    expect(sqlIn(file)).toEqual([]);
    const found: string[] = [];
    const visit = (node: ts.Node) => {
      if (ts.isCatchClause(node)) found.push('catch');
      ts.forEachChild(node, visit);
    };
    visit(codeOf(file));
    expect(found).toEqual([]);
    expect(importsOf(file).filter((i) => i.to.includes('/kernel/db/') && valueImports(file).has(i.specifier))).toEqual(
      [],
    );
  });
});

describe('use case', () => {
  const cases = shipped.filter((file) => layerOf(file) === 'use-cases');

  it('knows no HTTP', () => {
    const wrong = cases
      .flatMap(importsOf)
      .filter((i) => /kernel\/http\/|^fastify/.test(i.to) && valueImports(i.from).has(i.specifier))
      .map((i) => `${i.from} → ${i.to}`);
    expect(wrong).toEqual([]);
  });
});

describe('transactions', () => {
  it('are opened by command() and nothing else', () => {
    const wrong = filesUnder('apps/server/src')
      .filter((file) => !file.startsWith('apps/server/src/kernel/') && !isTest(file))
      .filter((file) => /\.transaction\(|\.pool\.|query\(\s*['"`]begin/.test(textOf(file)));
    expect(wrong).toEqual([]);
  });
});

describe('names', () => {
  it('are of what a file holds: no drawers that everything goes into', () => {
    const drawers = /(^|\/)(utils?|helpers?|common|misc|shared|lib)(\.tsx?$|\/)/;
    const wrong = ['apps', 'packages', 'scenarios', 'tests']
      .flatMap((folder) => filesUnder(folder))
      .filter((file) => drawers.test(file));
    expect(wrong).toEqual([]);
  });
});

/** Specifiers of imports that remain when types are gone. */
function valueImports(file: string): Set<string> {
  const found = new Set<string>();
  for (const s of codeOf(file).statements) {
    if (ts.isImportDeclaration(s) && ts.isStringLiteral(s.moduleSpecifier)) {
      const clause = s.importClause;
      const named = clause?.namedBindings;
      const onlyTypes =
        clause !== undefined &&
        (clause.isTypeOnly ||
          (clause.name === undefined &&
            named !== undefined &&
            ts.isNamedImports(named) &&
            named.elements.every((e) => e.isTypeOnly)));
      if (!onlyTypes) found.add(s.moduleSpecifier.text);
    } else if (ts.isExportDeclaration(s) && !s.isTypeOnly && s.moduleSpecifier && ts.isStringLiteral(s.moduleSpecifier))
      found.add(s.moduleSpecifier.text);
  }
  return found;
}
