import { join } from 'node:path';
import type { Answers } from '@miaopi/forms';
import { type CompiledItem, compileItem, gatherPlan, type ItemPackage } from '@miaopi/items';
import { readItemFolder } from '@miaopi/items/node';
import type { PersonActor } from '../../src/kernel/actor.ts';
import { fixedClock } from '../../src/kernel/clock.ts';
import { newId } from '../../src/kernel/ids.ts';
import { root } from '../../src/kernel/root.ts';
import {
  type Applicant,
  createForms,
  type DraftEvidence,
  type Forms,
  type FormsPlugs,
  type StoredFile,
} from '../../src/modules/forms/index.ts';
import { startTestDatabase, type TestDatabase } from '../database.ts';
import { serveModule } from './http.ts';

type Register = (
  params: Readonly<Record<string, unknown>>,
) => Readonly<Record<string, unknown>> | 'none' | 'unavailable';

/** The forms module on a database of its own, its plugs filled by tables a test can change. */
export interface World {
  readonly t: TestDatabase;
  readonly forms: Forms;
  readonly clock: ReturnType<typeof fixedClock>;
  readonly items: Map<string, CompiledItem[]>;
  readonly packages: Map<string, ItemPackage>;
  readonly registers: Map<string, Register>;
  /** Names of the evidence asked, in order. */
  readonly asked: string[];
  readonly consents: Set<string>;
  readonly files: Map<string, StoredFile & { personId: string }>;
  earlier: { answers: Answers; at: string } | undefined;
  /** Held up until resolved: to let two openings meet. */
  gate: Promise<void> | undefined;
  mandate: boolean;
  call(who: string, method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, body?: unknown): Promise<Reply>;
  close(): Promise<void>;
}

export interface Reply {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects
  readonly body: any;
}

export const zhou = person('person-zhou', '周望舒');
export const shen = person('person-shen', '沈知行');
/** Shen, acting for a firm. */
export const firm: PersonActor = {
  ...shen,
  principal: { kind: 'firm', id: 'firm-1', role: 'legal' },
};

function person(personId: string, name: string): PersonActor {
  return {
    kind: 'person',
    personId,
    sessionId: `s-${personId}`,
    name,
    principal: { kind: 'person', id: personId, role: 'self' },
  };
}

const facts: Readonly<Record<string, Applicant['facts']>> = {
  'person-zhou': {
    类型: '自然人',
    姓名: '周望舒',
    身份号码: '990219198508201046',
    出生日期: '1985-08-20',
    性别: '女',
    手机号码: '13900000002',
  },
  'person-shen': {
    类型: '自然人',
    姓名: '沈知行',
    身份号码: '990101199003071018',
    出生日期: '1990-03-07',
    性别: '男',
    手机号码: '13900000001',
  },
};

export function applicantOf(actor: PersonActor): Applicant {
  const own = facts[actor.personId]!;
  if (actor.principal.kind === 'person')
    return { kind: 'person', id: actor.personId, name: actor.name, number: own.身份号码!, facts: own, agent: null };
  const number = '91990101MA00000A11';
  return {
    kind: 'firm',
    id: actor.principal.id,
    name: '云州清禾软件有限公司',
    number,
    facts: {
      类型: '企业',
      名称: '云州清禾软件有限公司',
      统一社会信用代码: number,
      法定代表人: '沈知行',
      手机号码: own.手机号码!,
    },
    agent: { name: actor.name, facts: own },
  };
}

export const address = '云溪区柳桥街道柳岸路 18 号 3 幢 502 室';

export async function openWorld(): Promise<World> {
  const clock = fixedClock('2026-11-22T02:00:00Z');
  const t = await startTestDatabase(clock);
  const items = new Map<string, CompiledItem[]>();
  const packages = new Map<string, ItemPackage>();
  for (const slug of ['social-insurance-statement', 'residence-registration', 'construction-qualification-change']) {
    const { package: pkg } = await readItemFolder(join(root, 'items', slug));
    packages.set(slug, pkg!);
    items.set(slug, [compileItem(pkg!)]);
  }
  const registers = new Map<string, Register>(standardRegisters);
  const asked: string[] = [];
  const files: World['files'] = new Map();
  const world: World = {
    t,
    clock,
    items,
    packages,
    registers,
    asked,
    files,
    consents: new Set(['person-zhou', 'person-shen']),
    earlier: undefined,
    gate: undefined,
    mandate: true,
    forms: undefined as never,
    call: undefined as never,
    close: undefined as never,
  };
  const item: FormsPlugs['item'] = (slug, version) => {
    const all = items.get(slug) ?? [];
    return version === undefined ? all.at(-1) : all.find((i) => i.package.item.version === version);
  };
  const forms = createForms(t.kernel, {
    item,
    load: async (slug, version) => item(slug, version),
    applicant: async (actor) => (world.mandate ? applicantOf(actor) : undefined),
    consented: async (actor) => world.consents.has(actor.personId),
    earlierAnswers: async () => world.earlier,
    files: async (personId, ids) => ids.flatMap((id) => (files.get(id)?.personId === personId ? [files.get(id)!] : [])),
    async gather({ item, input, known }) {
      await world.gate;
      const evidence = { ...input.evidence };
      const answers = [...known];
      for (;;) {
        const plan = gatherPlan(item, { ...input, evidence }, 'draft');
        if (plan.length === 0) return answers;
        for (const r of plan) {
          asked.push(r.name);
          const said = registers.get(r.name)?.(r.params) ?? 'none';
          const answer: DraftEvidence = {
            name: r.name,
            label: r.label,
            requestId: newId(),
            status: said === 'none' || said === 'unavailable' ? said : 'found',
            data: typeof said === 'string' ? {} : said,
            params: r.params,
            source: {
              office: r.office,
              system: r.connector ?? 'licences',
              operation: r.operation ?? '',
              purpose: r.purpose,
            },
            at: clock.now().toISOString(),
            milliseconds: 12,
          };
          evidence[r.name] = { status: answer.status, data: answer.data, params: answer.params };
          answers.push(answer);
        }
      }
    },
  });
  const http = await serveModule(forms.module, { zhou, shen, firm }, t.kernel.config);
  return Object.assign(world, {
    forms,
    async call(who: string, method: 'GET', url: string, body?: unknown): Promise<Reply> {
      const reply = await http.inject({
        method,
        url,
        cookies: { who },
        ...(body === undefined
          ? {}
          : { payload: body as object | string, headers: { 'content-type': 'application/json' } }),
      });
      return { status: reply.statusCode, body: reply.body === '' ? null : reply.json() };
    },
    async close() {
      await http.close();
      await t.close();
    },
  });
}

const standardRegisters: [string, Register][] = [
  [
    '人口信息',
    () => ({
      姓名: '周望舒',
      性别: '女',
      民族: '汉',
      出生日期: '1985-08-20',
      户籍地址: '示范省海临市东屿县潮音路 5 号',
      户籍区划: '990219',
      居住地址: address,
      居住区划: '990101',
      状态: '正常',
    }),
  ],
  [
    '家庭关系',
    () => ({
      成员: [
        { 姓名: '顾远', 身份号码: '990219198411021030', 关系: '配偶', 出生日期: '1984-11-02' },
        { 姓名: '顾一鸣', 身份号码: '99021920150910105X', 关系: '子女', 出生日期: '2015-09-10' },
      ],
    }),
  ],
  [
    '地址核验',
    ({ 地址 }) =>
      地址 === address
        ? {
            标准地址: '示范省云州市云溪区柳桥街道柳岸路18号3幢502室',
            地址编码: '9901010020180030502',
            区划: '990101',
            房屋用途: '住宅',
            产权人: '周明远',
            产权人身份号码: '990101195512031032',
            与申请人关系: '亲属',
            租赁备案: false,
          }
        : 'none',
  ],
  ['参保信息', () => ({ 姓名: '沈知行', 参保状态: '参保缴费', 单位名称: '云州清禾软件有限公司', 险种: [], 缴费: [] })],
];

/** Resets what tests change. */
export function standardWorld(world: World): void {
  world.registers.clear();
  for (const [name, register] of standardRegisters) world.registers.set(name, register);
  world.asked.length = 0;
  world.consents.clear();
  world.consents.add('person-zhou').add('person-shen');
  world.earlier = undefined;
  world.gate = undefined;
  world.mandate = true;
  for (const versions of world.items.values()) versions.splice(1);
}

/** Opens a new draft of an item. */
export async function opened(world: World, who: string, slug: string) {
  const reply = await world.call(who, 'POST', '/api/drafts', { requestId: newId(), slug, fresh: true });
  if (reply.status !== 201) throw new Error(`${reply.status} ${JSON.stringify(reply.body)}`);
  return reply.body;
}
