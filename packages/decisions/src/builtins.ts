/** All built-in functions of DMN 1.5 by name. */
import type { Builtins } from './builtin.ts';
import { listBuiltins } from './builtin-list.ts';
import { numberBuiltins } from './builtin-number.ts';
import { textBuiltins } from './builtin-text.ts';
import { timeBuiltins } from './builtin-time.ts';

export const builtins: Builtins = { ...textBuiltins, ...numberBuiltins, ...listBuiltins, ...timeBuiltins };
