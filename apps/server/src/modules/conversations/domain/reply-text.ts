import { cleanText } from './clean-text.ts';

/** Longest answer taken from a letter; what is longer is cut, and says so. */
const longest = 2000;

/** Lines with which mail programs begin what they quote, in the languages people here use. */
const quoting = [
  /^[-—_\s]*(original message|forwarded message|原始邮件|转发邮件)[-—_\s]*$/i,
  /^on .{5,120} wrote:$/i,
  /^(在)?\s*\d{4}[年/-].{3,100}(写道|写到)[：:]?$/,
  /^.{1,80}(写道|写到)[：:]$/,
  /^(发件人|from)\s*[：:]\s*\S+/i,
  /^_{10,}$/,
];

/**
 * What somebody has written himself in an answer: what he quotes and his signature are left out.
 * @returns '' when nothing is left
 */
export function replyText(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const end = lines.findIndex(
    (line) => line === '-- ' || line.startsWith('>') || quoting.some((one) => one.test(line.trim())),
  );
  const own = cleanText((end < 0 ? lines : lines.slice(0, end)).join('\n'));
  const characters = [...own];
  return characters.length <= longest ? own : `${characters.slice(0, longest - 1).join('')}…`;
}
