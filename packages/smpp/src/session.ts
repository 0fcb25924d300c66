import type { Socket } from 'node:net';
import { command, createFramer, encodePdu, type Pdu, status } from './pdu.ts';

/** One connection: requests with their answers, a window of those under way, the link kept alive. */
export interface Session {
  /** @throws what `uncertain` makes when the answer stays away or the connection ends */
  request(what: number, body: Buffer): Promise<Pdu>;
  unbind(): Promise<void>;
  destroy(): void;
}

interface SessionOptions {
  /** ms */
  readonly timeout: number;
  readonly enquireEvery: number;
  readonly window: number;
  onEnd(): void;
  uncertain(message: string): Error;
  onDeliver(body: Buffer): Promise<void>;
}

interface Waiting {
  resolve(answer: Pdu): void;
  reject(error: Error): void;
  readonly timer: NodeJS.Timeout;
}

const isAnswer = 0x80000000;
/** §3.2: 1 to 0x7FFFFFFF. */
const lastSequence = 0x7fffffff;

export function createSession(socket: Socket, options: SessionOptions): Session {
  const waiting = new Map<number, Waiting>();
  const queue: (() => void)[] = [];
  let sequence = 0;
  let ended = false;
  const framer = createFramer();

  const keeper = setInterval(() => {
    // a link that does not answer this is dead, whatever TCP believes
    request(command.enquire_link, Buffer.alloc(0)).catch(() => end('the link does not answer'));
  }, options.enquireEvery);
  keeper.unref();

  socket.on('data', (chunk) => {
    try {
      for (const pdu of framer(chunk)) take(pdu);
    } catch (error) {
      end((error as Error).message);
    }
  });
  socket.on('error', (error) => end(error.message));
  socket.on('close', () => end('the connection was closed'));

  function end(why: string): void {
    if (ended) return;
    ended = true;
    clearInterval(keeper);
    socket.destroy();
    for (const one of waiting.values()) {
      clearTimeout(one.timer);
      one.reject(options.uncertain(`SMPP: ${why}`));
    }
    waiting.clear();
    // those were never written
    for (const go of queue.splice(0)) go();
    options.onEnd();
  }

  function answer(pdu: Pdu, what: number, how: number, body = Buffer.alloc(0)): void {
    if (!ended) socket.write(encodePdu({ command: what, status: how, sequence: pdu.sequence, body }));
  }

  function take(pdu: Pdu): void {
    if (pdu.command >= isAnswer) {
      const one = waiting.get(pdu.sequence);
      if (!one) return;
      waiting.delete(pdu.sequence);
      clearTimeout(one.timer);
      one.resolve(pdu);
      queue.shift()?.();
    } else if (pdu.command === command.enquire_link) answer(pdu, command.enquire_link_resp, status.ok);
    else if (pdu.command === command.deliver_sm)
      options.onDeliver(pdu.body).then(
        () => answer(pdu, command.deliver_sm_resp, status.ok, Buffer.from([0])),
        () => answer(pdu, command.deliver_sm_resp, status.systemError, Buffer.from([0])),
      );
    else if (pdu.command === command.unbind) {
      answer(pdu, command.unbind_resp, status.ok);
      end('the centre said good-bye');
    } else answer(pdu, command.generic_nack, status.invalidCommand);
  }

  async function request(what: number, body: Buffer): Promise<Pdu> {
    while (!ended && waiting.size >= options.window) await new Promise<void>((go) => queue.push(go));
    if (ended) throw new Error('SMPP: the connection ended before anything was sent');
    sequence = sequence === lastSequence ? 1 : sequence + 1;
    const own = sequence;
    return new Promise<Pdu>((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.delete(own);
        queue.shift()?.();
        reject(options.uncertain(`SMPP: no answer within ${options.timeout} ms`));
      }, options.timeout);
      waiting.set(own, { resolve, reject, timer });
      socket.write(encodePdu({ command: what, status: status.ok, sequence: own, body }));
    });
  }

  return {
    request,
    async unbind() {
      await request(command.unbind, Buffer.alloc(0)).catch(() => undefined);
      end('closed');
    },
    destroy: () => end('closed'),
  };
}
