import { interactionErrors } from '../errors.ts';

const shortest = 10;
/** Eleven digits or more in a row, also parted by spaces or hyphens, a last X taken along: identity cards, mobiles, bank cards. */
const number = /\d(?:[\s-]?\d){10,}/;

/** The text as it may be shown: trimmed, no control characters, at most one empty line. @throws text_short, personal_data */
export function shareableText(text: string): string {
  const plain = text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[\p{Cc}\p{Cf}]/gu, (c) => (c === '\n' ? c : ''))
    .replace(/[^\S\n]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  if ([...plain].length < shortest) throw interactionErrors.text_short();
  // full-width digits are read by people as well
  if (number.test(plain.normalize('NFKC'))) throw interactionErrors.personal_data();
  return plain;
}
