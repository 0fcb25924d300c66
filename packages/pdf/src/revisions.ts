import { PdfError } from './errors.ts';
import type { PdfFile } from './file.ts';
import { isWhite, Lexer } from './lexer.ts';
import { readIndirect, type XrefSection } from './xref.ts';

/**
 * What was appended from byte `from` on must be revisions and nothing else: objects, the cross-reference that lists
 * exactly them, `startxref`, `%%EOF`. A reader that mends files could otherwise find what a strict one does not.
 * @returns what is wrong, undefined when nothing is
 */
export function faultInAppended(file: PdfFile, from: number): string | undefined {
  const appended = file.sections.filter((s) => s.start >= from).sort((a, b) => a.start - b.start);
  const before = new Map<number, number>();
  for (const section of [...file.sections].reverse()) if (section.start < from) remember(before, section);
  let at = from;
  if (appended.length === 0 && from < file.bytes.length)
    return `bytes ${from} to ${file.bytes.length} belong to no revision`;
  for (const section of appended) {
    if ([...section.entries.values()].every((e) => e.kind === 'at' && e.offset === section.start))
      return 'an empty revision';
    if (section.trailer.has('XRefStm')) return `revision at ${section.start} is hybrid`;
    const used: [number, number][] = [[section.start, section.end]];
    for (const [num, entry] of section.entries) {
      if (entry.kind !== 'at') continue;
      if (entry.offset < at) {
        // Some writers list all objects again; what stood there must be what is listed.
        if (before.get(num) === entry.offset) continue;
        return `object ${num} of a later revision stands in an earlier one`;
      }
      if (section.form === 'stream' && entry.offset === section.start) continue;
      try {
        const lexer = new Lexer(file.bytes, entry.offset, file.limits);
        const { start, end } = readIndirect(lexer, { num, gen: entry.gen }, (ref) => {
          const length = file.resolve(ref);
          return typeof length === 'number' ? length : -1;
        });
        used.push([start, end]);
      } catch (error) {
        if (error instanceof PdfError) return `object ${num}: ${error.message}`;
        throw error;
      }
    }
    remember(before, section);
    const end = endOf(file, section);
    if (end === undefined) return `revision at ${section.start} does not end in startxref and %%EOF`;
    used.sort((a, b) => a[0] - b[0]);
    for (const [start, stop] of [...used, [section.end, end] as [number, number]]) {
      if (start < at) return `objects overlap at ${start}`;
      if (!isBlank(file, at, start)) return `bytes ${at} to ${start} belong to no object`;
      at = stop;
    }
  }
  // One line end belongs to %%EOF.
  return file.bytes.length <= at + 2 && isBlank(file, at, file.bytes.length)
    ? undefined
    : `bytes after ${at} belong to no revision`;
}

function remember(places: Map<number, number>, section: XrefSection): void {
  for (const [num, entry] of section.entries) if (entry.kind === 'at') places.set(num, entry.offset);
}

function endOf(file: PdfFile, section: XrefSection): number | undefined {
  const text = String.fromCharCode(...file.bytes.subarray(section.end, section.end + 64));
  const match = /^[\t\n\f\r ]*startxref[\t\n\f\r ]+(\d{1,10})[\t\n\f\r ]+%%EOF/.exec(text);
  return match && Number(match[1]) === section.start ? section.end + match[0].length : undefined;
}

/** White space, and comments that no mending reader takes for more. */
function isBlank(file: PdfFile, from: number, to: number): boolean {
  let at = from;
  while (at < to) {
    if (isWhite(file.bytes[at])) at++;
    else if (file.bytes[at] === 0x25) {
      let end = at;
      while (end < to && file.bytes[end] !== 10 && file.bytes[end] !== 13) end++;
      if (end - at > 32 || /obj|xref|trailer|stream|EOF/.test(String.fromCharCode(...file.bytes.subarray(at, end))))
        return false;
      at = end;
    } else return false;
  }
  return true;
}
