import type { OfdPackage } from './package.ts';
import { readParts } from './read.ts';
import type { StampPlace } from './seal.ts';
import { readSignatureFile } from './signature-xml.ts';
import { editXml } from './xml-edit.ts';

export interface StrippedOfd {
  readonly package: OfdPackage;
  /** Where the seals stood, so that a new one can be put there; unreadable signatures name no place. */
  readonly stamps: readonly StampPlace[];
}

/**
 * Takes all signatures out: their files, the list and its mention in OFD.xml. For documents that change and are sealed
 * anew (加注件). Other parts keep their bytes.
 */
export function stripSignatures(ofd: OfdPackage): StrippedOfd {
  const { signatures } = ofd;
  if (!signatures) return { package: ofd, stamps: [] };
  const parts = new Map(ofd.parts);
  const stamps: StampPlace[] = [];
  const pageOf = new Map(ofd.pages.map((page, i) => [page.id, i]));
  for (const entry of signatures.entries) {
    try {
      const file = readSignatureFile(ofd.parts, entry.path);
      for (const { pageId, box, clip } of file.stamps) {
        const page = pageOf.get(pageId);
        if (page !== undefined) stamps.push({ page, ...box, ...(clip ? { clip } : {}) });
      }
      parts.delete(file.valuePath);
      if (file.sealPath !== undefined) parts.delete(file.sealPath);
    } catch {
      // A signature that cannot be read goes with its folder below.
    }
    const folder = entry.path.split('/').slice(0, -1).join('/');
    parts.delete(entry.path);
    // Only a folder of signatures: a forged path must not take pages along.
    if (/(^|\/)Signs?[^/]*\/[^/]+$/i.test(folder)) {
      for (const path of [...parts.keys()]) if (path.startsWith(`${folder}/`)) parts.delete(path);
    }
  }
  parts.delete(signatures.path);
  const edit = editXml(parts.get('OFD.xml')!, 'OFD.xml');
  const body = edit.child(edit.root, 'DocBody')!;
  for (const element of body.children) if (element.ofd && element.name === 'Signatures') edit.remove(element);
  parts.set('OFD.xml', edit.bytes());
  return { package: readParts(parts).package, stamps };
}
