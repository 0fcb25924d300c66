import { createPrivateKey, createPublicKey } from 'node:crypto';
import type * as c from '@miaopi/contracts';
import { type Cashier, type CashierKeys, makeCashierKeys, startCashier } from '@miaopi/scenarios';
import type { fastify } from 'fastify';
import type { Actor, PersonActor, StaffActor } from '../../src/kernel/actor.ts';
import { fixedClock } from '../../src/kernel/clock.ts';
import { createHttp, mountRoute } from '../../src/kernel/http/server.ts';
import { newId } from '../../src/kernel/ids.ts';
import type { Kernel } from '../../src/kernel/kernel.ts';
import {
  alipay,
  createPayments,
  type PaymentProvider,
  type Payments,
  wechatPay,
} from '../../src/modules/payments/index.ts';
import { startTestDatabase, type TestDatabase } from '../database.ts';

export const office = '11990100009900021F';

export const person = (n: number): PersonActor => ({
  kind: 'person',
  personId: `p-${n}`,
  sessionId: 's',
  name: `住民${n}`,
  principal: { kind: 'person', id: `p-${n}`, role: 'self' },
});

export const staff = (account: string, ...roles: string[]): StaffActor => ({
  kind: 'staff',
  staffId: `staff-${account}`,
  sessionId: 's',
  name: `官员${account}`,
  number: account,
  office,
  region: '990100000000',
  roles,
});

const actors: Readonly<Record<string, Actor>> = {
  one: person(1),
  two: person(2),
  clerk: staff('clerk', 'acceptor'),
  head: staff('head', 'head', 'approver'),
  operator: staff('operator', 'operator'),
  stranger: { ...staff('stranger', 'head', 'acceptor'), office: '11990101009901024M' },
};

export interface PayWorld {
  readonly t: TestDatabase;
  readonly clock: ReturnType<typeof fixedClock>;
  readonly payments: Payments;
  readonly cashier: Cashier;
  readonly providers: Readonly<Record<'alipay' | 'wechat', PaymentProvider>>;
  readonly base: string;
  /** A bill of 10 yuan for a case of person 1. @returns its id */
  bill(given?: { readonly reduced?: number; readonly days?: number }): Promise<string>;
  call<T = never>(
    who: string,
    method: 'GET' | 'POST',
    path: string,
    body?: object,
  ): Promise<{ readonly status: number; readonly json: T; readonly data: Buffer }>;
  /** Opens a try. @returns the order number */
  begin(billId: string, provider?: 'alipay' | 'wechat', way?: 'page' | 'qr' | 'h5'): Promise<string>;
  see(billId: string, who?: string): Promise<c.Bill>;
  run(task: string, payload?: object): Promise<void>;
  rows<R>(text: string, values?: unknown[]): Promise<R[]>;
  /** Refunds that are approved are sent until none is left that moves. */
  sendRefunds(): Promise<void>;
  advance(milliseconds: number): void;
  stop(): Promise<void>;
}

let n = 0;
export const requestId = () => `request-${String(++n).padStart(6, '0')}`;

export function providersFor(keys: CashierKeys, url: () => string, now: () => Date) {
  return {
    alipay: alipay({
      gateway: async () => `${url()}/gateway.do`,
      appId: keys.alipay.appId,
      sellerId: keys.alipay.sellerId,
      privateKey: createPrivateKey(keys.alipay.merchantPrivate),
      alipayKey: createPublicKey(keys.alipay.alipayPublic),
      now,
    }),
    wechat: wechatPay({
      base: async () => url(),
      appId: keys.wechat.appId,
      caller: {
        merchantId: keys.wechat.merchantId,
        serial: keys.wechat.merchantSerial,
        key: createPrivateKey(keys.wechat.merchantPrivate),
      },
      wechatKeys: { [keys.wechat.wechatSerial]: createPublicKey(keys.wechat.wechatPublic) },
      apiKey: keys.wechat.apiKey,
      now,
    }),
  };
}

/** Payments over HTTP with a cashier of its own; both live at Wednesday, 25 November 2026, ten o'clock in China. */
export async function startPayments(): Promise<PayWorld> {
  const clock = fixedClock('2026-11-25T02:00:00Z');
  const t = await startTestDatabase(clock);
  const { pool } = t.db;
  for (const uscc of [office, '11990101009901024M'])
    await pool.query(
      `insert into identity.office (uscc, name_zh, name_en, region, kind) values ($1, '云州市公安局交通警察支队', 'Traffic Police', '990100000000', '1')`,
      [uscc],
    );
  await pool.query(`insert into identity.person (id, name, id_number, birth_date, gender, verified_by)
    select 'p-' || n, '住民' || n, 'number-' || n, '1950-01-01', '女', 'test' from generate_series(1, 3) n`);
  const keys = await makeCashierKeys();
  const cashier = await startCashier({ keys, now: () => clock.now().getTime() });
  const config = { ...t.kernel.config };
  const kernel: Kernel = { ...t.kernel, config };
  const providers = providersFor(
    keys,
    () => cashier.url,
    () => clock.now(),
  );
  const payments = createPayments(kernel, {
    providers: Object.values(providers),
    feeItems: () => [],
    signPaper: async (_office, pdf) => pdf,
  });
  const http = await createHttp(config, t.kernel.log);
  for (const r of payments.module.routes ?? [])
    mountRoute(
      http as ReturnType<typeof fastify>,
      r,
      async ({ cookies }) => actors[cookies.who ?? ''] ?? { kind: 'anonymous' },
      config,
    );
  const base = await http.listen({ port: 0, host: '127.0.0.1' });
  (config as { publicUrl: string }).publicUrl = base;

  const rows = async <R>(text: string, values: unknown[] = []): Promise<R[]> =>
    (await pool.query(text, values)).rows as R[];
  const world: PayWorld = {
    t,
    clock,
    payments,
    cashier,
    providers,
    base,
    rows,
    async bill({ reduced = 0, days = 15 } = {}) {
      const caseId = newId();
      const made = await t.kernel.command('test.bill', { actor: { kind: 'system', name: 'test' } }, (ctx) =>
        payments.issue(ctx, {
          region: '990100000000',
          office: { uscc: office, name: { zh: '云州市公安局交通警察支队', en: 'Traffic Police' } },
          caseId,
          caseNumber: `2026${++n}`,
          slug: 'driving-licence-replacement',
          itemName: { zh: '机动车驾驶证补领', en: 'Driving licence replacement' },
          payer: { kind: 'person', id: 'p-1', name: '住民1' },
          personId: 'p-1',
          dueFor: 'licence',
          days,
          lines: [
            {
              code: '103044000001',
              name: { zh: '驾驶证工本费', en: 'Cost of the licence' },
              standard: { zh: '每证 10 元', en: '10 yuan each' },
              basis: { law: '发改价格〔2004〕2831号', article: '第一条' },
              quantity: 1,
              price: 1000,
              reduced,
              reduction: reduced
                ? { name: { zh: '低保免收', en: 'Minimum living' }, law: '示范', article: '一' }
                : null,
              amount: 1000 - reduced,
            },
          ],
        }),
      );
      return made?.id ?? '';
    },
    async call(who, method, path, body) {
      const reply = await fetch(`${base}${path}`, {
        method,
        headers: { cookie: `who=${who}`, ...(body ? { 'content-type': 'application/json' } : {}) },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      const data = Buffer.from(await reply.arrayBuffer());
      const isJson = /json/.test(reply.headers.get('content-type') ?? '');
      return { status: reply.status, json: (isJson ? JSON.parse(data.toString('utf8')) : undefined) as never, data };
    },
    async begin(billId, provider = 'alipay', way = 'qr') {
      const begun = await world.call<c.Begun>('one', 'POST', `/api/bills/${billId}/payments`, {
        requestId: requestId(),
        provider,
        way,
      });
      if (begun.status !== 200) throw new Error(JSON.stringify(begun.json));
      return begun.json.attemptId;
    },
    see: async (billId, who = 'one') => (await world.call<c.Bill>(who, 'GET', `/api/bills/${billId}`)).json,
    async run(task, payload = {}) {
      await payments.module.jobs?.[task]?.(payload, {
        attempt: 1,
        maxAttempts: 25,
        signal: new AbortController().signal,
      });
    },
    async sendRefunds() {
      for (const { id } of await rows<{ id: string }>(`select id from payments.refund where state = 'approved'`))
        await world.run('payments.send_refund', { refundId: id });
    },
    advance: (milliseconds) => clock.set(new Date(clock.now().getTime() + milliseconds).toISOString()),
    async stop() {
      await http.close();
      await cashier.close();
      await t.close();
    },
  };
  return world;
}
