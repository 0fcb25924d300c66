import { createReader } from './pdu.ts';

/** What the SMS centre says became of a message it took. */
export interface DeliveryReceipt {
  /** The `message_id` it gave when it took the message. */
  readonly messageId: string;
  readonly outcome: 'delivered' | 'failed' | 'on-its-way';
  /** The centre's word, such as `UNDELIV`, with its error code where it gives one. */
  readonly detail: string;
}

/** Bit of esm_class that marks a receipt (§5.2.12). */
const isReceipt = 0x04;
const tag = { receiptedMessageId: 0x001e, messageState: 0x0427 } as const;
/** Values of message_state (§5.2.28) and the words of the text form (appendix B). */
const states = ['', 'ENROUTE', 'DELIVRD', 'EXPIRED', 'DELETED', 'UNDELIV', 'ACCEPTD', 'UNKNOWN', 'REJECTD'];
const failed = new Set(['EXPIRED', 'DELETED', 'UNDELIV', 'REJECTD']);

/** The receipt in the body of a deliver_sm; undefined when it is something else, as a message that somebody sent us. @throws when it is cut off */
export function parseReceipt(body: Buffer): DeliveryReceipt | undefined {
  const read = createReader(body);
  read.cString();
  for (const _end of ['source', 'destination']) {
    read.bytes(2);
    read.cString();
  }
  const esmClass = read.byte();
  read.bytes(2);
  read.cString();
  read.cString();
  read.bytes(4);
  const text = read.bytes(read.byte()).toString('latin1');
  const options = read.options();
  if ((esmClass & 0x3c) !== isReceipt) return undefined;
  // the optional parameters are exact; the text is a custom of the trade that not every centre keeps to
  const named = options.get(tag.receiptedMessageId)?.toString('latin1').replace(/\0+$/, '');
  const messageId = named || /(?:^|\s)id:(\S{1,64})/.exec(text)?.[1];
  const state = states[options.get(tag.messageState)?.[0] ?? 0] || /\bstat:([A-Z]{3,7})/.exec(text)?.[1];
  if (!messageId || !state) return undefined;
  const code = /\berr:(\w{1,5})/.exec(text)?.[1];
  return {
    messageId,
    outcome: state === 'DELIVRD' ? 'delivered' : failed.has(state) ? 'failed' : 'on-its-way',
    detail: code && Number(code) !== 0 ? `${state} ${code}` : state,
  };
}
