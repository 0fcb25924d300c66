import { createServer, type Server, type Socket } from 'node:net';
import fc from 'fast-check';
import smpp from 'smpp';
import { afterEach, describe, expect, it } from 'vitest';
import { createSmppClient, type DeliveryReceipt, SmppRefused, SmppUncertain, segmentsOf } from '../src/index.ts';

/** An SMS centre of another hand: the package `smpp`. */
interface Centre {
  readonly port: number;
  readonly taken: { to: string; text: unknown; udh: Buffer | undefined; receipt: number; coding: number }[];
  close(): Promise<void>;
}

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

// biome-ignore lint/suspicious/noExplicitAny: the package has no types
type Any = any;

function centre(
  answer: (pdu: Any, session: Any, n: number) => Any = (pdu, _s, n) => pdu.response({ message_id: `m${n}` }),
  onBind: (session: Any) => void = () => {},
): Promise<Centre> {
  const taken: Centre['taken'] = [];
  const sessions = new Set<Any>();
  const server = (smpp as Any).createServer({}, (session: Any) => {
    sessions.add(session);
    session.on('error', () => {});
    session.on('bind_transceiver', (pdu: Any) => {
      if (pdu.password !== 'secret') return session.send(pdu.response({ command_status: 0x0e }));
      session.send(pdu.response());
      onBind(session);
    });
    session.on('enquire_link', (pdu: Any) => session.send(pdu.response()));
    session.on('unbind', (pdu: Any) => session.send(pdu.response()));
    session.on('submit_sm', (pdu: Any) => {
      taken.push({
        to: pdu.destination_addr,
        text: pdu.short_message.message,
        udh: pdu.short_message.udh?.[0],
        receipt: pdu.registered_delivery,
        coding: pdu.data_coding,
      });
      const reply = answer(pdu, session, taken.length);
      if (reply) session.send(reply);
    });
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const close = () =>
        new Promise<void>((done) => {
          for (const s of sessions) s.destroy?.();
          server.close(() => done());
        });
      ends.push(close);
      resolve({ port: server.address().port, taken, close });
    });
  });
}

function client(port: number, more: Partial<Parameters<typeof createSmppClient>[0]> = {}) {
  const receipts: DeliveryReceipt[] = [];
  const made = createSmppClient({
    host: '127.0.0.1',
    port,
    systemId: 'city',
    password: 'secret',
    source: '10690000',
    onReceipt: async (r) => void receipts.push(r),
    ...more,
  });
  ends.push(() => made.close());
  return { ...made, receipts };
}

describe('sending over SMPP 3.4, to a centre that is not ours', () => {
  it('F109: a Chinese text arrives as it was written, with a receipt asked for', async () => {
    const c = await centre();
    expect(await client(c.port).submit('8613800001234', '您的申请已受理。', 7)).toEqual(['m1']);
    expect(c.taken).toEqual([{ to: '8613800001234', text: '您的申请已受理。', udh: undefined, receipt: 1, coding: 8 }]);
  });

  it('a long text goes in parts that the telephone joins, numbered under one reference', async () => {
    const c = await centre();
    const text = `${'办'.repeat(66)}${'👍'.repeat(10)}完`;
    expect(await client(c.port).submit('8613800001234', text, 0x1ab)).toEqual(['m1', 'm2']);
    expect(c.taken.map((m) => m.text).join('')).toBe(text);
    // the package hands the header's element without its length byte
    expect(c.taken.map((m) => [...(m.udh ?? [])].slice(-3))).toEqual([
      [0xab, 2, 1],
      [0xab, 2, 2],
    ]);
  });

  it('what became of a message comes by receipt, delivered or not and why', async () => {
    const c = await centre((pdu, session, n) => {
      session.send(pdu.response({ message_id: `m${n}` }));
      session.deliver_sm({
        esm_class: 4,
        short_message: {
          message: `id:m${n} sub:001 dlvrd:001 submit date:2611281000 done date:2611281001 stat:${n === 1 ? 'DELIVRD' : 'UNDELIV'} err:${n === 1 ? '000' : '027'} text:`,
        },
        ...(n === 3 ? { receipted_message_id: 'by-option', message_state: 3 } : {}),
      });
    });
    const s = client(c.port);
    for (let i = 0; i < 3; i++) await s.submit('8613800001234', '好', i);
    await expect
      .poll(() => s.receipts)
      .toEqual([
        { messageId: 'm1', outcome: 'delivered', detail: 'DELIVRD' },
        { messageId: 'm2', outcome: 'failed', detail: 'UNDELIV 027' },
        { messageId: 'by-option', outcome: 'failed', detail: 'EXPIRED 027' },
      ]);
  });

  it('tells apart: never again, later, and nobody knows', async () => {
    const c = await centre((pdu, _session, n) =>
      n === 1 ? pdu.response({ command_status: 0x0b }) : n === 2 ? pdu.response({ command_status: 0x58 }) : undefined,
    );
    const s = client(c.port, { responseTimeout: 1500 });
    await expect(s.submit('8613800001234', '一', 1)).rejects.toBeInstanceOf(SmppRefused);
    const later = await s.submit('8613800001234', '二', 2).catch((e) => e);
    expect(later).not.toBeInstanceOf(SmppRefused);
    expect(later).not.toBeInstanceOf(SmppUncertain);
    await expect(s.submit('8613800001234', '三', 3)).rejects.toBeInstanceOf(SmppUncertain);
  });

  it('a centre that hangs up in the middle leaves the message uncertain; the next one binds anew', async () => {
    const c = await centre((pdu, session, n) => (n === 1 ? session.destroy() : pdu.response({ message_id: `m${n}` })));
    const s = client(c.port);
    await expect(s.submit('8613800001234', '一', 1)).rejects.toBeInstanceOf(SmppUncertain);
    expect(await s.submit('8613800001234', '二', 2)).toEqual(['m2']);
  });

  it('a wrong password and a centre that is not there are not uncertain: nothing was sent', async () => {
    const c = await centre();
    const wrong = await client(c.port, { password: 'wrong' })
      .submit('8613800001234', '一', 1)
      .catch((e) => e);
    expect(wrong.message).toContain('0xe');
    expect(wrong).not.toBeInstanceOf(SmppUncertain);
    const nobody = await client(1)
      .submit('8613800001234', '一', 1)
      .catch((e) => e);
    expect(nobody.message).toContain('no connection');
    expect(nobody).not.toBeInstanceOf(SmppUncertain);
    expect(c.taken).toEqual([]);
  });

  it('asks the link whether it lives, and takes a silent one for dead', async () => {
    let asked = 0;
    const sockets: Socket[] = [];
    // answers the bind and nothing after it
    const server: Server = createServer((socket) => {
      sockets.push(socket);
      socket.on('error', () => {});
      socket.on('data', (data) => {
        const id = data.readUInt32BE(4);
        if (id === 0x15) asked++;
        if (id !== 0x09) return;
        const reply = Buffer.alloc(17);
        reply.writeUInt32BE(17, 0);
        reply.writeUInt32BE(0x80000009, 4);
        reply.writeUInt32BE(data.readUInt32BE(12), 12);
        socket.write(reply);
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    ends.push(
      () =>
        new Promise<void>((done) => {
          for (const s of sockets) s.destroy();
          server.close(() => done());
        }),
    );
    const { port } = server.address() as { port: number };
    const s = client(port, { responseTimeout: 1000, enquireEvery: 20 });
    await expect(s.submit('8613800001234', '一', 1)).rejects.toBeInstanceOf(SmppUncertain);
    await expect.poll(() => asked).toBeGreaterThan(0);
    await expect.poll(() => sockets[0]?.destroyed).toBe(true);
  });

  it('a hundred at once keep to the window and all arrive once', async () => {
    let under = 0;
    let highest = 0;
    const c = await centre((pdu, session, n) => {
      highest = Math.max(highest, ++under);
      setImmediate(() => {
        under--;
        session.send(pdu.response({ message_id: `m${n}` }));
      });
    });
    const s = client(c.port, { window: 4 });
    await Promise.all(Array.from({ length: 100 }, (_, i) => s.submit('8613800001234', `第${i}条`, i)));
    expect(new Set(c.taken.map((m) => m.text)).size).toBe(100);
    expect(highest).toBeLessThanOrEqual(4);
  });

  it('a stream that is no SMPP ends the connection instead of filling the memory', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.resume();
      socket.write('HTTP/1.1 400 Bad Request\r\n\r\n');
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    ends.push(() => new Promise<void>((done) => server.close(() => done())));
    const error = await client((server.address() as { port: number }).port)
      .submit('8613800001234', '一', 1)
      .catch((e) => e);
    expect(error.message).toContain('a PDU of');
  });
});

describe('parts of a long text', () => {
  it('hold together to the text, each at most 140 bytes, no character cut in two', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }), fc.nat(255), (text, reference) => {
        const parts = segmentsOf(text, reference);
        for (const p of parts) expect(p.data.length).toBeLessThanOrEqual(140);
        const joined = parts.map((p) => decode(p.header ? p.data.subarray(6) : p.data));
        expect(joined.join('')).toBe(text);
        for (const one of joined) expect(encodeURIComponent(one)).toBeTruthy();
      }),
    );
  });

  it('a text that nobody would read to its end is refused', () => {
    expect(() => segmentsOf('长'.repeat(671), 1)).toThrow('too long');
  });
});

const decode = (data: Buffer) => Buffer.from(data).swap16().toString('utf16le');
