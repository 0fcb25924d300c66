import { randomBytes } from 'node:crypto';
import {
  type Certificate,
  type Crl,
  digestByOid,
  fromHex,
  makeTimeStampToken,
  OID,
  parseCertificate,
  type SyncSigner,
} from '@miaopi/gm';
import type { Kernel } from '../../kernel/kernel.ts';
import type { PdfSigner } from './door.ts';
import type { KeyWrap } from './key-wrap.ts';
import type { Trust } from './trust-pem.ts';
import { certifySignature } from './use-cases/certify-signature.ts';
import { type DocumentParty, ensureDocumentCertificate } from './use-cases/ensure-document-certificate.ts';
import { ensureDocumentList } from './use-cases/ensure-document-list.ts';

interface DocumentAuthority {
  readonly root: DocumentParty;
  readonly stamping: DocumentParty;
  readonly anchor: Certificate;
  readonly until: number;
}

/** Policy of the installation's own time stamps: an arc reserved for examples (RFC 5612); a town puts its own in its place. */
export const stampPolicy = '1.3.6.1.4.1.32473.3161';
const day = 86_400_000;
const keptFor = day;
/** Another process may have revoked a certificate: its list is read again after so long. */
const listMs = 5000;

/** Signing of documents that others' software must understand: P-256 certificates and time stamps of the installation (F144). */
export function createDocumentSigning(kernel: Kernel, openWrap: () => Promise<KeyWrap>) {
  let authority: Promise<DocumentAuthority> | undefined;
  const offices = new Map<string, { readonly party: Promise<DocumentParty>; readonly until: number }>();
  let responding: { readonly party: Promise<DocumentParty>; readonly until: number } | undefined;
  let list: { readonly crl: Promise<Crl>; readonly readAt: number } | undefined;

  async function open(): Promise<DocumentAuthority> {
    const wrap = await openWrap();
    const root = await ensureDocumentCertificate({ kernel, wrap, root: undefined }, 'root');
    const stamping = await ensureDocumentCertificate({ kernel, wrap, root }, 'time-stamp');
    const now = kernel.clock.now();
    const anchor = parseCertificate(root.certificate);
    return { root, stamping, anchor, until: now.getTime() + keptFor };
  }

  async function opened(): Promise<DocumentAuthority> {
    const known = await authority?.catch(() => undefined);
    if (known && known.until > kernel.clock.now().getTime()) return known;
    authority = open();
    return authority;
  }

  function revoked({ root }: DocumentAuthority): Promise<Crl> {
    if (!list || Date.now() - list.readAt > listMs) {
      list = { crl: ensureDocumentList(kernel, root), readAt: Date.now() };
      list.crl.catch(() => {
        list = undefined;
      });
    }
    return list.crl;
  }

  function pdfSigner(signer: SyncSigner, root: DocumentParty, stamping: DocumentParty): PdfSigner {
    const stamper = signerOf(stamping);
    return {
      signer,
      chain: [root.certificate],
      timeStamp: (signature) =>
        makeTimeStampToken({
          signer: stamper,
          policy: stampPolicy,
          serial: fromHex(`01${randomBytes(15).toString('hex')}`),
          time: kernel.clock.now(),
          digestAlgorithm: OID.sha256,
          digest: digestByOid(OID.sha256, signature)!,
        }),
    };
  }

  return {
    /** The root of documents' certificates, DER. */
    async root(): Promise<Uint8Array> {
      return (await opened()).root.certificate;
    },

    /** Their revocation list, not older than some seconds. */
    async list(): Promise<Crl> {
      return revoked(await opened());
    },

    /** Signs time stamps that others ask for. */
    async stampSigner(): Promise<SyncSigner> {
      return signerOf((await opened()).stamping);
    },

    /** Answers for documents' certificates; made when first asked for. */
    async responder(): Promise<SyncSigner> {
      const { root } = await opened();
      if (!responding || responding.until < kernel.clock.now().getTime()) {
        const party = openWrap().then((wrap) => ensureDocumentCertificate({ kernel, wrap, root }, 'ocsp'));
        responding = { party, until: kernel.clock.now().getTime() + keptFor };
        party.catch(() => {
          responding = undefined;
        });
      }
      return signerOf(await responding.party);
    },

    /** What this process remembers of certificates and their list may be over. */
    forget(): void {
      offices.clear();
      list = undefined;
    },

    /** What readers of signed PDFs need besides: root and revocation list of the P-256 certificates. */
    async addTo(trust: Trust): Promise<Trust> {
      const known = await opened();
      return {
        ...trust,
        anchors: [...trust.anchors, known.anchor],
        crls: [...trust.crls, await revoked(known)],
      };
    },

    async signerOf(office: { readonly uscc: string; readonly name: string }): Promise<PdfSigner> {
      const opening = await opened();
      const { root, stamping } = opening;
      const { revoked: ended } = await revoked(opening);
      const now = kernel.clock.now().getTime();
      let known = offices.get(office.uscc);
      const good = known && known.until >= now && !ended.has(parseCertificate((await known.party).certificate).serial);
      if (!known || !good) {
        const party = openWrap().then((wrap) => ensureDocumentCertificate({ kernel, wrap, root }, 'office', office));
        known = { party, until: now + keptFor };
        offices.set(office.uscc, known);
        party.catch(() => offices.delete(office.uscc));
      }
      return pdfSigner(signerOf(await known.party), root, stamping);
    },

    /** RFC 3161 tokens of the installation's own authority over signature values, for seals too. */
    async stamper(): Promise<PdfSigner['timeStamp']> {
      const { root, stamping } = await opened();
      return pdfSigner(signerOf(stamping), root, stamping).timeStamp;
    },

    /** For one signature of a holder whose carrier has just been opened. */
    async holderSigner(given: Parameters<typeof certifySignature>[2]): Promise<PdfSigner> {
      const { root, stamping } = await opened();
      return pdfSigner(await certifySignature(kernel, root, given), root, stamping);
    },
  };
}

export type DocumentSigning = ReturnType<typeof createDocumentSigning>;

function signerOf({ certificate, key }: DocumentParty): SyncSigner {
  return { algorithm: key.algorithm, certificate, sign: (message) => key.sign(message) };
}
