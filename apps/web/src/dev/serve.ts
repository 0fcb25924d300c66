import type { IncomingMessage, ServerResponse } from 'node:http';
import { CLIENT_ITEM } from './form.ts';
import { CARDS, guideOf, paperSvg } from './items.ts';
import { answerLicence, HISTORY, shownVerification } from './licences.ts';
import { caseView, LICENCE, LICENCE_OLD, ME, verification } from './state.ts';

const t = (zh: string, en: string) => ({ zh, en });
let sessions = 0;
let revision = 1;
let answers: Record<string, unknown> = {};
let consented = false;
const submitted = new Map<string, number>();
const mark = (text: string, q: string) => (q ? text.replaceAll(q, `<mark>${q}</mark>`) : text);

function draft() {
  const at = new Date(Date.now() - 2000).toISOString();
  return {
    id: 'd1',
    slug: 'residence-registration',
    itemName: CARDS[1]!.name,
    itemVersion: 3,
    office: CARDS[1]!.office,
    revision,
    answers: {
      姓名: '林晚秋',
      身份号码: '990101190003071236',
      联系电话: '13900000001',
      居住地址: '云州市云溪区临江路 18 号 3 幢 502 室',
      ...answers,
    },
    provenance: {
      姓名: { source: 'evidence', from: t('公安人口库', 'Population register'), at, locked: true },
      身份号码: { source: 'account', from: t('账户信息', 'Account'), at, locked: true },
      联系电话: { source: 'account', from: t('账户信息', 'Account'), at, locked: false },
      居住地址: { source: 'evidence', from: t('公安人口库', 'Population register'), at, locked: false },
    },
    lookups: [
      {
        name: '人口信息',
        label: t('人口信息', 'Population register'),
        office: t('云州市公安局', 'Yunzhou Public Security Bureau'),
        status: 'found',
        at,
        milliseconds: 120,
        data: { 姓名: '林晚秋', 状态: '正常' },
      },
      {
        name: '地址信息',
        label: t('标准地址', 'Address register'),
        office: t('云州市公安局', 'Yunzhou Public Security Bureau'),
        status: 'unavailable',
        at,
      },
    ],
    applicant: {
      kind: '自然人',
      name: '林晚秋',
      number: '9901**********1236',
      facts: { 类型: '自然人', 姓名: '林晚秋' },
    },
    agent: null,
    savedAt: at,
    createdAt: at,
  };
}

/** Answers like the real server, from plausible data; for development and for looking, never in the product. */
export async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const path = decodeURIComponent(url.pathname);
  const method = request.method ?? 'GET';
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const isJson = request.headers['content-type']?.includes('json');
  const body = (isJson ? JSON.parse(Buffer.concat(chunks).toString() || '{}') : {}) as Record<string, unknown>;
  const signedIn = /(^|; )dev=1/.test(request.headers.cookie ?? '');
  const send = (status: number, value: unknown, headers: Record<string, string> = {}) => {
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
    response.end(value === undefined ? '' : JSON.stringify(value));
  };
  const svg = (text: string) => {
    response.writeHead(200, { 'content-type': 'image/svg+xml' });
    response.end(text);
  };
  const problem = (status: number, code: string, title: string, detail?: string) =>
    send(status, { type: 'about:blank', title, status, code, detail, requestId: 'req-7f3a12' });
  const match = (pattern: RegExp) => pattern.exec(path)?.[1];
  const q = url.searchParams.get('q') ?? '';

  if (path === '/api/home')
    return send(200, {
      region: t('云州市云溪区', 'Yunxi District'),
      today: { cases: 1204, automaticShare: 0.86, medianSeconds: 0.9 },
      hot: CARDS,
      demo: true,
      lifeEvents: [
        ['就业', 'Work', 2],
        ['居住', 'Housing', 1],
        ['出行', 'Driving', 1],
        ['经营', 'Business', 1],
        ['养老', 'Old age', 1],
        ['社保', 'Insurance', 1],
      ].map(([name, en, count]) => ({ name, label: t(String(name), String(en)), count })),
    });
  if (path === '/api/items/suggest')
    return send(
      200,
      CARDS.filter((c) => c.name.zh.includes(q) || c.name.en.toLowerCase().includes(q.toLowerCase())).map((c) => ({
        slug: c.slug,
        name: c.name,
        highlighted: t(mark(c.name.zh, q), c.name.en),
        topic: '社保',
      })),
    );
  if (path === '/api/items') {
    const items = CARDS.filter((c) => !q || c.name.zh.includes(q))
      .filter((c) => !url.searchParams.get('for') || c.for.includes(url.searchParams.get('for') as never))
      .map((c) => ({ ...c, highlighted: t(mark(c.name.zh, q), c.name.en) }));
    return send(200, {
      items,
      total: items.length,
      facets: {
        themes: [
          { name: '社会保障', count: 2 },
          { name: '交通出行', count: 1 },
        ],
        offices: CARDS.map((c) => ({ code: c.slug, name: c.office, count: 1 })),
      },
    });
  }
  const item = match(/^\/api\/items\/([^/]+)/);
  if (item) {
    if (path.endsWith('/sample.svg'))
      return svg(paperSvg(CARDS.find((c) => c.slug === item)?.name.zh ?? '', '张某某', true));
    if (path.endsWith('/form')) return send(200, CLIENT_ITEM);
    if (path.endsWith('/consent')) {
      consented = true;
      return send(201, { consentId: 'c1', at: new Date().toISOString() });
    }
    const guide = guideOf(item);
    return guide ? send(200, guide) : problem(404, 'catalog.item_missing', '没有这个事项');
  }
  const me = { ...ME, csrf: `dev${sessions}` };
  if (path === '/api/me') return send(200, signedIn ? me : null);
  if (path === '/api/session' && method === 'POST') {
    if (body.password === 'wrong')
      return problem(401, 'identity.wrong_credentials', '账号或密码不对', '请核对后再试；连续错误会要求确认不是机器。');
    sessions += 1;
    return send(200, { ...me, csrf: `dev${sessions}` }, { 'set-cookie': 'dev=1; path=/' });
  }
  if (path === '/api/session/code') return send(200, { mobile: '139****0001', validSeconds: 300 });
  if (path === '/api/session') {
    consented = false;
    return send(204, undefined, { 'set-cookie': 'dev=0; path=/' });
  }
  if (path === '/api/demo/people')
    return send(200, [
      {
        account: '990101190003071236',
        password: 'demo',
        name: '林晚秋',
        kind: 'person',
        story: t('参保缴费，当场开出证明', 'Insured: a statement at once'),
      },
      {
        account: '99010119000101002X',
        password: 'demo',
        name: '何大年',
        kind: 'person',
        story: t('73 岁，办优待证', 'Aged 73: senior card'),
      },
      {
        account: '91990100990001001A',
        password: 'demo',
        name: '云州市远山建筑工程有限公司',
        kind: 'firm',
        story: t('企业，变更资质证书', 'Firm: change of qualification'),
      },
      {
        account: 'JT0231',
        password: 'demo',
        name: '周明',
        kind: 'staff',
        story: t('交通运输局审批员', 'Approver, Transport Bureau'),
      },
    ]);
  if (path === '/api/captcha')
    return send(200, { algorithm: 'SHA-256', challenge: '', salt: 'x', signature: '', maxnumber: 10 });
  const verify = match(/^\/api\/verify\/(.+)/);
  if (verify?.startsWith('shown'))
    return send(200, shownVerification(verify, paperSvg('个人参保证明', '林晚秋', false)));
  if (verify) return send(200, verification(verify.includes('bad')));
  if (path === '/api/verify')
    return send(200, {
      ...verification(true),
      pages: [{ width: 210, height: 297, svg: paperSvg('个人参保证明', '林晚秋', false) }],
    });
  if (path === '/api/case-query')
    return body.code === 'wrong'
      ? problem(404, 'cases.query_wrong', '编号或查询码不对', '请核对后再试。')
      : send(200, { ...caseView('granted1', Date.now() - 90_000, Date.now()), applicant: '林**' });

  if (!signedIn) return problem(401, 'kernel.sign_in_needed', '请先登录');
  if (path === '/api/drafts' && method === 'POST')
    return consented ? send(201, draft()) : problem(403, 'forms.consent_needed', '需要您同意查询');
  if (path === '/api/drafts')
    return send(200, [
      {
        id: 'd1',
        slug: 'residence-registration',
        itemName: CARDS[1]!.name,
        state: 'in-use',
        savedAt: new Date().toISOString(),
        filled: 5,
        fields: 9,
      },
    ]);
  if (path.endsWith('/submit')) {
    submitted.set('granted1', Date.now());
    return send(201, caseView('granted1', Date.now(), Date.now()));
  }
  if (path.endsWith('/lookups')) {
    answers = { ...answers, ...(body.answers as Record<string, unknown>) };
    revision += 1;
    const next = draft();
    next.lookups[1]!.status = 'found';
    return send(200, next);
  }
  if (path.startsWith('/api/drafts/')) {
    if (method === 'GET') return send(200, draft());
    if (method === 'DELETE') {
      answers = {};
      return send(204, undefined);
    }
    if (body.revision !== revision) return problem(409, 'forms.draft_changed', '另一个窗口改过这份申请');
    answers = (body.answers ?? {}) as Record<string, unknown>;
    revision += 1;
    return send(200, { revision, savedAt: new Date().toISOString(), issues: [] });
  }
  if (path === '/api/cases')
    return send(200, {
      cases: ['granted1', 'review1', 'waiting1', 'refused1'].map((id) =>
        caseView(id, Date.now() - 86_400_000, Date.now()),
      ),
    });
  const watched = match(/^\/api\/cases\/([^/]+)\/events/);
  if (watched) {
    const start = submitted.get(watched) ?? Date.now() - 86_400_000;
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const timer = setInterval(() => {
      const view = caseView(watched, start, Date.now());
      for (const step of view.steps) response.write(`event: step\ndata: ${JSON.stringify(step)}\n\n`);
      if (view.state !== 'submitted') {
        response.write(`event: end\ndata: ${JSON.stringify({ state: view.state })}\n\n`);
        clearInterval(timer);
        response.end();
      }
    }, 80);
    request.on('close', () => clearInterval(timer));
    return;
  }
  if (path === '/api/session/scans') return send(201, { scanId: 's1', secret: 'x'.repeat(43), validSeconds: 180 });
  if (path.startsWith('/api/session/scans/'))
    return path.endsWith('/take')
      ? send(200, { state: 'waiting', me: null })
      : path.endsWith('/answer')
        ? send(204, undefined)
        : send(200, { device: 'Chrome · Windows', askedAt: new Date().toISOString() });
  if (path === '/api/complaints/new') {
    const about = guideOf(url.searchParams.get('slug') ?? '');
    const units = [
      { uscc: '11990100009900048E', name: t('云州市市场监督管理局', 'Yunzhou Market Regulation Bureau') },
      { uscc: '11990101009901032D', name: t('云溪区社会保险事业管理中心', 'Yunxi Social Insurance Centre') },
    ];
    return send(200, {
      ...(about ? { about: { unit: { ...units[0]!, phone: '0990-0001' }, itemName: about.name } } : {}),
      units,
      workingDays: 5,
      promisedOn: new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10),
    });
  }
  if (path === '/api/complaints' && method === 'GET') return send(200, { complaints: [] });
  const told = match(/^\/api\/cases\/([^/]+)\/experience$/);
  if (told)
    return method === 'GET'
      ? send(200, { experience: null, abilities: { share: { allowed: true }, withdraw: { allowed: false } } })
      : problem(503, 'kernel.busy', '开发环境不保存分享');
  const one = match(/^\/api\/cases\/([^/]+)$/);
  if (one)
    return /^(granted|review|waiting|refused)/.test(one)
      ? send(200, caseView(one, submitted.get(one) ?? Date.now() - 86_400_000, Date.now()))
      : problem(404, 'cases.case_missing', '没有这个办件');
  if (path === '/api/licences') return send(200, [LICENCE, LICENCE_OLD]);
  if (path.endsWith('/file')) return svg(paperSvg('个人参保证明', '林晚秋', false));
  const ofLicence = answerLicence(path, method, url.origin);
  if (ofLicence) return send(200, ofLicence);
  const licence = match(/^\/api\/licences\/([^/]+)$/);
  if (licence)
    return licence === 'l1'
      ? send(200, {
          ...LICENCE,
          fields: [
            { label: t('姓名', 'Name'), value: '林晚秋' },
            { label: t('累计缴费月数', 'Months paid'), value: '128' },
          ],
          verifyUrl: `${url.origin}/v/${LICENCE.identifier}`,
          versions: [LICENCE],
          version: 1,
          grade: 'A',
          uses: ['share', 'copy', 'show', 'proof', 'prefill'].map((use) => ({ use, allowed: true })),
          history: HISTORY,
          fileDigest: '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0',
        })
      : problem(404, 'licences.licence_missing', '没有这张证照');
  if (path === '/api/files' && method === 'POST')
    return send(201, {
      fileId: 'x1',
      name: '租赁合同.pdf',
      mediaType: 'application/pdf',
      bytes: 182_000,
      sm3: '0'.repeat(64),
      at: new Date().toISOString(),
    });
  if (path === '/api/files')
    return send(200, [
      {
        fileId: 'x1',
        name: '租赁合同.pdf',
        mediaType: 'application/pdf',
        bytes: 182_000,
        at: new Date().toISOString(),
        origin: 'own',
        usedIn: [],
        editable: true,
      },
    ]);
  if (path === '/api/messages')
    return send(200, {
      messages: [
        {
          id: 'm1',
          at: new Date().toISOString(),
          title: t('个人参保证明已办结', 'Your statement is ready'),
          body: t('证照已放入您的空间，编号 云溪社证〔2026〕000128号。', 'It is in your space.'),
          read: false,
          caseId: 'granted1',
          kind: 'decision',
          deliveries: [{ channel: 'sms', state: 'delivered', at: new Date().toISOString() }],
        },
      ],
    });
  if (path.startsWith('/api/messages/')) return send(204, undefined);
  if (/^\/api\/cases\/[^/]+\/messages$/.test(path) && method === 'GET')
    return send(200, {
      messages: [
        {
          id: 't1',
          at: new Date().toISOString(),
          by: {
            side: 'official',
            name: '柏舟',
            office: t('云溪区社会保险事业管理中心', 'Social Insurance Centre'),
            me: false,
          },
          text: '请确认证明用途。',
          files: [],
          via: 'page',
          read: true,
        },
      ],
      unread: 0,
      abilities: { write: { allowed: true } },
    });
  if (path === '/api/notice-settings')
    return send(200, {
      lang: 'zh',
      channels: ['sms', 'email'],
      kinds: [
        {
          kind: 'decision',
          urgent: false,
          choices: [
            { channel: 'sms', on: true, fixed: true },
            { channel: 'email', on: true, fixed: false },
          ],
        },
      ],
      mobile: '138****1234',
      browsers: [],
    });
  if (path === '/api/me/access-log')
    return send(200, {
      entries: [
        {
          at: new Date().toISOString(),
          who: t('云溪区社会保险事业管理中心（系统自动）', 'Social Insurance Centre (system)'),
          what: t('参保缴费记录', 'Contributions'),
          purpose: t('办理个人参保证明', 'Social insurance statement'),
          caseNumber: 'YX20261122000128',
        },
      ],
    });
  if (path === '/api/me/acting-for')
    return send(200, { ...me, actingFor: ME.principals.find((p) => p.id === body.principal) });
  return problem(404, 'kernel.no_route', '没有这个地址');
}
