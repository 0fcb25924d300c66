import { type Crl, issueCrl, parseCertificate, parseCrl } from '@miaopi/gm';
import type { Reader } from '../../../kernel/db/database.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import { lockAuthority } from '../store/certificates.ts';
import { findDocumentList, listRevokedDocumentCertificates, putDocumentList } from '../store/document-certificates.ts';
import type { DocumentParty } from './ensure-document-certificate.ts';

const day = 86_400_000;
const listDays = 30;

/** The revocation list of the P-256 certificates; a new one when it runs low or lacks somebody revoked. */
export async function ensureDocumentList(kernel: Kernel, root: DocumentParty): Promise<Crl> {
  const good = async (db: Reader, now: Date): Promise<Crl | undefined> => {
    const row = await findDocumentList(db);
    if (!row || row.nextUpdate.getTime() < now.getTime() + (listDays / 2) * day) return undefined;
    const crl = parseCrl(row.der);
    return crl.revoked.size === (await listRevokedDocumentCertificates(db)).length ? crl : undefined;
  };
  const known = await good(kernel.read, kernel.clock.now());
  if (known) return known;
  return kernel.command('seals.ensure_document_list', { actor: { kind: 'system', name: 'seals' } }, async (ctx) => {
    await lockAuthority(ctx.tx);
    const present = await good(ctx.tx, ctx.now);
    if (present) return present;
    const nextUpdate = new Date(ctx.now.getTime() + listDays * day);
    const number = ((await findDocumentList(ctx.tx))?.number ?? 0) + 1;
    const der = issueCrl({
      issuer: parseCertificate(root.certificate).subject,
      issuerKey: root.key,
      thisUpdate: new Date(ctx.now.getTime() - 60_000),
      nextUpdate,
      number,
      revoked: await listRevokedDocumentCertificates(ctx.tx),
    });
    await putDocumentList(ctx.tx, { number, der, nextUpdate });
    return parseCrl(der);
  });
}
