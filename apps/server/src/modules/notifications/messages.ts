import type { Text } from '../../kernel/text.ts';

/** Longest SMS handed to a provider; a carrier splits at 70 characters, and providers refuse far longer ones. */
const longest = 500;

/** A notice as an SMS. Chinese: the person's language is not known outside the portal. */
export function noticeSms(title: Text, body: Text): string {
  const text = `【秒批】${title.zh}：${body.zh}`.replace(/\s+/g, ' ').trim();
  return [...text].length <= longest ? text : `${[...text].slice(0, longest - 1).join('')}…`;
}

/** A one-time code, in both languages: whoever waits for it must be able to read it. */
export function codeSms(code: string, minutes: number): string {
  return `【秒批】验证码 ${code}，${minutes} 分钟内有效。工作人员不会向您索要验证码，请勿告诉他人。Miaopi code: ${code}, valid ${minutes} minutes. Tell nobody.`;
}
