/** UTF-16 units of one short message of 140 bytes, and of one that is part of a longer one (3GPP TS 23.040 §9.2.3.24.1: six bytes of header). */
const alone = 70;
const part = 67;
/** More is refused: nobody reads an SMS of that length, and operators charge each part. */
const most = 10;

/**
 * The bytes of the short messages a text becomes in UCS-2, the coding for Chinese. A longer text is cut into parts with a user data header each, which
 * the telephone joins; a character outside the basic plane is never cut in two.
 * @param reference the same for all parts, another one for another text to the same telephone; one byte is used
 * @throws when the text would need more than ten parts
 */
export function segmentsOf(text: string, reference: number): { readonly data: Buffer; readonly header: boolean }[] {
  if (text.length <= alone) return [{ data: ucs2(text), header: false }];
  const parts: string[] = [];
  for (let at = 0; at < text.length; ) {
    let end = Math.min(at + part, text.length);
    if (end < text.length && isHighSurrogate(text.charCodeAt(end - 1))) end--;
    parts.push(text.slice(at, end));
    at = end;
  }
  if (parts.length > most) throw new Error(`SMPP: a text of ${text.length} characters is too long for SMS`);
  return parts.map((one, i) => ({
    data: Buffer.concat([Buffer.from([5, 0, 3, reference & 0xff, parts.length, i + 1]), ucs2(one)]),
    header: true,
  }));
}

const isHighSurrogate = (unit: number) => unit >= 0xd800 && unit <= 0xdbff;

const ucs2 = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();
