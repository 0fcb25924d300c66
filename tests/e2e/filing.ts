import { readFileSync } from 'node:fs';
import { ApiProblem, type Client } from '@miaopi/client';
import * as c from '@miaopi/contracts';
import { buildDistrict, todayInChina } from '@miaopi/scenarios';

/** The day on which the installation that journeys copy was founded; midnight may have passed since. */
export const founded = process.env.MIAOPI_TEST_FOUNDED_ON ?? todayInChina();
/** Its people, firms and officials: births, and numbers with them, count from that day. */
export const district = buildDistrict({ today: todayInChina(), founded });

export function idOf(key: string): string {
  const person = district.persons.find((p) => p.key === key);
  if (!person) throw new Error(`nobody in the district is called ${key}`);
  return person.citizenId;
}

/** One person each whom the machine grants, and what the form asks besides what the state knows. */
export const grants = {
  'social-insurance-statement': {
    person: 'chen-jing',
    answers: { 选择险种: ['基本养老保险'], 证明期间: '近12个月', 用途: '求职应聘' },
  },
  'residence-registration': {
    person: 'zhou-ting',
    answers: { 居住方式: '自有住房', 入住日期: '2026-03-01', 带家人: false, 属实声明: true },
  },
  'senior-card': {
    person: 'qian-guizhen',
    answers: { 照片来源: '用身份证照片', 紧急联系人: '钱小山', 紧急联系电话: '13900001111' },
  },
  'ride-hailing-driver': { person: 'lin-feng', answers: { 从业方式: '专职', 承诺: true } },
  'construction-qualification-change': {
    person: 'qiao-yue',
    firm: '恒筑',
    answers: { 变更事项: ['企业名称'], 承诺: true },
  },
} as const satisfies Record<string, { person: string; firm?: string; answers: Record<string, unknown> }>;
export type Slug = keyof typeof grants;

export const newRequestId = (): string => crypto.randomUUID();

export async function actForFirm(client: Client, name: string): Promise<void> {
  const me = await client.call(c.getMe, {});
  const firm = me?.principals.find((p) => p.name.includes(name));
  if (!firm) throw new Error(`nothing to act for is called ${name}`);
  await client.call(c.actFor, { body: { principal: firm.id } });
}

/** A new filled form of the item; consent given. */
export async function openDraft(client: Client, slug: string): Promise<c.Draft> {
  const { version } = await client.call(c.getGuide, { params: { slug } });
  await client.call(c.giveConsent, { params: { slug }, body: { requestId: newRequestId(), version } });
  return client.call(c.openDraft, { body: { requestId: newRequestId(), slug, fresh: true } });
}

/** A portrait of 120 × 168 pixels; the demo's register takes it for anybody. */
const portrait = readFileSync(new URL('../../apps/server/test/licences/portrait.jpg', import.meta.url));

/** The live person check (F029) of whoever is signed in. */
export function checkPerson(client: Client, picture: Buffer = portrait): Promise<c.ReplyOf<typeof c.checkPerson>> {
  const mediaType = picture[0] === 0x89 ? 'image/png' : 'image/jpeg';
  return client.call(c.checkPerson, {
    body: { requestId: newRequestId(), portrait: picture.toString('base64'), mediaType, agreed: true },
  });
}

/** Opens, fills and files; looks up again in between, as a page does after an address was typed. */
export async function fileCase(
  client: Client,
  slug: string,
  answers: Readonly<Record<string, unknown>>,
  wait = 10_000,
): Promise<c.CaseView> {
  const opened = await openDraft(client, slug);
  if ((await client.call(c.getGuide, { params: { slug } })).realPerson) await checkPerson(client);
  const draft = await client.call(c.refreshDraft, {
    params: { draftId: opened.id },
    body: { revision: opened.revision, answers: { ...opened.answers, ...answers } },
  });
  return client.call(c.submitApplication, {
    params: { draftId: draft.id },
    query: { wait },
    body: { requestId: newRequestId(), revision: draft.revision, declared: true },
  });
}

/** The problem a call is refused with. */
export async function problemOf(call: Promise<unknown>): Promise<ApiProblem['problem'] & Record<string, unknown>> {
  try {
    await call;
  } catch (error) {
    if (error instanceof ApiProblem) return error.problem as never;
    throw error;
  }
  throw new Error('the call was not refused');
}
