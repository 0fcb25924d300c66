import { escapeHtml, page } from '../outside/pages.ts';
import type { OutsideRecord } from '../outside/systems.ts';
import type { FiledCase } from './filing-book.ts';

export const FILER_MODES = ['ok', 'slow', 'down', 'wrong'] as const;
export type FilerMode = (typeof FILER_MODES)[number];

const modeNames: Readonly<Record<FilerMode, string>> = { ok: '正常', slow: '变慢', down: '停机', wrong: '错签' };

export interface FilerPerson {
  readonly name: string;
  readonly number: string;
  readonly mobile: string;
}

export function filerPage(name: string, mode: FilerMode, people: readonly FilerPerson[], all: readonly FiledCase[]) {
  const modes = FILER_MODES.map(
    (one) =>
      `<form method="post" action="/control"><input type="hidden" name="mode" value="${one}"><button class="${one === 'ok' ? '' : 'bad'}" aria-pressed="${one === mode}">${modeNames[one]}</button></form>`,
  ).join(' ');
  const choices = people
    .map(
      (p) =>
        `<option value="${p.number}">${escapeHtml(p.name)}　${p.number.slice(0, 6)}********${p.number.slice(-4)}</option>`,
    )
    .join('');
  const rows = all.map(caseRow).join('');
  return page(
    name,
    undefined,
    `<h1>${escapeHtml(name)}</h1><p class="sub">平台之外的部门：上门走访时为老人代为申报优待证，用自己的证书签名，经接口提交；进度由平台签名推送，也可以自己查。</p>
<section class="card"><h2>代为申报：老年人优待证</h2><form method="post" action="/file">
<div class="row"><b><label for="who">老人</label></b><select id="who" name="who">${choices}</select></div>
<div class="row"><b><label for="contact">紧急联系人</label></b><input id="contact" name="contact" required minlength="2" maxlength="30" value="钱小山"></div>
<div class="row"><b><label for="phone">联系人手机</label></b><input id="phone" name="phone" required pattern="1[0-9]{10}" value="13900001111"></div>
<div class="row"><b>依据</b><label><input type="radio" name="ground" value="consent" checked> 老人签署的同意书</label> <label><input type="radio" name="ground" value="duty"> 法定职责</label></div>
<div class="row"><b></b><button>签名并申报</button></div></form></section>
<section class="card"><h2>系统开关（平台推送时）</h2><div class="row"><b>收到推送</b>${modes}</div></section>
<section class="card"><h2>已申报</h2>${rows || '<p class="none">还没有申报。</p>'}</section>`,
  );
}

function caseRow(one: FiledCase): string {
  const { status } = one;
  const act = (action: string, label: string) =>
    `<form method="post" action="/${action}"><input type="hidden" name="number" value="${escapeHtml(one.number)}"><button>${label}</button></form>`;
  const told = one.told === 'pushed' ? `平台推送 ${one.pushes} 次` : one.told === 'asked' ? '本部门查询' : '';
  const state = status ? `${String(status.办件编号)} · ${String(status.状态名称)}` : (one.trouble ?? '提交中');
  const open = status?.补正 as OutsideRecord | null | undefined;
  return `<div class="row"><b>${escapeHtml(one.applicant)} <span class="none">${escapeHtml(one.number)} · ${escapeHtml(state)} ${told}</span></b>
${status ? act('ask', '查询') : act('again', '再次提交')}${status && !status.结果 ? act('withdraw', '撤回') : ''}</div>${open ? correction(one.number, open) : ''}${
    status && one.trouble ? `<p class="none">${escapeHtml(one.trouble)}</p>` : ''
  }`;
}

/** Exactly what was asked. */
function correction(number: string, open: OutsideRecord): string {
  const fields = (open.内容 as readonly OutsideRecord[])
    .map((p, n) => {
      const id = `point-${escapeHtml(number)}-${n}`;
      const input =
        p.类型 === '材料'
          ? `<input id="${id}" type="file" name="${escapeHtml(`file:${String(p.字段)}`)}" accept=".pdf,.png,.jpg,.jpeg,.ofd" required>`
          : `<input id="${id}" name="${escapeHtml(`field:${String(p.字段)}`)}" required maxlength="120">`;
      const page = p.页 ? `第${escapeHtml(String(p.页))}页；` : '';
      return `<div class="row"><b><label for="${id}">${escapeHtml(String(p.名称))}</label> <span class="none">${page}${escapeHtml(String(p.原因))}；${escapeHtml(String(p.怎么改))}</span></b>${input}</div>`;
    })
    .join('');
  return `<form method="post" action="/correct" enctype="multipart/form-data"><input type="hidden" name="number" value="${escapeHtml(number)}">${fields}<div class="row"><b>补正告知 ${escapeHtml(String(open.文书编号))}，${escapeHtml(String(open.截止日期))} 前</b><button>补正</button></div></form>`;
}
