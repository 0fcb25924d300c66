import { constants, inflateSync } from 'node:zlib';

/** What speaks against a PDF; undefined when nothing does. */
export type PdfFault = 'broken' | 'encrypted' | 'active' | 'unreadable';

/** Unpacked bytes of object streams looked at in one file. */
const mostUnpacked = 48 * 1024 * 1024;

/**
 * Looks for what a plain document has not: a password, scripts, programs to start (ISO 32000-1 §7.6, §12.6.4). The whole file is searched, comments and
 * streams included, and object streams are unpacked, as names may hide there; names may also be written with `#xx` (§7.3.5).
 */
export function inspectPdf(data: Buffer): PdfFault | undefined {
  const text = data.toString('latin1');
  if (!/^%PDF-[12]\.\d/.test(text)) return 'broken';
  const tail = text.slice(-2048);
  if (!tail.includes('%%EOF') || !/startxref\s+\d+/.test(tail)) return 'broken';
  if (encrypt.test(text)) return 'encrypted';
  if (active.test(text)) return 'active';
  return inspectObjectStreams(data, text);
}

function name(plain: string): string {
  return [...plain]
    .map((c) => {
      const hex = c.charCodeAt(0).toString(16);
      const either = [...hex].map((h) => (/[a-f]/.test(h) ? `[${h}${h.toUpperCase()}]` : h)).join('');
      return `(?:${c}|#${either})`;
    })
    .join('');
}

/** The end of a name: white space or a delimiter. */
const end = '(?=[\\s\\0()<>\\[\\]{}/%]|$)';
const encrypt = new RegExp(`/${name('Encrypt')}[\\s\\0]*(?:\\d+[\\s\\0]+\\d+[\\s\\0]+R|<<)`);
const active = new RegExp(`/(?:${['JavaScript', 'Launch', 'RichMedia'].map(name).join('|')})${end}`);
const objectStream = new RegExp(`/${name('ObjStm')}${end}`, 'g');
const flate = new RegExp(`/${name('FlateDecode')}${end}`);
const filter = new RegExp(`/${name('Filter')}${end}`);
const otherFilter =
  /\/(?:ASCIIHexDecode|AHx|ASCII85Decode|A85|LZWDecode|LZW|RunLengthDecode|RL|Crypt)(?=[\s\0()<>[\]{}/%]|$)/;
const predictor = /\/Predictor[\s\0]+(?!1[\s\0/>])/;

/** Characters between the type of an object stream and its data, and before it. Nobody writes longer ones; a longer one is not looked into, so not taken. */
const longestDictionary = 4096;
const mostObjectStreams = 20_000;

function inspectObjectStreams(data: Buffer, text: string): PdfFault | undefined {
  let left = mostUnpacked;
  let seen = 0;
  for (const { index } of text.matchAll(objectStream)) {
    const keyword = /stream(?:\r\n|\n|\r)/.exec(text.slice(index, index + longestDictionary));
    if (!keyword || ++seen > mostObjectStreams) return 'unreadable';
    const start = index + keyword.index + keyword[0].length;
    const stop = text.indexOf('endstream', start);
    if (stop < 0) return 'unreadable';
    const before = text.slice(Math.max(0, index - longestDictionary), index);
    const dictionary = before.slice(before.lastIndexOf('obj') + 1) + text.slice(index, index + keyword.index);
    let content = text.slice(start, stop);
    if (filter.test(dictionary)) {
      // what can't be unpacked here can't be looked into
      if (!flate.test(dictionary) || otherFilter.test(dictionary) || predictor.test(dictionary)) return 'unreadable';
      try {
        const unpacked = inflateSync(data.subarray(start, stop), {
          maxOutputLength: left,
          finishFlush: constants.Z_SYNC_FLUSH,
        });
        left -= unpacked.length;
        content = unpacked.toString('latin1');
      } catch {
        return 'unreadable';
      }
    } else left -= content.length;
    if (left <= 0) return 'unreadable';
    if (active.test(content)) return 'active';
  }
  return undefined;
}
