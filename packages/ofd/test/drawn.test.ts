import { readFileSync } from 'node:fs';
import { loadNotoSans, loadNotoSerif } from '@miaopi/fonts/noto';
import { makeSeal, prepareSeal } from '@miaopi/gm';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { packOfd, renderSvg, sealOfdSync, writeOfd } from '../src/index.ts';
import { licenceInfo, licencePackage, samplePng, sampleWorld, sealing, textItem } from './sample-world.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const codes = (text: string) => [...text].map((c) => c.codePointAt(0)!);

/** A document as a foreign maker would write it: objects and resources by hand. */
function foreign(objects: string, resources = '', files: Record<string, Uint8Array> = {}): Uint8Array {
  const ns = 'xmlns:ofd="http://www.ofdspec.org/2016"';
  const parts = new Map<string, Uint8Array>([
    [
      'OFD.xml',
      bytesOf(
        `<ofd:OFD ${ns} Version="1.1"><ofd:DocBody><ofd:DocInfo><ofd:DocID>x</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>`,
      ),
    ],
    [
      'Doc_0/Document.xml',
      bytesOf(
        `<ofd:Document ${ns}><ofd:CommonData><ofd:MaxUnitID>99</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>Res.xml</ofd:PublicRes></ofd:CommonData><ofd:Pages><ofd:Page ID="1" BaseLoc="Page.xml"/></ofd:Pages></ofd:Document>`,
      ),
    ],
    ['Doc_0/Res.xml', bytesOf(`<ofd:Res ${ns} BaseLoc="Res">${resources}</ofd:Res>`)],
    [
      'Doc_0/Page.xml',
      bytesOf(
        `<ofd:Page ${ns}><ofd:Area><ofd:PhysicalBox>0 0 100 80</ofd:PhysicalBox></ofd:Area><ofd:Content><ofd:Layer ID="2">${objects}</ofd:Layer></ofd:Content></ofd:Page>`,
      ),
    ],
  ]);
  for (const [name, data] of Object.entries(files)) parts.set(`Doc_0/Res/${name}`, data);
  return packOfd({ parts, docRoot: 'Doc_0/Document.xml', pages: [] });
}

/** Well-formed, no scripts, nothing that leads out. */
function safe(svg: string): string {
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag) => {
    expect(['script', 'foreignObject', 'iframe', 'a', 'set', 'animate']).not.toContain(tag.name);
    for (const [name, { value }] of Object.entries(tag.attributes)) {
      expect(name).not.toMatch(/^on/i);
      if (/href$/.test(name)) expect(value).toMatch(/^(#|data:image\/(png|jpeg|gif|bmp|webp);)/);
    }
  });
  parser.write(svg).close();
  for (const [, target] of svg.matchAll(/url\(([^)]{0,16})/g)) expect(target).toMatch(/^(#|data:font)/);
  return svg;
}

const fontList = (file = '<ofd:FontFile>f.ttf</ofd:FontFile>') =>
  `<ofd:Fonts><ofd:Font ID="3" FontName="仿宋">${file}</ofd:Font></ofd:Fonts>`;
const text = (inner: string, attributes = '') =>
  `<ofd:TextObject ID="4" Boundary="10 10 50 10" Font="3" Size="5"${attributes}>${inner}</ofd:TextObject>`;

/** The subset without its character map, as many makers embed fonts. */
function withoutTable(font: Uint8Array, tag: string): Uint8Array {
  const out = font.slice();
  const count = (out[4]! << 8) | out[5]!;
  for (let i = 0; i < count; i++) {
    const at = 12 + i * 16;
    if (String.fromCharCode(...out.subarray(at, at + 4)) === tag) out.set(bytesOf('zzzz'), at);
  }
  return out;
}

describe('texts of other makers', () => {
  const subset = loadNotoSerif().subset(codes('证照'));
  const runs = '<ofd:TextCode X="1" Y="5" DeltaX="5">证照</ofd:TextCode>';

  it('F131: glyphs named by number are drawn from the font’s outlines, with the text over them to select', () => {
    const glyphs =
      '<ofd:CGTransform CodePosition="0" CodeCount="2" GlyphCount="2"><ofd:Glyphs>1 2</ofd:Glyphs></ofd:CGTransform>';
    const svg = safe(renderSvg(foreign(text(glyphs + runs), fontList(), { 'f.ttf': withoutTable(subset, 'cmap') })));
    expect(svg.match(/<use /g)).toHaveLength(2);
    expect(svg).toMatch(/<path id="p0-d\d+" d="M/);
    expect(svg).toMatch(/fill-opacity="0">[\s\S]*>证照<\/tspan>/);
    expect(svg).not.toContain('@font-face');
  });

  it('F131: the glyph numbers decide, whatever the characters say', () => {
    const swapped =
      '<ofd:CGTransform CodePosition="0" CodeCount="2" GlyphCount="2"><ofd:Glyphs>2 1</ofd:Glyphs></ofd:CGTransform>';
    const straight = swapped.replace('2 1', '1 2');
    const draw = (g: string) => renderSvg(foreign(text(g + runs), fontList(), { 'f.ttf': subset }));
    const shapes = (svg: string) => [...svg.matchAll(/<path id="[^"]*" d="([^"]*)"/g)].map((m) => m[1]);
    expect(shapes(draw(swapped))).toEqual(shapes(draw(straight)).reverse());
  });

  it('F131: a font that browsers refuse (no name, OS/2 or post) is drawn by its outlines', () => {
    const svg = safe(renderSvg(foreign(text(runs), fontList(), { 'f.ttf': withoutTable(subset, 'OS/2') })));
    expect(svg.match(/<use /g)).toHaveLength(2);
  });

  it('F131: a font that is not embedded can be replaced by one of the caller’s, as a subset', () => {
    const file = foreign(text(runs), fontList(''));
    expect(renderSvg(file)).not.toContain('@font-face');
    const names: string[] = [];
    const svg = safe(
      renderSvg(file, 0, {
        substitute: (name) => {
          names.push(name);
          return loadNotoSans();
        },
      }),
    );
    expect(names).toEqual(['仿宋']);
    expect(svg).toMatch(/@font-face\{font-family:'p0-f3'/);
  });

  it('F131: nonsense in glyph lists, fonts and gaps is survived', () => {
    for (const glyphs of ['9999 -1', 'x', '1 '.repeat(5000)]) {
      const g = `<ofd:CGTransform CodePosition="0" CodeCount="900000000"><ofd:Glyphs>${glyphs}</ofd:Glyphs></ofd:CGTransform>`;
      safe(renderSvg(foreign(text(g + runs), fontList(), { 'f.ttf': subset })));
    }
    for (let cut = 0; cut < subset.length; cut += 97) {
      safe(renderSvg(foreign(text(runs), fontList(), { 'f.ttf': subset.subarray(0, cut) })));
    }
  });
});

describe('colours and shapes of other makers', () => {
  const box = (fill: string) =>
    `<ofd:PathObject ID="5" Boundary="10 10 40 20" Stroke="false" Fill="true"><ofd:FillColor>${fill}</ofd:FillColor><ofd:AbbreviatedData>M 0 0 L 40 0 L 40 20 L 0 20 C</ofd:AbbreviatedData></ofd:PathObject>`;
  const stops =
    '<ofd:Segment Position="0"><ofd:Color Value="255 0 0"/></ofd:Segment><ofd:Segment Position="1"><ofd:Color Value="0 0 255" Alpha="128"/></ofd:Segment>';

  it('F131: axial and radial shadings are gradients in the object’s own space', () => {
    const axial = safe(
      renderSvg(
        foreign(
          box(`<ofd:AxialShd StartPoint="0 0" EndPoint="40 0" MapType="Reflect" MapUnit="10">${stops}</ofd:AxialShd>`),
        ),
      ),
    );
    expect(axial).toContain('x1="0" y1="0" x2="10" y2="0" spreadMethod="reflect"');
    expect(axial).toMatch(/stop-color="rgb\(0,0,255\)" stop-opacity="0\.502"/);
    expect(axial).toMatch(/fill="url\(#p0-d0\)"/);
    const radial = safe(
      renderSvg(
        foreign(
          box(
            `<ofd:RadialShd StartPoint="20 10" StartRadius="1" EndPoint="20 10" EndRadius="12" Eccentricity="0.6" Angle="30">${stops}</ofd:RadialShd>`,
          ),
        ),
      ),
    );
    expect(radial).toMatch(/<radialGradient [^>]*r="12"[^>]*fr="1" gradientTransform="[^"]*scale\(1 0\.8\)/);
  });

  it('F131: patterns are tiles, palettes and hexadecimal components colours, meshes their mean', () => {
    const cell =
      '<ofd:PathObject ID="6" Boundary="0 0 2 2"><ofd:AbbreviatedData>M 0 0 L 2 2</ofd:AbbreviatedData></ofd:PathObject>';
    const pattern = safe(
      renderSvg(
        foreign(
          box(
            `<ofd:Pattern Width="2" Height="2" XStep="3" YStep="3"><ofd:CellContent>${cell}</ofd:CellContent></ofd:Pattern>`,
          ),
        ),
      ),
    );
    expect(pattern).toMatch(/<pattern id="p0-d0" patternUnits="userSpaceOnUse" width="3" height="3"><svg/);
    const own = box('').replace('<ofd:FillColor></ofd:FillColor>', '<ofd:FillColor ColorSpace="8" Index="1"/>');
    const palette =
      '<ofd:ColorSpaces><ofd:ColorSpace ID="8" Type="RGB"><ofd:Palette><ofd:CV>0 0 0</ofd:CV><ofd:CV>#11 #22 #33</ofd:CV></ofd:Palette></ofd:ColorSpace></ofd:ColorSpaces>';
    expect(renderSvg(foreign(own, palette))).toContain('fill="rgb(17,34,51)"');
    const mesh =
      '<ofd:GouraudShd><ofd:Point X="0" Y="0"><ofd:Color Value="0 0 0"/></ofd:Point><ofd:Point X="9" Y="0"><ofd:Color Value="200 100 50"/></ofd:Point></ofd:GouraudShd>';
    expect(renderSvg(foreign(box(mesh)))).toContain('fill="rgb(100,50,25)"');
  });

  it('F131: clips cut in the object’s space; composites are fitted to their boundary', () => {
    const clips =
      '<ofd:Clips><ofd:Clip><ofd:Area><ofd:Path ID="7" Boundary="1 2 9 9"><ofd:AbbreviatedData>M 0 0 L 9 0 L 9 9 C</ofd:AbbreviatedData></ofd:Path></ofd:Area></ofd:Clip></ofd:Clips>';
    const clipped = safe(renderSvg(foreign(box('').replace('<ofd:FillColor></ofd:FillColor>', clips))));
    expect(clipped).toMatch(/<clipPath id="p0-d0"><path transform="translate\(1 2\) " d="M 0 0/);
    const unit = `<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="9" Width="40" Height="20"><ofd:Content>${box('')}</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>`;
    const composite = renderSvg(foreign('<ofd:CompositeObject ID="10" Boundary="0 0 20 20" ResourceID="9"/>', unit));
    expect(composite).toContain('<g transform="scale(0.5 1)">');
  });
});

describe('pictures of other makers', () => {
  const image = '<ofd:ImageObject ID="5" Boundary="10 10 60 40" CTM="60 0 0 40 0 0" ResourceID="6"/>';
  const media = (name: string, format: string) =>
    `<ofd:MultiMedias><ofd:MultiMedia ID="6" Type="Image" Format="${format}"><ofd:MediaFile>${name}</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias>`;

  it.each([
    ['TIFF', 'a.tif', Uint8Array.of(0x49, 0x49, 0x2a, 0, 8, 0, 0, 0), 'TIFF'],
    ['GBIG2', 'a.jb2', Uint8Array.of(0x97, 0x4a, 0x42, 0x32, 0, 0), 'JBIG2'],
    ['GBIG2', 'raw.jb2', Uint8Array.of(0, 0, 0, 0), 'JBIG2'],
  ])('F131: a %s picture (%s) is a box that says so in both languages', (format, name, data, shown) => {
    const svg = safe(renderSvg(foreign(image, media(name, format), { [name]: data })));
    expect(svg).toContain(`${shown} 图片无法在此显示`);
    expect(svg).toContain(`${shown} picture, not shown here`);
  });

  it('F131: a picture that is missing is told, SVG inside a document is not run, and a substitute is taken', () => {
    expect(renderSvg(foreign(image))).toContain('图片缺失或无法识别');
    const svg = safe(
      renderSvg(foreign(image, media('a.svg', 'SVG'), { 'a.svg': bytesOf('<svg onload="alert(1)"/>') })),
    );
    expect(svg).not.toContain('alert');
    const two = media('a.tif', 'TIFF').replace(
      '</ofd:MultiMedias>',
      '<ofd:MultiMedia ID="7" Type="Image"><ofd:MediaFile>b.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias>',
    );
    const files = { 'a.tif': Uint8Array.of(0x49, 0x49, 0x2a, 0), 'b.png': samplePng(50) };
    expect(renderSvg(foreign(image.replace('ResourceID', 'Substitution="7" ResourceID'), two, files))).toContain(
      'data:image/png',
    );
  });

  it('F131: markup in names and values never becomes markup', () => {
    const evil = '&quot;/&gt;&lt;script&gt;alert(1)&lt;/script&gt;';
    const objects = `${text(`<ofd:TextCode X="1" Y="5">${evil}</ofd:TextCode>`)}<ofd:PathObject ID="5" Boundary="1 1 9 9" Cap="${evil}" LineWidth="${evil}"><ofd:StrokeColor Value="${evil}"/><ofd:AbbreviatedData>M 0 0 L ${evil} 1</ofd:AbbreviatedData></ofd:PathObject>${image.replace('"6"', `"${evil}"`)}`;
    const resources = `<ofd:Fonts><ofd:Font ID="3" FontName="${evil}"/></ofd:Fonts><ofd:MultiMedias><ofd:MultiMedia ID="${evil}" Type="Image" Format="${evil}"><ofd:MediaFile>x</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias>`;
    expect(safe(renderSvg(foreign(objects, resources, { x: bytesOf('x') })))).not.toMatch(/<script/);
  });
});

describe('seals', () => {
  const { signer } = sampleWorld();
  const sealWith = (type: string, data: Uint8Array) =>
    prepareSeal(
      makeSeal({
        id: '53010000000003',
        vendor: 'MIAOPI',
        type: 1,
        name: '图样章',
        certificates: [signer.certificate],
        createdAt: new Date('2026-01-01T00:00:00Z'),
        validFrom: new Date('2026-01-01T00:00:00Z'),
        validTo: new Date('2029-01-01T00:00:00Z'),
        picture: { type, data, width: 42, height: 42 },
        maker: signer,
      }),
    );
  const drawn = (type: string, data: Uint8Array) =>
    safe(
      renderSvg(
        packOfd(sealOfdSync(licencePackage(1, samplePng(99)), { ...sealing(), seal: sealWith(type, data) }).package),
      ),
    );

  it.each([
    ['png', samplePng(90), 'data:image/png'],
    ['jpg', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 0), 'data:image/jpeg'],
    ['bmp', Uint8Array.of(0x42, 0x4d, 0, 0), 'data:image/bmp'],
    ['gif', bytesOf('GIF89a'), 'data:image/gif'],
  ])('F131: a seal’s %s picture is drawn', (type, data, address) => {
    expect(drawn(type, data).split('data-signature')[1]).toContain(address);
  });

  it('F131: a seal whose picture is a small OFD is drawn from its page; an unknown picture is a box that says so', () => {
    const inner = writeOfd({
      drawing: {
        pages: [{ width: 30, height: 20, items: [textItem(2, 10, 5, '税务')] }],
        fonts: { serif: { name: 'Noto Serif SC', font: loadNotoSerif() } },
        images: {},
      },
      info: licenceInfo,
    });
    const svg = drawn('ofd', packOfd(inner));
    expect(svg.split('data-signature')[1]).toMatch(/<g transform="scale\(1\.4 2\.1\)">.*>税务</s);
    expect(drawn('svg', bytesOf('<svg onload="alert(1)"/>')).split('data-signature')[1]).toContain(
      '图片缺失或无法识别',
    );
    expect(drawn('ofd', bytesOf('PK broken')).split('data-signature')[1]).toContain('data-placeholder');
  });

  it('F131: every sample is drawn as safe SVG, page by page', () => {
    const folder = new URL('./samples/', import.meta.url);
    for (const name of [
      'good-v1-ofdrw.ofd',
      'good-v4-no-seal-file.ofd',
      'good-v4-ofdrw-riding.ofd',
      'good-v4-ofdrw-two-seals.ofd',
    ]) {
      expect(safe(renderSvg(new Uint8Array(readFileSync(new URL(name, folder)))))).toContain('data-signature');
    }
  });
});
