import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeCitizenId } from '@miaopi/identifiers';
import { zipSync } from 'fflate';
import { root } from '../../src/kernel/root.ts';

/** A whole JPEG. */
export const portrait = new Uint8Array(readFileSync(join(root, 'apps/server/test/licences/portrait.jpg')));

export const headings = [
  '证照编号',
  '姓名',
  '身份号码',
  '发证日期',
  '有效期至',
  '照片',
  '性别',
  '出生日期',
  '住址',
  '准驾车型',
  '初次领证日期',
];

export const citizen = (n: number): string =>
  makeCitizenId({ region: '990101', birthDate: `19${70 + (n % 25)}-0${1 + (n % 9)}-1${n % 10}`, sequence: n % 1000 });

/** Row `n` of a register of ride-hailing drivers kept on paper. */
export const driver = (n: number): string[] => [
  `云网约驾2023${String(n).padStart(6, '0')}`,
  `驾驶员${n}`,
  citizen(n),
  '2023/5/6',
  '2099年5月5日',
  `D${n}.JPG`,
  n % 2 ? '男' : '女',
  '1980-01-02',
  '示范省云州市云溪区工匠路 8 号,3 幢',
  'C1',
  '2001.2.3',
];

export const csv = (rows: readonly (readonly string[])[]): Buffer =>
  Buffer.from(rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n'), 'utf8');

export const pictures = (names: readonly string[]): Buffer =>
  Buffer.from(zipSync(Object.fromEntries(names.map((name) => [`photos/${name}`, portrait])), { level: 0 }));
