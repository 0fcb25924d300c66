// Signs a PDF with a key and an authority made for the occasion: `npx tsx packages/pdf/examples/sign.ts IN OUT ROOT.pem`.
import { readFileSync, writeFileSync } from 'node:fs';
import { encodePem, fileSigner, generateKey, issueCertificate, parseCertificate, signingKey } from '@miaopi/gm';
import { signPdf, verifyPdf } from '../src/index.ts';

/** Signs the bytes; gives them with the root certificate to trust. */
export async function signAsExample(pdf: Uint8Array, now: Date): Promise<{ signed: Uint8Array; root: Uint8Array }> {
  const later = new Date(now.getTime() + 365 * 86_400_000);
  const authority = generateKey('p256');
  const name = { C: 'CN', O: '示例', CN: '示例根' };
  const root = issueCertificate({
    subject: name,
    issuer: name,
    subjectPublicKey: authority.publicKeyInfo,
    issuerKey: signingKey(authority.pkcs8),
    notBefore: now,
    notAfter: later,
    extensions: { basicConstraints: { ca: true }, keyUsage: ['keyCertSign', 'cRLSign'] },
  });
  const own = generateKey('p256');
  const certificate = issueCertificate({
    subject: { C: 'CN', O: '示例', CN: '示例签名人' },
    issuer: parseCertificate(root),
    subjectPublicKey: own.publicKeyInfo,
    issuerKey: signingKey(authority.pkcs8),
    notBefore: now,
    notAfter: later,
    extensions: { keyUsage: ['digitalSignature', 'nonRepudiation'] },
  });
  const signer = fileSigner({ privateKey: own.pkcs8, certificate });
  return { signed: await signPdf(pdf, { signer, chain: [root], time: now, reason: '示例' }), root };
}

if (process.argv[1]?.endsWith('sign.ts')) {
  const [from, to, trust] = process.argv.slice(2);
  if (!from || !to || !trust) throw new Error('name the PDF, the signed PDF and the root certificate to write');
  const { signed, root } = await signAsExample(new Uint8Array(readFileSync(from)), new Date());
  writeFileSync(to, signed);
  writeFileSync(trust, encodePem('CERTIFICATE', root));
  for (const { id, profile, checks } of verifyPdf(signed, { anchors: [root] }).signatures) {
    console.log(id, profile);
    for (const check of checks)
      console.log(' ', check.ok === true ? '✓' : check.ok === null ? '?' : '✗', check.text.en);
  }
}
