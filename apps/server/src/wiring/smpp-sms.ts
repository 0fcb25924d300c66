import { createHash } from 'node:crypto';
import { createSmppClient, SmppRefused, SmppUncertain } from '@miaopi/smpp';
import { type Receipt, Refused, type SmsProvider, Uncertain } from '../modules/notifications/index.ts';

/**
 * Short messages go straight to an operator's SMS centre over SMPP 3.4, which knows no request ids: a repeat would arrive twice.
 * @param url `smpp://system:password@host:2775?source=10690000`, `smpps:` over TLS
 */
export function smppSms(
  url: string,
  onReceipt: (receipt: Receipt) => Promise<void>,
): SmsProvider & { close(): Promise<void> } {
  const { protocol, hostname, port, username, password, searchParams } = new URL(url);
  const client = createSmppClient({
    host: hostname,
    port: Number(port || (protocol === 'smpps:' ? 3550 : 2775)),
    tls: protocol === 'smpps:',
    systemId: decodeURIComponent(username),
    password: decodeURIComponent(password),
    systemType: searchParams.get('type') ?? '',
    source: searchParams.get('source') ?? '',
    async onReceipt({ messageId, outcome, detail }) {
      if (outcome !== 'on-its-way') await onReceipt({ channel: 'sms', ref: messageId, outcome, detail });
    },
  });
  return {
    recognisesRepeats: false,
    async send(mobile, text, requestId) {
      try {
        return await client.submit(
          international(mobile),
          text,
          createHash('sha256').update(requestId).digest()[0] ?? 0,
        );
      } catch (error) {
        const { message } = error as Error;
        if (error instanceof SmppRefused) throw new Refused(message);
        throw error instanceof SmppUncertain ? new Uncertain(message) : error;
      }
    },
    close: () => client.close(),
  };
}

/** Mobiles are kept as people write them, eleven figures. */
function international(mobile: string): string {
  return mobile.startsWith('+') ? mobile.slice(1) : `86${mobile}`;
}
