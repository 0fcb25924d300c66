import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodePem, parseCertificate, sm2Verify } from '@miaopi/gm';
import { signPdf, verifyPdf } from '@miaopi/pdf';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isThere } from '../../../../tools/judges.mjs';
import { sql } from '../../src/kernel/db/sql.ts';
import { createSeals, type Seals } from '../../src/modules/seals/index.ts';
import { startTestDatabase, type TestDatabase } from '../database.ts';
import { keeper, officeSeal, password, plugs } from './people.ts';

let t: TestDatabase;
let seals: Seals;
let sealId: string;
const folder = mkdtempSync(join(tmpdir(), 'miaopi-pdf-seal-'));
const plain = readFileSync(new URL('../../../../packages/pdf/test/samples/qpdf-linearized.pdf', import.meta.url));
beforeAll(async () => {
  t = await startTestDatabase();
  seals = createSeals(t.kernel, {}, plugs);
  sealId = await officeSeal(t, seals);
});
afterAll(async () => {
  await t?.close();
  rmSync(folder, { recursive: true, force: true });
});

const open = (documentId: string) =>
  seals.openForUse({
    sealId,
    actor: keeper,
    password,
    device: 'device-1',
    purpose: { documentKind: 'signing', documentId },
  });

it('F144: a holder’s seal signs a PDF with a certificate for that one use, to which the carrier’s key has agreed', async () => {
  const opened = await open('lease-1');
  const signed = await signPdf(plain, { ...(await opened.pdfSigner()), time: t.kernel.clock.now(), name: opened.name });
  const report = verifyPdf(signed, { ...(await seals.anchors()), at: t.kernel.clock.now() });
  expect(report.verdict, report.reason).toBe('valid');
  expect(report.signatures[0]).toMatchObject({ profile: 'PAdES B-T' });
  const certificate = parseCertificate(report.signatures[0]!.signer!.certificate);
  expect(certificate.subject.text).toContain(sealId);
  expect(certificate.notAfter.getTime() - certificate.notBefore.getTime()).toBeLessThan(60 * 60_000);

  const [row] = await t.db.rows<{ consent: string; signature: Buffer; der: Buffer }>(
    sql`select c.consent, c.consent_signature as signature, h.der from seals.signature_certificate c
      join seals.carrier k on k.id = c.carrier_id join seals.certificate h on h.id = k.certificate_id
      where c.serial = ${certificate.serial}`,
  );
  expect(row!.consent).toContain(`${sealId} signing lease-1`);
  const { publicKey } = parseCertificate(new Uint8Array(row!.der));
  expect(sm2Verify(row!.signature, Buffer.from(row!.consent), publicKey)).toBe(true);
  await expect(t.db.rows(sql`delete from seals.signature_certificate`)).rejects.toThrow();

  await expect(opened.pdfSigner(), 'one opening, one certificate').rejects.toThrow();
  writeFileSync(join(folder, 'one.pdf'), signed);
});

it.skipIf(!isThere('pdfsig') || !isThere('certutil'))('F144: poppler’s pdfsig says valid and trusted', async () => {
  const { anchors } = await seals.anchors();
  const nss = join(folder, 'nss');
  mkdirSync(nss);
  execFileSync('certutil', ['-N', '-d', nss, '--empty-password']);
  for (const [i, anchor] of anchors.filter((a) => a.publicKeyAlgorithm === 'p256').entries()) {
    const file = join(folder, `root-${i}.pem`);
    writeFileSync(file, encodePem('CERTIFICATE', anchor.der));
    execFileSync('certutil', ['-A', '-d', nss, '-n', `root-${i}`, '-t', 'C,C,C', '-i', file]);
  }
  const out = execFileSync('pdfsig', ['-nssdir', nss, join(folder, 'one.pdf')], { encoding: 'utf8' });
  expect(out).toContain('Signature is Valid');
  expect(out).toContain('Certificate is Trusted');
});
