// Hostile files: good ones of ours and of others, changed where it hurts, through reading, verifying and drawing. What the worst of them takes, each kind of file in a process of its
// own (issue 3 §6: never over 1 s or 200 MB). That none is accepted and none crashes is proved by the packages' tests.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { GmError, parseSealSignature, pemToDer } from '@miaopi/gm';
import { OfdError, openOfd, packOfd, readOfd, renderSvg, verifyOfd } from '@miaopi/ofd';
import { PdfError, readPdfText, verifyPdf } from '@miaopi/pdf';
import { atMost, type Figure, say, tell } from './figure.ts';

const { values } = parseArgs({ options: { kind: { type: 'string' }, full: { type: 'boolean' } } });
const runs = values.full ? 20_000 : 2_000;
const packages = join(dirname(fileURLToPath(import.meta.url)), '../../packages');
const at = new Date('2026-11-25T00:00:00Z');

/** How a file of a kind is changed, and what is done with it. */
interface Kind {
  readonly good: readonly Uint8Array[];
  change(good: Uint8Array, pick: Pick): Uint8Array;
  walk(file: Uint8Array): void;
}
/** A number below n. */
type Pick = (n: number) => number;

/** What of a text is exchanged, and for what. */
interface Grammar {
  readonly places: readonly RegExp[];
  readonly instead: readonly string[];
}
const NUMBERS = ['0', '-1', '1e308', '4294967295', '99999999999999999999', '0 0 0 0', 'x'.repeat(5000), '../../x'];
const XML: Grammar = {
  places: [/(?<==")[^"]*(?=")/g, /(?<=>)[^<>]+(?=<)/g, /<[\w:]+[^<>]*\/>/g, /<\/?[\w:]+/g],
  instead: [...NUMBERS, '', '<a>'.repeat(90), '<ofd:PageBlock>'.repeat(60), '&#x41;', '<![CDATA[', 'g 999999999 1'],
};
const PDF: Grammar = {
  places: [/<<|>>|\bobj\b|endobj|stream|xref|trailer/g, /\b\d{1,10}\b/g, /\/[A-Za-z]+/g],
  instead: [
    ...NUMBERS,
    '<<',
    '>>',
    '[',
    ']',
    '(',
    'obj',
    'stream',
    '/Kids',
    '/Prev',
    '/ObjStm',
    '3 0 R',
    '['.repeat(900),
  ],
};

const kinds: Readonly<Record<string, () => Kind>> = {
  'OFD: verify, draw three pages': () => {
    const anchors = [pemToDer(readFileSync(join(packages, 'ofd/test/samples/root.crt.pem'), 'utf8'))];
    const good = samples('ofd', '.ofd');
    const read = new Map(good.map((file) => [file, readOfd(file).package]));
    return {
      good,
      change(file, pick) {
        const { parts, ...rest } = read.get(file)!;
        if (pick(4) === 0) return bytesChanged(file, pick);
        const paths = [...parts.keys()];
        const path = paths[pick(paths.length)]!;
        const part = parts.get(path)!;
        const changed = path.endsWith('.xml') ? textChanged(part, pick, XML) : bytesChanged(part, pick);
        return packOfd({ ...rest, parts: new Map(parts).set(path, changed) });
      },
      walk(file) {
        verifyOfd(file, { anchors, at, plainSignatures: true });
        const document = openOfd(file);
        for (let page = 0; page < Math.min(3, document.package.pages.length); page++) renderSvg(document, page);
      },
    };
  },
  'PDF: verify, read the text': () => ({
    good: samples('pdf', '.pdf'),
    change: (file, pick) => (pick(4) === 0 ? bytesChanged(file, pick) : textChanged(file, pick, PDF)),
    walk(file) {
      verifyPdf(file, { anchors: [], at });
      readPdfText(file);
    },
  }),
  'seal signatures (DER)': () => ({
    good: samples('ofd', '.ofd').flatMap((file) =>
      [...readOfd(file).package.parts].flatMap(([path, part]) => (/signedvalue\.dat$/i.test(path) ? [part] : [])),
    ),
    change: bytesChanged,
    walk: (file) => void parseSealSignature(file),
  }),
};

if (values.kind) workHere(values.kind);
else
  tell(
    Object.keys(kinds).flatMap((kind): Figure[] => {
      const { status, stdout } = spawnSync(
        process.execPath,
        [fileURLToPath(import.meta.url), '--kind', kind, ...(values.full ? ['--full'] : [])],
        { stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' },
      );
      if (status !== 0) throw new Error(`${kind} ended with ${status}`);
      const { worst, mb, before, refused } = JSON.parse(stdout) as Found;
      const note = `${runs} files, ${refused} refused as unreadable`;
      return [
        { bench: 'hostile', name: `${kind}, the worst`, value: worst, unit: 'ms', goal: atMost(1000), note },
        {
          bench: 'hostile',
          name: `${kind}, memory of the process`,
          value: mb,
          unit: 'MB',
          goal: atMost(200),
          beside: { name: 'the same with the good files only', value: before, unit: 'MB' },
        },
      ];
    }),
  );

interface Found {
  readonly worst: number;
  readonly mb: number;
  readonly before: number;
  readonly refused: number;
}

function workHere(name: string): void {
  const kind = kinds[name]!();
  let state = 20261128;
  const pick: Pick = (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return n > 0 ? Math.floor((state / 2 ** 32) * n) : 0;
  };
  for (let i = 0; i < 60; i++) attempt(kind, kind.good[i % kind.good.length]!);
  const before = process.resourceUsage().maxRSS / 1024;
  let worst = 0;
  let refused = 0;
  for (let i = 0; i < runs; i++) {
    const file = kind.change(kind.good[pick(kind.good.length)]!, pick);
    const start = performance.now();
    if (!attempt(kind, file)) refused++;
    worst = Math.max(worst, performance.now() - start);
    if (i % 1000 === 999) say(`${name}: ${i + 1} of ${runs}, worst ${worst.toFixed(0)} ms`);
  }
  const found: Found = { worst, mb: process.resourceUsage().maxRSS / 1024, before, refused };
  process.stdout.write(JSON.stringify(found));
}

/** False when it was refused as unreadable; any other error is a fault of ours. */
function attempt(kind: Kind, file: Uint8Array): boolean {
  try {
    kind.walk(file);
    return true;
  } catch (error) {
    if (error instanceof OfdError || error instanceof PdfError || error instanceof GmError) return false;
    throw error;
  }
}

function samples(name: string, ext: string): Uint8Array[] {
  const folder = join(packages, name, 'test/samples');
  return readdirSync(folder)
    .filter((file) => file.endsWith(ext) && !file.startsWith('bad-'))
    .map((file) => new Uint8Array(readFileSync(join(folder, file))));
}

/** One to three places exchanged, or a stretch left out or said many times. */
function textChanged(good: Uint8Array, pick: Pick, { places, instead }: Grammar): Uint8Array {
  let text = Buffer.from(good).toString('latin1');
  for (let n = 1 + pick(3); n > 0; n--) {
    const found = [...text.matchAll(places[pick(places.length)]!)];
    const spot = found[pick(found.length)];
    if (!spot) continue;
    const end = spot.index + spot[0].length;
    if (pick(6) > 0) text = text.slice(0, spot.index) + instead[pick(instead.length)]! + text.slice(end);
    else text = text.slice(0, end) + text.slice(Math.max(0, end - pick(400)), end).repeat(pick(50)) + text.slice(end);
  }
  return new Uint8Array(Buffer.from(text.slice(0, 4_000_000), 'latin1'));
}

/** Bits turned, a stretch cut out, doubled or filled. */
function bytesChanged(good: Uint8Array, pick: Pick): Uint8Array {
  const bytes = Uint8Array.from(good);
  const from = pick(bytes.length);
  const to = Math.min(bytes.length, from + 1 + pick(300));
  switch (pick(4)) {
    case 0:
      for (let n = 1 + pick(8); n > 0 && bytes.length > 0; n--) bytes[pick(bytes.length)]! ^= 1 << pick(8);
      return bytes;
    case 1:
      return new Uint8Array(Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]));
    case 2:
      return new Uint8Array(Buffer.concat([bytes.subarray(0, to), bytes.subarray(from)]));
    default:
      return bytes.fill(pick(256), from, to);
  }
}
