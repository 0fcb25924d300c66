import { PdfError } from './errors.ts';
import type { PdfLimits } from './limits.ts';
import { operations } from './text-tokens.ts';
import { isArray, PdfString, type PdfValue } from './values.ts';

/** Entries of one map: all codes of two bytes. */
const most = 65_536;

/** ToUnicode (ISO 32000-1 9.10.3): character codes to text. What comes after a fault in it is not known. */
export function readToUnicode(data: Uint8Array, limits: PdfLimits): ReadonlyMap<number, string> {
  const out = new Map<number, string>();
  const put = (code: number, text: string) => {
    if (out.size < most) out.set(code, text);
  };
  try {
    for (const { operator, operands } of operations(data, limits)) {
      if (operator === 'endbfchar')
        for (let i = 0; i + 1 < operands.length; i += 2) {
          const [code, text] = [codeOf(operands[i]), textOf(operands[i + 1])];
          if (code !== undefined && text !== undefined) put(code, text);
        }
      if (operator === 'endbfrange')
        for (let i = 0; i + 2 < operands.length; i += 3) putRange(operands[i], operands[i + 1], operands[i + 2], put);
    }
  } catch (error) {
    if (!(error instanceof PdfError)) throw error;
  }
  return out;
}

function putRange(
  first: PdfValue | undefined,
  last: PdfValue | undefined,
  to: PdfValue | undefined,
  put: (code: number, text: string) => void,
): void {
  const [from, until] = [codeOf(first), codeOf(last)];
  if (from === undefined || until === undefined || until < from || until - from >= most) return;
  const start = textOf(to);
  for (let code = from; code <= until; code++) {
    // the last unit counts up; with a list each code has its own
    const text = isArray(to)
      ? textOf(to[code - from])
      : start && start.slice(0, -1) + String.fromCharCode(start.charCodeAt(start.length - 1) + code - from);
    if (text !== undefined) put(code, text);
  }
}

function codeOf(value: PdfValue | undefined): number | undefined {
  if (!(value instanceof PdfString) || value.bytes.length === 0 || value.bytes.length > 4) return undefined;
  return value.bytes.reduce((code, byte) => code * 256 + byte, 0);
}

function textOf(value: PdfValue | undefined): string | undefined {
  if (!(value instanceof PdfString) || value.bytes.length > 64) return undefined;
  const { bytes } = value;
  if (bytes.length === 1) return String.fromCharCode(bytes[0]!);
  let out = '';
  for (let i = 0; i + 1 < bytes.length; i += 2) out += String.fromCharCode((bytes[i]! << 8) | bytes[i + 1]!);
  return out;
}
