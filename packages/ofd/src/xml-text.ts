import { OfdError } from './errors.ts';

// XML 1.0 §2.2: control characters other than tab, line feed and return, lone surrogates, U+FFFE and U+FFFF do not exist.
const ILLEGAL =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be found
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const SPECIAL = /[&<>"\t\n\r]/;

/** Escapes text for XML content and attributes. Throws `illegal_text` for characters XML cannot carry. */
export function escapeXml(text: string, what: string): string {
  const bad = ILLEGAL.exec(text);
  if (bad) {
    const code = bad[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    throw new OfdError(
      'illegal_text',
      `${what} holds the character U+${code}, which XML cannot carry; remove it.`,
      `${what}含有 XML 不能表示的字符 U+${code}，请删除该字符。`,
    );
  }
  if (!SPECIAL.test(text)) return text;
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 38) out += '&amp;';
    else if (c === 60) out += '&lt;';
    else if (c === 62) out += '&gt;';
    else if (c === 34) out += '&quot;';
    else if (c === 9 || c === 10 || c === 13) out += `&#${c};`;
    else out += text[i];
  }
  return out;
}

/** Millimetres with at most four decimals. Throws `illegal_number` for what is no length. */
export function mm(value: number): string {
  if (!(value > -1e6 && value < 1e6)) {
    throw new OfdError(
      'illegal_number',
      `${value} is not a length in millimetres; check the drawing.`,
      `${value} 不是合法的毫米数，请检查版面数据。`,
    );
  }
  const rounded = Math.round(value * 10_000) / 10_000;
  return rounded === 0 ? '0' : String(rounded);
}
