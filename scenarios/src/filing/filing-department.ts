import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { sm3Hex } from '@miaopi/gm';
import { drawOpinion } from '../department/opinion-paper.ts';
import { FRESH_FOR, isRefusal, readRequest } from '../outside/envelope.ts';
import { identityOf, type PartyKeys, trustOf } from '../outside/signing.ts';
import type { OutsideRecord } from '../outside/systems.ts';
import { bodyOf, serve } from '../serve.ts';
import { type FiledCase, openFilingBook } from './filing-book.ts';
import { filingClient } from './filing-client.ts';
import { FILER_MODES, type FilerMode, type FilerPerson, filerPage } from './filing-pages.ts';
import { type PageForm, readPageForm } from './page-form.ts';

/** The demo's department that files for people, through a system of its own. */
export const FILER = {
  system: 'ageing-office',
  name: '老龄服务管理系统',
  uscc: '119901000099002616',
  department: '云州市卫生健康委员会（老龄工作委员会办公室）',
  contact: '系统管理员 0990-8600261',
  items: ['senior-card'],
  official: { 姓名: '乔安澜', 工号: 'LL0012' },
} as const;

const LARGEST = 1024 * 1024;
/** Of a page, with the material that corrects another. */
const LARGEST_FORM = 9 * 1024 * 1024;

export interface FilingDepartment {
  readonly url: string;
  readonly filed: ReadonlyMap<string, FiledCase>;
  set(mode: FilerMode): void;
  close(): Promise<void>;
}

/** A department that files senior cards for people it visits: keeps what it sends, sends it again when no answer came, takes what the platform pushes, asks. */
export async function startFilingDepartment(options: {
  readonly keys: PartyKeys;
  /** DER of the exchange's root, base64. */
  readonly root: string;
  readonly platform: string;
  readonly people: readonly FilerPerson[];
  readonly file?: string;
  readonly host?: string;
  readonly now?: () => number;
}): Promise<FilingDepartment> {
  const now = options.now ?? Date.now;
  const identity = identityOf(options.keys);
  const trust = trustOf(options.root);
  const call = filingClient({ identity, platform: options.platform, now });
  const book = openFilingBook(options.file);
  let mode: FilerMode = 'ok';

  async function send(one: FiledCase): Promise<void> {
    const begun = await call('begin', one.begin).catch(unreached);
    const reply =
      begun.status === 200 ? await call('submit', { 业务编号: one.number, 表单: one.form }).catch(unreached) : begun;
    keep(one, reply);
  }

  function keep(one: FiledCase, reply: { readonly status: number; readonly data: OutsideRecord }): void {
    if (reply.status === 200) {
      one.status = reply.data;
      one.told = 'asked';
      delete one.trouble;
    } else one.trouble = wordsOf(reply.data);
    book.put(one);
  }

  async function fileFor(form: Readonly<Record<string, string>>): Promise<void> {
    const person = options.people.find((p) => p.number === form.who);
    if (!person) return;
    const day = new Date(now() + 8 * 3_600_000).toISOString().slice(0, 10);
    const number = `LL${day.replaceAll('-', '')}-${String(now()).slice(-7)}${book.all.size % 10}`;
    const one: FiledCase = {
      number,
      applicant: person.name,
      begin: {
        业务编号: number,
        事项: 'senior-card',
        经办人: FILER.official,
        申请人: { 类型: '自然人', 名称: person.name, 证件号码: person.number, 手机号码: person.mobile },
        依据: form.ground === 'duty' ? DUTY : await consent(person, day),
      },
      form: {
        照片来源: '用身份证照片',
        紧急联系人: String(form.contact ?? ''),
        紧急联系电话: String(form.phone ?? ''),
      },
      pushes: 0,
    };
    book.put(one);
    await send(one);
  }

  /** Drawn here once; what was sent is kept, so that a message sent again carries the same bytes. */
  async function consent(person: FilerPerson, day: string): Promise<OutsideRecord> {
    const [year, month, date] = day.split('-').map(Number);
    const pdf = await drawOpinion(
      {
        office: FILER.department,
        number: '',
        title: '代为申报同意书',
        lead: FILER.department,
        text: `本人${person.name}同意你单位为申报“老年人优待证”，向云溪区民政局提供本人姓名、公民身份号码、手机号码和紧急联系人，并跟踪办理进度。`,
        official: person.name,
        date: `${year}年${month}月${date}日`,
      },
      new Date(now()),
    );
    const 同意书 = {
      文件名: '代为申报同意书.pdf',
      类型: 'application/pdf',
      SM3: sm3Hex(pdf),
      内容: Buffer.from(pdf).toString('base64'),
    };
    return { 类型: '同意', 签署日期: day, 同意书 };
  }

  /** The platform tells how a case is; what it tells of an unknown one is not acknowledged. */
  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request, LARGEST);
    const refuse = (status: number, detail: string) => json(response, status, { detail });
    if (!body) return refuse(413, 'at most 1 MB');
    const untrusted = trust(body, request.headers['x-signature'], request.headers['x-certificate'], now());
    if (untrusted !== null) return refuse(401, untrusted);
    const asked = readRequest(body);
    if (isRefusal(asked)) return refuse(asked.status, asked.detail);
    if (Math.abs(now() - asked.sentAt) > FRESH_FOR) return refuse(401, 'too old');
    if (mode === 'slow') await sleep(8000, undefined, { ref: false });
    if (mode === 'down') return refuse(503, 'the system is down');
    const one = book.all.get(String(asked.params.业务编号));
    if (one) {
      one.status = asked.params;
      one.told = 'pushed';
      one.pushes += 1;
      book.put(one);
    }
    const reply = Buffer.from(
      JSON.stringify({
        requestId: asked.requestId,
        system: asked.params.系统编号,
        operation: 'filing-changed',
        status: 'found',
        data: { 已收到: one !== undefined },
        issuedAt: new Date(now()).toISOString(),
      }),
    );
    const signed = mode === 'wrong' ? Buffer.concat([reply, Buffer.from(' ')]) : reply;
    response
      .writeHead(200, {
        'content-type': 'application/json; charset=utf-8',
        'x-signature': Buffer.from(identity.sign(signed)).toString('base64'),
        'x-certificate': identity.certificate,
      })
      .end(reply);
  }

  async function act(path: string, given: PageForm): Promise<void> {
    const form = given.fields;
    if (path === '/control' && FILER_MODES.includes(form.mode as FilerMode)) mode = form.mode as FilerMode;
    if (path === '/file') return fileFor(form);
    const one = book.all.get(String(form.number));
    if (!one) return;
    if (path === '/again') await send(one);
    if (path === '/ask') keep(one, await call('status', { 业务编号: one.number }).catch(unreached));
    if (path === '/withdraw')
      keep(one, await call('withdraw', { 业务编号: one.number, 原因: '老人要求不再办理' }).catch(unreached));
    if (path === '/correct') await correct(one, given);
  }

  /** What was asked, text and material; materials are handed in first, and what was refused is told. */
  async function correct(one: FiledCase, { fields, files }: PageForm): Promise<void> {
    const open = one.status?.补正 as OutsideRecord | null | undefined;
    if (!open) return;
    const 表单: Record<string, OutsideRecord[string]> = {};
    for (const [name, value] of Object.entries(fields)) if (name.startsWith('field:')) 表单[name.slice(6)] = value;
    for (const [name, file] of Object.entries(files)) {
      if (!name.startsWith('file:')) continue;
      const { data } = file;
      const 文件 = { 文件名: file.name, 类型: file.type, SM3: sm3Hex(data), 内容: data.toString('base64') };
      const handed = await call('upload', { 业务编号: one.number, 文件 }).catch(unreached);
      if (handed.status !== 200) return keep(one, handed);
      const field = name.slice(5);
      const kept = (handed.data as OutsideRecord).文件 ?? null;
      表单[field] = (await kindOf(one, field)) === 'photo' ? kept : [kept];
    }
    keep(one, await call('correct', { 业务编号: one.number, 第几次: open.第几次 ?? 0, 表单 }).catch(unreached));
  }

  /** Of a field, as the platform describes its form: a photo is one file, anything else a list. */
  async function kindOf(one: FiledCase, field: string): Promise<unknown> {
    const { data } = await call('form', { 事项: one.begin.事项 ?? null }).catch(unreached);
    const sections = ((data as OutsideRecord).表单 ?? []) as readonly { readonly 字段: readonly OutsideRecord[] }[];
    return sections.flatMap((s) => s.字段).find((f) => f.名称 === field)?.类型;
  }

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', 'http://filer').pathname;
    if (path === '/healthz') return void response.writeHead(mode === 'down' ? 503 : 200).end('ok');
    if (request.method === 'POST' && path === '/v1/filing-changed') return take(request, response);
    if (request.method === 'POST') {
      const site = request.headers['sec-fetch-site'];
      if (site !== undefined && site !== 'same-origin') return json(response, 403, { detail: 'from this page only' });
      const body = await bodyOf(request, LARGEST_FORM);
      if (!body) return json(response, 413, { detail: 'at most 9 MB' });
      await act(path, await readPageForm(body, request.headers['content-type']));
      return void response.writeHead(303, { location: '/' }).end();
    }
    if (path === '/filed') return json(response, 200, [...book.all.values()]);
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
    });
    response.end(filerPage(FILER.department, mode, options.people, [...book.all.values()].reverse()));
  }

  const served = await serve(route, { host: options.host });
  return {
    ...served,
    filed: book.all,
    set: (next) => {
      mode = next;
    },
  };
}

const DUTY = {
  类型: '法定职责',
  法律: '中华人民共和国老年人权益保障法',
  条款: '第六条',
  职责: '老龄工作机构组织、协调有关部门做好老年人权益保障工作',
} as const;

const unreached = (error: unknown) => ({ status: 0, data: { title: `没有送到：${(error as Error).message}` } });

function wordsOf(problem: OutsideRecord): string {
  const issues = (problem.issues ?? []) as readonly { readonly message?: { readonly zh?: string } }[];
  return [problem.title, problem.detail, ...issues.map((i) => i.message?.zh)].filter(Boolean).join('；');
}

function json(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(value));
}
