// `npx tsx packages/ofd/examples/write-seal-verify.ts`: a paper is written, signed by a person, sealed by the office, verified, drawn.
import { loadNotoSerif } from '@miaopi/fonts/noto';
import { fileSigner, generateSm2KeyPair, issueCertificate, makeSeal, parseCertificate } from '@miaopi/gm';
import {
  type DrawItem,
  locateText,
  packOfd,
  readOfd,
  renderSvg,
  sealOfdSync,
  signOfdSync,
  verifyOfd,
  writeOfd,
} from '../src/index.ts';

const time = new Date('2026-11-28T02:00:00Z');

// Who may seal: a root, the seal maker, the office and a person under it.
const rootKey = generateSm2KeyPair();
const issue = (name: string, key = generateSm2KeyPair(), ca = false) => ({
  privateKey: key.privateKey,
  certificate: issueCertificate({
    subject: { C: 'CN', CN: name },
    issuer: { C: 'CN', CN: '云州市根证书' },
    subjectPublicKey: key.publicKey,
    issuerKey: rootKey,
    notBefore: new Date('2026-01-01T00:00:00Z'),
    notAfter: new Date('2029-01-01T00:00:00Z'),
    extensions: ca
      ? { basicConstraints: { ca: true }, keyUsage: ['keyCertSign', 'cRLSign'] }
      : { keyUsage: ['digitalSignature', 'nonRepudiation'] },
  }),
});
const root = parseCertificate(issue('云州市根证书', rootKey, true).certificate);
const [maker, office, person] = ['云州市制章中心', '云州市住房局', '李明'].map((name) => fileSigner(issue(name)));

// The paper: text with its own advances, in mm; `data` makes the text part of the data index.
const font = loadNotoSerif();
const line = (x: number, y: number, size: number, text: string, data?: string): DrawItem => ({
  kind: 'text',
  x,
  y,
  size,
  font: 'serif',
  text,
  advances: [...text].slice(0, -1).map((c) => font.advance(c.codePointAt(0)!) * size),
  ...(data ? { data } : {}),
});
const paper = writeOfd({
  drawing: {
    pages: [
      {
        width: 210,
        height: 297,
        items: [
          line(70, 40, 8, '租赁合同备案证明'),
          line(30, 70, 4.5, '云住备2026-000123', 'ZZBH'),
          line(130, 240, 4.5, '（盖章）'),
        ],
      },
    ],
    fonts: { serif: { name: 'Noto Serif SC', font } },
    images: {},
  },
  info: {
    docId: '0d9f6d3e-6f6e-4c52-9a8f-0f2f4a3c1b11',
    title: '租赁合同备案证明',
    creationDate: '2026-11-28',
    customData: { ZZBH: '云住备2026-000123' },
  },
});

// A person signs without a seal; then the office seals where the keyword stands.
const provider = { name: 'Miaopi' };
const signed = signOfdSync(paper, { signer: person!, time, provider, mode: 'continue' }).package;
const [place] = locateText(readOfd(packOfd(signed)), '盖章');
const seal = makeSeal({
  id: '99010000000001',
  vendor: 'MIAOPI',
  type: 1,
  name: '云州市住房局',
  certificates: [office!.certificate],
  createdAt: time,
  validFrom: time,
  validTo: new Date('2028-12-31T00:00:00Z'),
  // In life the picture of the seal; here one red pixel.
  picture: {
    type: 'png',
    data: Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
      'base64',
    ),
    width: 42,
    height: 42,
  },
  maker: maker!,
});
const { package: sealed } = sealOfdSync(signed, {
  seal,
  signer: office!,
  time,
  mode: 'whole',
  stamps: [{ page: place!.page, x: place!.x - 15, y: place!.y - 19, width: 42, height: 42 }],
  provider,
});
const file = packOfd(sealed);

const report = verifyOfd(file, { anchors: [root], sealMakers: [maker!.certificate], at: time });
if (report.verdict !== 'valid') process.exitCode = 1;
console.log(report.verdict, report.signatures.map((s) => `${s.type} ${s.signer?.subject}`).join(', '));
console.log(`${file.length} bytes; the page as SVG: ${renderSvg(file, 0).length} characters`);
