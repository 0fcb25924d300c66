import type { Text } from '../../../kernel/text.ts';

export interface IndexedFile {
  readonly path: string;
  readonly title: string;
  readonly bytes: number;
  readonly sm3: string;
}

export interface IndexFacts {
  readonly number: string;
  readonly exchangeNumber: string;
  readonly itemName: Text;
  readonly officeName: Text;
  readonly office: string;
  readonly applicant: string;
  readonly outcome: string;
  /** yyyy-mm-dd hh:mm:ss, Asia/Shanghai */
  readonly submittedAt: string;
  readonly closedAt: string;
  readonly madeAt: string;
  readonly answers: readonly { readonly section: string; readonly rows: readonly (readonly [string, string])[] }[];
  readonly actions: readonly {
    readonly at: string;
    readonly name: string;
    readonly by: string;
    readonly opinion: string;
  }[];
}

/** The index as XML (UTF-8): facts of the case and each file with size and SM3. */
export function indexXml(f: IndexFacts, files: readonly IndexedFile[]): string {
  const e = (name: string, value: string) => `  <${name}>${escaped(value)}</${name}>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<归档目录 版本="1">
${e('办件编号', f.exchangeNumber)}
${e('受理号', f.number)}
${e('事项名称', f.itemName.zh)}
${e('办理机构', f.officeName.zh)}
${e('机构代码', f.office)}
${e('申请人', f.applicant)}
${e('办理结果', f.outcome)}
${e('申请时间', f.submittedAt)}
${e('办结时间', f.closedAt)}
${e('归档时间', f.madeAt)}
  <文件列表>
${files.map((x) => `    <文件 路径="${escaped(x.path)}" 题名="${escaped(x.title)}" 字节数="${x.bytes}" SM3="${x.sm3}"/>`).join('\n')}
  </文件列表>
</归档目录>
`;
}

/** The same to be read and printed by people, on its own: no script, nothing from elsewhere. */
export function indexHtml(f: IndexFacts, files: readonly IndexedFile[]): string {
  const row = (name: string, value: string) =>
    `<tr><th scope="row">${escaped(name)}</th><td>${escaped(value)}</td></tr>`;
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(`归档目录 ${f.number}`)}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>
body{font:15px/1.7 "Noto Serif SC","Songti SC",SimSun,serif;color:#1b1f24;max-width:52rem;margin:2.5rem auto;padding:0 1.5rem}
h1{font-size:1.5rem;text-align:center;letter-spacing:.1em}h2{font-size:1.1rem;margin:2rem 0 .5rem;border-bottom:1px solid #9aa4b2}
table{border-collapse:collapse;width:100%}th,td{border:1px solid #c9d0d9;padding:.3rem .6rem;text-align:left;vertical-align:top}
th{font-weight:500;background:#f5f7fa;white-space:nowrap}td{overflow-wrap:anywhere}code{font:12px/1.5 ui-monospace,monospace}
h3{font-size:1rem;margin:1rem 0 .3rem}a{color:#0b57a4}.answers th{width:30%;white-space:normal}.n{white-space:nowrap;font-variant-numeric:tabular-nums}
@media screen and (max-width:44rem){body{margin:1rem auto;padding:0 1rem}.events,.files{display:block;overflow-x:auto}.events td,.files td{min-width:6rem}.events td.n,.files td.n{min-width:0}}
thead{display:table-header-group}tr{break-inside:avoid}@page{size:A4;margin:18mm}@media print{body{margin:0;max-width:none;padding:0}}
</style></head><body>
<h1>办件归档目录</h1>
<table>
${row('事项名称', f.itemName.zh)}
${row('办件编号', f.exchangeNumber)}
${row('受理号', f.number)}
${row('申请人', f.applicant)}
${row('办理机构', `${f.officeName.zh}（${f.office}）`)}
${row('办理结果', f.outcome)}
${row('申请时间', f.submittedAt)}
${row('办结时间', f.closedAt)}
${row('归档时间', f.madeAt)}
</table>
<h2>办理经过</h2>
<table class="events"><thead><tr><th>时间</th><th>动作</th><th>办理人</th><th>意见</th></tr></thead><tbody>
${f.actions.map((a) => `<tr><td class="n">${escaped(a.at)}</td><td>${escaped(a.name)}</td><td>${escaped(a.by)}</td><td>${escaped(a.opinion)}</td></tr>`).join('\n')}
</tbody></table>
<h2>申请内容</h2>
${f.answers
  .map(
    ({ section, rows }) =>
      `${section ? `<h3>${escaped(section)}</h3>\n` : ''}<table class="answers">\n${rows.map(([name, value]) => row(name, value)).join('\n')}\n</table>`,
  )
  .join('\n')}
<h2>卷内文件（${files.length} 件）</h2>
<table class="files"><thead><tr><th>序号</th><th>题名</th><th>文件</th><th>字节数</th><th>SM3</th></tr></thead><tbody>
${files.map((x, i) => `<tr><td class="n">${i + 1}</td><td>${escaped(x.title)}</td><td><a href="${addressOf(x.path)}">${escaped(x.path)}</a></td><td class="n">${x.bytes}</td><td><code>${x.sm3}</code></td></tr>`).join('\n')}
</tbody></table>
</body></html>
`;
}

/** Beside the index, once the package is unpacked. */
function addressOf(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

function escaped(text: string): string {
  return text
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
