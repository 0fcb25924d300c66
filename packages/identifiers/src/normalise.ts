/** Longest text any identifier parser looks at; anything longer is refused before it is touched. */
export const MAX_IDENTIFIER_TEXT = 256;

/**
 * Full-width letters, digits and punctuation (U+FF01–U+FF5E) and the ideographic space become their ASCII forms.
 * People type them with Chinese input methods without noticing.
 */
export function toHalfWidth(text: string): string {
  return text.replace(/[\uff01-\uff5e\u3000]/g, (ch) =>
    ch === '\u3000' ? ' ' : String.fromCharCode(ch.charCodeAt(0) - 0xfee0),
  );
}

/** Zero-width and direction marks; telephones put them around numbers copied from the address book. */
const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

/** Half-width, without white space and invisible marks, upper-case: how codes are compared. Text over 256 characters comes back unchanged. */
export function normaliseCode(text: string): string {
  if (text.length > MAX_IDENTIFIER_TEXT) return text;
  return toHalfWidth(text).replace(INVISIBLE, '').replace(/\s+/g, '').toUpperCase();
}
