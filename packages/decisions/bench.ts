// biome-ignore-all lint/suspicious/noThenProperty: the outputs of a DMN rule are its `then`
/**
 * Decisions a second: `npx tsx packages/decisions/bench.ts` (a few seconds). A 30-row FIRST table with four inputs, bare and with the full explanation,
 * beside zen-engine and feelin on the same table.
 */
import { compileExpression, compileModel, type DecisionModel } from './src/index.ts';

const kinds = ['A1', 'A2', 'B1', 'B2', 'C1', 'C2'];
const rules = Array.from({ length: 29 }, (_, i) => ({
  when: [`"${kinds[i % 6]}"`, `[${20 + i}..${60 - (i % 7)}]`, `< ${12 - (i % 5)}`, i % 3 === 0 ? 'false' : '-'],
  then: [`"结论${i}"`],
  note: { zh: `第${i + 1}条`, en: `Article ${i + 1}` },
}));
export const benchModel: DecisionModel = {
  name: '驾驶员',
  inputs: { 准驾车型: 'string', 年龄: 'number', 记分: 'number', 有犯罪记录: 'boolean' },
  decisions: [
    {
      name: '结论',
      table: {
        hit: 'FIRST',
        inputs: ['准驾车型', '年龄', '记分', '有犯罪记录'].map((expression) => ({ expression })),
        outputs: [{ name: '结论' }],
        rules: [...rules, { when: ['-', '-', '-', '-'], then: ['"转人工"'] }],
      },
    },
  ],
};

export const benchInputs = Array.from({ length: 64 }, (_, i) => ({
  准驾车型: kinds[i % 6]!,
  年龄: 18 + ((i * 7) % 50),
  记分: (i * 5) % 13,
  有犯罪记录: i % 11 === 0,
}));

/** Best of five half-second runs, in calls a second. */
export function perSecond(call: (i: number) => unknown, ms = 300): number {
  let best = 0;
  let sink = 0;
  for (let round = 0; round < 5; round++) {
    let n = 0;
    const start = performance.now();
    let spent = 0;
    while (spent < ms) {
      for (let k = 0; k < 200; k++) if (call(n + k) !== undefined) sink++;
      n += 200;
      spent = performance.now() - start;
    }
    best = Math.max(best, (n / spent) * 1000);
  }
  return sink > 0 ? best : 0;
}

export async function bench(): Promise<Record<string, number>> {
  const model = compileModel(benchModel);
  const out: Record<string, number> = {};
  out.bare = perSecond((i) => model.evaluate(benchInputs[i & 63]!));
  out.explained = perSecond((i) => model.explain(benchInputs[i & 63]!));
  const e = compileExpression('年龄 >= 60 and 准驾车型 in ("A1","B1") and not(有犯罪记录)');
  out.expression = perSecond((i) => e.evaluate(benchInputs[i & 63]!));
  out['zen-engine'] = await zen();
  out['feelin, re-parsed expression'] = await feelin();
  return out;
}

async function zen(): Promise<number> {
  const { ZenEngine } = await import('@gorules/zen-engine');
  const columns = ['准驾车型', '年龄', '记分', '有犯罪记录'];
  const table = benchModel.decisions[0]!.table!;
  const decision = new ZenEngine().createDecision({
    nodes: [
      { id: 'in', type: 'inputNode', name: 'in' },
      {
        id: 't',
        type: 'decisionTableNode',
        name: 't',
        content: {
          hitPolicy: 'first',
          inputs: columns.map((field, i) => ({ id: `i${i}`, name: field, field })),
          outputs: [{ id: 'o', name: 'o', field: 'o' }],
          rules: table.rules.map((r, i) => ({
            _id: `r${i}`,
            ...Object.fromEntries(r.when.map((w, k) => [`i${k}`, w === '-' ? '' : w])),
            o: r.then[0],
          })),
        },
      },
      { id: 'out', type: 'outputNode', name: 'out' },
    ],
    edges: [
      { id: 'e1', sourceId: 'in', targetId: 't', type: 'edge' },
      { id: 'e2', sourceId: 't', targetId: 'out', type: 'edge' },
    ],
  });
  let n = 0;
  const start = performance.now();
  while (performance.now() - start < 1000) {
    await decision.evaluate(benchInputs[n & 63]!);
    n++;
  }
  return (n / (performance.now() - start)) * 1000;
}

async function feelin(): Promise<number> {
  const { evaluate } = await import('feelin');
  let n = 0;
  const start = performance.now();
  while (performance.now() - start < 500) {
    evaluate('年龄 >= 60 and 准驾车型 in ("A1","B1") and not(有犯罪记录)', benchInputs[n & 63]!);
    n++;
  }
  return (n / (performance.now() - start)) * 1000;
}

const LIMITS: Readonly<Record<string, number>> = { bare: 2_000_000, explained: 200_000 };

if (process.argv[1]?.endsWith('decisions/bench.ts')) {
  const result = await bench();
  if (process.argv.includes('--json')) console.log(JSON.stringify(result));
  else {
    for (const [name, n] of Object.entries(result)) {
      const limit = LIMITS[name];
      console.log(
        `${name.padEnd(32)} ${Math.round(n).toLocaleString('en').padStart(12)}/s${limit ? `  (at least ${limit.toLocaleString('en')})` : ''}`,
      );
    }
  }
}
