import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { listPictures, takePictures } from '../../src/modules/licences/domain/picture-archive.ts';
import { guessMapping } from '../../src/modules/licences/domain/stock-columns.ts';
import { readDay } from '../../src/modules/licences/domain/stock-row.ts';
import { readStockTable, writeCsv } from '../../src/modules/licences/domain/stock-table.ts';
import { portrait } from './stock-files.ts';

/** GBK by ICU's own table, turned round. */
const gbk = (() => {
  const decoder = new TextDecoder('gbk');
  const codes = new Map<string, [number, number]>();
  for (let a = 0x81; a <= 0xfe; a++)
    for (let b = 0x40; b <= 0xfe; b++) codes.set(decoder.decode(Uint8Array.of(a, b)), [a, b]);
  return (text: string) => Uint8Array.from([...text].flatMap((c) => codes.get(c) ?? [c.charCodeAt(0)]));
})();
const utf8 = (text: string) => new TextEncoder().encode(text);

/** Detail the work was refused with, or `taken`. */
function refusal(work: () => unknown): string {
  try {
    work();
    return 'taken';
  } catch (error) {
    return (error as { detail?: { zh: string } }).detail?.zh ?? String(error);
  }
}

describe('the uploaded table', () => {
  const rows = [
    ['证照编号', '姓名'],
    ['甲1', '欧阳"小"明'],
    ['甲2', '王,五'],
  ];

  it('F220: is read the same from UTF-8 with and without its mark, from GBK, with tabs or semicolons, with any line ends', () => {
    const text = writeCsv(rows);
    const plain = text.slice(1);
    const expected = { headings: rows[0], rows: rows.slice(1) };
    for (const [data, encoding] of [
      [utf8(text), 'utf-8'],
      [utf8(plain), 'utf-8'],
      [gbk(plain), 'gb18030'],
      [utf8(plain.replaceAll('\r\n', '\n')), 'utf-8'],
      [utf8(`证照编号;姓名\r\n甲1;"欧阳""小""明"\r\n\r\n;\r\n甲2;"王,五"\r\n`), 'utf-8'],
      [gbk(`证照编号\t姓名\n 甲1 \t"欧阳""小""明"\n甲2\t王,五\n`), 'gb18030'],
    ] as const)
      expect(readStockTable(data)).toEqual({ ...expected, encoding });
  });

  it('is refused with the line and what to do when it is something else', () => {
    for (const [data, why] of [
      [utf8(''), /空的/],
      [Uint8Array.of(0xff, 0xfe, 0x31, 0), /UTF-16/],
      [Uint8Array.of(0x81, 0xff, 0xff), /编码无法识别/],
      [utf8('a,b\n\u0000\u0000,c'), /不是文本表格/],
      [utf8('编号,姓名\n'), /没有数据行/],
      [utf8(',,\n1,2,3'), /没有数据行/],
      [utf8('编号,姓名\n1,"甲\n2,乙\n'), /引号没有配对/],
      [utf8('编号,姓名\n1,"甲"乙\n'), /第 2 行附近.*引号后面还有文字/],
      [utf8('编号,姓名\n1,甲,乙\n'), /第 2 行附近.*单元格比标题多/],
      [utf8(`${Array.from({ length: 81 }, (_, i) => `列${i}`).join(',')}\n1\n`), /列数超过 80/],
      [utf8(`编号\n${'1\n'.repeat(20_001)}`), /超过 20000 行/],
      [utf8(`编号\n"${'x'.repeat(200_000)}"\n`), /一行过长/],
    ] as const)
      expect(refusal(() => readStockTable(data))).toMatch(why);
    expect(readStockTable(utf8(`编号\n${'1\n'.repeat(20_000)}`)).rows).toHaveLength(20_000);
  });

  it('days are read as registers and spreadsheets write them, and only days there are', () => {
    for (const text of [
      '2024-03-01',
      '2024/3/1',
      '2024.3.1',
      '2024年3月1日',
      '20240301',
      '２０２４-３-１',
      '2024/3/1 0:00',
    ])
      expect(readDay(text)).toBe('2024-03-01');
    for (const text of ['2023-02-29', '2024-13-01', '45352', '03/01/2024', '2024-3', '', '2024-03-01x'])
      expect(readDay(text)).toBeUndefined();
  });

  it('what is written out opens in a spreadsheet without running a formula', () => {
    expect(writeCsv([['=1+1', '@x', '-2', '好', 'a"b']])).toBe(`\ufeff'=1+1,'@x,'-2,好,"a""b"\r\n`);
  });

  it('a heading in another form still names its column', () => {
    const targets = [
      { id: 'number', label: { zh: '证照编号', en: 'Licence number' }, required: true, type: 'text' as const },
      { id: 'field:姓名', label: { zh: '姓名', en: 'Name' }, required: false, type: 'text' as const },
    ];
    expect(guessMapping(['序号', ' 持证人 ', '证 号（原）'], targets)).toEqual({ number: 2, 'field:姓名': 1 });
  });
});

describe('an archive of pictures', () => {
  const zip = (files: Record<string, Uint8Array>) => zipSync(files, { level: 0 });

  it('F220: gives the pictures by the last part of their path, whatever packed it', () => {
    const archive = zip({
      'photos/A1.JPG': portrait,
      '__MACOSX/._A1.JPG': utf8('x'),
      '证件照/张三.jpeg': portrait,
      'Thumbs.db': utf8('x'),
    });
    const found = listPictures(archive);
    expect(found.map((p) => p.name)).toEqual(['a1.jpg', '张三.jpeg']);
    const taken = takePictures(archive, new Set([found[1]!.entry]));
    expect([...taken.values()].map((v) => Buffer.from(v).equals(Buffer.from(portrait)))).toEqual([true]);
  });

  it('names in GBK, as Chinese Windows packs them, are read', () => {
    const name = gbk('张三.jpg');
    const archive = zip({ 'AAAA.jpg': portrait });
    // both headers: name without the mark of UTF-8
    for (let at = 0; at < archive.length - 4; at++) {
      const head = archive[at] === 0x50 && archive[at + 1] === 0x4b;
      if (head && archive[at + 2] === 3 && archive[at + 3] === 4) archive.set(name, at + 30);
      if (head && archive[at + 2] === 1 && archive[at + 3] === 2) archive.set(name, at + 46);
    }
    const [only] = listPictures(archive);
    expect(only?.name).toBe('张三.jpg');
    expect(takePictures(archive, new Set([only!.entry])).size).toBe(1);
  });

  it('bombs, lies about sizes, doubles, other things and damage are refused before anything is unpacked', () => {
    const sized = (size: number) => {
      const archive = zipSync({ 'a.jpg': new Uint8Array(1000) }, { level: 9 });
      const view = new DataView(archive.buffer);
      for (let at = 0; at < archive.length - 4; at++)
        if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, size, true);
      return archive;
    };
    const claiming = (() => {
      const archive = zip({ 'a.jpg': portrait });
      new DataView(archive.buffer).setUint16(archive.length - 22 + 8, 0xffff, true);
      return archive;
    })();
    for (const [archive, why] of [
      [zipSync({ 'a.jpg': new Uint8Array(5_000_000) }), /超过 4 MB/],
      [sized(0xfffffff0), /超过 4 MB/],
      [
        zipSync(Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`${i}.png`, new Uint8Array(3_000_000)]))),
        /超过 96 MB/,
      ],
      [zip(Object.fromEntries(Array.from({ length: 4001 }, (_, i) => [`${i}.png`, utf8('x')]))), /超过 4000 个文件/],
      [zip({ 'a/1.jpg': portrait, 'b/1.JPG': portrait }), /两个“1.jpg”/],
      [zip({ 'run.exe': utf8('MZ') }), /不是 JPEG 或 PNG/],
      [zip({ 'a/': new Uint8Array(0) }), /没有图片/],
      [utf8('PK not a zip at all, only two letters of one'), /已损坏/],
      [claiming, /已损坏|超过 4000/],
      [utf8('no zip at all, but long enough to be one'), /不是 ZIP/],
    ] as const)
      expect(refusal(() => listPictures(archive))).toMatch(why);
    // an entry that unpacks to more than it says is cut off at what it says
    expect([...takePictures(sized(10), new Set(['a.jpg'])).values()].map((v) => v.length)).toEqual([10]);
  });
});
