import { GmError, readDer } from '@miaopi/gm';
import { PdfError } from './errors.ts';
import { type SignatureField, signatureFields } from './fields.ts';
import { PdfFile } from './file.ts';
import type { PdfLimits } from './limits.ts';
import { isArray, isName, type PdfDict, PdfString, textOf } from './values.ts';

/** Forms of signatures by SubFilter. */
export type SignatureForm = 'ETSI.CAdES.detached' | 'adbe.pkcs7.detached' | 'ETSI.RFC3161';

/** A signature as it stands in the file, before it is judged. */
export interface ReadSignature {
  readonly name: string;
  readonly dict: PdfDict;
  readonly form: SignatureForm;
  readonly contents: PdfString;
  /** The two stretches of bytes that are signed. */
  readonly ranges: readonly [{ from: number; to: number }, { from: number; to: number }];
  /** Where the signed revision ends. */
  readonly end: number;
}

const FORMS: readonly string[] = ['ETSI.CAdES.detached', 'adbe.pkcs7.detached', 'ETSI.RFC3161'];

/** @throws PdfError when the dictionary lacks what a signature needs; `unsupported` for forms that rest on SHA-1 */
export function readSignature(file: PdfFile, field: SignatureField): ReadSignature {
  const { dict } = field;
  const bad = (message: string, zh: string): PdfError => new PdfError('structure', message, zh);
  const type = file.resolve(dict.get('Type'));
  if (type !== null && !isName(type, 'Sig') && !isName(type, 'DocTimeStamp'))
    throw bad('/Type is not Sig', '/Type 不是 Sig');
  const form = file.resolve(dict.get('SubFilter'));
  if (!isName(form) || !FORMS.includes(form.text)) {
    const found = isName(form) ? form.text.slice(0, 40) : 'missing';
    throw new PdfError(
      'unsupported',
      `/SubFilter ${found} is not a form that can be trusted`,
      `不支持的签名形式 /SubFilter ${found}`,
    );
  }
  // Written in place: a value elsewhere could be exchanged without touching the signature.
  const contents = dict.get('Contents');
  if (!(contents instanceof PdfString) || !contents.hex || contents.start < 0 || contents.bytes.length < 16) {
    throw bad('/Contents is not a hexadecimal string with a signature', '/Contents 缺失或为空');
  }
  if (!/^[\da-fA-F]+$/.test(latinOf(file.bytes.subarray(contents.start + 1, contents.end - 1)))) {
    throw bad('/Contents holds more than digits', '/Contents 中夹有其他字符');
  }
  const range = dict.get('ByteRange');
  if (
    !isArray(range) ||
    range.length !== 4 ||
    !range.every((n) => typeof n === 'number' && Number.isSafeInteger(n) && n >= 0)
  ) {
    throw bad('/ByteRange is not four whole numbers', '/ByteRange 缺失或不是四个整数');
  }
  const [a, b, c, d] = range as [number, number, number, number];
  return {
    name: field.name,
    dict,
    form: form.text as SignatureForm,
    contents,
    ranges: [
      { from: a, to: a + b },
      { from: c, to: c + d },
    ],
    end: c + d,
  };
}

/**
 * The document as it was when signed.
 * @throws PdfError when the signed bytes are not the whole of a revision but the value of this very signature
 */
export function signedRevision(file: PdfFile, signature: ReadSignature, limits: Partial<PdfLimits>): PdfFile {
  const { ranges, contents, end } = signature;
  const fault = (message: string, zh: string) => new PdfError('structure', message, zh);
  if (ranges[0].from !== 0) throw fault('the first range does not begin at byte 0', '第一段不是从文件开头开始');
  if (end > file.bytes.length) throw fault('the ranges reach beyond the file', '签名范围超出文件');
  if (ranges[0].to !== contents.start || ranges[1].from !== contents.end) {
    throw fault('the gap is not exactly the value of this signature', '未签名的空隙不恰好是签名值');
  }
  const revision = end === file.bytes.length ? file : openRevision(file, end, limits);
  const own = signatureFields(revision).find((other) => other.name === signature.name);
  const value = own?.dict.get('Contents');
  if (!(value instanceof PdfString) || value.start !== contents.start) {
    throw fault('the signed revision does not hold this signature', '被签名的版本中没有这个签名');
  }
  return revision;
}

function openRevision(file: PdfFile, end: number, limits: Partial<PdfLimits>): PdfFile {
  const revision = new PdfFile(file.bytes.subarray(0, end), limits);
  const earlier = file.sections.filter((s) => s.start < end).map((s) => s.start);
  if (earlier.length !== revision.sections.length || revision.sections.some((s, i) => s.start !== earlier[i])) {
    throw new PdfError(
      'structure',
      'the signed revision is not one that the file is built upon',
      '被签名的版本不是文件所基于的版本',
    );
  }
  return revision;
}

function latinOf(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes);
}

/** The bytes that are signed. */
export function signedBytes(file: PdfFile, { ranges }: Pick<ReadSignature, 'ranges'>): Uint8Array {
  const [first, second] = ranges;
  const out = new Uint8Array(first.to - first.from + second.to - second.from);
  out.set(file.bytes.subarray(first.from, first.to));
  out.set(file.bytes.subarray(second.from, second.to), first.to - first.from);
  return out;
}

/**
 * The DER structure at the start of Contents; behind it only zero bytes are filling.
 * @throws GmError `der`
 */
export function derInContents(contents: Uint8Array): { readonly der: Uint8Array; readonly clean: boolean } {
  const count = contents[1]! < 0x80 ? 0 : contents[1]! & 0x7f;
  if (contents[0] !== 0x30 || count > 4 || contents[1] === 0x80)
    throw new GmError('der', 'contents: not a DER structure');
  let length = count === 0 ? contents[1]! : 0;
  for (let i = 0; i < count; i++) length = length * 256 + (contents[2 + i] ?? 0);
  const end = 2 + count + length;
  if (end > contents.length) throw new GmError('der', 'contents: cut off');
  const der = contents.subarray(0, end);
  readDer(der, 'contents');
  return { der, clean: contents.subarray(end).every((byte) => byte === 0) };
}

/** `D:20261122015545+08'00'` */
export function pdfDate(dict: PdfDict, key: string): Date | undefined {
  const text = textOf(dict.get(key));
  const match = /^D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:Z|([+-])(\d\d)'?(\d\d)'?)?/.exec(text ?? '');
  if (!match) return undefined;
  const [, y, mo, d, h, mi, s, sign, zh, zm] = match;
  const shift = sign === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(zh) * 60 + Number(zm));
  const date = new Date(Date.UTC(+y!, +mo! - 1, +d!, +h!, +mi!, +s!) - shift * 60_000);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
