import {
  generateSm2KeyPair,
  issueCertificate,
  issueCrl,
  type KeyUsage,
  type NameInput,
  OID,
  parseCertificate,
  parseCrl,
  type RevocationReason,
  type Sm2KeyPair,
} from '@miaopi/gm';
import type { Tx } from '../../../kernel/db/database.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import { type AuthorityAddresses, authorityAddresses } from '../domain/authority-addresses.ts';
import type { KeyWrap } from '../key-wrap.ts';
import {
  type CertificateKind,
  type CertificateRow,
  insertCertificate,
  listAuthority,
  listRevocationLists,
  listRevoked,
  lockAuthority,
  putRevocationList,
} from '../store/certificates.ts';
import type { Trust } from '../trust-pem.ts';

export interface Party {
  readonly certificate: Uint8Array;
  readonly key: Sm2KeyPair;
  /** Where those who hold a certificate of its ask; written into what it issues. */
  readonly addresses?: AuthorityAddresses | undefined;
}

/** The installation's certificate authority and its seal maker, opened. */
export interface Authority {
  readonly root: Party;
  readonly issuing: Party;
  readonly maker: Party;
  readonly trust: Trust;
}

export const organisation = '云州市示范电子认证服务中心';
const day = 86_400_000;
const year = 365 * day;
const crlDays = 30;

/** Root (SM2, 30 years) → issuing authority (20) → seal maker (10): made once, by whoever comes first. Renews the revocation lists when they run low. */
export async function ensureAuthority(kernel: Kernel, wrap: KeyWrap): Promise<Authority> {
  const { rows, lists } = await kernel.command(
    'seals.ensure_authority',
    { actor: { kind: 'system', name: 'seals' } },
    async (ctx) => {
      await lockAuthority(ctx.tx);
      let rows = await listAuthority(ctx.tx);
      if (rows.length === 0) {
        await makeAuthority(ctx.tx, wrap, ctx.now);
        ctx.audit({ action: 'seals.authority_made', subject: 'seals:authority' });
        rows = await listAuthority(ctx.tx);
      }
      let lists = await listRevocationLists(ctx.tx);
      const low = ctx.now.getTime() + (crlDays / 2) * day;
      for (const kind of ['root', 'issuing'] as const) {
        const issuer = one(rows, kind);
        const known = lists.find((l) => l.issuer === issuer.id);
        if (known && known.nextUpdate.getTime() > low) continue;
        await issueList(ctx.tx, {
          kind,
          issuer,
          key: wrap.unwrap(issuer.wrapped),
          number: (known?.number ?? 0) + 1,
          now: ctx.now,
        });
        lists = await listRevocationLists(ctx.tx);
      }
      return { rows, lists };
    },
  );
  const party = (kind: CertificateKind): Party => {
    const row = one(rows, kind);
    return { certificate: new Uint8Array(row.der), key: wrap.unwrap(row.wrapped) };
  };
  const [root, issuing, maker] = [party('root'), party('issuing'), party('maker')];
  return {
    root,
    issuing: { ...issuing, addresses: authorityAddresses(kernel.config.publicAddress, 'issuing') },
    maker,
    trust: {
      anchors: [parseCertificate(root.certificate)],
      intermediates: [parseCertificate(issuing.certificate)],
      sealMakers: [parseCertificate(maker.certificate)],
      crls: lists.map((l) => parseCrl(l.der)),
    },
  };
}

/** Subject, use and time of a certificate to be issued. */
export interface CertificateInput {
  readonly kind: CertificateKind;
  readonly principal?: string;
  readonly name: NameInput;
  readonly issuer: Party | undefined;
  readonly years: number;
  readonly usage: readonly KeyUsage[];
  /** The one thing it is for besides (OID): a responder's certificate is not asked about itself. */
  readonly extendedUsage?: string;
  readonly authority?: { readonly pathLen: number };
  readonly now: Date;
}

/** A certificate for a key made here, kept under the installation's secret: the authority's own, and the machine's carriers. */
export async function certify(
  tx: Tx,
  wrap: KeyWrap,
  input: CertificateInput,
): Promise<Party & { readonly id: string }> {
  const key = generateSm2KeyPair();
  const kept = { wrapped: wrap.wrap(key.privateKey) };
  return { ...(await certifyKey(tx, { ...input, publicKey: key.publicKey, ownKey: key }, kept)), key };
}

/** A certificate for a public key whose private half lies in a carrier: under its holder's password here, or on hardware (`kept` null). */
export async function certifyKey(
  tx: Tx,
  input: CertificateInput & { readonly publicKey: Uint8Array; readonly ownKey?: Sm2KeyPair },
  kept: { readonly wrapped: Uint8Array; readonly salt?: Uint8Array } | null,
): Promise<{ readonly id: string; readonly certificate: Uint8Array }> {
  const validFrom = new Date(input.now.getTime() - day);
  const validTo = new Date(input.now.getTime() + input.years * year);
  const issuerKey = input.issuer?.key ?? input.ownKey;
  if (!issuerKey) throw new Error('a certificate needs an issuer, or its own key to sign itself');
  const der = issueCertificate({
    subject: input.name,
    issuer: input.issuer ? parseCertificate(input.issuer.certificate) : input.name,
    subjectPublicKey: input.publicKey,
    issuerKey,
    notBefore: validFrom,
    notAfter: validTo,
    extensions: {
      keyUsage: input.usage,
      ...(input.extendedUsage ? { extendedKeyUsage: [input.extendedUsage] } : {}),
      ...(input.extendedUsage === OID.ocspSigning ? { ocspNoCheck: true } : (input.issuer?.addresses ?? {})),
      ...(input.authority ? { basicConstraints: { ca: true, pathLen: input.authority.pathLen } } : {}),
    },
  });
  const id = newId();
  await insertCertificate(tx, {
    id,
    kind: input.kind,
    principal: input.principal ?? null,
    name: input.name.CN ?? '',
    serial: parseCertificate(der).serial,
    der,
    ...(kept ?? {}),
    validFrom,
    validTo,
    now: input.now,
  });
  return { id, certificate: der };
}

async function makeAuthority(tx: Tx, wrap: KeyWrap, now: Date): Promise<void> {
  const name = (CN: string): NameInput => ({ C: 'CN', O: organisation, CN });
  const forAuthority: readonly KeyUsage[] = ['keyCertSign', 'cRLSign'];
  const root = await certify(tx, wrap, {
    kind: 'root',
    name: name('示范区电子认证根'),
    issuer: undefined,
    years: 30,
    usage: forAuthority,
    authority: { pathLen: 1 },
    now,
  });
  const issuing = await certify(tx, wrap, {
    kind: 'issuing',
    name: name('示范区政务电子认证'),
    issuer: root,
    years: 20,
    usage: forAuthority,
    authority: { pathLen: 0 },
    now,
  });
  await certify(tx, wrap, {
    kind: 'maker',
    name: name('示范区电子印章制作系统'),
    issuer: issuing,
    years: 10,
    usage: ['digitalSignature', 'nonRepudiation'],
    now,
  });
}

/** A new list of revoked certificates of holders, in the transaction that revokes one; the next one over all processes by number. */
export async function reissueList(tx: Tx, authority: Authority, now: Date): Promise<void> {
  const issuer = one(await listAuthority(tx), 'issuing');
  const known = (await listRevocationLists(tx)).find((l) => l.issuer === issuer.id);
  await issueList(tx, { kind: 'issuing', issuer, key: authority.issuing.key, number: (known?.number ?? 0) + 1, now });
}

async function issueList(
  tx: Tx,
  input: {
    readonly kind: 'root' | 'issuing';
    readonly issuer: CertificateRow;
    readonly key: Sm2KeyPair;
    readonly number: number;
    readonly now: Date;
  },
): Promise<void> {
  const nextUpdate = new Date(input.now.getTime() + crlDays * day);
  const revoked = await listRevoked(tx, input.kind);
  const der = issueCrl({
    issuer: parseCertificate(input.issuer.der).subject,
    issuerKey: input.key,
    thisUpdate: new Date(input.now.getTime() - 60_000),
    nextUpdate,
    number: input.number,
    revoked: revoked.map((r) => ({
      serial: r.serial,
      revokedAt: r.revokedAt,
      ...(r.reason ? { reason: r.reason as RevocationReason } : {}),
      ...(r.invalidSince ? { invalidSince: r.invalidSince } : {}),
    })),
  });
  await putRevocationList(tx, { issuer: input.issuer.id, number: input.number, der, nextUpdate });
}

function one(rows: readonly CertificateRow[], kind: CertificateKind): CertificateRow {
  const row = rows.find((r) => r.kind === kind);
  if (!row) throw new Error(`the ${kind} certificate of the installation is missing`);
  return row;
}
