import { sm3Hex } from '@miaopi/gm';
import type { Text } from '../../../kernel/text.ts';

/** 同意 · 不同意 · 无意见 · 退回: it is not the one to say. */
export type DepartmentSays = 'agree' | 'disagree' | 'none' | 'refused';

/** What a department said, read out of a message that was believed. */
export interface DepartmentAnswer {
  readonly reference: string;
  readonly caseRef: string;
  readonly says: DepartmentSays;
  readonly reasons: string;
  readonly official: { readonly name: string; readonly number: string };
  /** ISO */
  readonly at: string;
  readonly paper?: AnswerPaper;
}

export interface AnswerPaper {
  readonly name: string;
  readonly number: string;
  readonly mediaType: 'application/pdf' | 'application/ofd';
  readonly sm3: string;
  readonly data: Buffer;
}

/** Bytes of a paper. */
export const largestPaper = 512 * 1024;

const words: Readonly<Record<string, DepartmentSays>> = {
  同意: 'agree',
  不同意: 'disagree',
  无意见: 'none',
  退回: 'refused',
};

/** A fault of the message, for who wrote the other side's program. */
export class AnswerFault extends Error {
  readonly text: Text;
  constructor(zh: string, en: string) {
    super(en);
    this.name = 'AnswerFault';
    this.text = { zh, en };
  }
}

/** The reference a message names, however broken the rest is; undefined when it names none. */
export function referenceOf(value: unknown): { readonly reference: string; readonly caseRef: string } | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { 业务编号, 办件编号 } = value as Record<string, unknown>;
  if (typeof 业务编号 !== 'string' || !/^[\w-]{8,60}$/.test(业务编号)) return undefined;
  return { reference: 业务编号, caseRef: typeof 办件编号 === 'string' ? 办件编号.slice(0, 60) : '' };
}

/** Reads an answer (docs/guides/joint-approval.md). @throws AnswerFault */
export function readAnswer(value: unknown): DepartmentAnswer {
  const named = referenceOf(value);
  if (!named) throw new AnswerFault('缺少业务编号', '业务编号 is missing');
  const { 意见, 理由, 承办人, 工号, 答复时间, 文书 } = value as Record<string, unknown>;
  const says = typeof 意见 === 'string' && Object.hasOwn(words, 意见) ? words[意见] : undefined;
  if (!says) throw new AnswerFault('意见应为同意、不同意、无意见或退回', '意见 must be 同意, 不同意, 无意见 or 退回');
  const at = typeof 答复时间 === 'string' ? new Date(答复时间) : undefined;
  if (!at || Number.isNaN(at.getTime()))
    throw new AnswerFault('答复时间应为 ISO 8601 时间', '答复时间 must be an ISO 8601 time');
  return {
    ...named,
    says,
    reasons: shortText(理由, '理由', 2, 2000),
    official: { name: shortText(承办人, '承办人', 1, 60), number: shortText(工号, '工号', 1, 40) },
    at: at.toISOString(),
    ...(文书 === undefined || 文书 === null ? {} : { paper: readPaper(文书) }),
  };
}

function readPaper(value: unknown): AnswerPaper {
  if (typeof value !== 'object' || value === null) throw new AnswerFault('文书应为对象', '文书 must be an object');
  const { 名称, 文号, 类型, SM3, 内容 } = value as Record<string, unknown>;
  if (类型 !== 'application/pdf' && 类型 !== 'application/ofd')
    throw new AnswerFault('文书类型应为 application/pdf 或 application/ofd', '文书.类型 must be PDF or OFD');
  if (typeof 内容 !== 'string' || !/^[A-Za-z0-9+/]+={0,2}$/.test(内容))
    throw new AnswerFault('文书内容应为 base64', '文书.内容 must be base64');
  const data = Buffer.from(内容, 'base64');
  if (data.length > largestPaper) throw new AnswerFault('文书不得超过 512 kB', '文书 may be 512 kB at most');
  const magic = 类型 === 'application/pdf' ? '%PDF-' : 'PK';
  if (data.subarray(0, magic.length).toString('latin1') !== magic)
    throw new AnswerFault('文书内容与类型不符', '文书.内容 is not of its 类型');
  const sm3 = sm3Hex(data);
  if (String(SM3).toLowerCase() !== sm3) throw new AnswerFault('文书摘要与内容不符', '文书.SM3 does not fit its 内容');
  return {
    name: shortText(名称, '文书名称', 1, 100),
    number: shortText(文号, '文书文号', 1, 60),
    mediaType: 类型,
    sm3,
    data,
  };
}

function shortText(value: unknown, name: string, shortest: number, longest: number): string {
  const text = typeof value === 'string' ? value.trim() : '';
  if (text.length < shortest || text.length > longest)
    throw new AnswerFault(
      `${name}应为 ${shortest} 至 ${longest} 个字`,
      `${name} must be ${shortest} to ${longest} characters`,
    );
  return text;
}

/** The same answer sent again has the same digest, whatever else of its message differs. */
export function digestOf(answer: DepartmentAnswer): string {
  const { says, reasons, official, paper } = answer;
  return sm3Hex(Buffer.from(JSON.stringify([says, reasons, official.name, official.number, paper?.sm3 ?? null])));
}
