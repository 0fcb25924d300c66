import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../src/kernel/ids.ts';
import { type PayWorld, requestId, startPayments } from './world.ts';

let w: PayWorld;
beforeAll(async () => {
  w = await startPayments();
});
afterAll(() => w?.stop());
afterEach(() => {
  w.cashier.ledger.fault = 'ok';
});

const paidTimes = async (billId: string) =>
  (
    await w.rows<{ n: number }>(`select count(*)::int as n from payments.attempt where bill_id = $1 and counted`, [
      billId,
    ])
  )[0]?.n;

describe.each(['alipay', 'wechat'] as const)('%s', (provider) => {
  it('F110 F196: a bill is paid at the cashier, its message counts it, a receipt is numbered, and the case is told', async () => {
    const bill = await w.bill();
    const order = await w.begin(bill, provider);
    expect(await w.cashier.pay(order)).toBe(true);
    const seen = await w.see(bill);
    expect(seen).toMatchObject({
      state: 'paid',
      total: 1000,
      receipt: { number: expect.stringMatching(/缴字〔2026〕第\d{6}号$/) },
    });
    expect(seen.payments).toMatchObject([{ state: 'paid', counted: true, amount: 1000 }]);
    const told = await w.rows<{ name: string }>(`select name from kernel.outbox where payload->>'billId' = $1`, [bill]);
    expect(told.map((e) => e.name)).toEqual(['payments.paid']);
    const receipt = await w.call('one', 'GET', `/api/bills/${bill}/receipt`);
    expect(receipt.data.subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('F110: the same message twice counts once', async () => {
    w.cashier.ledger.fault = 'notify-twice';
    const bill = await w.bill();
    await w.cashier.pay(await w.begin(bill, provider));
    expect((await w.see(bill)).state).toBe('paid');
    expect(await paidTimes(bill)).toBe(1);
    expect(await w.rows(`select from payments.refund where bill_id = $1`, [bill])).toHaveLength(0);
  });

  it('F110: a message that never comes is made up for by asking, by the person’s page and by the job alike', async () => {
    w.cashier.ledger.fault = 'notify-lost';
    const [first, second] = [await w.bill(), await w.bill()];
    const order = await w.begin(first, provider);
    await w.cashier.pay(order);
    expect((await w.see(first)).state).toBe('due');
    await w.run('payments.watch_attempt', { attemptId: order });
    expect((await w.see(first)).state).toBe('paid');

    await w.cashier.pay(await w.begin(second, provider));
    const checked = await w.call<{ state: string }>('one', 'POST', `/api/bills/${second}/check`);
    expect(checked.json.state).toBe('paid');
  });

  it('F110: paid twice by two codes: one counts, the other goes back whole', async () => {
    const bill = await w.bill();
    const [a, b] = [await w.begin(bill, provider), await w.begin(bill, provider)];
    await w.cashier.pay(a);
    await w.cashier.pay(b);
    expect(await paidTimes(bill)).toBe(1);
    await w.sendRefunds();
    const seen = await w.see(bill);
    expect(seen.state).toBe('paid');
    expect(seen.refunds).toMatchObject([{ kind: 'extra', state: 'done', amount: 1000 }]);
    expect(w.cashier.ledger.orders.get(b)?.refunds).toMatchObject([{ amount: 1000 }]);
    expect(w.cashier.ledger.orders.get(a)?.refunds).toEqual([]);
  });

  it('F110: who presses once more for an order that is paid is told that nothing was taken again', async () => {
    const order = await w.begin(await w.bill(), provider);
    const press = () => fetch(`${w.cashier.url}/pay/${order}`, { method: 'POST' }).then((r) => r.text());
    expect(await press()).toContain('付款成功');
    expect(await press()).toContain('没有再次扣款');
  });

  it('F110: another sum than that of the bill never counts and goes back whole', async () => {
    w.cashier.ledger.fault = 'amount-differs';
    const bill = await w.bill();
    const order = await w.begin(bill, provider);
    await w.cashier.pay(order);
    await w.sendRefunds();
    expect(await w.see(bill)).toMatchObject({ state: 'due', refunds: [{ amount: 1100, state: 'done' }] });
    expect(w.cashier.ledger.orders.get(order)?.refunds).toMatchObject([{ amount: 1100 }]);
  });

  it('F202: a payment that races with the end of its bill goes back by itself', async () => {
    const bill = await w.bill({ days: 0 });
    const order = await w.begin(bill, provider);
    const began = w.clock.now().toISOString();
    w.cashier.ledger.fault = 'ignores-closing';
    w.advance(86_400_000);
    await w.run('payments.expire');
    expect((await w.see(bill)).state).toBe('cancelled');
    await w.cashier.pay(order);
    await w.sendRefunds();
    expect(await w.see(bill)).toMatchObject({
      state: 'cancelled',
      refunds: [{ kind: 'extra', state: 'done', amount: 1000 }],
    });
    // made anew it can be paid
    const anew = await w.call<{ id: string; state: string }>('one', 'POST', `/api/bills/${bill}/reissue`, {
      requestId: requestId(),
    });
    expect(anew.json).toMatchObject({ state: 'due' });
    w.cashier.ledger.fault = 'ok';
    await w.cashier.pay(await w.begin(anew.json.id, provider));
    expect((await w.see(anew.json.id)).state).toBe('paid');
    w.clock.set(began);
  });

  it('F202: a bill that became void with its case, or in whose place another stands, is not offered to be made anew, nor made', async () => {
    const bill = await w.bill({ days: 1 });
    const [{ case_id: caseId }] = (await w.rows<{ case_id: string }>(
      'select case_id from payments.bill where id = $1',
      [bill],
    )) as [{ case_id: string }];
    await w.t.kernel.command('test.over', { actor: { kind: 'system', name: 'test' } }, (ctx) =>
      w.payments.cancel(ctx, caseId),
    );
    const began = w.clock.now().toISOString();
    for (const days of [0, 3]) {
      w.advance(days * 86_400_000);
      expect((await w.see(bill)).abilities).toMatchObject({
        reissue: { allowed: false, reason: { zh: '办件已经结束，这笔费用不用缴纳' } },
      });
      const anew = await w.call<{ code: string }>('one', 'POST', `/api/bills/${bill}/reissue`, {
        requestId: requestId(),
      });
      expect(anew.json.code).toBe('payments.bill_not_due');
    }
    const late = await w.bill({ days: 0 });
    w.advance(86_400_000);
    await w.run('payments.expire');
    expect((await w.see(late)).abilities).toMatchObject({ reissue: { allowed: true } });
    await w.call('one', 'POST', `/api/bills/${late}/reissue`, { requestId: requestId() });
    expect((await w.see(late)).abilities).toMatchObject({
      reissue: { allowed: false, reason: { zh: '已经另外开具了缴款单' } },
    });
    // one that ran out first, and whose case ended then
    const forgotten = await w.bill({ days: 0 });
    w.advance(86_400_000);
    await w.run('payments.expire');
    expect((await w.see(forgotten)).abilities).toMatchObject({ reissue: { allowed: true } });
    const [{ case_id: over }] = (await w.rows<{ case_id: string }>('select case_id from payments.bill where id = $1', [
      forgotten,
    ])) as [{ case_id: string }];
    await w.t.kernel.command('test.over', { actor: { kind: 'system', name: 'test' } }, (ctx) =>
      w.payments.cancel(ctx, over),
    );
    expect((await w.see(forgotten)).abilities).toMatchObject({
      reissue: { allowed: false, reason: { zh: '办件已经结束，这笔费用不用缴纳' } },
    });
    w.clock.set(began);
  });

  it('F202: the payer reads why a refund is not approved', async () => {
    const bill = await w.bill();
    await w.cashier.pay(await w.begin(bill, provider));
    const asked = await w.call<{ refunds: { id: string }[] }>('clerk', 'POST', `/api/work/bills/${bill}/refunds`, {
      requestId: requestId(),
      amount: 400,
      reason: '多收了工本费',
    });
    await w.call('head', 'POST', `/api/work/refunds/${asked.json.refunds[0]?.id}/decision`, {
      requestId: requestId(),
      approve: false,
      note: '按标准收取，没有多收',
    });
    const { refunds } = await w.see(bill);
    expect(refunds).toMatchObject([{ state: 'rejected', note: '按标准收取，没有多收' }]);
    expect(refunds[0]).not.toHaveProperty('decidedBy');
  });

  it('an order whose time is over is closed at the provider, and takes no money afterwards', async () => {
    const bill = await w.bill();
    const order = await w.begin(bill, provider);
    const began = w.clock.now().toISOString();
    w.advance(16 * 60_000);
    await w.run('payments.watch_attempt', { attemptId: order });
    expect((await w.see(bill)).payments).toMatchObject([{ state: 'closed' }]);
    expect(await w.cashier.pay(order)).toBe(false);
    w.clock.set(began);
  });

  it('F202: a refund needs a second person, goes back in part and whole, once each, however often it is sent', async () => {
    const bill = await w.bill();
    const order = await w.begin(bill, provider);
    await w.cashier.pay(order);
    const ask = (who: string, amount: number) =>
      w.call<{ refunds: { id: string; state: string }[]; code: string }>(
        who,
        'POST',
        `/api/work/bills/${bill}/refunds`,
        {
          requestId: requestId(),
          amount,
          reason: '重复申请',
        },
      );
    const decide = (who: string, id: string, approve = true) =>
      w.call<{ code: string }>(who, 'POST', `/api/work/refunds/${id}/decision`, { requestId: requestId(), approve });
    expect((await ask('clerk', 1001)).json.code).toBe('payments.refund_too_much');
    expect((await ask('stranger', 1)).json.code).toBe('payments.bill_missing');
    const own = (await ask('head', 400)).json.refunds[0]!.id;
    expect((await decide('head', own)).json.code).toBe('payments.second_person_needed');
    expect((await decide('clerk', own)).json.code).toBe('payments.not_yours');
    expect((await decide('stranger', own)).json.code).toBe('payments.refund_missing');
    await w.rows(`update payments.refund set state = 'rejected', decided_by = 'x', decided_name = 'x' where id = $1`, [
      own,
    ]);
    await w.rows(`update payments.bill set state = 'paid' where id = $1`, [bill]);

    const part = (await ask('clerk', 400)).json.refunds.at(-1)!.id;
    expect((await w.see(bill)).state).toBe('refunding');
    expect((await ask('clerk', 100)).json.code).toBe('payments.refund_not_possible');
    await decide('head', part);
    await w.sendRefunds();
    await w.run('payments.send_refund', { refundId: part });
    expect(await w.see(bill)).toMatchObject({ state: 'paid', refunded: 400, refundable: 600 });
    const rest = (await ask('clerk', 600)).json.refunds.at(-1)!.id;
    await decide('head', rest);
    await w.sendRefunds();
    expect(await w.see(bill)).toMatchObject({ state: 'refunded', refunded: 1000, refundable: 0 });
    expect(w.cashier.ledger.orders.get(order)?.refunds.map((r) => r.amount)).toEqual([400, 600]);
  });

  it('a refund that takes time is asked about until it is done', async () => {
    const bill = await w.bill();
    const order = await w.begin(bill, provider);
    await w.cashier.pay(order);
    w.cashier.ledger.fault = 'refund-pending';
    const asked = await w.call<{ refunds: { id: string }[] }>('clerk', 'POST', `/api/work/bills/${bill}/refunds`, {
      requestId: requestId(),
      amount: 1000,
      reason: '撤回申请',
    });
    const { id } = asked.json.refunds[0]!;
    await w.call('head', 'POST', `/api/work/refunds/${id}/decision`, { requestId: requestId(), approve: true });
    await w.sendRefunds();
    expect((await w.see(bill)).state).toBe('refunding');
    for (const refund of w.cashier.ledger.orders.get(order)?.refunds ?? []) refund.state = 'done';
    await w.sendRefunds();
    expect((await w.see(bill)).state).toBe('refunded');
    expect(w.cashier.ledger.orders.get(order)?.refunds).toHaveLength(1);
  });

  it.each(['down', 'unsigned'] as const)(
    'a cashier that is %s takes nothing and is believed nothing',
    async (fault) => {
      const bill = await w.bill();
      w.cashier.ledger.fault = fault;
      const begun = await w.call<{ code: string }>('one', 'POST', `/api/bills/${bill}/payments`, {
        requestId: requestId(),
        provider,
        way: 'qr',
      });
      expect(begun).toMatchObject({ status: 502, json: { code: 'payments.provider_down' } });
      const [open] = await w.rows<{ id: string }>(`select id from payments.attempt where bill_id = $1`, [bill]);
      await w.run('payments.watch_attempt', { attemptId: open!.id });
      expect((await w.see(bill)).state).toBe('due');
    },
  );
});

describe('forged messages', () => {
  it('F110: whatever is not signed by the provider, or is not for us, changes nothing', async () => {
    const bill = await w.bill();
    const order = await w.begin(bill, 'alipay');
    const known = w.cashier.ledger.orders.get(order)!;
    const message = w.cashier.alipay.notification({
      ...known,
      state: 'paid',
      transaction: 't',
      paidAmount: 1000,
      paidAt: 1,
    });
    const send = (provider: string, body: string, headers: Record<string, string> = {}) =>
      fetch(`${w.base}/api/payments/notify/${provider}`, { method: 'POST', body, headers });
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await send('alipay', message.replace('total_amount=10.00', 'total_amount=1000.00'), form)).status).toBe(
      403,
    );
    expect((await send('alipay', '', form)).status).toBe(403);
    expect((await send('alipay', '{"a":1}', { 'content-type': 'application/json' })).status).toBe(403);
    expect((await send('nobody', message, form)).status).toBe(422);
    const wechat = await w.begin(bill, 'wechat');
    const sealed = w.cashier.wechat.notification({
      ...w.cashier.ledger.orders.get(wechat)!,
      state: 'paid',
      transaction: 't',
      paidAmount: 1000,
      paidAt: w.clock.now().getTime(),
    });
    expect(
      (await send('wechat', sealed.body.replace('TRANSACTION.SUCCESS', 'TRANSACTION.OTHER'), sealed.headers)).status,
    ).toBe(403);
    expect((await send('wechat', sealed.body, { ...sealed.headers, 'wechatpay-serial': 'other' })).status).toBe(403);
    const before = w.clock.now().toISOString();
    w.advance(600_000);
    expect((await send('wechat', sealed.body, { ...sealed.headers })).status).toBe(403);
    w.clock.set(before);
    expect((await w.see(bill)).state).toBe('due');
  });

  it('F110: what the browser says on its way back is not believed', async () => {
    const bill = await w.bill();
    const order = await w.begin(bill, 'alipay', 'page');
    await w.call(
      'one',
      'GET',
      `/api/bills/${bill}?out_trade_no=${order}&trade_status=TRADE_SUCCESS&total_amount=10.00`,
    );
    expect((await w.see(bill)).state).toBe('due');
  });
});

describe('at the same moment', () => {
  it('F110: message, question and statement of one payment, and fifty of them, count it once', async () => {
    w.cashier.ledger.fault = 'notify-lost';
    const bill = await w.bill();
    const order = await w.begin(bill, 'alipay');
    await w.cashier.pay(order);
    const paid = w.cashier.ledger.orders.get(order)!;
    await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        i % 3 === 0
          ? w.run('payments.watch_attempt', { attemptId: order })
          : i % 3 === 1
            ? w.call('one', 'POST', `/api/bills/${bill}/check`)
            : fetch(`${w.base}/api/payments/notify/alipay`, {
                method: 'POST',
                body: w.cashier.alipay.notification(paid),
              }),
      ),
    );
    expect(await paidTimes(bill)).toBe(1);
    expect(await w.rows(`select from payments.receipt where bill_id = $1`, [bill])).toHaveLength(1);
    expect(await w.rows(`select from payments.refund where bill_id = $1`, [bill])).toHaveLength(0);
  });
});

describe('whose', () => {
  it('bills are the payer’s and the office’s; to anybody else they are not there', async () => {
    const bill = await w.bill();
    for (const who of ['two', 'stranger', 'operator'])
      expect((await w.call(who, 'GET', `/api/bills/${bill}`)).status, who).toBe(404);
    expect((await w.call('clerk', 'GET', `/api/bills/${bill}`)).status).toBe(200);
    const begin = { requestId: requestId(), provider: 'alipay', way: 'qr' };
    expect((await w.call('two', 'POST', `/api/bills/${bill}/payments`, begin)).status).toBe(404);
    const listed = await w.call<{ bills: { id: string }[] }>('two', 'GET', '/api/bills');
    expect(listed.json.bills).toEqual([]);
  });

  it('F202: what is reduced to nothing is no bill', async () => {
    expect(await w.bill({ reduced: 1000 })).toBe('');
    const half = await w.bill({ reduced: 500 });
    expect(await w.see(half)).toMatchObject({ total: 500, lines: [{ price: 1000, reduced: 500, amount: 500 }] });
  });
});

describe('reconciliation', () => {
  it('F202: each day agrees with the provider’s statement or shows why not; what only the statement knows is taken, the rest is settled by a person', async () => {
    for (const provider of ['alipay', 'wechat'] as const) {
      const world = await startPayments();
      const { ledger } = world.cashier;
      try {
        const good = await world.bill();
        await world.cashier.pay(await world.begin(good, provider));
        ledger.fault = 'notify-lost';
        const missed = await world.bill();
        await world.cashier.pay(await world.begin(missed, provider));
        ledger.fault = 'ok';
        const wrong = await world.bill();
        const wrongOrder = await world.begin(wrong, provider);
        await world.cashier.pay(wrongOrder);
        ledger.orders.get(wrongOrder)!.paidAmount = 900;
        const gone = await world.bill();
        const goneOrder = await world.begin(gone, provider);
        await world.cashier.pay(goneOrder);
        ledger.orders.delete(goneOrder);
        const stranger = newId();
        ledger.open({
          orderNo: stranger,
          interface: provider,
          subject: '别处',
          amount: 70,
          expiresAt: Number.MAX_SAFE_INTEGER,
          notifyUrl: 'http://127.0.0.1:1/',
          returnUrl: '',
        });
        ledger.fault = 'notify-lost';
        await world.cashier.pay(stranger);
        ledger.fault = 'ok';
        const day = { provider, day: '2026-11-25' };
        expect(
          (await world.call<{ code: string }>('operator', 'POST', '/api/studio/reconciliation', day)).json.code,
        ).toBe('payments.day_wrong');

        world.advance(86_400_000);
        const first = await world.call('operator', 'POST', '/api/studio/reconciliation', day);
        expect(first.json).toEqual({ differences: 4, open: 3 });
        expect((await world.see(good)).state).toBe('reconciled');
        expect((await world.see(missed)).state).toBe('reconciled');
        expect((await world.see(wrong)).state).toBe('paid');
        type List = {
          differences: {
            id: string;
            kind: string;
            reference: string;
            ours?: number;
            theirs?: number;
            settled?: { by: string };
          }[];
        };
        const list = async () =>
          (await world.call<List>('operator', 'GET', '/api/studio/reconciliation')).json.differences;
        const open = (await list()).filter((d) => !d.settled);
        expect(open.map((d) => [d.kind, d.reference, d.ours, d.theirs]).sort()).toEqual(
          [
            ['amount', wrongOrder, 1000, 900],
            ['missing-here', stranger, undefined, 70],
            ['missing-there', goneOrder, 1000, undefined],
          ].sort(),
        );
        const settle = (id: string) =>
          world.call<{ settled?: object; code?: string }>(
            'operator',
            'POST',
            `/api/studio/differences/${id}/settlement`,
            {
              requestId: requestId(),
              how: '与支付平台核对，属其他商户系统',
            },
          );
        const { id } = open.find((d) => d.kind === 'missing-here')!;
        expect((await settle(id)).json.settled).toMatchObject({ by: '官员operator' });
        expect((await settle(id)).json.code).toBe('payments.difference_settled');
        // compared again: the same list, and what has come right meanwhile says so
        ledger.orders.get(wrongOrder)!.paidAmount = 1000;
        await world.call('operator', 'POST', '/api/studio/reconciliation', day);
        expect((await list()).filter((d) => !d.settled).map((d) => d.kind)).toEqual(['missing-there']);
        expect((await world.see(wrong)).state).toBe('reconciled');
      } finally {
        await world.stop();
      }
    }
  });
});
