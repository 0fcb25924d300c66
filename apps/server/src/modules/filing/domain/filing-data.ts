import { sm3Hex } from '@miaopi/gm';
import type { Text } from '../../../kernel/text.ts';
import { type Members, MessageFault, maybeText, members, oneOfThese, text } from './message.ts';

/** A file inside a message. */
export interface SentFile {
  readonly name: string;
  readonly mediaType: string;
  readonly sm3: string;
  readonly data: Buffer;
}

/**
 * On what ground a department handles somebody's data to file for him, of those of 个人信息保护法 第十三条: his consent, signed by him, or what its statutory duty needs
 * (docs/decisions/0056).
 */
export type Ground =
  | { readonly kind: 'consent'; readonly signedOn: string; readonly paper: SentFile }
  | { readonly kind: 'duty'; readonly law: string; readonly article: string; readonly duty: string };

export interface Begun {
  readonly number: string;
  readonly slug: string;
  readonly official: { readonly name: string; readonly number: string };
  readonly applicant: {
    readonly kind: 'person' | 'firm';
    readonly name: string;
    readonly number: string;
    readonly mobile?: string;
  };
  readonly ground: Ground;
}

/** Bytes of a file at most. */
export const largestFile = 8 * 1024 * 1024;
/** Bytes of a consent at most. */
export const largestPaper = 1024 * 1024;

/** Number of a filing over there. */
export function numberOf(data: Members): string {
  return text(data, '业务编号', { least: 4, most: 60, pattern: /^[\w-]+$/ });
}

/** @throws MessageFault */
export function readBegin(data: Members, today: string): Begun {
  const applicant = members(data.申请人, '申请人');
  const official = members(data.经办人, '经办人');
  const mobile = maybeText(applicant, '手机号码', { most: 11, pattern: /^1\d{10}$/, path: '申请人.手机号码' });
  const kind = oneOfThese(applicant, '类型', ['自然人', '法人'], '申请人.类型');
  return {
    number: numberOf(data),
    slug: slugOf(data),
    official: {
      name: text(official, '姓名', { least: 2, most: 40, path: '经办人.姓名' }),
      number: text(official, '工号', { most: 40, path: '经办人.工号' }),
    },
    applicant: {
      kind: kind === '自然人' ? 'person' : 'firm',
      name: text(applicant, '名称', { least: 2, most: 100, path: '申请人.名称' }),
      number: text(applicant, '证件号码', {
        least: 18,
        most: 18,
        pattern: /^[0-9A-Za-z]{18}$/,
        path: '申请人.证件号码',
      }),
      ...(mobile ? { mobile } : {}),
    },
    ground: readGround(members(data.依据, '依据'), today),
  };
}

function readGround(ground: Members, today: string): Ground {
  if (oneOfThese(ground, '类型', ['同意', '法定职责'], '依据.类型') === '法定职责')
    return {
      kind: 'duty',
      law: text(ground, '法律', { least: 4, most: 100, path: '依据.法律' }),
      article: text(ground, '条款', { least: 2, most: 60, path: '依据.条款' }),
      duty: text(ground, '职责', { least: 4, most: 300, path: '依据.职责' }),
    };
  const signedOn = text(ground, '签署日期', { most: 10, pattern: /^\d{4}-\d{2}-\d{2}$/, path: '依据.签署日期' });
  if (Number.isNaN(Date.parse(signedOn)) || signedOn > today)
    throw new MessageFault('依据.签署日期应为不晚于今天的日期', '依据.签署日期 must be a day not after today');
  return {
    kind: 'consent',
    signedOn,
    paper: readFile(members(ground.同意书, '依据.同意书'), '依据.同意书', largestPaper),
  };
}

/** As the applicant reads it. */
export function groundText(ground: Ground): Text {
  if (ground.kind === 'consent')
    return {
      zh: `您于${ground.signedOn}签署的同意书（个人信息保护法第十三条第一款第一项）`,
      en: `your consent signed on ${ground.signedOn} (Personal Information Protection Law, art. 13(1)(1))`,
    };
  return {
    zh: `履行法定职责：${ground.law}${ground.article}，${ground.duty}（个人信息保护法第十三条第一款第三项）`,
    en: `its statutory duty: ${ground.law} ${ground.article}, ${ground.duty} (Personal Information Protection Law, art. 13(1)(3))`,
  };
}

export function slugOf(data: Members): string {
  return text(data, '事项', { most: 64, pattern: /^[a-z0-9-]+$/ });
}

/** Answers of a form by the names of its fields; their content is the form's own to check. */
export function formOf(data: Members): Members {
  return members(data.表单, '表单');
}

/** @throws MessageFault when it is too large, no base64, or other bytes than its SM3 says */
export function readFile(file: Members, path: string, most = largestFile): SentFile {
  const { 内容 } = file;
  if (typeof 内容 !== 'string' || !/^[A-Za-z0-9+/]+={0,2}$/.test(内容))
    throw new MessageFault(`${path}.内容应为 base64`, `${path}.内容 must be base64`);
  const data = Buffer.from(内容, 'base64');
  if (data.length > most)
    throw new MessageFault(`${path}不得超过 ${most >> 20} MB`, `${path} may be ${most >> 20} MB at most`);
  const sm3 = text(file, 'SM3', { least: 64, most: 64, path: `${path}.SM3` }).toLowerCase();
  if (sm3Hex(data) !== sm3) throw new MessageFault(`${path}.SM3 与内容不符`, `${path}.SM3 does not fit its 内容`);
  return {
    name: text(file, '文件名', { most: 120, path: `${path}.文件名` }),
    mediaType: text(file, '类型', { most: 60, path: `${path}.类型` }),
    sm3,
    data,
  };
}

export function reasonOf(data: Members): string {
  return text(data, '原因', { least: 2, most: 200 });
}

/** Which notice is answered. */
export function nthOf(data: Members): number {
  const nth = data.第几次;
  if (typeof nth !== 'number' || !Number.isInteger(nth) || nth < 1 || nth > 99)
    throw new MessageFault(
      '第几次应为 1 至 99 的整数，见 status 的“补正”',
      '第几次 must be an integer 1 to 99, as 补正 of status says',
    );
  return nth;
}

/** Ids of the files that answers name, wherever they stand. */
export function filesIn(value: unknown, depth = 0): string[] {
  if (depth > 6 || typeof value !== 'object' || value === null) return [];
  const own = 'fileId' in value && typeof value.fileId === 'string' ? [value.fileId] : [];
  return [...own, ...Object.values(value).flatMap((one) => filesIn(one, depth + 1))];
}
