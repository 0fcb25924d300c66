// The interface, readable: draws /api/openapi.json. No library, nothing from elsewhere; text enters the page as text only.
const texts = {
  zh: {
    title: '接口文档',
    search: '搜索',
    skip: '跳到正文',
    routes: '接口',
    none: '没有匹配的接口',
    who: '谁可以调用',
    public: '任何人',
    applicant: '已登录的申请人（本人或代企业）',
    official: '已登录的工作人员',
    operator: '平台运维人员',
    csrf: '变更请求须在请求头 x-csrf 中带回登录时得到的值。',
    path: '路径参数',
    query: '查询参数',
    body: '请求内容',
    upload: '文件（multipart 字段 file）',
    reply: '成功时的回答',
    errors: '可能的错误',
    required: '必填',
    optional: '可选',
    example: '示例',
    list: '列表',
    any: '任意 JSON',
    map: '键值',
    or: ' 或 ',
    nothing: '（无内容）',
    intro: '本页由服务器实际使用的契约生成。左侧选择一个接口，或搜索名称、路径、字段。',
    failed: '无法读取 /api/openapi.json',
    problem: '错误一律为 RFC 9457 问题详情：code 供程序判断，title 与 detail 供人阅读，issues 列出每个字段的问题。',
  },
  en: {
    title: 'Interface',
    search: 'Search',
    skip: 'Skip to content',
    routes: 'Routes',
    none: 'No route matches',
    who: 'Who may call it',
    public: 'Anybody',
    applicant: 'A signed-in applicant (for oneself or a firm)',
    official: 'Signed-in staff',
    operator: 'Staff who run the installation',
    csrf: 'A change must send back, in header x-csrf, the value got at sign-in.',
    path: 'In the path',
    query: 'In the query',
    body: 'Request body',
    upload: 'A file (multipart, field file)',
    reply: 'Answer on success',
    errors: 'Possible errors',
    required: 'required',
    optional: 'optional',
    example: 'Example',
    list: 'list of',
    any: 'any JSON',
    map: 'map of',
    or: ' or ',
    nothing: '(empty)',
    intro: 'Made from the contracts the server itself runs on. Choose a route, or search by name, path or field.',
    failed: '/api/openapi.json could not be read',
    problem:
      'Errors are problem details (RFC 9457): code for programs, title and detail for people, issues for each field.',
  },
};
const kept = document.cookie
  .split('; ')
  .find((c) => c.startsWith('lang='))
  ?.slice(5);
let lang =
  new URLSearchParams(location.search).get('lang') ?? kept ?? (navigator.language.startsWith('en') ? 'en' : 'zh');
if (!texts[lang]) lang = 'zh';
let api;
let zh = {};
let routes = [];

const t = (key) => texts[lang][key];

function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined) node.setAttribute(key, value);
  node.append(...children.filter((c) => c !== undefined && c !== ''));
  return node;
}

const nameOf = (op) => (lang === 'zh' && zh[op.operationId]) || op.summary;
const tagName = (tag) => (lang === 'zh' && zh['#']?.[tag]) || tag;

function resolve(schema) {
  const name = schema?.$ref?.split('/').pop();
  return name ? { ...api.components.schemas[name], $name: name } : (schema ?? {});
}

function typeOf(schema) {
  const s = resolve(schema);
  if (s.$name) return s.$name;
  if (s.const !== undefined) return JSON.stringify(s.const);
  if (s.enum) return s.enum.map((v) => JSON.stringify(v)).join(' | ');
  if (s.anyOf) return s.anyOf.map(typeOf).join(t('or'));
  if (s.type === 'array') return `${t('list')} ${typeOf(s.items)}`;
  if (s.patternProperties || s.additionalProperties?.type)
    return `${t('map')} ${typeOf(Object.values(s.patternProperties ?? { a: s.additionalProperties })[0])}`;
  if (!s.type) return t('any');
  const bounds = [
    s.minLength !== undefined && `≥ ${s.minLength}`,
    s.maxLength !== undefined && `≤ ${s.maxLength}`,
    s.minimum !== undefined && `≥ ${s.minimum}`,
    s.maximum !== undefined && `≤ ${s.maximum}`,
    s.pattern,
  ].filter(Boolean);
  return bounds.length ? `${s.type} (${bounds.join(', ')})` : s.type;
}

/** Fields inside a schema, through lists and alternatives. */
function inside(schema) {
  const s = resolve(schema);
  if (s.type === 'array') return inside(s.items);
  if (s.anyOf) return s.anyOf.map(inside).find((x) => x.properties) ?? s;
  return s;
}

function tree(schema, depth = 0, above = []) {
  const s = inside(schema);
  if (!s.properties) return undefined;
  if (s.$name && above.includes(s.$name)) return undefined;
  const list = el('ul', depth === 0 ? { class: 'tree' } : {});
  for (const [name, field] of Object.entries(s.properties)) {
    const must = (s.required ?? []).includes(name);
    const line = [
      el('code', {}, name),
      ' ',
      el('span', { class: 'type' }, typeOf(field)),
      ' ',
      must ? '' : el('span', { class: 'quiet' }, t('optional')),
      field.description ? el('span', { class: 'quiet' }, ` – ${field.description}`) : '',
    ];
    const children = depth < 6 ? tree(field, depth + 1, s.$name ? [...above, s.$name] : above) : undefined;
    list.append(
      el(
        'li',
        {},
        ...(children
          ? [
              el(
                'details',
                depth < 1 && Object.keys(inside(field).properties).length < 6 ? { open: '' } : {},
                el('summary', {}, ...line),
                children,
              ),
            ]
          : line),
      ),
    );
  }
  return list;
}

function body(content) {
  const [media, { schema }] = Object.entries(content)[0];
  const s = resolve(schema);
  return [
    el(
      'p',
      {},
      el('code', {}, media),
      ' ',
      el(
        'span',
        { class: 'type' },
        media === 'application/json' || media === 'text/event-stream' ? typeOf(s.$name ? schema : s) : '',
      ),
    ),
    tree(schema) ?? '',
  ];
}

function parameters(op, place) {
  const own = (op.parameters ?? []).filter((p) => p.in === place);
  if (own.length === 0) return [];
  const rows = own.map((p) =>
    el(
      'tr',
      {},
      el('th', { scope: 'row' }, el('code', {}, p.name)),
      el('td', {}, typeOf(p.schema)),
      el('td', {}, p.required ? el('span', { class: 'must' }, t('required')) : t('optional')),
      el('td', { class: 'quiet' }, p.description ?? ''),
    ),
  );
  return [el('h3', {}, t(place)), el('table', {}, el('tbody', {}, ...rows))];
}

function example(r) {
  const [media] = Object.keys(r.op.requestBody?.content ?? {});
  const lines = [
    `curl -b cookies.txt${r.verb === 'GET' ? '' : ` -X ${r.verb}`}${r.op['x-permission'] !== 'public' && r.verb !== 'GET' ? ` -H 'x-csrf: …'` : ''} \\`,
  ];
  if (media === 'application/json') lines.push(`  -H 'content-type: application/json' -d '{…}' \\`);
  if (media === 'multipart/form-data') lines.push('  -F file=@document.pdf \\');
  return `${lines.join('\n')}\n  ${location.origin}${r.path}`;
}

function show(id) {
  const main = document.getElementById('main');
  const r = routes.find((x) => x.op.operationId === id);
  for (const a of document.querySelectorAll('nav a')) a.toggleAttribute('aria-current', a.hash === `#${id}`);
  if (!r)
    return main.replaceChildren(
      el('h2', {}, api.info.title),
      el('p', {}, t('intro')),
      el('p', {}, t('problem')),
      el('p', { class: 'quiet', lang: 'en' }, api.info.description),
    );
  const ok = Object.entries(r.op.responses).find(([status]) => status < '300');
  const errors = Object.entries(r.op.responses).filter(([status]) => status >= '300');
  main.replaceChildren(
    el('h2', {}, nameOf(r.op)),
    el(
      'p',
      {},
      el('span', { class: `verb ${r.verb}` }, r.verb),
      ' ',
      el('span', { class: 'path' }, r.path),
      ' ',
      el('span', { class: 'quiet' }, r.op.operationId),
    ),
    el('h3', {}, t('who')),
    el('p', {}, t(r.op['x-permission'])),
    r.op['x-permission'] !== 'public' && r.verb !== 'GET' ? el('p', { class: 'quiet' }, t('csrf')) : '',
    ...parameters(r.op, 'path'),
    ...parameters(r.op, 'query'),
    ...(r.op.requestBody
      ? [
          el('h3', {}, t('body')),
          ...(r.op.requestBody.content['multipart/form-data']
            ? [el('p', {}, t('upload'))]
            : body(r.op.requestBody.content)),
        ]
      : []),
    el('h3', {}, `${t('reply')} · ${ok[0]}`),
    ...(ok[1].content ? body(ok[1].content) : [el('p', { class: 'quiet' }, t('nothing'))]),
    el('h3', {}, t('errors')),
    el(
      'table',
      {},
      el(
        'tbody',
        {},
        ...errors.map(([status, e]) =>
          el(
            'tr',
            {},
            el('th', { scope: 'row' }, status),
            el('td', {}, ...e.description.split(', ').flatMap((code, i) => [i ? ', ' : '', el('code', {}, code)])),
          ),
        ),
      ),
    ),
    el('h3', {}, t('example')),
    el('pre', { tabindex: '0' }, example(r)),
  );
}

function list() {
  const words = document.getElementById('q').value.toLowerCase().split(/\s+/).filter(Boolean);
  const hits = routes.filter((r) => words.every((w) => r.words.includes(w)));
  const parts = [];
  for (const tag of [...new Set(hits.map((r) => r.op.tags[0]))])
    parts.push(
      el('h2', {}, tagName(tag)),
      el(
        'ul',
        {},
        ...hits
          .filter((r) => r.op.tags[0] === tag)
          .map((r) =>
            el(
              'li',
              {},
              el(
                'a',
                { href: `#${r.op.operationId}` },
                el('span', { class: `verb ${r.verb}` }, r.verb),
                el('span', {}, nameOf(r.op)),
                el('span', {}, r.path),
              ),
            ),
          ),
      ),
    );
  document.getElementById('list').replaceChildren(...(parts.length ? parts : [el('p', {}, t('none'))]));
}

function draw() {
  document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en';
  document.title = `秒批 · ${t('title')}`;
  for (const node of document.querySelectorAll('[data-text]')) node.textContent = t(node.dataset.text);
  document.getElementById('list').setAttribute('aria-label', t('routes'));
  const button = document.getElementById('lang');
  button.textContent = lang === 'zh' ? 'English' : '中文';
  button.lang = lang === 'zh' ? 'en' : 'zh-CN';
  list();
  show(location.hash.slice(1));
}

async function start() {
  const answers = await Promise.all([fetch('/api/openapi.json'), fetch('/api/docs/zh.json')]);
  if (!answers[0].ok) throw new Error(t('failed'));
  api = await answers[0].json();
  if (answers[1].ok) zh = await answers[1].json();
  routes = Object.entries(api.paths).flatMap(([path, verbs]) =>
    Object.entries(verbs).map(([verb, op]) => ({
      path,
      verb: verb.toUpperCase(),
      op,
      words: [
        path,
        verb,
        op.operationId,
        op.summary,
        zh[op.operationId] ?? '',
        JSON.stringify([op.parameters, op.requestBody, op.responses]),
      ]
        .join(' ')
        .toLowerCase(),
    })),
  );
  document.getElementById('q').addEventListener('input', list);
  document.getElementById('lang').addEventListener('click', () => {
    lang = lang === 'zh' ? 'en' : 'zh';
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox and Safari
    document.cookie = `lang=${lang}; path=/; max-age=31536000; samesite=lax`;
    draw();
  });
  addEventListener('hashchange', () => {
    show(location.hash.slice(1));
    document.getElementById('main').focus();
  });
  draw();
}

start().catch((error) => document.getElementById('main').replaceChildren(el('p', { role: 'alert' }, error.message)));
