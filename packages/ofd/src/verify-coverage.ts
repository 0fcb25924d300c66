import { digestAt } from './digest.ts';
import type { OfdPackage, SignatureEntry } from './package.ts';
import { readSignatureFile, type SignatureFile } from './signature-xml.ts';

/** Protected parts that are missing, changed or named twice. */
export function brokenReferences(ofd: OfdPackage, file: SignatureFile): string[] {
  const bad: string[] = [];
  const seen = new Set<string>();
  for (const { path, checkValue } of file.references) {
    const digest = digestAt(ofd.parts, path);
    if (digest === undefined || seen.has(path) || digest !== checkValue) bad.push(path);
    seen.add(path);
  }
  return file.references.length === 0 ? ['(no references)'] : bad;
}

/**
 * Everything must be covered but: the list of signatures (else nobody could sign after), this signature's own files
 * (its seal file is compared byte for byte), and the files of the other signatures, which answer for themselves.
 */
export function uncoveredParts(ofd: OfdPackage, entry: SignatureEntry, file: SignatureFile): string[] {
  const free = new Set<string>(file.references.map((r) => r.path));
  free.add(entry.path).add(file.valuePath);
  if (ofd.signatures) free.add(ofd.signatures.path);
  if (file.sealPath !== undefined) free.add(file.sealPath);
  for (const other of ofd.signatures?.entries ?? []) {
    if (other.path === entry.path) continue;
    try {
      const otherFile = readSignatureFile(ofd.parts, other.path);
      free.add(other.path).add(otherFile.valuePath);
      if (otherFile.sealPath !== undefined) free.add(otherFile.sealPath);
    } catch {
      // The other signature is unreadable: it fails by itself and excuses nothing here.
    }
  }
  return [...ofd.parts.keys()].filter((path) => !free.has(path));
}
