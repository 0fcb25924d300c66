import type { CaseInput, CompiledItem } from '@miaopi/items';
import { licenceContent, sampleIssue } from '@miaopi/items';
import { readOfd } from '@miaopi/ofd';
import type { LicencesPlugs } from './licences.ts';

const maxPhoto = 4 * 1024 * 1024;

/** Bytes of the licence's photo: an upload of the case, or a picture from a register as base64. */
export async function photoBytes(photo: unknown, readFile: LicencesPlugs['readFile']): Promise<Uint8Array | undefined> {
  const first = Array.isArray(photo) ? photo[0] : photo;
  if (typeof first === 'string') {
    const data = Buffer.from(first.replace(/^data:image\/(?:png|jpeg);base64,/, ''), 'base64');
    return data.length > 0 && data.length <= maxPhoto ? new Uint8Array(data) : undefined;
  }
  if (typeof first === 'object' && first !== null && 'fileId' in first && typeof first.fileId === 'string')
    return readFile(first.fileId);
  return undefined;
}

/** What the item says of the photo, computed again from the case. */
export function photoOfCase(item: CompiledItem, input: CaseInput): unknown {
  return item.licence.photo ? licenceContent(item, input, sampleIssue(item, input.today)).photo : null;
}

/** The photo in a sealed licence: a template of ours has no other picture (QR codes and ornaments are paths). */
export function photoOfFile(file: Uint8Array): Uint8Array | undefined {
  for (const [path, bytes] of readOfd(file).package.parts)
    if (/\/Res\/image_\d+\.(?:png|jpg)$/.test(path)) return bytes;
  return undefined;
}
