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
import { type DocumentParty, ensureDocumentCertificate } from './use-cases/ensure-document-certificate.ts';
import { ensureDocumentList } from './use-cases/ensure-document-list.ts';

interface DocumentAuthority {
  readonly root: DocumentParty;
  readonly stamping: DocumentParty;
  readonly anchor: Certificate;
  readonly crl: Crl;
  readonly until: number;
}

/** Policy of the installation's own time stamps: an arc reserved for examples (RFC 5612); a town puts its own in its place. */
const stampPolicy = '1.3.6.1.4.1.32473.3161';
const day = 86_400_000;
const keptFor = day;

/** Signing of documents that others' software must understand: P-256 certificates and time stamps of the installation (F144). */
export function createDocumentSigning(kernel: Kernel, openWrap: () => Promise<KeyWrap>) {
  let authority: Promise<DocumentAuthority> | undefined;
  const offices = new Map<string, { readonly party: Promise<DocumentParty>; readonly until: number }>();

  async function open(): Promise<DocumentAuthority> {
    const wrap = await openWrap();
    const root = await ensureDocumentCertificate({ kernel, wrap, root: undefined }, 'root');
    const stamping = await ensureDocumentCertificate({ kernel, wrap, root }, 'time-stamp');
    const now = kernel.clock.now();
    const anchor = parseCertificate(root.certificate);
    const crl = await ensureDocumentList(kernel, root);
    return { root, stamping, anchor, crl, until: now.getTime() + keptFor };
  }

  async function opened(): Promise<DocumentAuthority> {
    const known = await authority?.catch(() => undefined);
    if (known && known.until > kernel.clock.now().getTime()) return known;
    authority = open();
    return authority;
  }

  return {
    /** What readers of signed PDFs need besides: root and revocation list of the P-256 certificates. */
    async addTo(trust: Trust): Promise<Trust> {
      const { anchor, crl } = await opened();
      return { ...trust, anchors: [...trust.anchors, anchor], crls: [...trust.crls, crl] };
    },

    async signerOf(office: { readonly uscc: string; readonly name: string }): Promise<PdfSigner> {
      const { root, stamping } = await opened();
      const now = kernel.clock.now().getTime();
      let known = offices.get(office.uscc);
      if (!known || known.until < now) {
        const party = openWrap().then((wrap) => ensureDocumentCertificate({ kernel, wrap, root }, 'office', office));
        known = { party, until: now + keptFor };
        offices.set(office.uscc, known);
        party.catch(() => offices.delete(office.uscc));
      }
      const party = await known.party;
      const stamper = signerOf(stamping);
      return {
        signer: signerOf(party),
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
    },
  };
}

function signerOf({ certificate, key }: DocumentParty): SyncSigner {
  return { algorithm: key.algorithm, certificate, sign: (message) => key.sign(message) };
}
