import { readFileSync } from 'node:fs';
import { GmError, pemToDer } from '@miaopi/gm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OfdError, openOfd, packOfd, readOfd, renderSvg, verifyOfd } from '../src/index.ts';
import { bytesOf, forge, trust as ours, textOf } from './forge.ts';

const sample = (name: string) => new Uint8Array(readFileSync(new URL(`./samples/${name}`, import.meta.url)));
const foreign = pemToDer(readFileSync(new URL('./samples/root.crt.pem', import.meta.url), 'utf8'));
const trust = { anchors: [foreign, ...ours.anchors], at: new Date('2026-11-25T00:00:00Z') };

const GOOD = [
  forge(),
  ...['good-v1-ofdrw.ofd', 'good-v4-no-seal-file.ofd', 'good-v4-ofdrw-riding.ofd', 'good-v4-timestamp.ofd'].map(sample),
].map((file) => ({ file, ...readOfd(file).package }));

/** Changes that know XML: the parsers get past the first byte and meet nonsense where it hurts. */
const VALUES = [
  '',
  '0',
  '-1',
  '1e308',
  'NaN',
  '99999999999999999999',
  '1 2',
  '0 0 0 0',
  'g 999999999 1',
  '../../x',
  '/',
  '#',
  '\u202e',
  'x'.repeat(5000),
];
const xmlEdits: ((xml: string, pick: (n: number) => number) => string)[] = [
  (xml, pick) => {
    const spots = [...xml.matchAll(/="([^"]*)"/g)];
    const spot = spots[pick(spots.length)];
    if (!spot) return xml;
    return `${xml.slice(0, spot.index)}="${VALUES[pick(VALUES.length)]}"${xml.slice(spot.index + spot[0].length)}`;
  },
  (xml, pick) => {
    const spots = [...xml.matchAll(/>([^<>]+)</g)];
    const spot = spots[pick(spots.length)];
    if (!spot) return xml;
    return `${xml.slice(0, spot.index)}>${VALUES[pick(VALUES.length)]}<${xml.slice(spot.index + spot[0].length)}`;
  },
  (xml, pick) => {
    const spots = [...xml.matchAll(/<([\w:]+)[^<>]*\/>/g)];
    const spot = spots[pick(spots.length)];
    return spot ? xml.slice(0, spot.index) + spot[0].repeat(pick(50)) + xml.slice(spot.index + spot[0].length) : xml;
  },
  (xml, pick) => {
    const names = [
      'TextObject',
      'PathObject',
      'ImageObject',
      'CompositeObject',
      'Layer',
      'Page',
      'Signature',
      'Font',
      'Area',
    ];
    const from = names[pick(names.length)]!;
    return xml.replaceAll(`ofd:${from}`, `ofd:${names[pick(names.length)]}`);
  },
  (xml, pick) => xml.slice(0, pick(xml.length)) + xml.slice(pick(xml.length)),
  (xml, pick) => xml.replace(/<\/[\w:]+>/, (end) => '<ofd:PageBlock>'.repeat(pick(90)) + end),
];

/** Walks through reading, verifying and drawing; anything but a typed error or a report is a crash. */
function walk(file: Uint8Array): { valid: boolean; parts?: ReadonlyMap<string, Uint8Array> } {
  try {
    const document = openOfd(file);
    for (let page = 0; page < Math.min(3, document.package.pages.length); page++) {
      try {
        const svg = renderSvg(document, page);
        expect(svg).not.toMatch(/<script|<foreignObject|\son\w+="/i);
        expect(svg.length).toBeLessThan(80_000_000);
      } catch (error) {
        if (!(error instanceof OfdError)) throw error;
      }
    }
  } catch (error) {
    if (!(error instanceof OfdError)) throw error;
  }
  const report = verifyOfd(file, { ...trust, plainSignatures: true });
  return { valid: report.verdict === 'valid', parts: report.document?.package.parts };
}

function checked(file: Uint8Array): ReturnType<typeof walk> {
  try {
    return walk(file);
  } catch (error) {
    if (error instanceof GmError) return { valid: false };
    throw error;
  }
}

describe('fuzzing: never accepted, never a crash', () => {
  it('F145: XML of any part changed where it hurts', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...GOOD),
        fc.nat(),
        fc.array(fc.tuple(fc.nat(xmlEdits.length - 1), fc.nat(), fc.nat(), fc.nat()), { minLength: 1, maxLength: 3 }),
        ({ parts, ...rest }, which, edits) => {
          const paths = [...parts.keys()].filter((p) => p.endsWith('.xml'));
          const path = paths[which % paths.length]!;
          let xml = textOf(parts.get(path));
          for (const [kind, ...numbers] of edits) {
            let k = 0;
            xml = xmlEdits[kind]!(xml, (n) => (n > 0 ? numbers[k++ % 3]! % n : 0)).slice(0, 400_000);
          }
          const changed = bytesOf(xml);
          const result = checked(packOfd({ ...rest, parts: new Map(parts).set(path, changed) }));
          const same = Buffer.compare(changed, parts.get(path)!) === 0;
          if (result.valid && !same) expect(path).toBe(rest.signatures!.path);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('F145: signature values and seals with bytes changed, cut, doubled and spliced', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...GOOD),
        fc.boolean(),
        fc.array(fc.tuple(fc.nat(4), fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        ({ parts, ...rest }, value, edits) => {
          const paths = [...parts.keys()].filter((p) => p.endsWith(value ? '.dat' : '.esl'));
          if (paths.length === 0) return;
          const path = paths[0]!;
          let bytes: Uint8Array = parts.get(path)!.slice();
          for (const [kind, at, byte] of edits) {
            // Most structure stands at the head: half of all edits go there.
            const p = bytes.length === 0 ? 0 : at % 2 ? at % bytes.length : at % Math.min(bytes.length, 400);
            if (kind === 0) bytes[p] = byte;
            else if (kind === 1) bytes = bytes.subarray(0, p);
            else if (kind === 2) bytes = new Uint8Array([...bytes.subarray(0, p), byte, ...bytes.subarray(p)]);
            else if (kind === 3)
              bytes = new Uint8Array([...bytes.subarray(0, p), ...bytes.subarray(p + (byte % 40) + 1)]);
            else bytes = new Uint8Array([...bytes.subarray(p), ...bytes.subarray(0, p)]);
            bytes = bytes.slice();
          }
          const same = Buffer.compare(bytes, parts.get(path)!) === 0;
          expect(checked(packOfd({ ...rest, parts: new Map(parts).set(path, bytes) })).valid && !same).toBe(false);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('F145: the file itself with bytes changed, cut and moved: accepted only when no part differs', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...GOOD),
        fc.array(fc.tuple(fc.nat(3), fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        ({ file, parts }, edits) => {
          let bytes: Uint8Array = file.slice();
          for (const [kind, at, byte] of edits) {
            // Directory and end stand at the tail.
            const p = at % 2 ? at % bytes.length : bytes.length - 1 - (at % Math.min(bytes.length, 1500));
            if (kind === 0) bytes[p] = byte;
            else if (kind === 1) bytes[p] = bytes[p]! ^ (1 << (byte % 8));
            else if (kind === 2)
              bytes = new Uint8Array([...bytes.subarray(0, p), ...bytes.subarray(p + 1 + (byte % 4))]);
            else bytes = new Uint8Array([...bytes.subarray(0, p), byte, ...bytes.subarray(p)]);
            if (bytes.length === 0) return;
          }
          const result = checked(bytes);
          if (!result.valid) return;
          expect([...result.parts!.keys()].sort()).toEqual([...parts.keys()].sort());
          for (const [path, data] of parts) expect(Buffer.compare(result.parts!.get(path)!, data)).toBe(0);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('F145: any bytes at all', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), fc.boolean(), (bytes, zip) => {
        const file = zip ? new Uint8Array([0x50, 0x4b, 3, 4, ...bytes]) : bytes;
        expect(checked(file).valid).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  it('F145: what would cost without end is bounded: gaps, glyphs, patterns, depth, names', () => {
    const base = GOOD[0]!;
    const page = base.pages[0]!.path;
    const draw = (objects: string) => {
      const xml = textOf(base.parts.get(page)).replace('</ofd:Layer>', `${objects}</ofd:Layer>`);
      return checked(packOfd({ ...base, parts: new Map(base.parts).set(page, bytesOf(xml)) }));
    };
    const text = '<ofd:TextObject ID="1" Boundary="0 0 9 9" Font="1" Size="3">';
    expect(
      draw(
        `${text}<ofd:CGTransform CodePosition="0" CodeCount="4000000000"><ofd:Glyphs>1</ofd:Glyphs></ofd:CGTransform><ofd:TextCode X="0" Y="0" DeltaX="g 4000000000 1">ab</ofd:TextCode></ofd:TextObject>`,
      ).valid,
    ).toBe(false);
    const cell = (inner: string) =>
      `<ofd:PathObject ID="1" Boundary="0 0 9 9" Fill="true"><ofd:FillColor><ofd:Pattern Width="0.0001" Height="0.0001" XStep="0.0001"><ofd:CellContent>${inner}</ofd:CellContent></ofd:Pattern></ofd:FillColor><ofd:AbbreviatedData>M 0 0 L 9 9</ofd:AbbreviatedData></ofd:PathObject>`;
    let nested = '';
    for (let i = 0; i < 9; i++) nested = cell(nested);
    expect(draw(nested.repeat(20)).valid).toBe(false);
    expect(draw(`${text}<ofd:TextCode X="0" Y="0">${'字'.repeat(200_000)}</ofd:TextCode></ofd:TextObject>`).valid).toBe(
      false,
    );
  });
});
