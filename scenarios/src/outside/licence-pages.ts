import type { LicenceHolder } from '../district/licence-holders.ts';
import { LICENCE_PASSWORD, type LicenceApp } from './licence-app.ts';
import { escapeHtml, page } from './pages.ts';

/** The app on the phone of a legal representative: what is to be signed, who confirms, with the licence's password. */
export function licencePage(app: LicenceApp, id: string, wrong: string | null): string {
  const found = app.find(id);
  if (!found) return done('没有这次签名', '二维码已失效，请在原页面重新生成。');
  const { ticket, holder, over } = found;
  if (ticket.state === 'confirmed')
    return done('已确认签名', `已用${holder.name}的电子营业执照签名，原页面会自动继续。`);
  if (ticket.state === 'refused') return done('没有签名', wrong ?? '您没有同意这次签名。');
  if (over) return done('二维码已过期', '请在原页面重新生成二维码。');
  const until = new Date(ticket.until + 8 * 3_600_000).toISOString().slice(11, 16);
  return shell(`<div class="to">扫码签名</div>
<section class="paper"><p class="tag">电子营业执照</p><h2>${escapeHtml(holder.name)}</h2><p class="n">${escapeHtml(holder.uscc)}</p></section>
<dl><dt>请求方</dt><dd>${escapeHtml(ticket.caller)}</dd><dt>文件</dt><dd>${escapeHtml(ticket.title)}</dd><dt>文件摘要</dt><dd class="n hash">${escapeHtml(ticket.digest)}</dd><dt>有效至</dt><dd class="n">${until}</dd></dl>
${wrong ? `<p class="wrong" role="alert">${escapeHtml(wrong)}</p>` : ''}
<form method="post" action="/scan/${encodeURIComponent(id)}"><fieldset><legend>由谁确认</legend>${holder.people.map(choice).join('')}</fieldset>
<label class="pass" for="password">执照密码</label><input id="password" name="password" type="password" inputmode="numeric" autocomplete="off"><p class="hint">示范密码 ${LICENCE_PASSWORD}</p>
<button class="go" name="answer" value="confirm">确认签名</button><button class="no" name="answer" value="refuse">不同意</button></form>`);
}

function choice(person: LicenceHolder['people'][number], place: number): string {
  return `<label class="who"><input type="radio" name="person" value="${escapeHtml(person.citizenId)}"${place === 0 ? ' checked' : ''}> ${escapeHtml(person.name)} <span>${escapeHtml(person.role)}</span></label>`;
}

function done(title: string, text: string): string {
  return shell(
    `<div class="to">扫码签名</div><section class="end"><h2>${escapeHtml(title)}</h2><p>${escapeHtml(text)}</p></section>`,
  );
}

const STYLE = `<style>.screen{min-height:0}.paper{background:#fff;border:1px solid #C9A45C;border-radius:8px;padding:16px;text-align:center}.paper h2{font-size:18px;margin:4px 0}
.tag{color:#8A6A22;font-size:13px;letter-spacing:.2em;margin:0}.n{font-variant-numeric:tabular-nums;margin:0}dl{display:grid;grid-template-columns:72px 1fr;gap:6px 8px;margin:16px 0;font-size:14px}dt{color:#5B6472}dd{margin:0;overflow-wrap:anywhere}
.hash{font-size:11px;line-height:1.5}fieldset{border:0;padding:0;margin:0 0 12px}legend,.pass{font-weight:500;color:#111A24;padding:0;display:block;margin-bottom:4px}.who{display:flex;align-items:center;gap:8px;min-height:44px;background:#fff;border:1px solid #E3E8EF;border-radius:6px;padding:0 12px;margin-bottom:8px}
.who span,.hint{color:#5B6472;font-size:13px}.hint{margin:4px 0 16px}input[type=password]{width:100%;min-height:44px;font:inherit;border:1px solid #8A94A3;border-radius:6px;padding:0 12px}.go,.no{display:block;width:100%;min-height:48px;margin-top:8px}.go{background:#0B57A4;border-color:#0B57A4;color:#fff}
.wrong{color:#C4281C}.end{background:#fff;border-radius:8px;padding:32px 20px;text-align:center}@media(max-width:480px){main{padding:0}.phone{width:100%;margin:0;border-radius:0;padding:0;background:none}.screen{border-radius:0}}</style>`;

function shell(body: string): string {
  return page('电子营业执照', undefined, `${STYLE}<div class="phone"><div class="screen">${body}</div></div>`);
}
