import type { Kernel } from '../../../../kernel/kernel.ts';
import { pictureName, takePictures } from '../../domain/picture-archive.ts';
import { findPictures } from '../../store/batch-pictures.ts';

/** Archives kept in memory while a batch is worked on: pictures of neighbours in the table mostly lie in the same one. */
const kept = 2;

/** Gives the pictures of a batch by the name its table calls them. */
export function picturesOf(kernel: Kernel, batchId: string) {
  const archives = new Map<string, Uint8Array>();
  async function archive(key: string): Promise<Uint8Array> {
    let bytes = archives.get(key);
    if (!bytes) {
      bytes = await kernel.files.get(key);
      for (const oldest of archives.keys()) {
        if (archives.size < kept) break;
        archives.delete(oldest);
      }
      archives.set(key, bytes);
    }
    return bytes;
  }
  return async (names: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> => {
    const wanted = [...new Set(names.map(pictureName))];
    const found = new Map<string, Uint8Array>();
    if (wanted.length === 0) return found;
    const all = await findPictures(kernel.read, batchId, wanted);
    for (const key of new Set(all.map((p) => p.fileKey))) {
      const pictures = all.filter((p) => p.fileKey === key);
      const data = takePictures(await archive(key), new Set(pictures.map((p) => p.entry)));
      for (const { name, entry } of pictures) {
        const bytes = data.get(entry);
        if (bytes) found.set(name, bytes);
      }
    }
    return found;
  };
}
