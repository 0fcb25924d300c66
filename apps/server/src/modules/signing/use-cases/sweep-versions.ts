import type { Kernel } from '../../../kernel/kernel.ts';
import { unknownKeys } from '../store/sessions.ts';

const day = 86_400_000;

/** Bytes whose version was never committed. */
export async function sweepVersions(kernel: Kernel): Promise<void> {
  const old = await kernel.files.list('signing', new Date(kernel.clock.now().getTime() - day));
  for (let i = 0; i < old.length; i += 1000)
    for (const key of await unknownKeys(kernel.read, old.slice(i, i + 1000))) await kernel.files.remove(key);
}
