import { parseFont } from '@miaopi/fonts';
import { unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { type Drawing, OfdError, packOfd, readOfd, writeOfd } from '../src/index.ts';
import { licenceDrawing, licenceInfo, licencePackage, samplePng, textItem } from './sample-world.ts';

const photo = samplePng(4_000);
const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

describe('the OFD writer', () => {
  it('F217 F131: the file unpacks with another zip program to the very parts written', () => {
    const ofd = licencePackage(1, photo);
    const other = unzipSync(packOfd(ofd));
    expect(Object.keys(other)).toEqual([...ofd.parts.keys()]);
    for (const [path, bytes] of ofd.parts) expect(Buffer.compare(other[path]!, bytes)).toBe(0);
    expect(Object.keys(other)[0]).toBe('OFD.xml');
  });

  it('F131: the same drawing gives the same bytes, also after other documents were written', () => {
    const first = packOfd(licencePackage(1, photo, 2));
    packOfd(licencePackage(2, photo));
    expect(Buffer.compare(first, packOfd(licencePackage(1, photo.slice(), 2)))).toBe(0);
  });

  it('F131: object ids are unique, not above MaxUnitID, and every reference resolves', () => {
    const { parts } = licencePackage(1, photo, 3);
    const ids: number[] = [];
    const references: string[] = [];
    for (const [path, bytes] of parts) {
      if (!path.endsWith('.xml') || path.includes('attachment_')) continue;
      const parser = new SaxesParser();
      parser.on('error', (error) => {
        throw error;
      });
      parser.on('opentag', ({ attributes }) => {
        if (attributes.ID) ids.push(Number(attributes.ID));
        for (const name of ['Font', 'ResourceID', 'TemplateID', 'PageRef']) {
          if (attributes[name]) references.push(attributes[name] as string);
        }
      });
      parser.write(text(bytes)).close();
    }
    expect(new Set(ids).size).toBe(ids.length);
    const max = Number(/MaxUnitID>(\d+)</.exec(text(parts.get('Doc_0/Document.xml')))![1]);
    expect(Math.max(...ids)).toBeLessThanOrEqual(max);
    for (const reference of references) expect(ids).toContain(Number(reference));
  });

  it('F130: a shared background is written once, as a template page', () => {
    const { parts } = licencePackage(1, photo, 3);
    expect([...parts.keys()].filter((p) => p.includes('/Tpls/'))).toEqual(['Doc_0/Tpls/Tpl_0/Content.xml']);
    expect(text(parts.get('Doc_0/Pages/Page_2/Content.xml'))).toContain('<ofd:Template ');
  });

  it('F130: each embedded font draws every character that its texts use', () => {
    const { parts } = licencePackage(1, photo);
    const fonts = new Map(
      [...text(parts.get('Doc_0/PublicRes.xml')).matchAll(/Font ID="(\d+)".*?FontFile>([^<]+)</g)].map((m) => [
        m[1]!,
        parseFont(parts.get(`Doc_0/Res/${m[2]}`)!),
      ]),
    );
    let seen = 0;
    for (const [path, bytes] of parts) {
      if (!path.endsWith('Content.xml')) continue;
      for (const m of text(bytes).matchAll(/TextObject[^>]* Font="(\d+)".*?<ofd:TextCode[^>]*>([^<]*)</g)) {
        for (const ch of m[2]!) expect(fonts.get(m[1]!)!.has(ch.codePointAt(0)!)).toBe(true);
        seen++;
      }
    }
    expect(seen).toBe(29);
  });

  it('F131: n characters have n−1 gaps, equal ones as g n v', () => {
    const drawing: Drawing = {
      ...licenceDrawing(1, photo),
      pages: [{ width: 100, height: 50, items: [textItem(10, 20, 5, '许可证编号A')] }],
    };
    const { parts } = writeOfd({ drawing, info: licenceInfo });
    expect(text(parts.get('Doc_0/Pages/Page_0/Content.xml'))).toContain('DeltaX="g 5 5">许可证编号A<');
  });

  it('F215 F131: metadata, attachment and data index are read back', () => {
    const document = readOfd(packOfd(licencePackage(7, photo)));
    expect(document.info.customData).toEqual(licenceInfo.customData);
    expect(document.info.title).toBe('食品经营许可证');
    expect(document.attachments.map((a) => [a.name, a.visible])).toEqual([['metadata', false]]);
    const index = text(document.package.parts.get('Doc_0/Tags/CustomTag.xml'));
    const page = text(document.package.parts.get('Doc_0/Pages/Page_0/Content.xml'));
    const id = /Name="ZZ1"><ofd:ObjectRef PageRef="\d+">(\d+)</.exec(index)![1];
    expect(page).toMatch(new RegExp(`ID="${id}"[^>]*><ofd:TextCode[^>]*>91530102MA6KABCD3X<`));
  });

  it('F218: watermark annotations and permissions are written', () => {
    const { parts } = writeOfd({
      drawing: licenceDrawing(1, photo),
      info: licenceInfo,
      permissions: { edit: false, print: { printable: true, copies: 2 }, validPeriod: { end: '2027-01-01T00:00:00' } },
      annotations: [
        {
          page: 0,
          type: 'Watermark',
          creator: '云州市',
          lastModified: '2026-11-20',
          items: [{ ...textItem(60, 100, 8, '仅供办理贷款事项时使用'), rotate: -30, alpha: 0.3 } as never],
        },
      ],
    });
    expect(text(parts.get('Doc_0/Document.xml'))).toContain('<ofd:Print Printable="true" Copies="2"/>');
    const annotation = text(parts.get('Doc_0/Annots/Page_0/Annotation.xml'));
    expect(annotation).toMatch(/Type="Watermark".*CTM="0\.866 -0\.5 0\.5 0\.866 .*仅供办理贷款事项时使用/);
  });
});

describe('hostile input to the writer', () => {
  const write = (item: object) => () =>
    writeOfd({
      drawing: { ...licenceDrawing(1, photo), pages: [{ width: 100, height: 50, items: [item as never] }] },
      info: licenceInfo,
    });

  it('F131: markup in a text stays text', () => {
    const { parts } = write({ ...textItem(1, 9, 4, ']]></ofd:TextCode><x a="&amp;">') })();
    expect(text(parts.get('Doc_0/Pages/Page_0/Content.xml'))).toContain(
      '&lt;/ofd:TextCode&gt;&lt;x a=&quot;&amp;amp;&quot;&gt;<',
    );
  });

  it.each([
    ['a NUL', textItem(1, 9, 4, 'a\u0000b'), 'illegal_text'],
    ['half a surrogate pair', textItem(1, 9, 4, 'a\ud800b'), 'illegal_text'],
    ['U+FFFE', textItem(1, 9, 4, 'a\ufffe'), 'illegal_text'],
    ['a place that is no number', { ...textItem(1, 9, 4, 'ab'), x: Number.NaN }, 'illegal_number'],
    ['too few gaps', { ...textItem(1, 9, 4, 'abc'), advances: [1] }, 'illegal_value'],
    ['a colour with markup', { ...textItem(1, 9, 4, 'a'), color: '"/><x' }, 'illegal_value'],
    ['an unknown font', { ...textItem(1, 9, 4, 'a'), font: '__proto__' }, 'missing_resource'],
    [
      'an unknown picture',
      { kind: 'image', x: 1, y: 1, width: 1, height: 1, image: 'constructor' },
      'missing_resource',
    ],
  ])('F131: %s is refused with a typed error in both languages', (_, item, code) => {
    let caught: unknown;
    try {
      write(item)();
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(OfdError);
    expect((caught as OfdError).code).toBe(code);
    expect((caught as OfdError).zh).toMatch(/[\u4e00-\u9fff]/);
  });
});
