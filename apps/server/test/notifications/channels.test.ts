import { execFileSync } from 'node:child_process';
import { createECDH, createPublicKey, randomBytes, verify } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ece from 'http_ece';
import PostalMime, { type Email } from 'postal-mime';
import smpp from 'smpp';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { encryptPush } from '../../src/modules/notifications/channels/push-encryption.ts';
import { mayPushTo } from '../../src/modules/notifications/channels/push-services.ts';
import { createMailSender, type NotificationsPlugs, Refused } from '../../src/modules/notifications/index.ts';
import { smppSms } from '../../src/wiring/smpp-sms.ts';
import { person, startWorld, type World } from './world.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const plugs: NotificationsPlugs = {
  sms: { recognisesRepeats: true, send: async () => [] },
  mobileOf: async () => '13800001234',
  mayHandle: async () => false,
};

async function world(over: Parameters<typeof startWorld>[0]): Promise<World> {
  const w = await startWorld(over);
  ends.push(() => w.close());
  return w;
}

describe('e-mail over SMTP, to a server that is not ours', () => {
  const folder = mkdtempSync(join(tmpdir(), 'miaopi-mail-'));
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
      ...['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'],
      ...['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')],
    ],
    { stdio: 'ignore' },
  );
  const key = readFileSync(join(folder, 'key.pem'));
  const cert = readFileSync(join(folder, 'cert.pem'), 'utf8');
  rmSync(folder, { recursive: true });

  async function server(over: Partial<SMTPServerOptions> = {}) {
    const taken: { mail: Email; to: string[]; secure: boolean; user: unknown }[] = [];
    const smtp = new SMTPServer({
      key,
      cert,
      authMethods: ['PLAIN', 'LOGIN'],
      onAuth: (auth, _session, done) =>
        auth.username === 'city' && auth.password === 'geheim%' ? done(null, { user: 'city' }) : done(new Error('no')),
      onData(stream, session, done) {
        const chunks: Buffer[] = [];
        stream.on('data', (c: Buffer) => chunks.push(c));
        stream.on('end', async () => {
          const mail = await PostalMime.parse(Buffer.concat(chunks));
          const { rcptTo } = session.envelope;
          taken.push({ mail, to: rcptTo.map((r) => r.address), secure: session.secure, user: session.user });
          done();
        });
      },
      ...over,
    });
    await new Promise<void>((resolve) => void smtp.listen(0, '127.0.0.1', resolve));
    ends.push(() => new Promise<void>((resolve) => smtp.close(() => resolve())));
    return { port: (smtp.server.address() as AddressInfo).port, taken };
  }

  function sender(port: number, user = 'city:geheim%25@') {
    const made = createMailSender({
      url: `smtp://${user}localhost:${port}`,
      from: '秒批 <no-reply@city.example>',
      ca: cert,
    });
    ends.push(() => made.close());
    return made;
  }

  const letter = {
    to: 'wang@example.com',
    subject: { zh: '申请已受理', en: 'Accepted' },
    body: { zh: '办件编号 A1 <b>', en: 'Case A1 & more' },
    lang: 'zh',
    link: 'https://miaopi.example/cases/1?a=1&b=2',
    requestId: 'req-1',
  } as const;

  it('F109: a letter arrives over STARTTLS with a password, as text and as HTML, in both languages, the person’s first', async () => {
    const { port, taken } = await server();
    await sender(port).send(letter);
    expect(taken).toHaveLength(1);
    const [{ mail, secure, user, to } = taken[0]!] = taken;
    expect({ secure, user, to }).toEqual({ secure: true, user: 'city', to: ['wang@example.com'] });
    expect(mail).toMatchObject({
      subject: '申请已受理',
      from: { name: '秒批', address: 'no-reply@city.example' },
      messageId: '<req-1@city.example>',
    });
    expect(mail.text?.indexOf('办件编号 A1 <b>')).toBeLessThan(mail.text?.indexOf('Case A1 & more') ?? 0);
    expect(mail.text).toContain('https://miaopi.example/cases/1?a=1&b=2');
    expect(mail.html).toContain('办件编号 A1 &lt;b&gt;');
    expect(mail.html).toContain('href="https://miaopi.example/cases/1?a=1&amp;b=2"');
    expect(mail.headers.find((h) => h.key === 'auto-submitted')?.value).toBe('auto-generated');
  });

  it('a password never goes over a line without TLS', async () => {
    const { port, taken } = await server({
      hideSTARTTLS: true,
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
    });
    await expect(sender(port).send(letter)).rejects.toThrow();
    expect(taken).toEqual([]);
  });

  it('tells apart: no such mail box, later, and a wrong password, which is no fault of the address', async () => {
    const answers = [550, 451];
    const { port } = await server({
      onRcptTo: (_a, _s, done) => done(Object.assign(new Error('no'), { responseCode: answers.shift() ?? 250 })),
    });
    await expect(sender(port).send(letter)).rejects.toBeInstanceOf(Refused);
    const later = await sender(port)
      .send(letter)
      .catch((e) => e);
    expect(later).not.toBeInstanceOf(Refused);
    expect(later.message).toContain('451');
    const wrong = await sender(port, 'city:wrong@')
      .send(letter)
      .catch((e) => e);
    expect(wrong).not.toBeInstanceOf(Refused);
  });
});

describe('web push', () => {
  const services = ['https://fcm.googleapis.com'];
  let w: World;
  beforeAll(async () => {
    w = await startWorld(() => plugs, { pushServices: services });
  });
  afterAll(() => w?.close());
  beforeEach(() => {
    services.length = 0;
  });

  // RFC 8291 appendix A
  it('encrypts as the vector of RFC 8291 says', () => {
    const sealed = encryptPush(
      Buffer.from('When I grow up, I want to be a watermelon'),
      {
        endpoint: 'https://push.example.net/push/JzLQ3raZJfFBR0aqvOMsLrt54w4rJUsV',
        p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
        auth: 'BTBZMqHH6r4Tts7J_aSIgg',
      },
      {
        privateKey: Buffer.from('yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw', 'base64url'),
        salt: Buffer.from('DGv6ra1nlYgDCS1FRnbzlw', 'base64url'),
      },
    );
    expect(sealed.toString('base64url')).toBe(
      'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
    );
  });

  /** A browser with its push service: keeps its keys, answers as told, decrypts with the package of the standard's author. */
  async function browser(status = 201) {
    const ecdh = createECDH('prime256v1');
    ecdh.generateKeys();
    const auth = randomBytes(16);
    const got: { note: Record<string, unknown>; authorization: string; topic: unknown }[] = [];
    const server: Server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (c: Buffer) => chunks.push(c));
      request.on('end', () => {
        const plain = ece.decrypt(Buffer.concat(chunks), { version: 'aes128gcm', privateKey: ecdh, authSecret: auth });
        const { authorization = '', topic } = request.headers;
        got.push({ note: JSON.parse(plain.toString()), authorization, topic });
        response.writeHead(status, status >= 300 && status < 400 ? { location: 'http://127.0.0.1:1/' } : {}).end();
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    ends.push(() => server.close());
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return {
      got,
      origin,
      subscription: {
        endpoint: `${origin}/push/${randomBytes(6).toString('hex')}`,
        p256dh: ecdh.getPublicKey('base64url'),
        auth: auth.toString('base64url'),
        device: 'Chrome · Windows',
      },
    };
  }

  it('F109: a note reaches the browser that subscribed, signed by the installation, without a word of the case', async () => {
    const b = await browser();
    services.push(b.origin);
    const who = person('p_push');
    await w.call('notifications.subscribePush', who, { body: b.subscription });
    await w.tell({ personId: 'p_push', caseId: 'case1', kind: 'decision', sms: false });
    await w.work();
    expect(b.got.map((g) => g.note)).toEqual([
      {
        title: '秒批',
        body: '您的办件有了结果或需要您处理，点开查看。',
        path: '/cases/case1',
        tag: expect.any(String),
        lang: 'zh-CN',
      },
    ]);
    const { pushKey = '' } = (await w.call('notifications.getNoticeSettings', who)) as { pushKey?: string };
    const [, token = '', k] = /^vapid t=(\S+), k=(\S+)$/.exec(b.got[0]?.authorization ?? '') ?? [];
    expect(k).toBe(pushKey);
    const [header = '', claims = '', signature = ''] = token.split('.');
    const point = Buffer.from(pushKey, 'base64url');
    const jwk = {
      kty: 'EC',
      crv: 'P-256',
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33).toString('base64url'),
    };
    expect(
      verify(
        'sha256',
        Buffer.from(`${header}.${claims}`),
        { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
        Buffer.from(signature, 'base64url'),
      ),
    ).toBe(true);
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
      aud: b.origin,
      sub: 'https://miaopi.example',
    });
  });

  it('a browser that has ended its subscription is forgotten; one that can’t take it now is tried again', async () => {
    const [gone, busy] = [await browser(410), await browser(503)];
    services.push(gone.origin, busy.origin);
    await w.call('notifications.subscribePush', person('p_gone'), { body: gone.subscription });
    await w.call('notifications.subscribePush', person('p_busy'), { body: busy.subscription });
    await w.tell({ personId: 'p_gone', sms: false, kind: 'progress' });
    await w.tell({ personId: 'p_busy', sms: false });
    await w.work();
    expect((await w.statesOf('p_gone'))[0]).toBe('push failed');
    expect(await w.statesOf('p_busy')).toEqual(['push pending']);
    expect(await w.call('notifications.getNoticeSettings', person('p_gone'))).toMatchObject({ browsers: [] });
  });

  it('only its owner takes a browser away', async () => {
    const b = await browser();
    services.push(b.origin);
    await w.call('notifications.subscribePush', person('p_owner'), { body: b.subscription });
    const { browsers } = (await w.call('notifications.getNoticeSettings', person('p_owner'))) as {
      browsers: { id: string }[];
    };
    const remove = (id: string) =>
      w.call('notifications.unsubscribePush', person(id), { params: { browserId: browsers[0]?.id } });
    await expect(remove('p_other')).rejects.toMatchObject({ code: 'notifications.subscription_missing' });
    await remove('p_owner');
    expect(await w.call('notifications.getNoticeSettings', person('p_owner'))).toMatchObject({ browsers: [] });
  });

  it('X05: an address inside is not called, whatever a browser says', async () => {
    services.push('https://fcm.googleapis.com');
    const { subscription } = await browser();
    await expect(
      w.call('notifications.subscribePush', person('p_hostile'), { body: subscription }),
    ).rejects.toMatchObject({ code: 'notifications.push_service_unknown' });
    const known = ['https://fcm.googleapis.com', 'https://*.push.apple.com'];
    expect(
      [
        'https://fcm.googleapis.com/fcm/send/x',
        'https://web.push.apple.com/x',
        'http://fcm.googleapis.com/x',
        'https://fcm.googleapis.com.evil.example/x',
        'https://fcm.googleapis.com@127.0.0.1/x',
        'https://evilpush.apple.com/x',
        'https://fcm.googleapis.com:8443/x',
        'not an address',
      ].map((one) => mayPushTo(one, known)),
    ).toEqual([true, true, false, false, false, false, false, false]);
  });
});

describe('SMS over SMPP, end to end', () => {
  // biome-ignore lint/suspicious/noExplicitAny: the package has no types
  type Any = any;

  it('F109: an operator’s centre takes the notice, its receipt says that it arrived, and busy and failing centres are told apart', async () => {
    const taken: string[] = [];
    let behave: 'deliver' | 'undelivered' | 'hangs up' | 'throttle' = 'deliver';
    const sessions: Any[] = [];
    const server = (smpp as Any).createServer({}, (session: Any) => {
      sessions.push(session);
      session.on('error', () => {});
      session.on('bind_transceiver', (pdu: Any) => session.send(pdu.response()));
      session.on('unbind', (pdu: Any) => session.send(pdu.response()));
      session.on('submit_sm', (pdu: Any) => {
        taken.push(`${pdu.destination_addr} ${pdu.short_message.message}`);
        if (behave === 'hangs up') return session.destroy();
        if (behave === 'throttle') return session.send(pdu.response({ command_status: 0x58 }));
        const id = `id-${taken.length}`;
        const stat = behave === 'deliver' ? 'DELIVRD err:000' : 'UNDELIV err:027';
        session.send(pdu.response({ message_id: id }));
        session.deliver_sm({
          esm_class: 4,
          short_message: {
            message: `id:${id} sub:001 dlvrd:001 submit date:2611281000 done date:2611281001 stat:${stat} text:`,
          },
        });
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const w = await world(({ takeReceipt }) => {
      const url = `smpp://city:secret@127.0.0.1:${server.address().port}?source=10690000`;
      const sms = smppSms(url, takeReceipt);
      ends.push(async () => {
        await sms.close();
        for (const one of sessions) one.destroy?.();
        await new Promise<void>((done) => server.close(() => done()));
      });
      return { ...plugs, sms };
    });
    await w.tell({ personId: 'p_1' });
    await w.work();
    await expect.poll(() => w.statesOf('p_1')).toEqual(['sms delivered']);
    expect(taken).toEqual(['8613800001234 【秒批】申请已受理：办件编号 A1。']);
    behave = 'undelivered';
    await w.tell({ personId: 'p_2' });
    await w.work();
    await expect.poll(() => w.statesOf('p_2')).toEqual(['sms failed']);
    behave = 'throttle';
    await w.tell({ personId: 'p_3' });
    await w.work();
    expect(await w.statesOf('p_3')).toEqual(['sms pending']);
    behave = 'hangs up';
    await w.work(2);
    expect(await w.statesOf('p_3')).toEqual(['sms unknown']);
    const before = taken.length;
    await w.work(3);
    expect(taken).toHaveLength(before);
  });
});
