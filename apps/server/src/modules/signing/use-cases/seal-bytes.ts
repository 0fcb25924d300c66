import { sm3Hex } from '@miaopi/gm';
import type { OfdTrust } from '@miaopi/ofd';
import { OfdError, packOfd, readOfd, sealOfd, verifyOfd } from '@miaopi/ofd';
import { kernelErrors } from '../../../kernel/errors.ts';
import type { OpenedPartySeal } from '../deps.ts';
import { type Place, stampIn } from '../domain/find-place.ts';
import { signingErrors } from '../errors.ts';
import type { SignatureCheck } from '../store/rows.ts';

export const documentLimits = {
  maxFile: 24 * 1024 * 1024,
  maxTotal: 96 * 1024 * 1024,
  maxPart: 32 * 1024 * 1024,
  maxParts: 5000,
  maxRatio: 200,
};

export interface SignedBytes {
  readonly data: Uint8Array;
  readonly sm3: string;
  readonly stamp: Place;
  readonly verdict: readonly SignatureCheck[];
}

/**
 * One more signature on a document, leaving room for the next (GB/T 38540-2020). Everything the earlier signatures protect keeps its bytes; afterwards all of
 * them are verified again, the new one too.
 * @throws kernel.bug when any signature does not hold afterwards: such a version is never kept
 */
export async function addSignature(
  before: Uint8Array,
  opened: Pick<OpenedPartySeal, 'prepared' | 'signer' | 'width' | 'height'>,
  place: Place,
  at: Date,
  trust: OfdTrust,
  timeStamp: (signature: Uint8Array) => Uint8Array,
): Promise<SignedBytes> {
  const { package: ofd } = readOfd(before, documentLimits);
  const page = ofd.pages[place.page];
  if (!page) throw kernelErrors.bug({ log: `no page ${place.page}` });
  const stamp = stampIn(place, opened, page);
  const sealed = await sealOfd(ofd, {
    seal: opened.prepared,
    signer: opened.signer,
    time: at,
    stamps: [stamp],
    provider: { name: 'Miaopi' },
    mode: 'continue',
    timeStamp,
  });
  const data = packOfd(sealed.package);
  const verdict = judge(data, trust, at);
  if (verdict.length === 0 || verdict.some((s) => !s.ok))
    throw kernelErrors.bug({ log: `a signature does not hold: ${JSON.stringify(verdict)}` });
  return { data, sm3: sm3Hex(data), stamp, verdict };
}

/** How each signature of a document is judged. */
export function judge(data: Uint8Array, trust: OfdTrust, at: Date): SignatureCheck[] {
  return verifyOfd(data, { ...trust, at, limits: documentLimits }).signatures.map((s) => ({
    sealId: s.seal?.id ?? '',
    seal: s.seal?.name ?? '',
    signer: s.signer?.subject ?? '',
    time: (s.time ?? at).toISOString(),
    ok: s.checks.every((c) => c.severity !== 'error' || c.ok === true),
  }));
}

/** An uploaded OFD as it will be sent round. @throws signing.not_signable */
export function readSignable(data: Uint8Array) {
  try {
    return readOfd(data, documentLimits);
  } catch (error) {
    if (error instanceof OfdError)
      throw signingErrors.not_signable({ log: error.message, detail: { zh: error.zh, en: error.message } });
    throw error;
  }
}
