import { LICENCE_ROOT, normaliseCode, parseLicenceIdentifier } from '@miaopi/identifiers';
import { readShowingCode, type ShowingCode } from '@miaopi/licence-code';

/** 流水号 of the licence identifier: the number's digits and letters. The rest of a rule is fixed text, so different numbers stay different. */
export function serialOf(number: string): string {
  const serial = number.toUpperCase().replace(/[^0-9A-Z]/g, '');
  if (serial === '' || serial.length > 64) throw new RangeError(`no serial in the licence number ${number}`);
  return serial;
}

/** Letters and digits that nobody mistakes for one another. */
const keyAlphabet = '0123456789abcdefghjkmnpqrstvwxyz';
export const searchKeyLength = 20;

/** The key in a QR code: 100 random bits. @param random at least 20 bytes */
export function searchKeyFrom(random: Uint8Array): string {
  let key = '';
  for (let i = 0; i < searchKeyLength; i++) key += keyAlphabet[random[i]! & 31];
  return key;
}

export type Query =
  | { readonly by: 'identifier'; readonly value: string }
  | { readonly by: 'key'; readonly value: string }
  | { readonly by: 'showing'; readonly code: ShowingCode }
  | { readonly by: 'nothing'; readonly why: { readonly zh: string; readonly en: string } };

const notAnIdentifier = {
  zh: '证照标识印在证照左下角，以 1.2.156.3005.2 开头；证照编号不能用来核验。也可以扫证照上的二维码，或者选择证照文件。',
  en: 'It is printed low on the left of the licence and begins with 1.2.156.3005.2; the number of the licence is another thing. Its QR code or its file will do as well.',
};

/** What somebody typed or scanned: the identifier with or without its root, the key of a QR code, the code of a showing, or the QR's whole address. */
export function readQuery(text: string): Query {
  let wanted = text.trim();
  const address = /\/v\/([^/?#]+)/.exec(wanted);
  if (address) {
    try {
      wanted = decodeURIComponent(address[1]!);
    } catch {
      wanted = address[1]!;
    }
  }
  const shown = readShowingCode(wanted);
  if (shown) return { by: 'showing', code: shown };
  const key = wanted.toLowerCase().replace(/[\s-]/g, '');
  if (key.length === searchKeyLength && [...key].every((c) => keyAlphabet.includes(c)))
    return { by: 'key', value: key };
  const code = normaliseCode(wanted).replaceAll('。', '.');
  const parsed = parseLicenceIdentifier(code.startsWith(`${LICENCE_ROOT}.`) ? code : `${LICENCE_ROOT}.${code}`);
  if (parsed.ok) return { by: 'identifier', value: parsed.value.identifier };
  // with its dots it was meant as one, and what is wrong with it helps; anything else is most often the number of the licence
  return { by: 'nothing', why: code.includes('.') ? parsed.issue.message : notAnIdentifier };
}
