import { type NoticeChannel, type NoticeKind, noticeChannels } from '@miaopi/contracts';
import { noticeRules } from './notice-kinds.ts';
import { afterQuiet, type QuietHours } from './quiet-hours.ts';

/** What differs from the usual, by kind and channel. */
export type Choices = Readonly<Partial<Record<NoticeKind, Readonly<Partial<Record<NoticeChannel, boolean>>>>>>;

/** How a recipient can be reached, and how he wants to be. */
export interface Reach {
  /** A mobile may be bound; whether one is, is known when it is sent. */
  readonly sms: boolean;
  /** A confirmed address. */
  readonly email: boolean;
  /** A browser that is subscribed. */
  readonly push: boolean;
  readonly quiet: QuietHours | undefined;
  readonly choices: Choices;
}

export interface Route {
  readonly channel: NoticeChannel;
  /** Not before this instant. */
  readonly notBefore: Date | undefined;
}

/**
 * The channels that a notice goes by at once, beside the page.
 * @param asksSms whether whoever tells it holds it worth an SMS
 */
export function routesOf(
  notice: { readonly kind: NoticeKind; readonly asksSms: boolean },
  reach: Reach,
  now: Date,
): Route[] {
  return noticeChannels
    .filter((channel) => reach[channel] && wants(notice, channel, reach.choices))
    .map((channel) => ({ channel, notBefore: heldUntil(notice.kind, channel, reach.quiet, now) }));
}

/**
 * The channel to fall back on when one has failed: the first that reaches the recipient and was not used for this message yet. What he turned off stays off,
 * but for what the law has told him. Undefined while another way is open or has gone well.
 */
export function nextChannel(
  notice: { readonly kind: NoticeKind },
  reach: Reach,
  used: readonly { readonly channel: NoticeChannel; readonly state: string }[],
): NoticeChannel | undefined {
  if (used.some((u) => u.state !== 'failed' && u.state !== 'unknown')) return undefined;
  return noticeChannels.find(
    (channel) =>
      reach[channel] &&
      !used.some((u) => u.channel === channel) &&
      (noticeRules[notice.kind].lawful || reach.choices[notice.kind]?.[channel] !== false),
  );
}

/** Whether a kind goes by a channel unless the recipient chose otherwise; `fixed` when he can't. */
export function usual(kind: NoticeKind, channel: NoticeChannel): { readonly on: boolean; readonly fixed: boolean } {
  return { on: true, fixed: channel === 'sms' && noticeRules[kind].lawful };
}

function wants(
  notice: { readonly kind: NoticeKind; readonly asksSms: boolean },
  channel: NoticeChannel,
  choices: Choices,
): boolean {
  const { on, fixed } = usual(notice.kind, channel);
  if (channel === 'sms' && !notice.asksSms) return false;
  return fixed || (choices[notice.kind]?.[channel] ?? on);
}

/** An e-mail wakes nobody. */
export function heldUntil(
  kind: NoticeKind,
  channel: NoticeChannel,
  quiet: QuietHours | undefined,
  now: Date,
): Date | undefined {
  return channel === 'email' || noticeRules[kind].urgent ? undefined : afterQuiet(quiet, now);
}
