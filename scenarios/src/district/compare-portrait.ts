import { createHash } from 'node:crypto';
import type { OutsideAnswer } from '../outside/answers.ts';
import type { OutsideRecord } from '../outside/systems.ts';
import type { Entry } from './registers.ts';

/** Shortest and longest side of a picture that is compared, in pixels. */
const LEAST = 120;
const MOST = 4000;
const SAME_FROM = 80;
const STRANGER = 12;

/**
 * 人像比对 by the demo's rule, which recognises nobody: a whole JPEG or PNG of 120 to 4000 pixels a side counts as the person, with a score of 85 to 98 made from its
 * bytes; the register's own photo scores 100, a picture more than twice as long as wide, or the photo of a person who looks otherwise in the register, 12, anything else 0. A person without a photo is `none`.
 */
export function comparePortrait(persons: ReadonlyMap<string, Entry> | undefined, params: OutsideRecord): OutsideAnswer {
  const record = persons?.get(String(params.身份号码));
  if (record === 'unavailable') return { status: 'unavailable' };
  if (!record || typeof record.照片 !== 'string') return { status: 'none' };
  const score = record.姓名 === params.姓名 ? scoreOf(String(params.照片), record.照片, persons) : 0;
  return {
    status: 'found',
    data: { 姓名: record.姓名 ?? null, 状态: record.状态 ?? null, 相似度: score, 同一人: score >= SAME_FROM },
  };
}

function scoreOf(given: string, own: string, persons: ReadonlyMap<string, Entry> | undefined): number {
  if (given === own) return 100;
  const picture = Buffer.from(given, 'base64');
  const size = sizeOf(picture);
  if (!size || size.some((side) => side < LEAST || side > MOST)) return 0;
  if (Math.max(...size) > 2 * Math.min(...size)) return STRANGER;
  for (const other of persons?.values() ?? []) if (other !== 'unavailable' && other.照片 === given) return STRANGER;
  return 85 + (createHash('sha256').update(picture).digest()[0]! % 14);
}

/** Width and height out of the header of a JPEG (ITU-T T.81 §B.2.2) or PNG (W3C PNG §11.2.2) that has its end. */
function sizeOf(picture: Buffer): readonly [number, number] | undefined {
  if (picture.length > 45 && picture.toString('latin1', 0, 8) === '\x89PNG\r\n\x1a\n')
    return picture.toString('latin1', picture.length - 8, picture.length - 4) === 'IEND'
      ? [picture.readUInt32BE(16), picture.readUInt32BE(20)]
      : undefined;
  if (
    picture.length < 4 ||
    picture.readUInt16BE(0) !== 0xffd8 ||
    picture.lastIndexOf('\xff\xd9', undefined, 'latin1') < 0
  )
    return undefined;
  for (let at = 2; at + 9 < picture.length && picture[at] === 0xff; at += 2 + picture.readUInt16BE(at + 2)) {
    const marker = picture[at + 1]!;
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return [picture.readUInt16BE(at + 7), picture.readUInt16BE(at + 5)];
  }
  return undefined;
}
