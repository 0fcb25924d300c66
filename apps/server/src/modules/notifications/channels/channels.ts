import type { NoticeChannel } from '@miaopi/contracts';
import type { Reach } from '../domain/route-notice.ts';
import type { Recipient } from '../notice.ts';
import type { Reached } from '../store/reach.ts';
import type { Channel } from './channel.ts';

/** The channels that this installation has. */
export interface Channels {
  readonly set: readonly NoticeChannel[];
  get(channel: NoticeChannel): Channel | undefined;
  /** By which of them a recipient can be reached. */
  reachable(recipient: Recipient, reached: Reached): Reach;
}

export function createChannels(all: readonly Channel[]): Channels {
  const by = new Map(all.map((one) => [one.channel, one]));
  return {
    set: all.map((one) => one.channel),
    get: (channel) => by.get(channel),
    reachable: (recipient, { email, push, quiet, choices }) => ({
      // no mobile of an official is known
      sms: by.has('sms') && recipient.personId !== undefined,
      email: by.has('email') && email,
      push: by.has('push') && push,
      quiet,
      choices,
    }),
  };
}
