import { randomUUID } from 'node:crypto';
import type { Identity } from '../outside/signing.ts';
import type { OutsideRecord } from '../outside/systems.ts';

/** What the platform answered: `data` of a message that was taken, or the problem's members. */
export interface FilingReply {
  readonly status: number;
  readonly data: OutsideRecord;
}

/** The other end of the platform's filing interface: each message signed anew, under a number of its own (docs/guides/filing-by-departments.md). */
export function filingClient(options: {
  readonly identity: Identity;
  /** Address of the platform. */
  readonly platform: string;
  readonly now?: () => number;
}): (operation: string, data: OutsideRecord) => Promise<FilingReply> {
  const now = options.now ?? Date.now;
  return async (operation, data) => {
    const message = { 请求编号: randomUUID(), 操作: operation, 时间: new Date(now()).toISOString(), 数据: data };
    const body = Buffer.from(JSON.stringify(message));
    const reply = await fetch(new URL(`/api/filing/v1/${operation}`, options.platform), {
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'x-signature': Buffer.from(options.identity.sign(body)).toString('base64'),
        'x-certificate': options.identity.certificate,
      },
      body,
      signal: AbortSignal.timeout(20_000),
    });
    const answer = (await reply.json()) as OutsideRecord;
    return { status: reply.status, data: reply.ok ? (answer.数据 as OutsideRecord) : answer };
  };
}
