import { type Channel, Refused } from './channel.ts';
import { noticeSms, signedSms } from './wording.ts';

/** Hands one text to an SMS provider: the plug behind notices and one-time codes. */
export interface SmsProvider {
  readonly recognisesRepeats: boolean;
  /** Resolves once the provider has taken it, with the ids under which its receipts come. @throws like {@link Channel.send} */
  send(mobile: string, text: string, requestId: string): Promise<readonly string[]>;
}

export function smsChannel(provider: SmsProvider, mobileOf: (personId: string) => Promise<string | null>): Channel {
  return {
    channel: 'sms',
    recognisesRepeats: provider.recognisesRepeats,
    async send({ recipient, title, body, own, lang, requestId }) {
      const mobile = recipient.personId === undefined ? null : await mobileOf(recipient.personId);
      if (!mobile) throw new Refused('no mobile number');
      return provider.send(mobile, own ? signedSms(body[lang], lang) : noticeSms(title, body, lang), requestId);
    },
  };
}
