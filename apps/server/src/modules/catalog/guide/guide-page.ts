import type { Guide } from '@miaopi/contracts';
import { html, page } from './html.ts';

type Lang = 'zh' | 'en';

/** The guide as a page to keep or print: every element of GB/T 39554.2 the package has. */
export function guidePage(g: Guide, lang: Lang): string {
  const t = (zh: string, en: string) => (lang === 'zh' ? zh : en);
  const say = (text: { readonly zh: string; readonly en: string }) => text[lang];
  const basis = (b: Guide['basis'][number]) => `${b.law} ${b.article}`;
  const yes = (value: boolean) => (value ? t('是', 'yes') : t('否', 'no'));
  const limit = (l: Guide['promised'] | null) =>
    l === null
      ? t('无', 'none')
      : l.unit === '当场'
        ? t('当场办结', 'at once')
        : `${l.amount} ${t(l.unit, unitNames[l.unit] ?? l.unit)}`;
  const facts: [string, string][] = [
    [t('事项类型', 'Kind'), say(g.type)],
    [t('实施主体', 'Office'), `${say(g.office.name)} ${g.office.uscc}`],
    [t('基本编码', 'Catalogue code'), g.codes.catalog],
    [t('实施编码', 'Task code'), g.codes.task],
    [t('业务办理项编码', 'Handling code'), g.codes.handling],
    [t('行使层级', 'Level'), say(g.level)],
    [t('通办范围', 'Area'), say(g.area)],
    [t('服务对象', 'For'), g.objects.map(say).join(t('、', ', '))],
    [t('办件类型', 'Case kind'), say(g.caseKind)],
    [t('法定办结时限', 'Limit by law'), limit(g.statutory)],
    [t('承诺办结时限', 'Promised'), limit(g.promised)],
    [t('到现场次数', 'Visits'), `${g.visits}${g.visitReason ? ` ${say(g.visitReason)}` : ''}`],
    ...g.modes.map((m): [string, string] => [
      m.when ? say(m.when) : t('办理模式', 'Mode'),
      `${say(m.name)}${t('，到现场 ', ', visits: ')}${m.visits}${t(' 次', '')}${m.originals.length > 0 ? `${t('，带原件：', ', bring the original of: ')}${m.originals.map(say).join(t('、', ', '))}` : ''}`,
    ]),
    [t('网办深度', 'Depth online'), g.depth],
    [t('网上办理', 'Online'), yes(g.online)],
    [t('可预约', 'Bookable'), yes(g.bookable)],
    [t('物流快递', 'By courier'), yes(g.mail)],
    ...(g.realPerson
      ? [[t('实人认证', 'Live person check'), t('提交前需实人认证', 'Needed before submitting')] as [string, string]]
      : []),
    ...(g.vertical
      ? [
          [
            t('办理系统', 'Handled in'),
            `${say(g.vertical.system)} · ${say(g.vertical.operator)}${t('；前往时交给对方：', '; told to it: ')}${g.vertical.hands.map(say).join(t('、', ', '))}`,
          ] as [string, string],
        ]
      : []),
    [t('办理渠道', 'Channels'), g.channels.map((c) => t(...(channelNames[c] ?? [c, c]))).join(t('、', ', '))],
    [t('结果', 'Result'), say(g.result.name)],
    [t('送达方式', 'Delivery'), g.delivery.map((d) => t(...(deliveryNames[d] ?? [d, d]))).join(t('、', ', '))],
    [t('咨询', 'Questions'), `${g.consult.phone} ${say(g.consult.window)}`],
    [t('投诉', 'Complaints'), g.complain.phone],
    [t('行政复议', 'Review'), say(g.appeal.review)],
    [t('行政诉讼', 'Court'), say(g.appeal.court)],
  ];
  return page(
    lang,
    say(g.name),
    html`<h1>${say(g.name)}</h1><p>${g.tags.map((tag) => html`<span class="tag">${say(tag)}</span>`)}</p>
<p>${say(g.summary)}</p><p class="quiet">${t('第 ', 'Version ')}${g.version}${t(' 版', '')}</p>
<h2>${t('谁可以办', 'Who may apply')}</h2><p>${say(g.who)}</p>
<h2>${t('基本信息', 'In brief')}</h2><table class="facts">${facts.map(([name, value]) => html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`)}</table>
<h2>${t('办理条件', 'Conditions')}</h2><table><tr><th>${t('条件', 'Condition')}</th><th>${t('依据', 'Basis')}</th><th>${t('不满足时', 'If not met')}</th></tr>
${g.conditions.map((x) => html`<tr><td>${say(x.text)}</td><td>${basis(x.basis)}</td><td>${say(x.remedy)}</td></tr>`)}</table>
<h2>${t('申请材料', 'Materials')}</h2><table><tr><th>${t('材料', 'Material')}</th><th>${t('怎么取得', 'How it is had')}</th><th>${t('必要性', 'Needed')}</th><th>${t('依据', 'Basis')}</th></tr>
${g.materials.map(
  (m) =>
    html`<tr><td>${say(m.name)}${m.whenText && html`<br><span class="quiet">${say(m.whenText)}</span>`}${m.note && html`<br><span class="quiet">${say(m.note)}</span>`}</td><td>${m.heldBy ? `${t('无需提交，核验自', 'nothing to hand in; held by ')}${say(m.heldBy)}` : m.by === 'form' ? t('在表单中填写', 'in the form') : t('申请人提交', 'from you')}</td><td>${lang === 'zh' ? m.need : (needNames[m.need] ?? m.need)}</td><td>${basis(m.basis)}</td></tr>`,
)}</table>
<h2>${t('向谁核验什么', 'What is asked of whom')}</h2><table><tr><th>${t('信息', 'Data')}</th><th>${t('来源', 'From')}</th><th>${t('用途', 'Purpose')}</th></tr>
${g.lookups.map((l) => html`<tr><td>${say(l.label)}<br><span class="quiet">${l.fields.map(say).join(t('、', ', '))}</span></td><td>${say(l.office)}</td><td>${say(l.purpose)}</td></tr>`)}</table>
<h2>${t('收费', 'Fee')}</h2>${g.fee.charged ? html`<table>${g.fee.lines.map((l) => html`<tr><td>${say(l.name)}</td><td>${say(l.standard)}</td><td>¥ ${(l.amount / 100).toFixed(2)}</td></tr>`)}</table>` : html`<p>${t('不收费', 'Free of charge')}</p>`}
<h2>${t('办理流程', 'Steps')}</h2><table><tr><th>${t('环节', 'Step')}</th><th>${t('办理人', 'By')}</th><th>${t('时限', 'Time')}</th><th>${t('标准', 'Standard')}</th></tr>
${g.steps.map((s) => html`<tr><td>${lang === 'zh' ? s.name : (stepNames[s.name] ?? s.name)}</td><td>${s.role === 'system' ? t('系统', 'machine') : t('工作人员', 'official')}</td><td>${s.days === 0 ? t('即时', 'at once') : `${s.days} ${t('个工作日', 'working days')}`}</td><td>${say(s.standard)}</td></tr>`)}</table>
<h2>${t('设定依据', 'Legal basis')}</h2>${g.basis.map((b) => html`<p><strong>${basis(b)}</strong>${b.issuedBy && ` · ${b.issuedBy}`}${b.from && ` · ${b.from}`}<br>${b.content}</p>`)}
<h2>${t('常见问题', 'Questions people ask')}</h2>${g.faqs.map((f) => html`<p><strong>${say(f.question)}</strong><br>${say(f.answer)}</p>`)}`,
  );
}

const unitNames: Readonly<Record<string, string>> = { 工作日: 'working days', 自然日: 'days', 小时: 'hours' };
const needNames: Readonly<Record<string, string>> = {
  必要: 'required',
  非必要: 'optional',
  容缺后补: 'may follow later',
};
const stepNames: Readonly<Record<string, string>> = {
  受理: 'Accept',
  审核: 'Check',
  审批: 'Decide',
  办结: 'Make and seal',
  送达: 'Deliver',
};
const channelNames: Readonly<Record<string, [string, string]>> = {
  portal: ['网上', 'web'],
  mobile: ['手机', 'mobile'],
  kiosk: ['自助终端', 'kiosk'],
  window: ['窗口', 'counter'],
};
const deliveryNames: Readonly<Record<string, [string, string]>> = {
  electronic: ['电子证照', 'electronic'],
  'self-print': ['自行打印', 'print it yourself'],
  counter: ['窗口领取', 'at the counter'],
  courier: ['快递送达', 'by courier'],
};
