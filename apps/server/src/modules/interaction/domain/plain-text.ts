import { interactionErrors } from '../errors.ts';

/** Eleven digits or more in a row, also parted by spaces or hyphens, a last X taken along: identity cards, mobiles, bank cards. */
const number = /\d(?:[\s-]?\d){10,}/;

/** What somebody wrote, at least `shortest` characters: trimmed, no control characters, at most one empty line. @throws text_short */
export function plainText(text: string, shortest: number): string {
  const plain = text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[\p{Cc}\p{Cf}]/gu, (c) => (c === '\n' ? c : ''))
    .replace(/[^\S\n]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  if ([...plain].length < shortest) throw interactionErrors.text_short();
  return plain;
}

/** Whether a text seems to hold a number of an identity card, a mobile or a bank card; full-width digits are read by people as well. */
export function holdsNumber(plain: string): boolean {
  return number.test(plain.normalize('NFKC'));
}
