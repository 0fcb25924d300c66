import type { FileSeals, StoredFile } from '@miaopi/contracts';
import type { FileRow } from './store/files.ts';

/** What a file counts as and who signed it, for those who may see the file. */
export function presentVerdict({ standing, verdict, at }: FileRow): FileSeals {
  return {
    standing,
    judgedAt: verdict?.judgedAt ?? at.toISOString(),
    signatures: (verdict?.signatures ?? []).map(({ seal, signer, time }) => ({ seal, signer, time })),
    statuses: (verdict?.statuses ?? []).map(({ certificate, status, by, at }) => ({
      certificate,
      status,
      ...(by ? { by } : {}),
      ...(at ? { at } : {}),
    })),
    notes: [...(verdict?.notes ?? [])],
  };
}

/** A file just kept. */
export function presentFile(row: FileRow): StoredFile {
  const { id, name, mediaType, bytes, sm3, at } = row;
  return { fileId: id, name, mediaType, bytes, sm3, at: at.toISOString(), seals: presentVerdict(row) };
}
