import { deflateRawSync } from 'node:zlib';
import {
  fileSigner,
  generateSm2KeyPair,
  issueCrl,
  makeSeal,
  makeSealSignature,
  parseCertificate,
  prepareSeal,
  type SealExtension,
  sm3,
} from '@miaopi/gm';
import { describe, expect, it } from 'vitest';
import { type OfdPackage, packOfd, prepareSealing, sealOfdSync, verifyOfd } from '../src/index.ts';
import { type RawEntry, rawZip } from './raw-zip.ts';
import { certificateFor, licencePackage, SEALED_AT, samplePng, sampleWorld, sealing } from './sample-world.ts';

const { root, rootKey, signer, seal, otherSigner } = sampleWorld();
const trust = { anchors: [root], at: new Date('2026-11-21T00:00:00Z') };
const photo = samplePng(400);
const good = sealOfdSync(licencePackage(1, photo), sealing('continue')).package;
const bytesOf = (text: string) => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

const entries = (): RawEntry[] => [...good.parts].map(([name, data]) => ({ name, data }));
const changed = (change: Partial<RawEntry>, index = 3): RawEntry[] =>
  entries().map((e, i) => (i === index ? { ...e, ...change } : e));
const extraField = (id: number) => Uint8Array.of(id & 255, id >> 8, 2, 0, 1, 2);

describe('attacks on the package', () => {
  it('F145: the same parts in a plain zip by this test are valid, so the attacks below fail for their own reason', () => {
    expect(verifyOfd(rawZip(entries()), trust).verdict).toBe('valid');
    const stream = deflateRawSync(entries()[3]!.data);
    expect(verifyOfd(rawZip(changed({ method: 8, packed: stream })), trust).verdict).toBe('valid');
    expect(verifyOfd(rawZip(changed({ extra: extraField(0x5455) })), trust).verdict).toBe('valid');
  });

  const page = 'Doc_0/Pages/Page_0/Content.xml';
  const evil = bytesOf('<x/>');
  const attacks: [string, string, () => Uint8Array][] = [
    ['a second entry of the same name', 'duplicate_entry', () => rawZip([...entries(), { name: page, data: evil }])],
    [
      'a name that differs in case only',
      'duplicate_entry',
      () => rawZip([...entries(), { name: page.toLowerCase(), data: evil }]),
    ],
    [
      'an entry missing in the directory',
      'hidden_bytes',
      () => rawZip([...entries(), { name: 'x', data: evil }], { skipInDirectory: good.parts.size }),
    ],
    ['bytes between entries', 'hidden_bytes', () => rawZip(entries(), { between: evil })],
    ['bytes before the package', 'not_zip', () => rawZip(entries(), { before: evil })],
    ['bytes after the package', 'trailing_bytes', () => rawZip(entries(), { after: evil })],
    [
      'a name that differs between directory and entry',
      'header_mismatch',
      () => rawZip(changed({ localName: 'Doc_0/other.xml' })),
    ],
    ['a path out of the package', 'path_trick', () => rawZip([...entries(), { name: '../../etc/passwd', data: evil }])],
    ['an absolute path', 'path_trick', () => rawZip([...entries(), { name: '/OFD.xml', data: evil }])],
    ['a Windows path', 'path_trick', () => rawZip([...entries(), { name: 'Doc_0\\Document.xml', data: evil }])],
    [
      'an invisible character in a name',
      'path_trick',
      () => rawZip([...entries(), { name: 'OFD\u200b.xml', data: evil }]),
    ],
    ['a part that is file and folder', 'path_trick', () => rawZip([...entries(), { name: `${page}/x`, data: evil }])],
    ['a link instead of a file', 'symlink', () => rawZip(changed({ attributes: 0xa1ff0000 }))],
    ['an encrypted entry', 'encrypted', () => rawZip(changed({ flags: 1 }))],
    ['an unknown packing method', 'method', () => rawZip(changed({ method: 12 }))],
    ['a second name in an extra field', 'extra_field', () => rawZip(changed({ extra: extraField(0x7075) }))],
    ['a hidden comment', 'entry_comment', () => rawZip(changed({ comment: 'hidden' }))],
    ['a wrong checksum', 'damaged', () => rawZip(changed({ crc: 1 }))],
    ['two sizes of a stored entry', 'header_mismatch', () => rawZip(changed({ size: 3 }))],
    [
      'bytes hidden behind packed data',
      'hidden_bytes',
      () =>
        rawZip(
          changed({ method: 8, packed: new Uint8Array(Buffer.concat([deflateRawSync(entries()[3]!.data), evil])) }),
        ),
    ],
    [
      'a zip bomb',
      'ratio',
      () =>
        rawZip([
          ...entries(),
          { name: 'b', data: evil, method: 8, packed: deflateRawSync(new Uint8Array(8 << 20)), size: 8 << 20 },
        ]),
    ],
    [
      'more than it says',
      'damaged',
      () =>
        rawZip([
          ...entries(),
          { name: 'b', data: evil, method: 8, packed: deflateRawSync(new Uint8Array(1 << 20)), size: 100_000 },
        ]),
    ],
  ];
  it.each(attacks)('F145: %s is told as %s', (_, reason, make) => {
    const report = verifyOfd(make(), trust);
    expect(report.verdict).not.toBe('valid');
    expect(report.reason).toBe(reason);
    expect(report.checks[0]!.text.zh).toMatch(/[\u4e00-\u9fff]/);
  });

  it('F145: a cut file and a file of another kind are unreadable, not invalid', () => {
    const file = packOfd(good);
    expect(verifyOfd(file.subarray(0, file.length - 30), trust).verdict).toBe('unreadable');
    expect(verifyOfd(bytesOf('%PDF-1.7 and so on, long enough'), trust).verdict).toBe('unreadable');
    expect(verifyOfd(new Uint8Array(), trust).verdict).toBe('unreadable');
    expect(verifyOfd(file, { ...trust, limits: { maxTotal: 1000 } }).reason).toBe('unpacked_too_large');
  });
});

/** Changes parts, then lets the rightful signer seal it: only the content itself is wrong. */
function sealedWith(changes: Record<string, string>, from: OfdPackage = licencePackage(1, photo)) {
  const parts = new Map(from.parts);
  for (const [path, text] of Object.entries(changes)) parts.set(path, bytesOf(text));
  return packOfd(sealOfdSync({ ...from, parts }, sealing()).package);
}

describe('attacks on XML', () => {
  const page = textOf(licencePackage(1, photo).parts.get('Doc_0/Pages/Page_0/Content.xml'));
  const bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>';
  it.each([
    ['a document type', page.replace('<ofd:Page ', `${bomb}<ofd:Page `)],
    ['an unknown entity', page.replace('好味道', '&xxe;')],
    ['a character reference to nothing', page.replace('好味道', '&#0;')],
    ['another encoding', page.replace('UTF-8', 'GB18030')],
    ['two roots', `${page}<x/>`],
    ['depth without end', page.replace('</ofd:Layer>', `${'<a>'.repeat(90)}${'</a>'.repeat(90)}</ofd:Layer>`)],
  ])('F145: %s makes even a well sealed file invalid', (_, text) => {
    expect(verifyOfd(sealedWith({ 'Doc_0/Pages/Page_0/Content.xml': text }), trust).reason).toBe('xml');
  });

  it('F145: two document bodies, two roots or two pages of one id are refused, as readers would choose differently', () => {
    const { parts } = licencePackage(1, photo);
    const ofd = textOf(parts.get('OFD.xml'));
    const document = textOf(parts.get('Doc_0/Document.xml'));
    const body = /<ofd:DocBody>.*<\/ofd:DocBody>/.exec(ofd)![0];
    const attempts: [string, string, string][] = [
      ['OFD.xml', ofd.replace(body, body + body), 'element_repeated'],
      ['OFD.xml', ofd.replace('Doc_0/Document.xml', '../Document.xml'), 'path_trick'],
      ['Doc_0/Document.xml', document.replace(/(<ofd:Page ID[^>]*>)/, '$1$1'), 'duplicate_id'],
      ['Doc_0/Document.xml', document.replace(/<ofd:PhysicalBox>[^<]*/, '<ofd:PhysicalBox>0 0 1e99 5'), 'bad_number'],
    ];
    for (const [path, text, reason] of attempts) {
      const file = packOfd({ ...good, parts: new Map(parts).set(path, bytesOf(text)) });
      expect(verifyOfd(file, trust).reason).toBe(reason);
    }
  });
});

/** Signs a changed Signature.xml with the rightful key: the description lies, the mathematics is right. */
function signedDescription(change: (xml: string) => string) {
  const from = licencePackage(1, photo);
  const options = sealing();
  const prepared = prepareSealing(from, { ...options, seal: seal.seal.der });
  const draft = prepared.complete(new Uint8Array()).package;
  const path = 'Doc_0/Signs/Sign_0/Signature.xml';
  const xml = bytesOf(change(textOf(draft.parts.get(path))));
  const resealed = sealOfdSync(from, options).package;
  // Same seal, time and path; only the digest differs: sign again over the changed description.
  const value = makeValue(sm3(xml));
  return packOfd({
    ...resealed,
    parts: new Map(resealed.parts).set(path, xml).set('Doc_0/Signs/Sign_0/SignedValue.dat', value),
  });
}

function makeValue(dataHash: Uint8Array): Uint8Array {
  const propertyInfo = '/Doc_0/Signs/Sign_0/Signature.xml';
  return makeSealSignature({ seal, signer, dataHash, propertyInfo, time: SEALED_AT });
}

describe('descriptions that lie', () => {
  it('F145: the harness itself signs rightly', () => {
    expect(
      verifyOfd(
        signedDescription((xml) => xml),
        trust,
      ).verdict,
    ).toBe('valid');
  });
  it.each([
    ['another digest method', 'algorithms', (x: string) => x.replace('1.2.156.10197.1.401', 'MD5')],
    ['another signature method', 'algorithms', (x: string) => x.replace('1.2.156.10197.1.501', '1.2.840.113549.1.1.5')],
    ['a reference twice', 'references', (x: string) => x.replace(/(<ofd:Reference .*?<\/ofd:Reference>)/, '$1$1')],
    ['no references', 'references', (x: string) => x.replace(/<ofd:Reference .*<\/ofd:Reference>/, '')],
    [
      'a part left out',
      'coverage',
      (x: string) => x.replace(/<ofd:Reference FileRef="\/Doc_0\/Pages.*?<\/ofd:Reference>/, ''),
    ],
    ['a page that does not exist', 'stamp_place', (x: string) => x.replace(/PageRef="\d+"/, 'PageRef="9999"')],
    [
      'a place out of all numbers',
      'signature_format',
      (x: string) => x.replace(/Boundary="[^"]*"/, 'Boundary="1e309 0 1 1"'),
    ],
    [
      'a seal file that is not there',
      'seal_file',
      (x: string) => x.replace('Seal.esl</ofd:BaseLoc>', 'Other.esl</ofd:BaseLoc>'),
    ],
  ])('F145: %s → %s', (_, reason, change) => {
    const report = verifyOfd(signedDescription(change), trust);
    expect(report.verdict).toBe('invalid');
    expect(report.reason).toBe(reason);
  });

  it('F145: a seal moved off the page and a time told differently are warned of', () => {
    const off = verifyOfd(
      signedDescription((x) => x.replace(/Boundary="[^"]*"/, 'Boundary="900 900 42 42"')),
      trust,
    );
    expect([off.verdict, off.warnings.length]).toEqual(['valid', 1]);
    const time = verifyOfd(
      signedDescription((x) => x.replace(/DateTime>\d+Z/, 'DateTime>20200101000000Z')),
      trust,
    );
    expect(time.warnings[0]!.en).toMatch(/stated time differs/);
  });
});

describe('who sealed, and when', () => {
  it('F146: a file without a seal is invalid because unsigned, a copy', () => {
    const report = verifyOfd(packOfd(licencePackage(1, photo)), trust);
    expect([report.verdict, report.reason]).toEqual(['invalid', 'unsigned']);
    expect(report.checks.at(-1)!.text.zh).toContain('复印件');
  });

  it('F145: a seal from the future is refused', () => {
    expect(verifyOfd(packOfd(good), { ...trust, at: new Date('2026-11-19T00:00:00Z') }).reason).toBe('time');
  });

  it('F145 F152: a certificate revoked before sealing makes it invalid, one revoked after does not', () => {
    const { serial } = parseCertificate(signer.certificate);
    const crl = (date: string) =>
      issueCrl({
        issuer: root.subject,
        issuerKey: rootKey,
        thisUpdate: new Date('2026-11-20T12:00:00Z'),
        nextUpdate: new Date('2027-01-20T00:00:00Z'),
        number: 1,
        revoked: [{ serial, revokedAt: new Date(date), reason: 'keyCompromise' }],
      });
    const report = verifyOfd(packOfd(good), { ...trust, crls: [crl('2026-11-01T00:00:00Z')] });
    expect(report.reason).toBe('signer_chain');
    expect(report.signatures[0]!.checks.find((c) => c.id === 'revocation')!.ok).toBe(false);
    const later = verifyOfd(packOfd(good), { ...trust, crls: [crl('2026-11-20T10:00:00Z')] });
    expect(later.verdict).toBe('valid');
    expect(later.signatures[0]!.checks.find((c) => c.id === 'revocation')!.ok).toBe(true);
    expect(later.warnings.map((w) => w.zh)).toEqual([expect.stringContaining('签章之后被撤销')]);
    // The key was lost: whoever doubts times that nothing proves refuses the seal.
    const doubted = verifyOfd(packOfd(good), { ...trust, crls: [crl('2026-11-20T10:00:00Z')], statedTimes: 'doubt' });
    expect(doubted.reason).toBe('signer_chain');
  });

  it('F145: a certificate that may not sign documents is refused', () => {
    const key = generateSm2KeyPair();
    const encipherOnly = certificateFor('加密证书', key, rootKey, false, ['keyEncipherment']);
    const holder = fileSigner({ privateKey: key.privateKey, certificate: encipherOnly });
    const theirSeal = sealFor(holder, signer);
    const file = sealOfdSync(licencePackage(1, photo), { ...sealing(), seal: theirSeal, signer: holder });
    expect(verifyOfd(packOfd(file.package), trust).reason).toBe('signer_chain');
  });

  it('F145: a seal made by someone without the authority’s root is refused', () => {
    const key = generateSm2KeyPair();
    const self = fileSigner({
      privateKey: key.privateKey,
      certificate: certificateFor('自制', key, key, false, ['digitalSignature']),
    });
    const file = sealOfdSync(licencePackage(1, photo), { ...sealing(), seal: sealFor(signer, self) });
    expect(verifyOfd(packOfd(file.package), trust).reason).toBe('maker_chain');
  });
});

describe('who may make seals', () => {
  it('F145 F143: a seal that its user made for himself is refused, though his certificate is trusted', () => {
    const file = sealOfdSync(licencePackage(1, photo), { ...sealing(), seal: sealFor(signer, signer) });
    expect(verifyOfd(packOfd(file.package), trust).reason).toBe('maker_role');
  });

  it('F145 F143: with a list of accepted makers, a seal by another holder of a trusted certificate is refused', () => {
    const file = packOfd(
      sealOfdSync(licencePackage(1, photo), { ...sealing(), seal: sealFor(signer, otherSigner) }).package,
    );
    const authority = seal.seal.makerCertificate;
    expect(verifyOfd(file, trust).verdict).toBe('valid');
    expect(verifyOfd(file, { ...trust, sealMakers: [authority] }).reason).toBe('maker_role');
    expect(verifyOfd(packOfd(good), { ...trust, sealMakers: [authority] }).verdict).toBe('valid');
  });

  it('F145: an unknown critical extension in the seal is refused, an uncritical one is not', () => {
    const maker = sampleWorldMaker();
    for (const [critical, reason] of [
      [true, 'extensions'],
      [false, undefined],
    ] as const) {
      const extensions = [{ oid: '1.2.156.10197.6.7.2.2.1', critical, value: Uint8Array.of(1) }];
      const file = sealOfdSync(licencePackage(1, photo), { ...sealing(), seal: sealFor(signer, maker, extensions) });
      expect(verifyOfd(packOfd(file.package), trust).reason).toBe(reason);
    }
  });
});

function sampleWorldMaker() {
  const key = generateSm2KeyPair();
  const certificate = certificateFor('另一制章中心', key, rootKey, false, ['digitalSignature']);
  return fileSigner({ privateKey: key.privateKey, certificate });
}

function sealFor(holder: typeof signer, maker: typeof signer, extensions: SealExtension[] = []) {
  const der = makeSeal({
    id: '53010000000009',
    vendor: 'MIAOPI',
    type: 1,
    name: '测试章',
    certificates: [holder.certificate],
    createdAt: new Date('2026-01-01T00:00:00Z'),
    validFrom: new Date('2026-01-01T00:00:00Z'),
    validTo: new Date('2029-01-01T00:00:00Z'),
    picture: { type: 'png', data: samplePng(100), width: 40, height: 40 },
    extensions,
    maker,
  });
  return prepareSeal(der);
}
