/** A piece of HTML; every text put into the template is escaped, pieces are put in as they are. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Value = string | number | Html | undefined | false | readonly Value[];

export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  return new Html(strings.reduce((all, part, i) => (i === 0 ? part : `${all}${put(values[i - 1])}${part}`), ''));
}

function put(value: Value): string {
  if (value === undefined || value === false) return '';
  if (value instanceof Html) return value.text;
  if (Array.isArray(value)) return value.map(put).join('');
  return String(value).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

const style = new Html(`
body{font:16px/1.7 "PingFang SC","HarmonyOS Sans SC","Microsoft YaHei","Noto Sans SC",system-ui,sans-serif;color:#2A3440;max-width:60rem;margin:2rem auto;padding:0 1.25rem}
h1{font-size:1.75rem;color:#111A24;margin:0 0 .25rem}h2{font-size:1.2rem;color:#111A24;margin:2rem 0 .5rem;border-bottom:1px solid #C9D3DF;padding-bottom:.25rem}
table{border-collapse:collapse;width:100%}th,td{border:1px solid #C9D3DF;padding:.45rem .6rem;text-align:left;vertical-align:top}th{background:#F5F7FA;font-weight:600}
.facts th{width:11rem}.quiet{color:#5B6472}.blank td{height:2.2rem}.box{display:inline-block;width:.9em;height:.9em;border:1px solid #2A3440;margin:0 .35em 0 0;vertical-align:-.1em}
.option{display:inline-block;margin-right:1.2em}.tag{display:inline-block;border:1px solid #0B57A4;color:#0B57A4;border-radius:4px;padding:0 .5em;margin-right:.5em}
@media print{body{margin:0;max-width:none}h2{break-after:avoid}tr{break-inside:avoid}}`);

/** A page that stands alone: its style inside, no script, nothing fetched. */
export function page(lang: 'zh' | 'en', title: string, body: Html): string {
  return html`<!doctype html>
<html lang="${lang === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:"><title>${title}</title><style>${style}</style></head>
<body>${body}</body></html>
`.text;
}
