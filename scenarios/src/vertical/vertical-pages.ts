import { escapeHtml } from '../outside/pages.ts';
import type { Filing } from './filings.ts';

export const MODES = ['ok', 'slow', 'down', 'wrong'] as const;
export type VerticalMode = (typeof MODES)[number];

/** How the system behaves; `wrong`: it signs other bytes. */
export interface Settings {
  mode: VerticalMode;
  delayMs: number;
  /** Its officials do everything by themselves, so many ms after each step; 0: they wait for a button. */
  autoMs: number;
  /** Tells by itself; off: it waits to be asked. */
  push: boolean;
  /** Tells the newest first. */
  reversed: boolean;
}

export const ACTS = ['受理', '不予受理', '待补正', '准予', '不予', '结果已出'] as const;
export type Act = (typeof ACTS)[number];

/** Looks like another house on purpose: a system of its own, older and plainer. */
const STYLE = `
*{box-sizing:border-box}body{margin:0;background:#EDEFE9;color:#23301F;font:16px/1.75 "Songti SC","Noto Serif SC","SimSun",serif}
header{background:#1F3A2B;color:#F3F1E4;padding:14px 24px;border-bottom:4px solid #B99A3D}header b{font-size:20px;letter-spacing:.08em}header span{display:block;font-size:13px;color:#D5D9C6}
main{max-width:820px;margin:24px auto;padding:0 20px}.sheet{background:#FFFEF8;border:1px solid #C9CBB8;padding:24px 28px;margin-bottom:20px}
h1{font-size:22px;margin:0 0 4px}h2{font-size:17px;margin:0 0 12px;color:#1F3A2B}p{margin:8px 0}.quiet{color:#59634F;font-size:14px}
dl{display:grid;grid-template-columns:9em 1fr;margin:0;border-top:1px solid #DDDFCE}dt,dd{margin:0;padding:7px 0;border-bottom:1px solid #DDDFCE}dt{color:#59634F}
button,.button{font:inherit;display:inline-block;min-height:44px;padding:7px 22px;border:1px solid #1F3A2B;background:#1F3A2B;color:#FFFEF8;cursor:pointer;text-decoration:none}
button.plain{background:#FFFEF8;color:#1F3A2B}button[aria-pressed=true]{background:#B99A3D;border-color:#8A7020;color:#23301F}form{display:inline-block;margin:4px 8px 4px 0}label{display:block;margin:8px 0}
a{color:#1F3A2B}button:focus-visible,a:focus-visible,select:focus-visible{outline:3px solid #B99A3D;outline-offset:2px}select{font:inherit;min-height:40px}
@media (max-width:480px){.sheet{padding:18px 16px}dl{grid-template-columns:7em 1fr}}`;

export function verticalPage(name: string, body: string, refresh?: number): string {
  const reload = refresh === undefined ? '' : `<meta http-equiv="refresh" content="${refresh}">`;
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="referrer" content="no-referrer">${reload}<title>${escapeHtml(name)}</title><style>${STYLE}</style></head><body><header><b>${escapeHtml(name)}</b><span>演示用的垂直系统，不是真实的公安系统</span></header><main>${body}</main></body></html>`;
}

export function refusedPage(name: string, why: string): string {
  return verticalPage(
    name,
    `<section class="sheet" role="alert"><h1>不能进入</h1><p>${escapeHtml(why)}</p><p class="quiet">请回到政务服务平台，在办件页面点“继续前往办理”。</p></section>`,
  );
}

/** What the applicant does here. */
export function filingPage(name: string, one: Filing): string {
  const rows = Object.entries(one.data)
    .map(([label, value]) => `<dt>${escapeHtml(label)}</dt><dd>${escapeHtml(String(value ?? '—'))}</dd>`)
    .join('');
  const back = `<p><a class="button" href="${escapeHtml(one.back)}">返回政务服务平台</a></p>`;
  const form = (act: string, label: string, plain = false) =>
    `<form method="post" action="/filings/${escapeHtml(one.session)}/${act}"><button${plain ? ' class="plain"' : ''}>${label}</button></form>`;
  const receive =
    '<label>领取方式 <select name="receive"><option>派出所窗口领取</option><option>邮政快递</option></select></label>';
  const todo: Record<Filing['stage'], string> = {
    待提交: `<h2>核对并提交</h2><form method="post" action="/filings/${escapeHtml(one.session)}/file">${receive}<p class="quiet">工本费 40 元，提交时缴纳（演示，不会扣款）。</p><button>缴费并提交</button></form>${form('withdraw', '不办了，撤回', true)}`,
    待补正: `<h2>需要补正</h2><p role="alert">${escapeHtml(one.reason ?? '')}</p>${form('correct', '已补正，重新提交')}${form('withdraw', '不办了，撤回', true)}`,
    已提交: `<h2>已提交</h2><p>等待户籍民警受理，可以返回平台查看进度。</p>${back}${form('withdraw', '撤回申请', true)}`,
    已受理: `<h2>已受理</h2><p>正在审核，可以返回平台查看进度。</p>${back}`,
    已准予: `<h2>已准予</h2><p>正在制证，可以返回平台查看进度。</p>${back}`,
    已办结: `<h2>已办结</h2><p>${escapeHtml(one.reason ?? '本次申请已经办结。')}</p>${back}`,
  };
  return verticalPage(
    name,
    `<section class="sheet"><h1>${escapeHtml(one.item)}</h1><p class="quiet">平台办件编号 ${escapeHtml(one.caseNumber)}</p><dl>${rows}</dl></section><section class="sheet">${todo[one.stage]}</section>`,
  );
}

const MODE_NAMES: Readonly<Record<VerticalMode, string>> = { ok: '正常', slow: '变慢', down: '停机', wrong: '错签' };

/** What its officials see, with its switches. */
export function officePage(name: string, settings: Settings, all: readonly Filing[]): string {
  const turn = (field: string, value: string, label: string, on: boolean) =>
    `<form method="post" action="/control"><input type="hidden" name="${field}" value="${value}"><button class="plain" aria-pressed="${on}">${label}</button></form>`;
  const filings = all
    .slice(0, 50)
    .map(
      (one) =>
        `<section class="sheet"><h2>${escapeHtml(one.caseNumber)} · ${escapeHtml(one.stage)}</h2><p class="quiet">${escapeHtml(one.item)} · ${escapeHtml(String(one.data.姓名 ?? ''))} · 已告知 ${one.told.filter((t) => t.acknowledged).length}/${one.told.length}</p>${ACTS.map((act) => `<form method="post" action="/acts"><input type="hidden" name="case" value="${escapeHtml(one.caseNumber)}"><input type="hidden" name="act" value="${act}"><button class="plain">${act}</button></form>`).join('')}</section>`,
    )
    .join('');
  return verticalPage(
    name,
    `<section class="sheet"><h1>开关</h1><p>系统 ${MODES.map((m) => turn('mode', m, MODE_NAMES[m], settings.mode === m)).join('')}</p>
<p>办理 ${turn('autoMs', '1500', '自动办理', settings.autoMs > 0)}${turn('autoMs', '0', '人工办理', settings.autoMs === 0)}</p>
<p>告知 ${turn('push', '1', '主动告知', settings.push)}${turn('push', '0', '等平台来问', !settings.push)}${turn('reversed', settings.reversed ? '0' : '1', '倒序告知', settings.reversed)}</p></section>${filings || '<section class="sheet"><p class="quiet">还没有人过来办理。</p></section>'}`,
    5,
  );
}
