import { readFileSync } from 'node:fs';
import { loadNotoSerif } from '@miaopi/fonts/noto';
import { pemToDer } from '@miaopi/gm';
import { describe, expect, it } from 'vitest';
import {
  annotateCopy,
  type CopyNote,
  changeOfd,
  type OfdPackage,
  packOfd,
  readOfd,
  renderSvg,
  sealOfdSync,
  stripSignatures,
  verifyOfd,
  writeOfd,
} from '../src/index.ts';
import {
  licenceDrawing,
  licenceInfo,
  licencePackage,
  SEALED_AT,
  samplePng,
  sampleWorld,
  sealing,
  textItem,
} from './sample-world.ts';

const sample = (name: string) => new Uint8Array(readFileSync(new URL(`./samples/${name}`, import.meta.url)));
const foreignRoot = pemToDer(readFileSync(new URL('./samples/root.crt.pem', import.meta.url), 'utf8'));
const { root, otherSeal, otherSigner } = sampleWorld();
const trust = { anchors: [root, foreignRoot], at: new Date('2026-11-25T00:00:00Z') };
const photo = samplePng(400);
const textOf = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);
const bytesOf = (text: string) => new TextEncoder().encode(text);

const FOREIGN = [
  'good-v1-ofdrw.ofd',
  'good-v4-no-seal-file.ofd',
  'good-v4-ofdrw-riding.ofd',
  'good-v4-ofdrw-two-seals.ofd',
  'good-v4-ofdrw-whole.ofd',
];

const note: CopyNote = {
  docId: '0f0f0f0f-0f0f-4f0f-8f0f-0f0f0f0f0f0f',
  maker: '云州市政务服务中心',
  madeOn: '2026-11-21',
  lines: ['此件由云州市政务服务中心提供', '仅供办理银行贷款事项时使用', '有效期至2026年12月31日'],
  metadata: { JZJZZSJ: '2026-11-21T10:00:00', JZJZZZ: '云州市政务服务中心', JZJYXQJZSJ: '2026-12-31T23:59:59' },
  font: { name: 'Noto Serif SC', font: loadNotoSerif() },
};

describe('sealing documents of other makers', () => {
  it.each(FOREIGN)(
    'F140 F144: %s without its seals is sealed by two parties, every other part byte for byte',
    (name) => {
      const original = readOfd(sample(name)).package;
      const bare = stripSignatures(original).package;
      expect(verifyOfd(packOfd(bare), trust).reason).toBe('unsigned');
      const first = sealOfdSync(readOfd(packOfd(bare)).package, sealing('continue')).package;
      const both = sealOfdSync(readOfd(packOfd(first)).package, {
        ...sealing('continue'),
        seal: otherSeal,
        signer: otherSigner,
      });
      const report = verifyOfd(packOfd(both.package), trust);
      expect([report.verdict, report.reason, report.signatures.length]).toEqual(['valid', undefined, 2]);
      for (const [path, bytes] of bare.parts)
        if (path !== 'OFD.xml') expect(both.package.parts.get(path)).toEqual(bytes);
      for (const [path, bytes] of bare.parts) if (path !== 'OFD.xml') expect(original.parts.get(path)).toEqual(bytes);
    },
  );

  it('F140: a further seal on a file that another program sealed keeps that seal good', () => {
    // The sample protects its list, so its own seal is put into a continuing one first: theirs stays a foreign Signature.xml.
    const ours = sealOfdSync(licencePackage(1, photo), sealing('continue')).package;
    const list = 'Doc_0/Signs/Signatures.xml';
    const foreign = textOf(ours.parts.get(list))
      .replaceAll('ofd:', '')
      .replace('xmlns:ofd', 'xmlns')
      .replace('<MaxSignId>', '<!-- another maker --><MaxSignId>');
    const file = readOfd(packOfd({ ...ours, parts: new Map(ours.parts).set(list, bytesOf(foreign)) })).package;
    const both = sealOfdSync(file, { ...sealing('continue'), seal: otherSeal, signer: otherSigner }).package;
    expect(textOf(both.parts.get(list))).toContain('<!-- another maker -->');
    const report = verifyOfd(packOfd(both), trust);
    expect([report.verdict, report.signatures.length]).toEqual(['valid', 2]);
  });

  const variants: [string, (xml: string) => string][] = [
    ['comments', (x) => x.replace('</ofd:DocBody>', '<!-- </ofd:DocBody> --></ofd:DocBody>')],
    ['a CDATA section', (x) => x.replace('食品经营许可证', '<![CDATA[</ofd:DocBody>]]>')],
    ['a default namespace', (x) => x.replaceAll('ofd:', '').replace('xmlns:ofd', 'xmlns')],
    ['another prefix', (x) => x.replaceAll('ofd:', 'f:').replace(/xmlns:ofd|xmlns:f:/, 'xmlns:f')],
    ['a byte order mark and other line ends', (x) => `\ufeff${x.replaceAll('><', '>\r\n  <')}`],
    ['characters beyond the basic plane', (x) => x.replace('食品经营许可证', '𠮷𠮷𠮷')],
  ];
  it.each(variants)('F144: an OFD.xml with %s is sealed and stays otherwise as it was', (_, change) => {
    const { parts, ...rest } = licencePackage(1, photo);
    const xml = change(textOf(parts.get('OFD.xml')));
    const file = readOfd(packOfd({ ...rest, parts: new Map(parts).set('OFD.xml', bytesOf(xml)) })).package;
    const sealed = sealOfdSync(file, sealing()).package;
    expect(verifyOfd(packOfd(sealed), trust).verdict).toBe('valid');
    const without = textOf(sealed.parts.get('OFD.xml')).replace(/<ofd:Signatures[^>]*>[^<]*<\/ofd:Signatures>/, '');
    expect(without).toBe(xml.replace('\ufeff', ''));
  });

  it('F144: what lies unannounced in the folder of signatures is protected, not taken over', () => {
    const { parts, ...rest } = licencePackage(1, photo);
    const left = new Map(parts).set('Doc_0/signs/Signatures.xml', bytesOf('<left/>'));
    const sealed = sealOfdSync({ ...rest, parts: left }, sealing()).package;
    expect(verifyOfd(packOfd(sealed), trust).verdict).toBe('valid');
    expect(sealed.signatures!.path).toBe('Doc_0/Signs_1/Signatures.xml');
    expect(textOf(sealed.parts.get('Doc_0/signs/Signatures.xml'))).toBe('<left/>');
  });
});

describe('annotated copies (加注件)', () => {
  const licence = () => readOfd(packOfd(sealOfdSync(licencePackage(1, photo, 2), sealing()).package)).package;

  it('F218: every page carries the lines, the metadata say who, why and until when, and the copy is sealed anew', () => {
    const copy = annotateCopy(licence(), note);
    expect(copy.stamps).toEqual([{ page: 0, x: 200, y: 150, width: 42, height: 42 }]);
    const sealed = sealOfdSync(copy.package, { ...sealing(), stamps: copy.stamps }).package;
    const file = packOfd(sealed);
    const report = verifyOfd(file, trust);
    expect([report.verdict, report.warnings, report.signatures.length]).toEqual(['valid', [], 1]);
    const document = readOfd(file);
    expect(document.info.customData).toEqual({ ...licenceInfo.customData, ...note.metadata });
    expect(document.info.docId).toBe('0f0f0f0f0f0f4f0f8f0f0f0f0f0f0f0f');
    for (const page of [0, 1]) {
      const svg = renderSvg(document, page);
      for (const line of note.lines) expect(svg).toContain(line.slice(0, 4));
      expect(svg.match(/>食品经营许可证</g)).toHaveLength(1);
    }
    expect([...sealed.parts.keys()].some((p) => p.includes('Signs_1'))).toBe(false);
  });

  it('F218: without a new seal the copy counts as unsealed', () => {
    expect(verifyOfd(packOfd(annotateCopy(licence(), note).package), trust).reason).toBe('unsigned');
  });

  it('F218: the same copy twice gives the same bytes, and the pages keep theirs', () => {
    const original = licence();
    const copy = annotateCopy(original, note).package;
    expect(packOfd(copy)).toEqual(packOfd(annotateCopy(original, note).package));
    for (const path of ['Doc_0/Pages/Page_0/Content.xml', 'Doc_0/PublicRes.xml', 'Doc_0/DocumentRes.xml']) {
      expect(copy.parts.get(path)).toBe(original.parts.get(path));
    }
  });

  it.each(FOREIGN)('F218: a copy of %s shows the watermark over every page and is valid when sealed', (name) => {
    const copy = annotateCopy(readOfd(sample(name)).package, note);
    const stamps = [{ page: 0, x: 20, y: 20, width: 42, height: 42 }];
    const file = packOfd(sealOfdSync(copy.package, { ...sealing(), stamps }).package);
    expect(verifyOfd(file, trust).verdict).toBe('valid');
    copy.package.pages.forEach((_, page) => {
      expect(renderSvg(file, page)).toContain('仅供办理银行贷款事项时使用'.slice(0, 3));
    });
  });

  it('F218: a copy of a copy carries both watermarks', () => {
    const first = annotateCopy(licence(), note).package;
    const second = annotateCopy(first, { ...note, lines: ['仅供核对'] }).package;
    expect(renderSvg(packOfd(second), 1)).toMatch(/此件由[\s\S]*仅供核对/);
  });

  it('F218: no lines, too many or an unprintable one is refused with a typed error', () => {
    for (const lines of [[], Array(7).fill('行'), [' '], ['a\u0000']]) {
      expect(() => annotateCopy(licence(), { ...note, lines })).toThrow(
        expect.objectContaining({ name: 'OfdError', zh: expect.stringMatching(/[\u4e00-\u9fff]/) }),
      );
    }
  });
});

describe('changing a document', () => {
  const withParts = (): OfdPackage =>
    writeOfd({
      drawing: licenceDrawing(1, photo),
      info: licenceInfo,
      attachments: [{ name: 'a', format: 'xml', data: bytesOf('<a/>'), visible: true }],
      annotations: [
        { page: 0, type: 'Path', creator: 'x', lastModified: '2026-11-20', items: [textItem(9, 9, 4, '原注')] },
      ],
      permissions: { edit: false },
    });

  it('F218: attachments, annotations, metadata and permissions join those that are there', () => {
    const changed = changeOfd(withParts(), {
      customData: { ZZMC: '新名称', JZJZZZ: '某<市>' },
      attachments: [{ name: 'b', format: 'json', data: bytesOf('{}'), visible: false }],
      annotations: [
        { page: 0, type: 'Stamp', creator: 'y', lastModified: '2026-11-21', items: [textItem(9, 19, 4, '新注')] },
      ],
      resources: licenceDrawing(1, photo),
      permissions: { print: { printable: false } },
    });
    const document = readOfd(packOfd(changed));
    expect(document.info.customData).toMatchObject({ ZZMC: '新名称', JZJZZZ: '某<市>', ZZBH: 'JY15301020000001' });
    expect(document.attachments.map((a) => [a.name, textOf(a.data)])).toEqual([
      ['a', '<a/>'],
      ['b', '{}'],
    ]);
    const svg = renderSvg(document, 0);
    for (const word of ['原注', '新注']) expect(svg).toMatch(new RegExp(word));
    const xml = textOf(changed.parts.get('Doc_0/Document.xml'));
    expect(xml.match(/Permissions/g)).toHaveLength(2);
    expect(xml).toContain('Printable="false"');
    const ids = [...changed.parts]
      .filter(([path]) => path.endsWith('.xml') && !path.includes('attachment'))
      .flatMap(([, bytes]) => [...textOf(bytes).matchAll(/ ID="(\d+)"/g)].map((m) => Number(m[1])));
    expect(new Set(ids).size).toBe(ids.length);
    expect(Math.max(...ids)).toBeLessThanOrEqual(Number(/MaxUnitID>(\d+)/.exec(xml)![1]));
  });

  it('F218: a sealed document is not changed behind its seal', () => {
    const sealed = sealOfdSync(withParts(), { ...sealing('continue'), time: SEALED_AT }).package;
    expect(() => changeOfd(sealed, { customData: { a: 'b' } })).toThrow(expect.objectContaining({ code: 'sealed' }));
  });
});
