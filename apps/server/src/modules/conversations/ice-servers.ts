import { createHmac } from 'node:crypto';
import type { getCallSetup, ReplyOf } from '@miaopi/contracts';
import type { Config } from '../../kernel/config.ts';

type IceServers = ReplyOf<typeof getCallSetup>['iceServers'];

/** Seconds a pass to the relay holds: as long as a call may be begun and go on. */
const holds = 4 * 3600;

/**
 * Servers for a call of one person. With a shared secret, relays are given a pass that runs out: the name is its end and whose it is, the password its HMAC
 * (draft-uberti-behave-turn-rest-00, as coturn's `use-auth-secret` checks it).
 */
export function iceServersFor({ ice }: Pick<Config, 'ice'>, who: string, now: Date): IceServers {
  const relays = ice.urls.filter((url) => url.startsWith('turn'));
  const others = ice.urls.filter((url) => url.startsWith('stun'));
  const servers: IceServers = others.length > 0 ? [{ urls: others }] : [];
  if (relays.length === 0) return servers;
  if (ice.secret === undefined) return [...servers, { urls: relays }];
  const username = `${Math.floor(now.getTime() / 1000) + holds}:${who}`;
  const credential = createHmac('sha1', ice.secret).update(username).digest('base64');
  return [...servers, { urls: relays, username, credential }];
}
