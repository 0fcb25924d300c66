import { sm3Hex } from '@miaopi/gm';
import type { Text } from '../../../kernel/text.ts';
import { type VerticalEvent, verticalEvents } from './vertical-life.ts';

/** What a vertical system tells about a case, read out of a message that was believed (docs/guides/vertical-systems.md). */
export interface VerticalMessage {
  /** Its own number of the message: the same one again is the same message. */
  readonly number: string;
  readonly caseNumber: string;
  /** Place among its messages about the case, from 1 without a gap. */
  readonly seq: number;
  readonly event: VerticalEvent;
  /** ISO */
  readonly at: string;
  readonly official?: { readonly name: string; readonly number: string; readonly office: string };
  readonly opinion?: string;
  readonly result?: VerticalResult;
}

/** 结果: a licence by its facts, and its file where it has one. */
export interface VerticalResult {
  readonly name: string;
  readonly number: string;
  readonly issuer: string;
  /** yyyy-mm-dd */
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  /** Where it is fetched or how it comes, in words. */
  readonly delivery?: string;
  readonly file?: {
    readonly fileName: string;
    readonly mediaType: 'application/pdf' | 'application/ofd';
    readonly sm3: string;
    readonly data: Buffer;
  };
}

/** Bytes of a result's file. */
export const largestResult = 700 * 1024;

const words: Readonly<Record<string, VerticalEvent>> = {
  已提交: 'filed',
  受理: 'accepted',
  不予受理: 'not-accepted',
  待补正: 'correction',
  已补正: 'corrected',
  准予: 'granted',
  不予: 'refused',
  结果已出: 'issued',
  已撤回: 'withdrawn',
};
export const eventNames: Readonly<Record<VerticalEvent, string>> = Object.fromEntries(
  verticalEvents.map((event) => [event, Object.keys(words).find((word) => words[word] === event) ?? event]),
) as Readonly<Record<VerticalEvent, string>>;

/** A fault of a message, for who wrote the other side's program. */
export class MessageFault extends Error {
  readonly text: Text;
  constructor(zh: string, en: string) {
    super(en);
    this.name = 'MessageFault';
    this.text = { zh, en };
  }
}

/** Whose doing it is needs a name; what ends or stops a case needs a reason. */
const byOfficial: readonly VerticalEvent[] = ['accepted', 'not-accepted', 'correction', 'granted', 'refused', 'issued'];
const needsReason: readonly VerticalEvent[] = ['not-accepted', 'correction', 'refused'];

/** The case number a message names, however broken the rest is. */
export function caseNumberOf(value: unknown): string | undefined {
  const number = record(value)?.办件编号;
  return typeof number === 'string' && /^[0-9A-Z-]{8,60}$/.test(number) ? number : undefined;
}

/** @throws MessageFault @param latest a time after that is not believed */
export function readMessage(value: unknown, latest: Date): VerticalMessage {
  const m = record(value);
  const caseNumber = caseNumberOf(value);
  if (!m || !caseNumber) throw new MessageFault('缺少办件编号', '办件编号 is missing');
  const number = m.消息编号;
  if (typeof number !== 'string' || !/^[\w-]{8,64}$/.test(number))
    throw new MessageFault(
      '消息编号应为 8 至 64 位字母、数字、- 或 _',
      '消息编号 must be 8 to 64 letters, digits, - or _',
    );
  const seq = m.顺序号;
  if (typeof seq !== 'number' || !Number.isInteger(seq) || seq < 1 || seq > 1000)
    throw new MessageFault('顺序号应为 1 至 1000 的整数', '顺序号 must be an integer from 1 to 1000');
  const event = typeof m.状态 === 'string' && Object.hasOwn(words, m.状态) ? words[m.状态] : undefined;
  if (!event)
    throw new MessageFault(`状态应为${Object.keys(words).join('、')}之一`, '状态 is none of those of the guide');
  const at = typeof m.时间 === 'string' && /^\d{4}-\d\d-\d\dT/.test(m.时间) ? new Date(m.时间) : undefined;
  if (!at || Number.isNaN(at.getTime()))
    throw new MessageFault('时间应为 ISO 8601 时间', '时间 must be an ISO 8601 time');
  if (at > latest) throw new MessageFault('时间在将来', '时间 is in the future');
  const official = byOfficial.includes(event) ? readOfficial(m.经办人) : undefined;
  const opinion = m.意见 === undefined || m.意见 === null ? undefined : shortText(m.意见, '意见', 1, 2000);
  if (needsReason.includes(event) && !opinion)
    throw new MessageFault('该状态须写明意见（理由）', 'this 状态 needs 意见: the reason');
  return {
    number,
    caseNumber,
    seq,
    event,
    at: at.toISOString(),
    ...(official ? { official } : {}),
    ...(opinion ? { opinion } : {}),
    ...(event === 'issued' ? { result: readResult(m.结果) } : {}),
  };
}

function readOfficial(value: unknown): NonNullable<VerticalMessage['official']> {
  const one = record(value);
  if (!one) throw new MessageFault('该状态须写明经办人', 'this 状态 needs 经办人');
  return {
    name: shortText(one.姓名, '经办人.姓名', 1, 60),
    number: shortText(one.工号, '经办人.工号', 1, 40),
    office: shortText(one.单位, '经办人.单位', 1, 100),
  };
}

function readResult(value: unknown): VerticalResult {
  const r = record(value);
  if (!r) throw new MessageFault('结果已出须写明结果', '结果 is missing');
  const facts = record(r.内容) ?? {};
  const entries = Object.entries(facts);
  if (entries.length > 40) throw new MessageFault('结果.内容最多 40 项', '结果.内容 may have 40 entries at most');
  const validTo = r.有效期止;
  return {
    name: shortText(r.名称, '结果.名称', 1, 100),
    number: shortText(r.编号, '结果.编号', 1, 80),
    issuer: shortText(r.颁发机关, '结果.颁发机关', 1, 100),
    validFrom: day(r.有效期起, '结果.有效期起'),
    validTo: validTo === null || validTo === undefined || validTo === '长期' ? null : day(validTo, '结果.有效期止'),
    facts: entries.map(([name, v]) => ({
      name: shortText(name, '结果.内容的名称', 1, 40),
      value: shortText(v, `结果.内容.${name.slice(0, 40)}`, 1, 500),
    })),
    ...(r.领取 === undefined || r.领取 === null ? {} : { delivery: shortText(r.领取, '结果.领取', 1, 300) }),
    ...(r.文件 === undefined || r.文件 === null ? {} : { file: readFile(r.文件) }),
  };
}

function readFile(value: unknown): NonNullable<VerticalResult['file']> {
  const f = record(value);
  if (!f) throw new MessageFault('结果.文件应为对象', '结果.文件 must be an object');
  if (f.类型 !== 'application/pdf' && f.类型 !== 'application/ofd')
    throw new MessageFault(
      '结果.文件.类型应为 application/pdf 或 application/ofd',
      '结果.文件.类型 must be PDF or OFD',
    );
  if (typeof f.内容 !== 'string' || !/^[A-Za-z0-9+/]+={0,2}$/.test(f.内容))
    throw new MessageFault('结果.文件.内容应为 base64', '结果.文件.内容 must be base64');
  const data = Buffer.from(f.内容, 'base64');
  if (data.length > largestResult)
    throw new MessageFault('结果.文件不得超过 700 kB', '结果.文件 may be 700 kB at most');
  const magic = f.类型 === 'application/pdf' ? '%PDF-' : 'PK';
  if (data.subarray(0, magic.length).toString('latin1') !== magic)
    throw new MessageFault('结果.文件.内容与类型不符', '结果.文件.内容 is not of its 类型');
  const sm3 = sm3Hex(data);
  if (String(f.SM3).toLowerCase() !== sm3)
    throw new MessageFault('结果.文件摘要与内容不符', '结果.文件.SM3 does not fit its 内容');
  return { fileName: shortText(f.文件名, '结果.文件.文件名', 1, 100), mediaType: f.类型, sm3, data };
}

function record(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

function shortText(value: unknown, name: string, shortest: number, longest: number): string {
  // what is no text for people, PostgreSQL can't keep either
  const text = typeof value === 'string' ? value.replaceAll('\u0000', '').trim() : '';
  if (text.length < shortest || text.length > longest)
    throw new MessageFault(
      `${name}应为 ${shortest} 至 ${longest} 个字`,
      `${name} must be ${shortest} to ${longest} characters`,
    );
  return text;
}

function day(value: unknown, name: string): string {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value) || Number.isNaN(Date.parse(value)))
    throw new MessageFault(`${name}应为 yyyy-mm-dd`, `${name} must be yyyy-mm-dd`);
  return value;
}
