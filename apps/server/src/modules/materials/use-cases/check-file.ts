import type * as c from '@miaopi/contracts';
import type { ReplyOf } from '@miaopi/contracts';
import { sm3Hex } from '@miaopi/gm';
import { readOfd } from '@miaopi/ofd';
import type { Actor } from '../../../kernel/actor.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import { archiveLimits } from '../domain/archive-limits.ts';
import { judgePdf } from '../domain/judge-pdf.ts';
import { judgeSeals } from '../domain/judge-seals.ts';
import type { MaterialsPlugs } from '../materials.ts';
import { presentVerdict } from '../present.ts';
import { openFile } from './show-file.ts';

/** F145: a kept file looked at again: are its bytes those received, and what do its seals say today. The verdict of its arrival stays as it was. */
export async function checkFile(
  kernel: Kernel,
  plugs: MaterialsPlugs,
  actor: Actor,
  fileId: string,
): Promise<ReplyOf<typeof c.checkFile>> {
  // who sealed a file stands on the case an official has opened already, which the person was told
  const row = await openFile(kernel, plugs, actor, fileId, 'already-told');
  const data = await kernel.files.get(row.key);
  const now = kernel.clock.now();
  const intact = sm3Hex(data) === row.sm3;
  const judge = { 'application/ofd': judgeSeals, 'application/pdf': judgePdf }[row.mediaType as string];
  const today = judge?.(data, await plugs.trust(data), now);
  return {
    ...presentVerdict(row),
    receivedAt: row.at.toISOString(),
    sm3: row.sm3,
    intact,
    ...(today && 'wrong' in today ? { wrong: { zh: today.wrong.text.zh, en: today.wrong.text.en } } : {}),
    pages: row.mediaType === 'application/ofd' && intact ? pagesOf(data) : [],
    checkedAt: now.toISOString(),
  };
}

function pagesOf(data: Uint8Array): { width: number; height: number }[] {
  return readOfd(data, archiveLimits).package.pages.map(({ width, height }) => ({ width, height }));
}
