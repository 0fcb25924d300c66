import type { ShortMessage } from './messages.ts';
import type { LoggedRequest } from './request-log.ts';
import type { Mode, Switches } from './switches.ts';
import { SYSTEMS, type SystemId } from './systems.ts';

/** The pages of an outside system: plain HTML with forms, no script at all. */

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

const STYLE = `
*{box-sizing:border-box}body{margin:0;background:#F5F7FA;color:#2A3440;font:15px/1.7 "PingFang SC","HarmonyOS Sans SC","Microsoft YaHei","Noto Sans SC",system-ui,sans-serif}
main{max-width:1040px;margin:0 auto;padding:32px 24px}h1{font-size:28px;line-height:1.3;color:#111A24;margin:0}h2{font-size:16px;color:#111A24;margin:0 0 12px}
.sub{color:#5B6472;margin:4px 0 24px}.card{background:#fff;border:1px solid #E3E8EF;border-radius:8px;padding:20px 24px;margin-bottom:16px;overflow-x:auto}
.row{display:flex;align-items:center;gap:8px;padding:8px 0;border-top:1px solid #E3E8EF;flex-wrap:wrap}.row:first-of-type{border-top:0}.row b{flex:1;min-width:180px;font-weight:500}
button{font:inherit;min-height:40px;padding:0 16px;border-radius:6px;border:1px solid #C9D2DD;background:#fff;color:#2A3440;cursor:pointer}button:hover{border-color:#0B57A4}
button[aria-pressed=true]{background:#0B57A4;border-color:#0B57A4;color:#fff}button[aria-pressed=true].bad{background:#B26A00;border-color:#B26A00}
form{display:inline}table{border-collapse:collapse;width:100%;font-size:14px}th{text-align:left;font-weight:500;color:#5B6472;border-bottom:1px solid #E3E8EF;padding:6px 12px 6px 0}
td{padding:6px 12px 6px 0;border-bottom:1px solid #F0F3F7;vertical-align:top;min-width:4em}td.n{font-variant-numeric:tabular-nums;white-space:nowrap}a{color:#0B57A4}.none{color:#5B6472}
dl{display:grid;grid-template-columns:auto 1fr;gap:8px 16px;margin:16px 0}dt{color:#5B6472}dd{margin:0;text-align:right;overflow-wrap:anywhere}
.pay{max-width:440px;margin:0 auto}.pay .sum{font-size:40px;line-height:1.3;font-weight:600;color:#111A24;margin:0;font-variant-numeric:tabular-nums}.pay form{display:block}
.pay button,.pay .button{display:block;width:100%;min-height:48px;line-height:46px;margin-top:12px;font-weight:500;text-align:center;text-decoration:none}.pay .main{background:#0B57A4;border-color:#0B57A4;color:#fff}.pay .button{border:1px solid #C9D2DD;border-radius:6px}.ok{color:#1B7F4B}.over{color:#5B6472}
.phone{width:340px;margin:24px auto;background:#111A24;border-radius:44px;padding:14px}.screen{background:#F5F7FA;border-radius:32px;min-height:620px;padding:18px 16px 32px}
.bar{display:flex;justify-content:space-between;font-size:12px;color:#111A24;padding:0 12px 14px;font-variant-numeric:tabular-nums}.to{text-align:center;color:#5B6472;font-size:12px;margin-bottom:16px}
.sms{background:#fff;border-radius:16px;border-bottom-left-radius:4px;padding:10px 14px;margin:4px 32px 12px 0}.sms b{font-size:20px;letter-spacing:.08em;color:#0B57A4}.at{font-size:12px;color:#5B6472;text-align:center}`;

/** @param refresh seconds until it is loaded anew; never when undefined */
export function page(title: string, refresh: number | undefined, body: string): string {
  const reload = refresh === undefined ? '' : `<meta http-equiv="refresh" content="${refresh}">`;
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">${reload}<title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body><main>${body}</main></body></html>`;
}

const MODE_NAMES: Readonly<Record<Mode, string>> = { ok: '正常', slow: '变慢', down: '停机', wrong: '错签' };

function buttons(operation: string, now: Mode): string {
  return (Object.keys(MODE_NAMES) as Mode[])
    .map(
      (mode) =>
        `<form method="post" action="/control"><input type="hidden" name="operation" value="${escapeHtml(operation)}"><input type="hidden" name="mode" value="${mode}"><button class="${mode === 'ok' ? '' : 'bad'}" aria-pressed="${mode === now}">${MODE_NAMES[mode]}</button></form>`,
    )
    .join(' ');
}

function titleOf(system: SystemId, operation: string): string {
  // What was asked for stands in an address, so it may be the name of anything, `toString` too.
  const { operations } = SYSTEMS[system];
  return Object.hasOwn(operations, operation) ? operations[operation]!.title.zh : operation.slice(0, 40);
}

/** Where a business licence is reported lost. */
export function lostPage(reported: number): string {
  return page(
    '执照挂失',
    undefined,
    `<h1>电子营业执照挂失</h1><p class="sub">挂失后不能再签名，证书状态服务和撤销列表随即告知。已挂失 ${reported} 件。<a href="/">返回</a></p>
<section class="card"><form method="post" action="/lost"><label>统一社会信用代码 <input name="uscc" required pattern="[0-9A-Z]{18}" maxlength="18"></label> <button>挂失</button></form></section>`,
  );
}

/** The control page of one system: its switches, and the last requests with everything personal masked. */
export function controlPage(
  system: SystemId,
  switches: Switches,
  log: readonly LoggedRequest[],
  phones: readonly string[],
  waiting: readonly { readonly id: string; readonly title: string }[] = [],
): string {
  const { name, owner, operations } = SYSTEMS[system];
  const rows = Object.entries(operations).map(
    ([id, operation]) =>
      `<div class="row"><b>${escapeHtml(operation.title.zh)} <span class="none">${id}</span></b>${buttons(id, switches.of(id).mode)}</div>`,
  );
  const requests = log.map(
    (one) =>
      `<tr><td class="n">${escapeHtml(one.at.slice(11, 19))}</td><td>${escapeHtml(titleOf(system, one.operation))}</td><td>${escapeHtml(one.caller)}</td><td>${escapeHtml(one.purpose)}</td><td class="n">${escapeHtml(one.subject)}</td><td>${escapeHtml(one.outcome)}</td><td class="n">${Math.round(one.ms)} ms</td></tr>`,
  );
  const phoneList =
    system === 'sms'
      ? `<section class="card"><h2>手机</h2>${phones.length === 0 ? '<p class="none">还没有发出过短信。</p>' : phones.map((mobile) => `<a href="/phone/${encodeURIComponent(mobile)}">${escapeHtml(mobile)}</a>`).join(' · ')}</section>`
      : '';
  const lost = system === 'business-licence' ? '<section class="card"><a href="/lost">执照挂失</a></section>' : '';
  const scans =
    waiting.length === 0
      ? ''
      : `<section class="card"><h2>等待扫码确认</h2>${waiting.map((one) => `<p><a href="/scan/${encodeURIComponent(one.id)}">${escapeHtml(one.title)}</a></p>`).join('')}</section>`;
  return page(
    name.zh,
    5,
    `<h1>${escapeHtml(name.zh)}</h1><p class="sub">${escapeHtml(owner)} · ${escapeHtml(name.en)} · 示范区的外部系统（模拟）</p>
<section class="card"><h2>开关</h2><div class="row"><b>整个系统</b>${buttons('', switches.all().system.mode)}</div>${rows.join('')}</section>${phoneList}${lost}${scans}
<section class="card"><h2>最近的请求</h2>${requests.length === 0 ? '<p class="none">还没有请求。</p>' : `<table><thead><tr><th>时间</th><th>接口</th><th>请求方</th><th>用途</th><th>对象</th><th>答复</th><th>用时</th></tr></thead><tbody>${requests.join('')}</tbody></table>`}</section>`,
  );
}

/** The screen of a telephone in the demo: where a person of the district reads his one-time code. */
export function phonePage(mobile: string, messages: readonly ShortMessage[], now: string): string {
  const shown = messages.map(
    (one) =>
      `<p class="at">${escapeHtml(one.at.slice(0, 10))} ${escapeHtml(one.at.slice(11, 16))}</p><div class="sms">${escapeHtml(one.text).replace(/(?<![\d&#])\d{4,8}(?![\d;])/g, '<b>$&</b>')}</div>`,
  );
  return page(
    `手机 ${mobile}`,
    2,
    `<div class="phone"><div class="screen"><div class="bar"><span>${escapeHtml(now.slice(11, 16))}</span><span>示范移动 5G</span></div><div class="to">信息 · ${escapeHtml(mobile)}</div>${shown.length === 0 ? '<p class="at">还没有短信。</p>' : shown.join('')}</div></div>`,
  );
}
