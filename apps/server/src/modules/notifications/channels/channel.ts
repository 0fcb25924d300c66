import type { NoticeChannel } from '@miaopi/contracts';
import type { Lang, Text } from '../../../kernel/text.ts';
import type { Recipient } from '../notice.ts';

/** One message on its way by one channel. */
export interface Parcel {
  /** The same for every attempt: by it the other side recognises a repeat, where it can. */
  readonly requestId: string;
  readonly recipient: Recipient;
  readonly title: Text;
  readonly body: Text;
  /** The body is an operator's own words for this channel. */
  readonly own?: boolean;
  readonly lang: Lang;
  /** Page that the message leads to, beginning with `/`. */
  readonly path: string;
  /** The case it belongs to, for answers by e-mail. */
  readonly caseId: string | undefined;
  readonly kind: string;
}

/** A way out beside the page; a plug. */
export interface Channel {
  readonly channel: NoticeChannel;
  /**
   * Whether the other side takes a repeat of a request id for the same message. Where it does not, an attempt of which nobody knows how it ended is
   * not repeated by itself.
   */
  readonly recognisesRepeats: boolean;
  /**
   * @returns ids under which receipts will come; none when there will be none
   * @throws Refused · Uncertain · any other error when it was not taken and may be tried again
   */
  send(parcel: Parcel): Promise<readonly string[]>;
}

/** It will never be taken: no such address. */
export class Refused extends Error {}
/** It was handed over, and nobody knows whether it was taken. */
export class Uncertain extends Error {}

export interface Receipt {
  readonly channel: NoticeChannel;
  readonly ref: string;
  readonly outcome: 'delivered' | 'failed';
  /** The other side's word; no address. */
  readonly detail: string;
}
