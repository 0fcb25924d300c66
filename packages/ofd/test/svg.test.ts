import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { OfdError, packOfd, readOfd, renderSvg, ridingStamps, sealOfdSync, writeOfd } from '../src/index.ts';
import { licenceDrawing, licenceInfo, licencePackage, samplePng, sealing, textItem } from './sample-world.ts';

const photo = samplePng(800);

function elements(svg: string): string[] {
  const names: string[] = [];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag) => {
    for (const name of Object.keys(tag.attributes)) expect(name).not.toMatch(/^on/i);
    names.push(tag.name);
  });
  parser.write(svg).close();
  return names;
}

describe('drawing to SVG', () => {
  it('F131: a page is well-formed SVG with its texts, fonts, pictures and the seal from the seal itself', () => {
    const sealed = sealOfdSync(licencePackage(3, photo), sealing()).package;
    const svg = renderSvg(packOfd(sealed), 0);
    const names = elements(svg);
    expect(names.filter((n) => n === 'text')).toHaveLength(29);
    expect(names.filter((n) => n === 'image')).toHaveLength(3);
    expect(svg.match(/@font-face/g)).toHaveLength(2);
    expect(svg).toContain('>食品经营许可证</tspan>');
    expect(svg).toMatch(/<svg x="200" y="150" width="42" height="42" viewBox="0 0 42 42" data-signature="1">/);
    expect(renderSvg(packOfd(sealed), 0, { seals: false })).not.toContain('data-signature');
  });

  it('F131: nothing in the picture leads out of it', () => {
    const svg = renderSvg(packOfd(licencePackage(3, photo)), 0);
    for (const [, target] of svg.matchAll(/(?:href="|url\()([^")]{0,12})/g)) expect(target).toMatch(/^(data:|#)/);
  });

  it('F131: hostile texts and names stay texts', () => {
    const drawing = licenceDrawing(1, photo);
    const items = [textItem(10, 10, 4, '</text><script>alert(1)</script>')];
    const fonts = { serif: { ...drawing.fonts.serif!, name: "x';}</style><script>" } };
    const ofd = writeOfd({
      drawing: { ...drawing, fonts, pages: [{ width: 50, height: 50, items }] },
      info: licenceInfo,
    });
    expect(elements(renderSvg(packOfd(ofd), 0))).not.toContain('script');
  });

  it('F144: each page of a riding seal shows its own slice', () => {
    const ofd = licencePackage(1, photo, 3);
    const stamps = ridingStamps(ofd.pages, { y: 80, width: 42, height: 42 });
    const document = readOfd(packOfd(sealOfdSync(ofd, { ...sealing(), stamps }).package));
    for (const k of [0, 1, 2]) {
      expect(renderSvg(document, k)).toContain(
        `<svg x="283" y="80" width="14" height="42" viewBox="${k * 14} 0 14 42"`,
      );
    }
  });

  it('F131: a character outside the basic plane gets a place of its own', () => {
    const drawing = licenceDrawing(1, photo);
    const items = [{ ...textItem(10, 10, 4, '甲乙'), text: '甲𠮷乙', advances: [4, 4] } as never];
    const ofd = writeOfd({ drawing: { ...drawing, pages: [{ width: 50, height: 50, items }] }, info: licenceInfo });
    expect(renderSvg(packOfd(ofd), 0)).toMatch(
      /<tspan x="0" y="[\d.]+">甲<\/tspan><tspan x="4" y="[\d.]+">𠮷<\/tspan><tspan x="8" y="[\d.]+">乙<\/tspan>/,
    );
  });

  it('F131: composites of composites end in a bounded picture, and a page that is not there in a typed error', () => {
    const { parts, ...rest } = licencePackage(1, photo);
    const text = (path: string) => new TextDecoder().decode(parts.get(path));
    const unit = (k: number) =>
      `<ofd:CompositeGraphicUnit ID="${900 + k}" Width="9" Height="9"><ofd:Content>${`<ofd:CompositeObject ID="1" Boundary="0 0 9 9" ResourceID="${901 + k}"/>`.repeat(20)}</ofd:Content></ofd:CompositeGraphicUnit>`;
    const units = Array.from({ length: 12 }, (_, k) => unit(k)).join('');
    const resources = text('Doc_0/PublicRes.xml').replace(
      '</ofd:Res>',
      `<ofd:CompositeGraphicUnits>${units}</ofd:CompositeGraphicUnits></ofd:Res>`,
    );
    const page = text('Doc_0/Pages/Page_0/Content.xml').replace(
      '</ofd:Layer>',
      '<ofd:CompositeObject ID="1" Boundary="0 0 9 9" ResourceID="900"/></ofd:Layer>',
    );
    const encode = (s: string) => new TextEncoder().encode(s);
    const hostile = new Map(parts)
      .set('Doc_0/PublicRes.xml', encode(resources))
      .set('Doc_0/Pages/Page_0/Content.xml', encode(page));
    const file = packOfd({ ...rest, parts: hostile });
    expect(renderSvg(file, 0)).toContain('李明');
    expect(() => renderSvg(file, 1)).toThrow(OfdError);
  });
});
