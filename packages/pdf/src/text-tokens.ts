import { broken } from './errors.ts';
import { isRegular, Lexer } from './lexer.ts';
import type { PdfLimits } from './limits.ts';
import type { PdfValue } from './values.ts';

/** An operator with what stands before it. */
export interface Operation {
  readonly operator: string;
  readonly operands: readonly PdfValue[];
}

/** Operands before one operator; more are no content stream of any writer (ISO 32000-1 annex C). */
const mostOperands = 400;

/**
 * Operators of a content stream or a CMap, in order; inline images are passed over.
 * @throws PdfError `structure` at what is neither value nor operator, `too_large` beyond the limits
 */
export function* operations(data: Uint8Array, limits: PdfLimits): Generator<Operation> {
  const lexer = new Lexer(data, 0, limits);
  let operands: PdfValue[] = [];
  for (;;) {
    lexer.skip();
    const byte = data[lexer.at];
    if (byte === undefined) return;
    const word = startsWord(byte) ? wordAt(lexer) : undefined;
    if (word === undefined || word === 'true' || word === 'false' || word === 'null') {
      operands.push(lexer.value());
      if (operands.length > mostOperands) throw broken('an operator with too many operands', lexer.at);
      continue;
    }
    if (word === '') throw broken('neither value nor operator', lexer.at);
    lexer.at += word.length;
    if (word === 'ID') passImage(lexer);
    else if (word !== 'BI') yield { operator: word, operands };
    operands = [];
  }
}

/** Not a number, string, name, array or dictionary. */
function startsWord(byte: number): boolean {
  return !(byte >= 0x30 && byte <= 0x39) && !'+-./(<['.includes(String.fromCharCode(byte));
}

function wordAt({ bytes, at }: Lexer): string {
  let end = at;
  while (end < at + 40 && isRegular(bytes[end])) end++;
  return String.fromCharCode(...bytes.subarray(at, end));
}

/** From `ID` to behind the next `EI` that stands alone. */
function passImage(lexer: Lexer): void {
  const { bytes } = lexer;
  for (let i = lexer.at + 1; i + 1 < bytes.length; i++) {
    const alone = !isRegular(bytes[i - 1]) && !isRegular(bytes[i + 2]);
    if (bytes[i] === 0x45 && bytes[i + 1] === 0x49 && alone) {
      lexer.at = i + 2;
      return;
    }
  }
  throw broken('an inline image does not end', lexer.at);
}
