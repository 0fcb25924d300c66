import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { command, status } from './pdu.ts';
import { type DeliveryReceipt, parseReceipt } from './receipt.ts';
import { segmentsOf } from './segments.ts';
import { createSession, type Session } from './session.ts';
import { bindBody, submitBody } from './submit.ts';

/** The centre will never take this message: the number is wrong, the text forbidden. */
export class SmppRefused extends Error {}
/** Nobody knows whether the centre took it: the connection broke, or no answer came, after it was written. */
export class SmppUncertain extends Error {}

export interface SmppOptions {
  readonly host: string;
  readonly port: number;
  readonly tls?: boolean;
  readonly systemId: string;
  readonly password: string;
  readonly systemType?: string;
  /** Number or name shown as the sender. */
  readonly source?: string;
  /** ms until an unanswered request is given up; 10 s unless told. */
  readonly responseTimeout?: number;
  /** ms of silence after which the link is asked whether it lives; 30 s unless told. */
  readonly enquireEvery?: number;
  /** Requests under way at once; 10 unless told, as §2.9 advises. */
  readonly window?: number;
  /** Called for each receipt; the centre is answered once it has resolved, and sends it again when it rejects. */
  onReceipt(receipt: DeliveryReceipt): Promise<void>;
}

export interface SmppClient {
  /**
   * Hands over one text, in as many parts as it needs.
   * @param destination international number without `+`
   * @param reference joins the parts on the telephone; the same for a repeat
   * @returns the centre's id of each part, by which its receipts come
   * @throws SmppRefused · SmppUncertain · any other error when it was not taken and may be tried again
   */
  submit(destination: string, text: string, reference: number): Promise<readonly string[]>;
  /** Says good-bye and closes. */
  close(): Promise<void>;
}

/** Statuses after which the same message may be taken later (§5.1.3): busy, not bound, temporary application error. */
const passing = new Set<number>([status.systemError, status.messageQueueFull, status.throttled, 4, 0x64]);

/** Binds as transceiver when there is something to send, keeps the link, and binds anew after it was lost. */
export function createSmppClient(options: SmppOptions): SmppClient {
  let opening: Promise<Session> | undefined;
  let closed = false;

  function open(): Promise<Session> {
    if (closed) return Promise.reject(new Error('SMPP: closed'));
    opening ??= bind(options, () => {
      opening = undefined;
    }).catch((error) => {
      opening = undefined;
      throw error;
    });
    return opening;
  }

  return {
    async submit(destination, text, reference) {
      const parts = segmentsOf(text, reference);
      const bodies = parts.map((part) => submitBody({ ...part, destination, source: options.source ?? '' }));
      const session = await open();
      const ids: string[] = [];
      for (const body of bodies) {
        const answer = await session.request(command.submit_sm, body).catch((error) => {
          throw ids.length > 0 ? new SmppUncertain(`part ${ids.length + 1}: ${(error as Error).message}`) : error;
        });
        if (answer.status !== status.ok) {
          const why = `SMPP: refused with status 0x${answer.status.toString(16)}`;
          // some parts are on their way: sent again, the first would arrive twice
          if (ids.length > 0) throw new SmppUncertain(`${why}, after ${ids.length} of ${bodies.length} parts`);
          throw passing.has(answer.status) ? new Error(why) : new SmppRefused(why);
        }
        ids.push(answer.body.toString('latin1').replace(/\0.*$/s, ''));
      }
      return ids;
    },
    async close() {
      closed = true;
      const session = await opening?.catch(() => undefined);
      await session?.unbind();
    },
  };
}

async function bind(options: SmppOptions, onEnd: () => void): Promise<Session> {
  const timeout = options.responseTimeout ?? 10_000;
  const socket = await connected(options, timeout);
  const session = createSession(socket, {
    timeout,
    enquireEvery: options.enquireEvery ?? 30_000,
    window: options.window ?? 10,
    onEnd,
    uncertain: (message) => new SmppUncertain(message),
    async onDeliver(body) {
      const receipt = parseReceipt(body);
      if (receipt) await options.onReceipt(receipt);
    },
  });
  const answer = await session
    .request(command.bind_transceiver, bindBody(options.systemId, options.password, options.systemType ?? ''))
    .catch((error) => {
      session.destroy();
      // nothing was handed over yet
      throw new Error(`SMPP: could not bind: ${(error as Error).message}`);
    });
  if (answer.status !== status.ok) {
    session.destroy();
    throw new Error(`SMPP: bind refused with status 0x${answer.status.toString(16)}`);
  }
  return session;
}

function connected(options: SmppOptions, timeout: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const where = { host: options.host, port: options.port };
    const socket = options.tls ? connectTls({ ...where, servername: options.host }) : connectTcp(where);
    const fail = (error: Error) => {
      socket.destroy();
      reject(new Error(`SMPP: no connection: ${error.message}`));
    };
    socket.setTimeout(timeout, () => fail(new Error('no answer')));
    socket.once('error', fail);
    socket.once(options.tls ? 'secureConnect' : 'connect', () => {
      socket.setTimeout(0);
      socket.off('error', fail);
      socket.setNoDelay(true);
      resolve(socket);
    });
  });
}
