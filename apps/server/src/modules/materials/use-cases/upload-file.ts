import { sm3Hex } from '@miaopi/gm';
import type { Actor } from '../../../kernel/actor.ts';
import type { UploadedFile } from '../../../kernel/http/route.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import { cleanFileName } from '../domain/file-name.ts';
import { inspectFile, type MediaType } from '../domain/inspect-file.ts';
import { judgePdf } from '../domain/judge-pdf.ts';
import { judgeSeals, type SealVerdict, unsealed } from '../domain/judge-seals.ts';
import { materialsErrors } from '../errors.ts';
import type { ArrivalTrust, MaterialsPlugs } from '../materials.ts';
import { type FileRow, hasRoom, insertFile, waitForUploads } from '../store/files.ts';

/**
 * F072, F145, F148: keeps one upload, byte for byte, whole and of an accepted kind, with what was found of its seals. A file whose seal is wrong is not kept: it goes
 * back to its sender with the check that failed. The bytes are written before the commit that makes them known; orphans are swept.
 * @param personId whose it is: the actor himself, or whom an official scans it for
 */
export async function uploadFile(
  kernel: Kernel,
  trust: MaterialsPlugs['trust'],
  actor: Actor,
  personId: string,
  given: UploadedFile,
): Promise<FileRow> {
  const kind = await inspectFile(given);
  const { data } = given;
  if (!(await hasRoom(kernel.read, personId, data.length))) throw materialsErrors.quota();
  const now = kernel.clock.now();
  const verdict = await verdictOf(kind.mediaType, data, () => trust(data), now);
  const row = newRow({
    personId,
    name: cleanFileName(given.name, kind.endings),
    mediaType: kind.mediaType,
    data,
    verdict,
    now,
  });
  await kernel.files.put(row.key, data);
  try {
    await kernel.command('materials.upload', { actor }, async (ctx) => {
      await waitForUploads(ctx.tx, personId);
      if (!(await hasRoom(ctx.tx, personId, row.bytes))) throw materialsErrors.quota();
      await insertFile(ctx.tx, row);
      ctx.audit({
        action: 'materials.uploaded',
        subject: `file:${row.id}`,
        data: { mediaType: row.mediaType, bytes: row.bytes, sm3: row.sm3, standing: row.standing },
      });
    });
  } catch (error) {
    await kernel.files.remove(row.key);
    throw error;
  }
  return row;
}

/** A file as it will be kept, under a new key. */
export function newRow(f: {
  readonly personId: string;
  readonly name: string;
  readonly mediaType: MediaType;
  readonly data: Uint8Array;
  readonly verdict: SealVerdict;
  readonly now: Date;
}): FileRow {
  const id = newId();
  return {
    id,
    personId: f.personId,
    name: f.name,
    mediaType: f.mediaType,
    bytes: f.data.length,
    sm3: sm3Hex(f.data),
    key: `materials/${f.now.toISOString().slice(0, 10)}/${id}`,
    uses: 0,
    at: f.now,
    standing: f.verdict.standing,
    verdict: f.verdict,
  };
}

/** @throws materials.seal_wrong naming the failed check */
export async function verdictOf(
  mediaType: MediaType,
  data: Uint8Array,
  trust: () => Promise<ArrivalTrust>,
  now: Date,
): Promise<SealVerdict> {
  if (mediaType !== 'application/ofd' && mediaType !== 'application/pdf')
    return { standing: 'copy', judgedAt: now.toISOString(), signatures: [], notes: [unsealed] };
  const { statuses = [], ...believed } = await trust();
  const judged = (mediaType === 'application/pdf' ? judgePdf : judgeSeals)(data, believed, now);
  if (!('wrong' in judged)) return statuses.length > 0 ? { ...judged, statuses } : judged;
  const { id, text, detail } = judged.wrong;
  throw materialsErrors.seal_wrong({
    log: `${id}${detail ? `: ${detail}` : ''}`,
    detail: {
      zh: `未通过的检查：${text.zh}。我们没有收下也没有改动这个文件，请向出具人索取未经改动的原件后重新上传。`,
      en: `The check that failed: ${text.en}. We did not take the file and changed nothing. Ask whoever issued it for the unaltered original and upload that.`,
    },
    issues: [{ path: 'file', code: id, message: { zh: text.zh, en: text.en } }],
  });
}
