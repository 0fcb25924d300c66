import { randomBytes } from 'node:crypto';
import { sm3Hex, toHex } from '@miaopi/gm';
import { notoPaperEnv } from '@miaopi/layout/noto';
import { annotateCopy, packOfd, readOfd, sealOfd, verifyOfd } from '@miaopi/ofd';
import type { CommandContext } from '../../../kernel/command.ts';
import { newId } from '../../../kernel/ids.ts';
import type { LicencesDeps } from '../deps.ts';
import { gradeRules } from '../domain/trust-grade.ts';
import { type CopyRow, insertCopy } from '../store/copies.ts';
import type { IssuedRow } from '../store/rows.ts';

export interface CopyNoteInput {
  readonly purpose: string;
  readonly recipient: string;
  readonly expiresAt: Date;
  readonly madeFor: 'system' | 'holder';
  readonly systemId: string | null;
}

/** A copy sealed and written, not yet known; `recordCopy` makes it known. */
export interface MadeCopy {
  readonly copy: CopyRow;
  readonly bytes: Uint8Array;
  readonly slug: string;
  readonly seal: { readonly sealId: string; readonly page: number; readonly x: number; readonly y: number };
}

/**
 * An annotated copy (加注件, GB/T 36905; domain.md §3.4): the original with purpose, maker and last day over every page and in its metadata, sealed anew by
 * the office that provides it, since the original's seal would not bear the change. Outside any transaction.
 * @throws seals.no_seal, seals.not_granted
 */
export async function makeCopy(deps: LicencesDeps, row: IssuedRow, note: CopyNoteInput): Promise<MadeCopy> {
  const { kernel, seals } = deps;
  const sealer = await seals.sealerOf(row.office);
  await seals.checkGrant(row.office, row.slug);
  const now = kernel.clock.now();
  const env = notoPaperEnv();
  const { package: unsealed, stamps } = annotateCopy(
    readOfd(new Uint8Array(await kernel.files.get(row.fileKey))).package,
    {
      docId: randomBytes(16).toString('hex'),
      maker: row.officeName.zh,
      madeOn: chinaTime(now).slice(0, 10),
      lines: [...copyLines(row.officeName.zh, note), ...markOf(row)],
      metadata: {
        JZJZZSJ: chinaTime(now),
        JZJZZZ: row.officeName.zh,
        JZJZZSY: note.purpose,
        JZJYXQJZSJ: chinaTime(note.expiresAt),
      },
      font: { name: 'Noto Sans SC', font: env.font('sans', 400) },
    },
  );
  const sealed = await sealOfd(unsealed, {
    seal: sealer.prepared,
    signer: sealer.signer,
    time: now,
    stamps,
    provider: { name: 'Miaopi', version: '0.1.0', company: 'Miaopi' },
    mode: 'whole',
  });
  const bytes = packOfd(sealed.package);
  const report = verifyOfd(bytes, { ...(await seals.anchors()), at: now });
  const fileKey = `licences/${now.toISOString().slice(0, 7).replace('-', '/')}/${newId()}.ofd`;
  await kernel.files.put(fileKey, bytes);
  const [stamp] = stamps;
  return {
    bytes,
    slug: row.slug,
    seal: { sealId: sealer.sealId, page: stamp?.page ?? 0, x: stamp?.x ?? 0, y: stamp?.y ?? 0 },
    copy: {
      id: newId('copy'),
      licenceId: row.id,
      region: row.region,
      madeAt: now,
      purpose: note.purpose,
      maker: row.officeName,
      recipient: note.recipient,
      expiresAt: note.expiresAt,
      madeFor: note.madeFor,
      systemId: note.systemId,
      fileKey,
      digest: sm3Hex(bytes),
      sealing: toHex(report.signatures[0]!.dataHash!),
      bytes: bytes.length,
      pages: row.pages,
    },
  };
}

/** The copy is known from this commit on, and its sealing stands in the ledger of the seal. */
export async function recordCopy(
  deps: LicencesDeps,
  ctx: CommandContext,
  { copy, seal, slug }: MadeCopy,
  operator: string,
): Promise<void> {
  await insertCopy(ctx.tx, copy);
  deps.seals.recordUse(ctx, {
    sealId: seal.sealId,
    slug,
    licenceId: copy.id,
    caseId: null,
    region: copy.region,
    digest: copy.digest,
    page: seal.page,
    x: seal.x,
    y: seal.y,
    sealedAt: copy.madeAt,
    operator,
  });
  ctx.audit({
    action: 'licences.copy_made',
    subject: `licence:${copy.licenceId}`,
    data: { copy: copy.id, digest: copy.digest, madeFor: copy.madeFor },
  });
}

/** domain.md §3.4: 此件由…提供 · 仅供办理…事项时使用 · 有效期至… */
function copyLines(maker: string, note: CopyNoteInput): string[] {
  const [year, month, day] = chinaTime(note.expiresAt).slice(0, 10).split('-').map(Number);
  const purpose = note.purpose.replace(/^办理/, '').replace(/事项$/, '');
  return [`此件由${maker}提供`, `仅供办理${purpose}事项时使用`, `有效期至${year}年${month}月${day}日`];
}

/** domain.md §1.5: a copy of what was only compared or declared says so. */
function markOf({ grade }: IssuedRow): string[] {
  const { mark } = gradeRules[grade];
  return mark ? [mark] : [];
}

const zoned = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** `yyyy-mm-dd hh:mm:ss` in the zone of the installation. */
export function chinaTime(at: Date): string {
  return zoned.format(at);
}
