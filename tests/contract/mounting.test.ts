import * as contracts from '@miaopi/contracts';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { codeOf, filesUnder, isTest } from '../architecture/sources.ts';
import { routes } from './world.ts';

/** Contracts bound by `route(c.name, …)` anywhere in the server, once for each binding. */
function bound(): string[] {
  const found: string[] = [];
  for (const file of filesUnder('apps/server/src').filter((f) => !isTest(f))) {
    const source = codeOf(file);
    const visit = (node: ts.Node) => {
      if (ts.isCallExpression(node) && node.expression.getText(source) === 'route') {
        const [first] = node.arguments;
        const name = first && ts.isPropertyAccessExpression(first) ? first.name.text : first?.getText(source);
        const contract = name ? (contracts as Readonly<Record<string, unknown>>)[name] : undefined;
        if (contract) found.push((contract as { name: string }).name);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return found.sort();
}

describe('routes', () => {
  it('of the contracts are each mounted exactly once, and nothing else is', () => {
    expect(bound()).toEqual(routes.map((r) => r.name).sort());
  });
});
