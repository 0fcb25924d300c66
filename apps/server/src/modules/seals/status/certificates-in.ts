import { type Certificate, parseCertificate } from '@miaopi/gm';
import { verifyOfd } from '@miaopi/ofd';
import { verifyPdf } from '@miaopi/pdf';
import type { Trust } from '../trust-pem.ts';

/** The certificates that answer for a file's signatures: of signers, and of seals' makers. None when it cannot be read; whoever judges it says why. */
export function certificatesIn(data: Uint8Array, trust: Trust, at: Date): readonly Certificate[] {
  const isPdf = String.fromCharCode(...data.subarray(0, 4)) === '%PDF';
  const report = isPdf ? verifyPdf(data, { ...trust, at }) : verifyOfd(data, { ...trust, at });
  const ders = report.signatures.flatMap((s) => [
    s.signer?.certificate ?? [],
    ('seal' in s && s.seal?.makerCertificate) || [],
  ]);
  return ders.flatMap((der) => (der instanceof Uint8Array ? [parseCertificate(der)] : []));
}
