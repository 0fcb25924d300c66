import { fileSigner, generateKey, issueCertificate, nameValue, parseCertificate, signingKey, sm3Hex } from '@miaopi/gm';
import type { OfdTrust } from '@miaopi/ofd';
import { PdfError, readPdf, signPdf, verifyPdf } from '@miaopi/pdf';
import { kernelErrors } from '../../../kernel/errors.ts';
import type { OpenedPartySeal, PartyPdfSigner } from '../deps.ts';
import { type Place, stampIn } from '../domain/find-place.ts';
import { signingErrors } from '../errors.ts';
import type { SignatureCheck } from '../store/rows.ts';
import { documentLimits, type SignedBytes } from './seal-bytes.ts';

const limits = { maxFile: documentLimits.maxFile };

export function isPdf(data: Uint8Array): boolean {
  return Buffer.from(data.buffer, data.byteOffset, 5).toString('latin1') === '%PDF-';
}

/**
 * One more signature on a PDF as a revision of its own (PAdES B-T): not a byte of what is there changes. Afterwards all signatures are verified again.
 * @throws kernel.bug when any of them does not hold afterwards: such a version is never kept
 */
export async function addPdfSignature(
  before: Uint8Array,
  opened: Pick<OpenedPartySeal, 'prepared' | 'width' | 'height' | 'name'>,
  pdf: PartyPdfSigner,
  place: Place,
  at: Date,
  trust: OfdTrust,
): Promise<SignedBytes> {
  const page = readPdf(before, limits).pages[place.page];
  if (!page) throw kernelErrors.bug({ log: `no page ${place.page}` });
  const stamp = stampIn(place, opened, page);
  const data = await signPdf(before, {
    ...pdf,
    time: at,
    name: opened.name,
    seal: { ...stamp, picture: { format: 'png', data: opened.prepared.seal.picture.data } },
    limits,
  });
  const verdict = judgePdf(data, trust, at);
  if (verdict.length === 0 || verdict.some((s) => !s.ok))
    throw kernelErrors.bug({ log: `a signature does not hold: ${JSON.stringify(verdict)}` });
  return { data, sm3: sm3Hex(data), stamp, verdict };
}

/** How each signature of a PDF is judged; a fault of the file as a whole is a fault of each. */
export function judgePdf(data: Uint8Array, trust: OfdTrust, at: Date): SignatureCheck[] {
  const report = verifyPdf(data, { ...trust, at, limits });
  const whole = report.checks.every((c) => c.severity !== 'error' || c.ok === true || c.id === 'signed');
  return report.signatures.map((s) => {
    const subject = s.signer && parseCertificate(s.signer.certificate).subject;
    const name = (subject && nameValue(subject, 'CN')) ?? '';
    return {
      sealId: (subject && nameValue(subject, 'OU')) ?? '',
      seal: name,
      signer: s.signer?.subject ?? '',
      time: (s.time ?? at).toISOString(),
      ok: whole && s.checks.every((c) => c.severity !== 'error' || c.ok === true),
    };
  });
}

/** An uploaded PDF as it will be sent round; told now, not to the first who signs, when it takes no signature. @throws signing.not_signable */
export async function readSignablePdf(data: Uint8Array) {
  try {
    const contents = readPdf(data, limits);
    await signPdf(data, { signer: nobody(), time: new Date(), limits });
    return contents;
  } catch (error) {
    if (error instanceof PdfError)
      throw signingErrors.not_signable({ log: error.message, detail: { zh: error.zh, en: error.message } });
    throw error;
  }
}

let trying: ReturnType<typeof fileSigner> | undefined;

/** A key that nobody trusts, to find out whether a file takes a signature at all. */
function nobody() {
  if (trying) return trying;
  const { pkcs8, publicKeyInfo } = generateKey('p256');
  const name = { CN: 'nobody' };
  const day = 86_400_000;
  const certificate = issueCertificate({
    subject: name,
    issuer: name,
    subjectPublicKey: publicKeyInfo,
    issuerKey: signingKey(pkcs8),
    notBefore: new Date(Date.now() - day),
    notAfter: new Date(Date.now() + day),
    extensions: { keyUsage: ['digitalSignature'] },
  });
  trying = fileSigner({ privateKey: pkcs8, certificate });
  return trying;
}
