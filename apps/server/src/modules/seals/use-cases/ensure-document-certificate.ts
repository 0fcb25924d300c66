import {
  generateKey,
  issueCertificate,
  type KeyUsage,
  type NameInput,
  OID,
  parseCertificate,
  type SyncSigningKey,
  signingKey,
} from '@miaopi/gm';
import type { Tx } from '../../../kernel/db/database.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import { type AuthorityAddresses, authorityAddresses } from '../domain/authority-addresses.ts';
import { sealsErrors } from '../errors.ts';
import type { KeyWrap } from '../key-wrap.ts';
import { lockAuthority } from '../store/certificates.ts';
import {
  type DocumentCertificateKind,
  findDocumentCertificate,
  insertDocumentCertificate,
  lostDocumentCertificate,
} from '../store/document-certificates.ts';
import { findMachineSeal } from '../store/seal-rows.ts';

/** A P-256 certificate with its key, opened. */
export interface DocumentParty {
  readonly certificate: Uint8Array;
  readonly key: SyncSigningKey;
  readonly validTo: Date;
}

const organisation = '云州市示范电子认证服务中心';
const day = 86_400_000;
const renewBefore = 30 * day;

const years: Readonly<Record<DocumentCertificateKind, number>> = {
  root: 30,
  'time-stamp': 10,
  ocsp: 1,
  office: 5,
};
const names = {
  root: '示范区文件签名根（P-256）',
  'time-stamp': '示范区时间戳服务',
  ocsp: '示范区文件证书状态服务',
  office: '',
} as const;
const usage: Readonly<Record<DocumentCertificateKind, readonly KeyUsage[]>> = {
  root: ['keyCertSign', 'cRLSign'],
  'time-stamp': ['digitalSignature'],
  ocsp: ['digitalSignature'],
  office: ['digitalSignature', 'nonRepudiation'],
};

/**
 * The certificate in force; made when there is none, or when it runs out within 30 days. After a revocation an office has another one only once it has a
 * seal in force again.
 * @throws seals.no_seal
 */
export async function ensureDocumentCertificate(
  deps: { readonly kernel: Kernel; readonly wrap: KeyWrap; readonly root: DocumentParty | undefined },
  kind: DocumentCertificateKind,
  office?: { readonly uscc: string; readonly name: string },
): Promise<DocumentParty> {
  const { kernel, wrap, root } = deps;
  const find = async (db: Tx | Kernel['read'], now: Date): Promise<DocumentParty | undefined> => {
    const row = await findDocumentCertificate(db, kind, office?.uscc ?? null);
    if (!row || row.validTo.getTime() - now.getTime() < renewBefore) return undefined;
    return { certificate: new Uint8Array(row.der), key: signingKey(wrap.unwrapKey(row.wrapped)), validTo: row.validTo };
  };
  const known = await find(kernel.read, kernel.clock.now());
  if (known) return known;
  return kernel.command(
    'seals.ensure_document_certificate',
    { actor: { kind: 'system', name: 'seals' } },
    async (ctx) => {
      await lockAuthority(ctx.tx);
      const present = await find(ctx.tx, ctx.now);
      if (present) return present;
      if (
        office &&
        (await lostDocumentCertificate(ctx.tx, office.uscc)) &&
        !(await findMachineSeal(ctx.tx, office.uscc))
      )
        throw sealsErrors.no_seal({ log: `the document certificate of ${office.uscc} was revoked with its seal` });
      const { pkcs8, publicKeyInfo } = generateKey('p256');
      const key = signingKey(pkcs8);
      const name: NameInput = office
        ? { C: 'CN', O: office.name, organizationIdentifier: office.uscc, CN: office.name }
        : { C: 'CN', O: organisation, CN: names[kind] };
      const validFrom = new Date(ctx.now.getTime() - day);
      const validTo = new Date(ctx.now.getTime() + years[kind] * 365 * day);
      const der = issueCertificate({
        subject: name,
        issuer: root ? parseCertificate(root.certificate) : name,
        subjectPublicKey: publicKeyInfo,
        issuerKey: root?.key ?? key,
        notBefore: validFrom,
        notAfter: validTo,
        extensions: {
          keyUsage: usage[kind],
          ...(kind === 'root' ? { basicConstraints: { ca: true, pathLen: 0 } } : {}),
          ...(kind === 'time-stamp' ? { extendedKeyUsage: [OID.timeStamping] } : {}),
          ...(kind === 'ocsp' ? { extendedKeyUsage: [OID.ocspSigning], ocspNoCheck: true } : {}),
          ...(kind === 'root' || kind === 'ocsp' ? {} : addressesOf(kernel)),
        },
      });
      await insertDocumentCertificate(ctx.tx, {
        id: newId(),
        kind,
        office: office?.uscc ?? null,
        name: name.CN ?? '',
        serial: parseCertificate(der).serial,
        der,
        wrapped: wrap.wrapKey(pkcs8),
        validFrom,
        validTo,
        now: ctx.now,
      });
      ctx.audit({
        action: 'seals.document_certificate_made',
        subject: office ? `office:${office.uscc}` : 'seals:authority',
        data: { kind, until: validTo.toISOString() },
      });
      return { certificate: der, key, validTo };
    },
  );
}

/** Where a certificate for documents says that its issuer is asked. */
export function addressesOf(kernel: Kernel): Partial<AuthorityAddresses> {
  return authorityAddresses(kernel.config.publicAddress, 'documents') ?? {};
}
