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

/** The page on which a person pays an order. */
export function orderPage(order: CashierOrder, now: number, back: string): string {
  const open = order.state === 'open' && order.expiresAt > now;
  const returning = /^https?:\/\//.test(back)
    ? `<p><a href="${escapeHtml(back)}">返回办事平台</a></p>`
    : '<p class="none">可以关闭本页，回到办事平台。</p>';
  const action = back ? `?redirect_url=${encodeURIComponent(back)}` : '';
  return page(
    '演示收银台',
    undefined,
    `<h1>演示收银台</h1><p class="sub">${NAMES[order.interface]} · 演示用，不会真的扣款</p>
<section class="card"><p class="none">${escapeHtml(order.subject)}</p><h1>${money(order.paidAmount ?? order.amount)}</h1>
<p class="none">订单号 ${escapeHtml(order.orderNo)}</p>
${
  order.state === 'paid'
    ? `<h2>付款成功</h2><p class="none">交易号 ${escapeHtml(order.transaction ?? '')}</p>${returning}`
    : open
      ? `<form method="post" action="/pay/${escapeHtml(order.orderNo)}${escapeHtml(action)}"><button aria-pressed="true">确认付款</button></form>`
      : `<h2>订单已关闭</h2>${returning}`
}</section>`,
  );
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
