import { escapeHtml, page } from '../outside/pages.ts';
import type { OutsideRecord, OutsideValue } from '../outside/systems.ts';
import { type Consultation, SAYS } from './ledger.ts';

export const MODES = ['ok', 'slow', 'down', 'wrong', 'lost'] as const;
export type DepartmentMode = (typeof MODES)[number];

export interface Settings {
  mode: DepartmentMode;
  delayMs: number;
  /** Answers by itself as soon as it is asked. */
  auto: 'off' | (typeof SAYS)[number];
  /** Sends its answers; off: they wait to be asked for. */
  push: boolean;
}

const MODE_NAMES: Readonly<Record<DepartmentMode, string>> = {
  ok: '正常',
  slow: '变慢',
  down: '停机',
  wrong: '错签',
  lost: '收到但不应答',
};

const button = (name: string, value: string, label: string, on: boolean, bad: boolean) =>
  `<form method="post" action="/control"><input type="hidden" name="${name}" value="${value}"><button class="${bad ? 'bad' : ''}" aria-pressed="${on}">${label}</button></form>`;

export function departmentPage(name: string, settings: Settings, all: readonly Consultation[]): string {
  const { mode, auto, push } = settings;
  const rows = all
    .slice(0, 50)
    .map(
      (one) =>
        `<div class="row"><b><a href="/cases/${encodeURIComponent(one.reference)}">${escapeHtml(textOf(one.params.事项, '名称'))}</a> <span class="none">${escapeHtml(textOf(one.params.申请人, '名称'))} · ${escapeHtml(one.caseRef)} · 期限 ${escapeHtml(String(one.params.期限 ?? '—'))}</span></b>${escapeHtml(stateOf(one))}</div>`,
    )
    .join('');
  return page(
    name,
    10,
    `<h1>${escapeHtml(name)}</h1><p class="sub">平台之外的部门：收到征求意见，自己办理，答复签名后送回。</p>
<section class="card"><h2>开关</h2><div class="row"><b>系统</b>${MODES.map((m) => button('mode', m, MODE_NAMES[m], mode === m, m !== 'ok')).join(' ')}</div>
<div class="row"><b>自动答复</b>${button('auto', 'off', '人工办理', auto === 'off', false)} ${SAYS.map((s) => button('auto', s, s, auto === s, false)).join(' ')}</div>
<div class="row"><b>答复方式</b>${button('push', '1', '主动送回', push, false)} ${button('push', '0', '等对方来取', !push, false)}</div></section>
<section class="card"><h2>征求意见</h2>${rows || '<p class="none">还没有收到征求意见。</p>'}</section>`,
  );
}

export function consultationPage(name: string, one: Consultation, wrong: string | undefined): string {
  const sections = listOf(one.params.表单)
    .map(
      (section) =>
        `<section class="card"><h2>${escapeHtml(textOf(section, '栏目'))}</h2><table><tbody>${listOf(
          (section as OutsideRecord).内容,
        )
          .map((r) => `<tr><td>${escapeHtml(textOf(r, '名称'))}</td><td>${escapeHtml(textOf(r, '值'))}</td></tr>`)
          .join('')}</tbody></table></section>`,
    )
    .join('');
  const materials = listOf(one.params.材料)
    .map(
      (m) =>
        `<div class="row"><b>${escapeHtml(textOf(m, '名称'))} <span class="none">${escapeHtml(textOf(m, '文件名'))}</span></b>${one.materials[textOf(m, '名称')] === 'fetched' ? '已取得，摘要相符' : '没有取得'}</div>`,
    )
    .join('');
  const allowed = listOf(one.params.可选意见).map(String);
  const said = one.answer
    ? `<p><b>${escapeHtml(String(one.answer.意见))}</b> ${escapeHtml(String(one.answer.理由))} <span class="none">${one.acknowledged ? '对方已收到' : '等待对方收取'}</span></p>`
    : `<form method="post" action="/answer"><input type="hidden" name="reference" value="${escapeHtml(one.reference)}">
<p>${[...allowed, '退回'].map((s, n) => `<label><input type="radio" name="says" value="${escapeHtml(s)}"${n === 0 ? ' checked' : ''}> ${escapeHtml(s)}</label>`).join(' ')}</p>
<p><label>理由<br><textarea name="reasons" rows="3" cols="60" maxlength="2000" required></textarea></label></p><button>签名并送出</button></form>
<form method="post" action="/again"><input type="hidden" name="reference" value="${escapeHtml(one.reference)}"><button>请对方重新发送材料</button></form>`;
  return page(
    one.caseRef,
    undefined,
    `<h1>${escapeHtml(textOf(one.params.事项, '名称'))}</h1><p class="sub">${escapeHtml(name)} · ${escapeHtml(one.caseRef)} · 回执 ${escapeHtml(one.receipt)} · ${escapeHtml(stateOf(one))} · <a href="/">返回</a></p>
${wrong ? `<section class="card"><p>${escapeHtml(wrong)}</p></section>` : ''}
<section class="card"><h2>请求</h2><p>${escapeHtml(String(one.params.请求 ?? ''))}</p><p class="none">${escapeHtml(textOf(one.params.牵头单位, '名称'))} · ${escapeHtml(String(one.params.环节 ?? ''))} · 期限 ${escapeHtml(String(one.params.期限 ?? '—'))} · 申请人 ${escapeHtml(textOf(one.params.申请人, '名称'))}</p></section>
${sections}<section class="card"><h2>材料</h2>${materials || '<p class="none">没有材料。</p>'}</section><section class="card"><h2>意见</h2>${said}</section>`,
  );
}

function stateOf(one: Consultation): string {
  if (one.withdrawn !== undefined) return '对方已撤回';
  return one.answer ? `已答复：${String(one.answer.意见)}` : '待办';
}

function textOf(value: OutsideValue | undefined, key: string): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return '';
  const found = (value as OutsideRecord)[key];
  return typeof found === 'string' || typeof found === 'number' ? String(found) : '';
}

function listOf(value: OutsideValue | undefined): readonly OutsideValue[] {
  return Array.isArray(value) ? value : [];
}
