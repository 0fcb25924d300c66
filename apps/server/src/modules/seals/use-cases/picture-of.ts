import { prepareSeal } from '@miaopi/gm';
import type { Kernel } from '../../../kernel/kernel.ts';
import { sealsErrors } from '../errors.ts';
import { findSealFiles } from '../store/seal-rows.ts';

/** PNG with transparent ground. @throws seals.seal_missing */
export async function pictureOf(kernel: Kernel, sealId: string): Promise<Uint8Array> {
  const files = await findSealFiles(kernel.read, sealId);
  if (files?.picture) return new Uint8Array(files.picture);
  // of a seal made before pictures were kept beside it
  if (files?.der) return prepareSeal(new Uint8Array(files.der)).seal.picture.data;
  throw sealsErrors.seal_missing();
}
