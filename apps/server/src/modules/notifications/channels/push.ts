import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Lang, Text } from '../../../kernel/text.ts';
import type { Recipient } from '../notice.ts';
import { type Channel, Refused } from './channel.ts';
import { encryptPush, type PushKey, type PushTarget, pushAuthorization } from './push-encryption.ts';

export interface Subscription extends PushTarget {
  readonly id: string;
}

/** What the service worker shows. Nothing of the case: a screen may be locked, and others look at it. */
export interface PushNote {
  readonly title: string;
  readonly body: string;
  readonly path: string;
  /** The same note twice is shown once. */
  readonly tag: string;
  readonly lang: string;
}

const patience = 10_000;
/** Seconds a push service keeps it for a browser that is away. */
const keep = 3 * 24 * 3600;

const title: Text = { zh: '秒批', en: 'Miaopi' };
const bodies: Readonly<Record<string, Text>> = {
  decision: { zh: '您的办件有了结果或需要您处理，点开查看。', en: 'There is news of your case. Open to read it.' },
  progress: { zh: '您的办件有新进展，点开查看。', en: 'Your case has moved on. Open to read more.' },
  limit: { zh: '有办理期限临近，点开查看。', en: 'A limit is near. Open to read more.' },
  signing: { zh: '有文件与您的签署有关，点开查看。', en: 'News of a document to sign. Open to read it.' },
  appointment: { zh: '您的预约有变化或即将开始，点开查看。', en: 'News of your appointment. Open to read it.' },
  licence: { zh: '您的证照有新消息，点开查看。', en: 'News of your licence. Open to read it.' },
  conversation: { zh: '办件中有人给您留言，点开查看。', en: 'There is a message for you in a case. Open to read it.' },
  task: { zh: '有新的工作等您处理，点开查看。', en: 'Work is waiting for you. Open to see it.' },
};
const anything: Text = { zh: '您有一条新消息，点开查看。', en: 'You have a new message. Open to read it.' };

export function noteOf(parcel: {
  readonly kind: string;
  readonly lang: Lang;
  readonly path: string;
  readonly requestId: string;
  readonly own?: boolean;
  readonly body?: Text;
}): PushNote {
  const { kind, lang, path, requestId } = parcel;
  return {
    title: title[lang],
    body: ((parcel.own && parcel.body) || (bodies[kind] ?? anything))[lang],
    path,
    tag: requestId,
    lang: lang === 'zh' ? 'zh-CN' : 'en',
  };
}

export interface PushDeps {
  key(): Promise<PushKey>;
  now(): Date;
  /** `mailto:` or `https:` address of the operator (RFC 8292 §2.1). */
  readonly contact: string;
  subscriptionsOf(recipient: Recipient): Promise<readonly Subscription[]>;
  /** The browser has withdrawn it. */
  forget(subscriptionId: string): Promise<void>;
  mayUse(endpoint: string): boolean;
}

/** Notes to the browsers a recipient has subscribed; gone well when one of them has it. */
export function pushChannel(deps: PushDeps): Channel {
  return {
    channel: 'push',
    recognisesRepeats: true,
    async send(parcel) {
      const targets = (await deps.subscriptionsOf(parcel.recipient)).filter((t) => deps.mayUse(t.endpoint));
      if (targets.length === 0) throw new Refused('no browser is subscribed');
      const key = await deps.key();
      const text = Buffer.from(JSON.stringify(noteOf(parcel)));
      const outcomes = await Promise.all(
        targets.map(async (target) => {
          const status = await post(target, encryptPush(text, target), {
            authorization: pushAuthorization(key, target.endpoint, deps.contact, deps.now()),
            topic: topicOf(parcel.requestId),
          }).catch((error: Error) => error);
          if (status === 404 || status === 410) await deps.forget(target.id);
          return status;
        }),
      );
      if (outcomes.some((o) => typeof o === 'number' && o >= 200 && o < 300)) return [];
      if (outcomes.every((o) => o === 404 || o === 410)) throw new Refused('the browser has ended its subscription');
      const [first] = outcomes;
      const why = `push service: ${first instanceof Error ? first.message : first}`;
      if (outcomes.every((o) => o === 400 || o === 413)) throw new Refused(why);
      throw new Error(why);
    },
  };
}

/** RFC 8030 §5.4: one that waits is replaced by its repeat; 32 characters of base64url at most. */
const topicOf = (requestId: string) => requestId.replace(/[^A-Za-z0-9_-]/g, '').slice(-32);

/** Without following redirects: an endpoint is a person's word. */
function post(
  target: PushTarget,
  body: Buffer,
  h: { readonly authorization: string; readonly topic: string },
): Promise<number> {
  return new Promise((resolve, reject) => {
    const url = new URL(target.endpoint);
    const request = (url.protocol === 'http:' ? httpRequest : httpsRequest)(
      url,
      {
        method: 'POST',
        timeout: patience,
        headers: {
          ...h,
          'content-type': 'application/octet-stream',
          'content-encoding': 'aes128gcm',
          'content-length': body.length,
          ttl: keep,
          urgency: 'normal',
        },
      },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      },
    );
    request.on('timeout', () => request.destroy(new Error('no answer')));
    request.on('error', reject);
    request.end(body);
  });
}
