import type * as c from '@miaopi/contracts';
import type { ReplyOf } from '@miaopi/contracts';
import type { Kernel } from '../../../kernel/kernel.ts';
import { maskName } from '../../identity/index.ts';
import { materialsErrors } from '../errors.ts';
import { findOriginal } from '../store/files.ts';

/** Longest name that is taken for a person's. */
const longestPerson = 4;

/**
 * F146: what a print-out's code leads to: whether its original is kept here, and who sealed it. Whoever has the print has its digest; nobody guesses one. Nothing of the
 * contents is told, and persons' names are masked.
 */
export async function checkPrint(kernel: Kernel, sm3: string): Promise<ReplyOf<typeof c.checkPrint>> {
  const row = await findOriginal(kernel.read, sm3.toLowerCase());
  if (!row) throw materialsErrors.print_unknown();
  return {
    sm3: row.sm3,
    bytes: row.bytes,
    receivedAt: row.at.toISOString(),
    signatures: (row.verdict?.signatures ?? []).map(({ seal, time }) => ({
      seal: [...seal].length <= longestPerson ? maskName(seal) : seal,
      time,
    })),
  };
}
