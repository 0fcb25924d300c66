import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { sfDigest } from '../../src/modules/delivery/carriers/sf/sf-call.ts';
import { sfCarrier } from '../../src/modules/delivery/carriers/sf/sf-carrier.ts';

/** What one call of a fake of the interface saw. */
interface Call {
  readonly service: string;
  readonly message: Record<string, unknown>;
}

let server: Server | undefined;
afterEach(() => server?.close());

const checkword = '校验码 +*~abc';
const parcel = {
  reference: 'dlv_1-1',
  name: '周婷',
  mobile: '13900001234',
  address: '示范省云州市云溪区柳岸路 18 号',
  from: '云溪区民政局',
  content: '老年人优待证',
  paidBy: 'state' as const,
};

/** Answers as the interface does: JSON in which the content is JSON in a text; refuses what is not signed. */
async function fake(
  answer: (call: Call) => object | 'none' | { status: number },
): Promise<{ url: string; calls: Call[] }> {
  const calls: Call[] = [];
  server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const form = new URLSearchParams(Buffer.concat(parts).toString());
    const get = (name: string) => form.get(name) ?? '';
    const json = (value: object) => response.end(JSON.stringify(value));
    if (get('partnerID') !== 'SFTEST' || sfDigest(get('msgData'), get('timestamp'), checkword) !== get('msgDigest'))
      return json({ apiResultCode: 'A1006', apiErrorMsg: '数字签名无效', apiResultData: '' });
    const call = { service: get('serviceCode'), message: JSON.parse(get('msgData')) as Record<string, unknown> };
    calls.push(call);
    const said = answer(call);
    if (said === 'none') return response.socket?.destroy();
    if ('status' in said && typeof said.status === 'number') return response.writeHead(said.status).end();
    json({ apiResultCode: 'A1000', apiErrorMsg: '', apiResponseID: '00016', apiResultData: JSON.stringify(said) });
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/std/service`, calls };
}

const carrierAt = (url: string, more: object = {}) =>
  sfCarrier({
    name: { zh: '顺丰速运', en: 'SF Express' },
    ...{ partner: 'SFTEST', checkword, url, monthlyCard: '7551234567' },
    sender: { contact: '综合窗口', mobile: '0990-8600024', address: '示范省云州市云溪区政务服务中心' },
    now: () => new Date('2026-11-28T02:00:00Z'),
    ...more,
  });

const ok = (msgData: object) => ({ success: true, errorCode: 'S0000', errorMsg: null, msgData });
const refused = (errorCode: string) => ({ success: false, errorCode, errorMsg: '未查到订单' });
const waybills = (waybillNo: string) => ({ waybillNoInfoList: [{ waybillType: 1, waybillNo }] });

describe('F203: a parcel goes by SF Express', () => {
  it('signs the text as Java’s URLEncoder writes it, which the vendor’s own program uses: computed with openssl', () => {
    // printf '%s' '%7B%22a%22%3A%22%E4%B8%AD+%2B*%7E%22%7D1700000000000word' | openssl md5 -binary | base64
    expect(sfDigest('{"a":"中 +*~"}', '1700000000000', 'word')).toBe('1yEuqMMAn6LQhPLL7B+ljQ==');
  });

  it('books once under our reference: ordered when unknown, found when its answer was lost', async () => {
    let ordered = false;
    const { url, calls } = await fake(({ service }) => {
      if (service === 'EXP_RECE_SEARCH_ORDER_RESP') return ordered ? ok(waybills('SF1234567890123')) : refused('8024');
      ordered = true;
      return 'none';
    });
    await expect(carrierAt(url).book(parcel)).rejects.toThrow();
    expect(await carrierAt(url).book(parcel)).toBe('SF1234567890123');
    expect(calls.map((one) => one.service)).toEqual([
      'EXP_RECE_SEARCH_ORDER_RESP',
      'EXP_RECE_CREATE_ORDER',
      'EXP_RECE_SEARCH_ORDER_RESP',
    ]);
    expect(calls[1]?.message).toMatchObject({
      ...{ orderId: 'dlv_1-1', payMethod: 1, monthlyCard: '7551234567', expressTypeId: 2 },
      contactInfoList: [
        { contactType: 1, address: '示范省云州市云溪区政务服务中心' },
        { contactType: 2, contact: '周婷', mobile: '13900001234', address: parcel.address },
      ],
    });
  });

  it('has the receiver pay where the item says so, and waits for a number that is not there yet', async () => {
    const { url, calls } = await fake(({ service }) =>
      service === 'EXP_RECE_CREATE_ORDER' ? ok({ orderId: 'dlv_1-1', filterResult: 1 }) : refused('8024'),
    );
    await expect(carrierAt(url).book({ ...parcel, paidBy: 'receiver' })).rejects.toThrow(/waybill/);
    expect(calls[1]?.message.payMethod).toBe(2);
    expect(calls[1]?.message).not.toHaveProperty('monthlyCard');
  });

  it('F203: fetches papers at the applicant’s door, at the cost of who sends them, or of the state as a third party', async () => {
    const pickUp = { name: '周婷', mobile: '13900001234', address: '示范省云州市云溪区柳岸路 18 号' };
    for (const [paidBy, payMethod] of [
      ['sender', 1],
      ['state', 3],
    ] as const) {
      const { url, calls } = await fake(({ service }) =>
        service === 'EXP_RECE_CREATE_ORDER' ? ok(waybills('SF1234567890123')) : refused('8024'),
      );
      await carrierAt(url).book({ ...parcel, name: '综合窗口', mobile: '0990-8600024', paidBy, pickUp });
      expect(calls[1]?.message).toMatchObject({
        payMethod,
        isDocall: 1,
        contactInfoList: [
          { contactType: 1, contact: '周婷', mobile: '13900001234', address: pickUp.address },
          { contactType: 2, contact: '综合窗口', mobile: '0990-8600024' },
        ],
      });
      expect('monthlyCard' in (calls[1]?.message ?? {})).toBe(paidBy === 'state');
      server?.close();
    }
  });

  it('F203: takes an order back; not one that was picked up, and one it does not know is back already', async () => {
    for (const [known, answer, back] of [
      [true, ok({ resStatus: 2 }), true],
      [true, refused('8037'), false],
      [false, ok({}), true],
    ] as const) {
      const { url, calls } = await fake(({ service }) =>
        service === 'EXP_RECE_UPDATE_ORDER' ? answer : known ? ok(waybills('SF1234567890123')) : refused('8024'),
      );
      expect(await carrierAt(url).cancel('inc_1')).toBe(back);
      expect(calls.filter((one) => one.service === 'EXP_RECE_UPDATE_ORDER').map((one) => one.message)).toMatchObject(
        known ? [{ orderId: 'inc_1', dealType: 2 }] : [],
      );
      server?.close();
    }
  });

  it('tells the stops in their order and Beijing’s time, and how it ended', async () => {
    const stop = (acceptTime: string, opCode: string, remark: string) => ({
      acceptTime,
      acceptAddress: '云州市',
      opCode,
      remark,
    });
    const routes = [
      stop('2026-11-27 18:00:00', '80', '已签收，感谢使用顺丰'),
      stop('2026-11-26 17:00:00', '50', '顺丰速运 已收取快件'),
      stop('2026-11-27 09:00:00', '44', '正在派送途中'),
      stop('not a time', '30', '?'),
    ];
    const shown = { routes };
    const { url } = await fake(() => ok({ routeResps: [{ mailNo: 'SF1234567890123', routes: shown.routes }] }));
    const told = await carrierAt(url).track('SF1234567890123');
    expect(told.state).toBe('delivered');
    expect(told.events.map((e) => [e.at.toISOString(), e.state])).toEqual([
      ['2026-11-26T09:00:00.000Z', 'moving'],
      ['2026-11-27T01:00:00.000Z', 'out'],
      ['2026-11-27T10:00:00.000Z', 'delivered'],
    ]);
    expect(told.events[0]?.text.zh).toBe('云州市 顺丰速运 已收取快件');
    shown.routes = [];
    expect(await carrierAt(url).track('SF1234567890123')).toEqual({ state: 'to-send', events: [] });
    shown.routes = [stop('2026-11-27 18:00:00', '648', '快件已退回')];
    expect((await carrierAt(url).track('SF1234567890123')).state).toBe('returned');
  });

  it('F203: asks about a parcel somebody else sent with the end of a mobile number; without a stop it knows none', async () => {
    const route = {
      mailNo: 'SF1234567890123',
      routes: [{ acceptTime: '2026-11-26 17:00:00', opCode: '50', remark: '已收取' }],
    };
    const { url, calls } = await fake(({ message }) =>
      ok({ routeResps: message.checkPhoneNo === '1234' ? [route] : [{ ...route, routes: [] }] }),
    );
    expect(await carrierAt(url).lookUp('SF1234567890123', '1234')).toMatchObject({ state: 'moving' });
    expect(await carrierAt(url).lookUp('SF1234567890123', '9999')).toBeUndefined();
    expect(calls.map((one) => one.message.checkPhoneNo)).toEqual(['1234', '9999']);
    expect(carrierAt(url).alsoCalled).toContain('顺丰');
  });

  it('takes no answer that is broken, refused or another parcel’s for an answer', async () => {
    const { url } = await fake(() =>
      ok({ routeResps: [{ mailNo: 'SF999', routes: [{ opCode: '80', acceptTime: '2026-11-27 18:00:00' }] }] }),
    );
    expect(await carrierAt(url).track('SF1234567890123')).toEqual({ state: 'to-send', events: [] });
    await expect(carrierAt(url, { checkword: 'another' }).track('SF1234567890123')).rejects.toThrow(/A1006/);
    await expect(carrierAt(url, { checkword: 'another' }).book(parcel)).rejects.toThrow(/A1006/);
    server?.close();
    for (const said of [{ status: 502 }, 'none' as const, { success: true, msgData: [] }]) {
      const broken = await fake(() => said);
      await expect(carrierAt(broken.url).track('SF1234567890123')).rejects.toThrow();
      server?.close();
    }
  });
});
