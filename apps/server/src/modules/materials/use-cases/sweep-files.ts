import type { Kernel } from '../../../kernel/kernel.ts';
import { sweepUnused, unknownKeys } from '../store/files.ts';

const day = 86_400_000;
/** Days an upload is kept that no case uses; told to people with it. */
const unusedDays = 30;

/** Uploads nobody filed, then bytes whose upload was never committed or whose removal was cut off. */
export async function sweepFiles(kernel: Kernel): Promise<void> {
  const now = kernel.clock.now();
  for (;;) {
    const keys = await kernel.command('materials.sweep_files', { actor: { kind: 'system', name: 'sweep' } }, (ctx) =>
      sweepUnused(ctx.tx, new Date(now.getTime() - unusedDays * day), now),
    );
    for (const key of keys) await kernel.files.remove(key);
    if (keys.length === 0) break;
  }
  const old = await kernel.files.list('materials', new Date(now.getTime() - day));
  for (let i = 0; i < old.length; i += 1000)
    for (const key of await unknownKeys(kernel.read, old.slice(i, i + 1000))) await kernel.files.remove(key);
}
