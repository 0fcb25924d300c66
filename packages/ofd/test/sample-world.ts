import { deflateSync } from 'node:zlib';
import { loadNotoSerif } from '@miaopi/fonts/noto';
import {
  type Certificate,
  fileSigner,
  generateSm2KeyPair,
  issueCertificate,
  type KeyUsage,
  makeSeal,
  nameValue,
  type PreparedSeal,
  parseCertificate,
  prepareSeal,
  type Sm2KeyPair,
  type SyncSigner,
} from '@miaopi/gm';
import { type DrawItem, type Drawing, type OfdInfo, type SealOptions, writeOfd } from '../src/index.ts';

/** A small world of trust: root, seal maker, two signers with their seals, all made here. */
export interface SampleWorld {
  readonly root: Certificate;
  readonly rootKey: Sm2KeyPair;
  readonly signer: SyncSigner;
  readonly seal: PreparedSeal;
  readonly otherSigner: SyncSigner;
  readonly otherSeal: PreparedSeal;
}

export const SEALED_AT = new Date('2026-11-20T02:00:00Z');

let world: SampleWorld | undefined;

export function sampleWorld(): SampleWorld {
  if (world) return world;
  const rootKey = generateSm2KeyPair();
  const rootDer = certificateFor('测试根', rootKey, rootKey, true, ['keyCertSign', 'cRLSign']);
  const signerFor = (name: string): SyncSigner => {
    const key = generateSm2KeyPair();
    const certificate = certificateFor(name, key, rootKey, false, ['digitalSignature', 'nonRepudiation']);
    return fileSigner({ privateKey: key.privateKey, certificate });
  };
  const maker = signerFor('制章中心');
  const signer = signerFor('云州市市场监督管理局');
  const otherSigner = signerFor('云州市行政审批局');
  const sealFor = (id: string, holder: SyncSigner, pictureBytes: number): PreparedSeal =>
    prepareSeal(
      makeSeal({
        id,
        vendor: 'MIAOPI',
        type: 1,
        name: '测试专用章',
        certificates: [holder.certificate],
        createdAt: new Date('2026-01-01T00:00:00Z'),
        validFrom: new Date('2026-01-01T00:00:00Z'),
        validTo: new Date('2029-01-01T00:00:00Z'),
        picture: { type: 'png', data: samplePng(pictureBytes), width: 42, height: 42 },
        maker,
      }),
    );
  world = {
    root: parseCertificate(rootDer),
    rootKey,
    signer,
    seal: sealFor('53010000000001', signer, 27_000),
    otherSigner,
    otherSeal: sealFor('53010000000002', otherSigner, 2_000),
  };
  return world;
}

export function certificateFor(
  name: string,
  subject: Sm2KeyPair,
  issuer: Sm2KeyPair,
  ca: boolean,
  keyUsage: readonly KeyUsage[],
): Uint8Array {
  return issueCertificate({
    // an office's certificate carries its number, as ours do
    subject: { CN: name, O: '测试', C: 'CN', ...(ca ? {} : { organizationIdentifier: '11990100009900013U' }) },
    issuer: { CN: '测试根', O: '测试', C: 'CN' },
    subjectPublicKey: subject.publicKey,
    issuerKey: issuer,
    notBefore: new Date('2025-01-01T00:00:00Z'),
    notAfter: new Date('2035-01-01T00:00:00Z'),
    extensions: { basicConstraints: { ca }, keyUsage },
  });
}

/** A real PNG (grey noise) of about this many bytes. */
export function samplePng(size: number): Uint8Array {
  const side = Math.max(2, Math.floor(Math.sqrt(size)));
  const raw = new Uint8Array(side * (side + 1));
  let x = 12345;
  for (let i = 0; i < raw.length; i++) {
    x = (x * 1103515245 + 12345) & 0x7fffffff;
    raw[i] = i % (side + 1) === 0 ? 0 : x >> 16;
  }
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, side);
  view.setUint32(4, side);
  header[8] = 8;
  const chunks = [pngChunk('IHDR', header), pngChunk('IDAT', deflateSync(raw)), pngChunk('IEND', new Uint8Array())];
  return new Uint8Array(Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), ...chunks]));
}

function pngChunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const crc = Buffer.alloc(4);
  let c = 0xffffffff;
  for (const byte of body) {
    c ^= byte;
    for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  }
  crc.writeUInt32BE((c ^ 0xffffffff) >>> 0);
  return Buffer.concat([length, body, crc]);
}

export function textItem(x: number, y: number, size: number, text: string, data?: string): DrawItem {
  const advances = [...text].slice(0, -1).map((c) => loadNotoSerif().advance(c.codePointAt(0)!) * size);
  return { kind: 'text', x, y, size, font: 'serif', text, advances, ...(data ? { data } : {}) };
}

const frame: DrawItem = {
  kind: 'path',
  segments: [['M', 10, 10], ['L', 287, 10], ['L', 287, 200], ['L', 10, 200], ['Z']],
  stroke: '#B8860B',
  lineWidth: 0.6,
};
const background: readonly DrawItem[] = [
  frame,
  { ...textItem(90, 40, 12, '食品经营许可证'), color: '#C00000' } as DrawItem,
  ...['经营者名称', '统一社会信用代码', '法定代表人', '住所', '经营场所', '主体业态', '经营项目', '许可证编号'].map(
    (label, i) => textItem(30, 70 + i * 11, 4.5, label),
  ),
];
const qr = samplePng(900);

/** A one-page licence: 20 texts, photo, QR, shared background. `photo` differs from document to document. */
export function licenceDrawing(serial: number, photo: Uint8Array, pages = 1): Drawing {
  const number = `JY1530102${String(serial).padStart(7, '0')}`;
  const values = [
    '云州市五华区好味道餐饮服务有限公司',
    '91530102MA6KABCD3X',
    '李明',
    '云州市五华区人民中路一百二十八号',
    '热食类食品制售，冷食类食品制售',
    number,
    '二〇二六年十一月二十日',
  ];
  const items: DrawItem[] = Array.from({ length: 20 }, (_, i) =>
    textItem(80, 60 + i * 6, 4, `${values[i % values.length]}`, i < 7 ? `ZZ${i}` : undefined),
  );
  items.push({ kind: 'image', x: 240, y: 60, width: 30, height: 40, image: 'photo', data: 'PHOTO' });
  items.push({ kind: 'image', x: 240, y: 150, width: 30, height: 30, image: 'qr' });
  return {
    pages: Array.from({ length: pages }, () => ({ width: 297, height: 210, background, items })),
    fonts: { serif: { name: 'Noto Serif SC', font: loadNotoSerif() } },
    images: { photo: { format: 'png', data: photo }, qr: { format: 'png', data: qr } },
  };
}

export const licenceInfo: OfdInfo = {
  docId: '5e07a151ff9847bea6b5e12b9d7c6e9a',
  title: '食品经营许可证',
  author: '云州市市场监督管理局',
  creationDate: '2026-11-20',
  customData: { ZZMC: '食品经营许可证', ZZBH: 'JY15301020000001', CZZT: '好味道<餐饮>&“服务”' },
};

const metadata = new TextEncoder().encode('<licence><ZZBH>JY15301020000001</ZZBH></licence>');

export function licencePackage(serial: number, photo: Uint8Array, pages = 1) {
  return writeOfd({
    drawing: licenceDrawing(serial, photo, pages),
    info: licenceInfo,
    attachments: [{ name: 'metadata', format: 'xml', data: metadata, visible: false }],
  });
}

export function sealing(mode: 'whole' | 'continue' = 'whole'): SealOptions & { signer: SyncSigner } {
  const { seal, signer } = sampleWorld();
  return {
    seal,
    signer,
    time: SEALED_AT,
    stamps: [{ page: 0, x: 200, y: 150, width: 42, height: 42 }],
    provider: { name: 'Miaopi', version: '0.1.0', company: 'Miaopi' },
    mode,
  };
}

export function subjectOf(certificate: Uint8Array): string | undefined {
  return nameValue(parseCertificate(certificate).subject, 'CN');
}
