import { loadNotoSerif } from '@miaopi/fonts/noto';
import { describe, expect, it } from 'vitest';
import { OfdError, openOfd, packOfd, readOfd, renderSvg, verifyOfd, writeOfd } from '../src/index.ts';
import { licenceInfo, samplePng, sampleWorld, textItem } from './sample-world.ts';

/** Two pages with a picture each; the bytes of the second one are then damaged inside the file. */
function damagedSecondPicture(): Uint8Array {
  const pictures = [samplePng(2_000), samplePng(3_000)];
  const pages = [0, 1].map((i) => ({
    width: 100,
    height: 100,
    items: [
      textItem(5, 10, 4, `第${i}页`),
      { kind: 'image' as const, x: 0, y: 20, width: 50, height: 50, image: `p${i}` },
    ],
  }));
  const images = Object.fromEntries(pictures.map((data, i) => [`p${i}`, { format: 'png' as const, data }]));
  const fonts = { serif: { name: 'Noto Serif SC', font: loadNotoSerif() } };
  const file = packOfd(writeOfd({ drawing: { pages, fonts, images }, info: licenceInfo }));
  const at = Buffer.from(file).indexOf(Buffer.from(pictures[1]!));
  file[at + 1500]! ^= 1;
  return file;
}

describe('opened page by page', () => {
  const file = damagedSecondPicture();

  it('X08: a page costs what it shows: the damaged picture of another page is not even unpacked', () => {
    const document = openOfd(file);
    expect(renderSvg(document, 0)).toContain('data:image/png');
    expect(() => renderSvg(document, 1)).toThrow(OfdError);
    expect(document.package.pages.map((page) => page.width)).toEqual([100, 100]);
  });

  it('F145: reading and verifying look at every part', () => {
    expect(() => readOfd(file)).toThrow(/damaged/);
    const report = verifyOfd(file, { anchors: [sampleWorld().root] });
    expect([report.verdict, report.reason]).toEqual(['invalid', 'damaged']);
  });
});
