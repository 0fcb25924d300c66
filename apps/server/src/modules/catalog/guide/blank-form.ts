import type { ItemPackage } from '@miaopi/items';
import { type Html, html, page } from './html.ts';

type Section = ItemPackage['form']['sections'][number];
type Field = Section['fields'][number];

/** Empty rows drawn for a list. */
const emptyRows = 4;

/** The form on paper: every field a person fills, with its hint and its choices; computed fields are left out. */
export function blankForm(pkg: ItemPackage, lang: 'zh' | 'en'): string {
  const t = (zh: string, en: string) => (lang === 'zh' ? zh : en);
  const filled = (section: Section) => section.fields.filter((f) => f.compute === undefined);
  const section = (s: Section): Html => {
    const fields = filled(s);
    if (fields.length === 0) return html``;
    const head = html`<h2>${s.title[lang]}</h2>${s.intro && html`<p class="quiet">${s.intro[lang]}</p>`}`;
    if (s.repeat)
      return html`${head}<table class="blank"><tr>${fields.map((f) => html`<th>${f.label[lang]}</th>`)}</tr>${Array.from({ length: emptyRows }, () => html`<tr>${fields.map(() => html`<td></td>`)}</tr>`)}</table>`;
    return html`${head}<table class="facts blank">${fields.map((f) => html`<tr><th scope="row">${f.label[lang]}${f.hint && html`<br><span class="quiet">${f.hint[lang]}</span>`}</th><td>${answerSpace(f, lang)}</td></tr>`)}</table>`;
  };
  return page(
    lang,
    `${pkg.item.name[lang]} ${t('申请表', 'application form')}`,
    html`<h1>${pkg.item.name[lang]} ${t('申请表', 'application form')}</h1>
<p class="quiet">${pkg.item.office.name[lang]} · ${t('网上办理无需打印本表', 'Not needed when you apply online')}</p>
${pkg.form.sections.map(section)}
<h2>${t('签名', 'Signature')}</h2><table class="facts blank"><tr><th scope="row">${t('申请人签名', 'Applicant')}</th><td></td></tr><tr><th scope="row">${t('日期', 'Date')}</th><td></td></tr></table>`,
  );
}

function answerSpace(field: Field, lang: 'zh' | 'en'): Html {
  const options = 'options' in field ? field.options : undefined;
  return Array.isArray(options)
    ? html`${options.map((o: { label: { zh: string; en: string } }) => html`<span class="option"><span class="box"></span>${o.label[lang]}</span>`)}`
    : html``;
}
