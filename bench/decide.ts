// Decisions a second over a table of 30 rows, bare and with the whole explanation, beside zen-engine (Rust) on the same table.
import { bench } from '../packages/decisions/bench.ts';
import { atLeast, tell } from './figure.ts';

const result = await bench();
const zen = { name: 'zen-engine', value: result['zen-engine']! };
tell([
  { bench: 'decide', name: '30 rows, bare', value: result.bare!, unit: '/s', goal: atLeast(2_000_000), beside: zen },
  {
    bench: 'decide',
    name: '30 rows, explained',
    value: result.explained!,
    unit: '/s',
    goal: atLeast(200_000),
    beside: zen,
  },
]);
