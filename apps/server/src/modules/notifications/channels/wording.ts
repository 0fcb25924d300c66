import type { Lang, Text } from '../../../kernel/text.ts';

/** Longest SMS handed to a provider; a carrier splits at 67 characters, and providers refuse far longer ones. */
const longest = 500;

export const signature: Text = { zh: '秒批', en: 'Miaopi' };

/** A notice as an SMS, in the language of the person. */
export function noticeSms(title: Text, body: Text, lang: Lang): string {
  return signedSms(lang === 'zh' ? `${title.zh}：${body.zh}` : `${title.en}: ${body.en}`, lang);
}

/** One line under the signature that carriers ask for, cut where providers would refuse it. */
export function signedSms(words: string, lang: Lang): string {
  const text = `${lang === 'zh' ? '【秒批】' : '[Miaopi] '}${words}`.replace(/\s+/g, ' ').trim();
  return [...text].length <= longest ? text : `${[...text].slice(0, longest - 1).join('')}…`;
}

/** A one-time code, in both languages: whoever waits for it must be able to read it. */
export function codeSms(code: string, minutes: number): string {
  return `【秒批】验证码 ${code}，${minutes} 分钟内有效。工作人员不会向您索要验证码，请勿告诉他人。Miaopi code: ${code}, valid ${minutes} minutes. Tell nobody.`;
}

/** Another side's words may repeat a number, a code or an address; none is kept or logged. */
export function withoutNumbers(message: string): string {
  return message
    .replace(/[^\s<>@]+@[^\s<>@]+/g, '…')
    .replace(/\d{4,}/g, '…')
    .slice(0, 300);
}
