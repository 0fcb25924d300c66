import type { Text } from '../../../kernel/text.ts';

/** A fault of a message, for who wrote the other side's program: which member, and what it has to be. */
export class MessageFault extends Error {
  readonly text: Text;
  constructor(zh: string, en: string) {
    super(en);
    this.name = 'MessageFault';
    this.text = { zh, en };
  }
}

export type Members = Readonly<Record<string, unknown>>;

/** What every message carries (docs/guides/filing-by-departments.md). */
export interface FilingMessage {
  /** New with every message, also one sent again. */
  readonly number: string;
  readonly data: Members;
}

/** How far a message's time may lie from ours, ms. */
export const freshFor = 5 * 60_000;

/** The operation is inside what is signed, so that a message can't be turned into another one. @throws MessageFault */
export function readMessage(bytes: Uint8Array, operation: string, now: Date): FilingMessage {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new MessageFault('报文应为 UTF-8 编码的 JSON', 'the message must be JSON in UTF-8');
  }
  const message = members(value, '报文');
  const number = text(message, '请求编号', { least: 8, most: 64, pattern: /^[\w-]+$/ });
  if (message.操作 !== operation)
    throw new MessageFault(`操作应与地址一致：${operation}`, `操作 must be that of the address: ${operation}`);
  const at = Date.parse(text(message, '时间', { least: 10, most: 40 }));
  if (Number.isNaN(at)) throw new MessageFault('时间应为 ISO 8601 时间', '时间 must be an ISO 8601 time');
  if (Math.abs(at - now.getTime()) > freshFor)
    throw new MessageFault('时间与本平台相差超过 5 分钟', '时间 is more than five minutes from ours');
  return { number, data: members(message.数据, '数据') };
}

export function members(value: unknown, name: string): Members {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new MessageFault(`${name}应为对象`, `${name} must be an object`);
  return value as Members;
}

interface TextBounds {
  readonly least?: number;
  readonly most: number;
  readonly pattern?: RegExp;
  /** How it stands in the message, when it is a member of a member. */
  readonly path?: string;
}

export function text(from: Members, name: string, { least = 1, most, pattern, path = name }: TextBounds): string {
  const value = from[name];
  const clean = typeof value === 'string' ? value.normalize('NFC').trim() : '';
  if (clean.length < least || clean.length > most)
    throw new MessageFault(`${path}应为 ${least} 至 ${most} 个字`, `${path} must be ${least} to ${most} characters`);
  if (clean.includes('\u0000') || (pattern && !pattern.test(clean)))
    throw new MessageFault(`${path}的格式不对`, `${path} has not the form agreed`);
  return clean;
}

/** A text that may be left out. */
export function maybeText(from: Members, name: string, bounds: TextBounds): string | undefined {
  return from[name] === undefined || from[name] === null ? undefined : text(from, name, bounds);
}

export function oneOfThese<const T extends string>(from: Members, name: string, values: readonly T[], path = name): T {
  const value = from[name];
  const found = values.find((one) => one === value);
  if (!found)
    throw new MessageFault(`${path}应为${values.join('、')}之一`, `${path} must be one of ${values.join(', ')}`);
  return found;
}
