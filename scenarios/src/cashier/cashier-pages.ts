import { escapeHtml, page } from '../outside/pages.ts';
import { type CashierOrder, chinaTime, FAULTS, type Fault, type Ledger } from './ledger.ts';

const NAMES = { alipay: '支付宝接口', wechat: '微信支付接口' } as const;
const FAULT_NAMES: Readonly<Record<Fault, string>> = {
  ok: '正常',
  slow: '应答慢',
  down: '不应答',
  unsigned: '应答不签名',
  'notify-lost': '通知丢失',
  'notify-twice': '通知两次',
  'notify-late': '通知迟到',
  'amount-differs': '多收 1 元',
  'ignores-closing': '关单后仍收款',
  'refund-pending': '退款处理中',
};
const STATES = { open: '待付款', paid: '已付款', closed: '已关闭' } as const;
const money = (fen: number) => `¥${(fen / 100).toFixed(2)}`;

/** The page on which a person pays an order; `again` when he pressed for one that was paid already. */
export function orderPage(order: CashierOrder, now: number, back: string, again = false): string {
  const open = order.state === 'open' && order.expiresAt > now;
  const known = /^https?:\/\//.test(back);
  const returning = (words: string) =>
    known
      ? `<a class="button" href="${escapeHtml(back)}">${words}</a>`
      : '<p class="none">可以关闭本页，回到办事平台。</p>';
  const action = back ? `?redirect_url=${encodeURIComponent(back)}` : '';
  const row = (name: string, value: string) => `<dt>${name}</dt><dd>${escapeHtml(value)}</dd>`;
  return payPage(`<p class="sub">${NAMES[order.interface]} · 演示用，不会真的扣款</p>
<section class="card">${
    order.state === 'paid'
      ? `<h2 class="ok">✓ ${again ? '这个订单已经付过，没有再次扣款' : '付款成功'}</h2>`
      : open
        ? '<h2>应付金额</h2>'
        : '<h2 class="over">订单已关闭，没有扣款</h2>'
  }
<p class="sum">${money(order.paidAmount ?? order.amount)}</p>
<dl>${row('内容', order.subject)}${row('订单号', order.orderNo)}${order.transaction ? row('交易号', order.transaction) : ''}</dl>
${
  open
    ? `<form method="post" action="/pay/${escapeHtml(order.orderNo)}${escapeHtml(action)}"><button class="main">确认付款</button></form>${known ? returning('暂不付款，返回') : ''}`
    : returning('返回办事平台')
}</section>`);
}

/** What stands at an address where no order is paid. */
export function noOrderPage(): string {
  return payPage(
    '<p class="sub">演示用，不会真的扣款</p><section class="card"><h2 class="over">没有这个订单</h2><p class="none">请回到办事平台，重新打开缴款单。</p></section>',
  );
}

function payPage(body: string): string {
  return page('演示收银台', undefined, `<div class="pay"><h1>演示收银台</h1>${body}</div>`);
}

/** Switches of the cashier, and its orders. */
export function cashierPage(ledger: Ledger): string {
  const buttons = FAULTS.map(
    (fault) =>
      `<form method="post" action="/control"><input type="hidden" name="fault" value="${fault}"><button class="${fault === 'ok' ? '' : 'bad'}" aria-pressed="${ledger.fault === fault}">${FAULT_NAMES[fault]}</button></form>`,
  ).join(' ');
  const rows = [...ledger.orders.values()]
    .reverse()
    .slice(0, 50)
    .map(
      (o) =>
        `<tr><td class="n">${chinaTime(o.openedAt)}</td><td>${NAMES[o.interface]}</td><td class="n"><a href="/pay/${o.orderNo}">${o.orderNo}</a></td><td>${escapeHtml(o.subject)}</td><td class="n">${money(o.amount)}</td><td>${STATES[o.state]}${o.refunds.length > 0 ? ` · 退 ${money(o.refunds.reduce((sum, r) => sum + r.amount, 0))}` : ''}</td></tr>`,
    )
    .join('');
  return page(
    '演示收银台',
    10,
    `<h1>演示收银台</h1><p class="sub">平台之外的支付系统：按支付宝开放平台与微信支付 APIv3 的公开接口应答。</p>
<section class="card"><h2>行为</h2><div class="row">${buttons}</div></section>
<section class="card"><h2>订单</h2>${rows ? `<table><tr><th>时间</th><th>接口</th><th>订单号</th><th>内容</th><th>金额</th><th>状态</th></tr>${rows}</table>` : '<p class="none">还没有订单</p>'}</section>`,
  );
}
