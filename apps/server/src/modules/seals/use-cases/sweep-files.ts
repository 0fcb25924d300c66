import type { Kernel } from '../../../kernel/kernel.ts';
import { fileIdOf } from '../seal-files.ts';
import { usedSealFiles } from '../store/applications.ts';

/** Uploads that no application has named within a day are gone. */
export async function sweepSealFiles(kernel: Kernel): Promise<void> {
  const before = new Date(kernel.clock.now().getTime() - 86_400_000);
  const keys = await kernel.files.list('seals/uploads', before);
  const used = await usedSealFiles(kernel.read, keys.map(fileIdOf));
  for (const key of keys) if (!used.has(fileIdOf(key))) await kernel.files.remove(key);
}
