import { fromBase64, parseCertificate, sm2Verify, verifyChain } from '@miaopi/gm';
import type { SentBytes } from '../../kernel/http/route.ts';

/** Somebody outside who signs what he sends with certificates of his own, not merely ones of the same authority. */
export interface SigningParty {
  /** DER. */
  readonly certificates: readonly Uint8Array[];
}

export function isCertificateOf(party: SigningParty, der: Uint8Array): boolean {
  return party.certificates.some((own) => Buffer.compare(own, der) === 0);
}

/** Whose bytes these are, by `x-signature` and `x-certificate`; undefined when nobody's we know, not valid now, or over other bytes. */
export function signerOf<P extends SigningParty>(
  parties: readonly P[],
  { data, headers }: SentBytes,
  trust: { readonly anchors: readonly Uint8Array[]; readonly at: Date },
): P | undefined {
  const { 'x-signature': signature, 'x-certificate': certificate } = headers;
  if (typeof signature !== 'string' || typeof certificate !== 'string') return undefined;
  try {
    const der = fromBase64(certificate);
    const party = parties.find((one) => isCertificateOf(one, der));
    if (!party) return undefined;
    const parsed = parseCertificate(der);
    const chain = verifyChain(parsed, { ...trust, usage: 'digitalSignature' });
    return chain.ok && sm2Verify(fromBase64(signature), data, parsed.publicKey) ? party : undefined;
  } catch {
    return undefined;
  }
}

/** A message as it came, with what proves it, for keeping: what is no text can't be kept as one. */
export function originalOf({ data, headers }: SentBytes): {
  readonly body: string;
  readonly signature: string;
  readonly certificate: string;
} {
  const text = (name: string) => String(headers[name] ?? '').slice(0, 8000);
  const body = data.toString('utf8').replaceAll('\u0000', '');
  return { body, signature: text('x-signature'), certificate: text('x-certificate') };
}
