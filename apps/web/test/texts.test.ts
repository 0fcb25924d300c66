import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { solve } from '../src/portal/signin/proof-of-work.ts';
import { sha256Hex } from '../src/portal/signin/sha256.ts';
import { identifierIn } from '../src/portal/verify/identifier-in.ts';
import { formatDate, formatDuration, formatIssue, formatMoney, mask } from '../src/texts/format.ts';
import { en } from '../src/texts/messages.en.ts';
import { zhCN } from '../src/texts/messages.zh-CN.ts';
import { piecesOf } from '../src/ui/with-chinese.tsx';

function leaves(value: unknown, path: string): [string, unknown][] {
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${path}.${key}`));
  return [[path, value]];
}

describe('a text in English that names a law in Chinese', () => {
  it('F005: marks the law with its article as Chinese, in one piece, and loses nothing', () => {
    const text =
      'asked for by the holder (中华人民共和国行政许可法 第七十条第（六）项), no. 云交销字〔2026〕第000001号';
    const pieces = piecesOf(text);
    expect(pieces.filter((p) => p.chinese).map((p) => p.text)).toEqual([
      '中华人民共和国行政许可法 第七十条第（六）项',
      '云交销字〔2026〕第000001号',
    ]);
    expect(pieces.map((p) => p.text).join('')).toBe(text);
    expect(piecesOf('cancelled on 30 November 2026')).toEqual([
      { chinese: false, text: 'cancelled on 30 November 2026' },
    ]);
    expect(piecesOf('')).toEqual([]);
  });
});

describe('texts', () => {
  it('F124: a refusal tells within what time each route of appeal is open', () => {
    expect(zhCN.moment.toReview('云州市人民政府')).toBe(
      '自收到决定书之日起六十日内，可以向云州市人民政府申请行政复议。',
    );
    expect(zhCN.moment.toCourt('云溪区人民法院')).toContain('六个月内');
    expect(en.moment.toReview('People’s Government of Yunzhou')).toContain('within 60 days');
    expect(en.moment.toCourt('People’s Court of Yunxi')).toContain('within six months');
  });

  it('F005: both languages have the same keys and no empty text', () => {
    expect(
      leaves(en, '')
        .map(([path]) => path)
        .sort(),
    ).toEqual(
      leaves(zhCN, '')
        .map(([path]) => path)
        .sort(),
    );
    for (const [path, text] of [...leaves(zhCN, 'zh'), ...leaves(en, 'en')])
      if (typeof text === 'string') expect(text.trim(), path).not.toBe('');
  });

  it('F005: Chinese texts use full-width punctuation between Chinese characters', () => {
    for (const [path, text] of leaves(zhCN, 'zh'))
      if (typeof text === 'string') expect(text, path).not.toMatch(/[一-鿿][,;:!?()][一-鿿]/);
  });

  it('F005: dates, money and masks are written as the design says, in China time', () => {
    expect(formatDate('2026-11-21T16:30:00Z', 'zh')).toBe('2026年11月22日');
    expect(formatDate('2026-11-22', 'en')).toBe('22 November 2026');
    // issued on paper: only the day is known
    expect(formatIssue('2026-11-21T16:00:00Z', 'zh')).toBe('2026年11月22日');
    expect(formatIssue('2026-11-21T16:01:00Z', 'zh')).toBe('2026年11月22日 00:01');
    expect(formatMoney(128_000)).toBe('¥1,280.00');
    expect(mask('330102199003071234', 'id')).toBe('3301**********1234');
    expect(formatDuration(310, 'zh')).toBe('0.31 秒');
    expect(formatDuration(185_000, 'zh')).toBe('3 分 5 秒');
  });
});

describe('proof of work', () => {
  it('F028: SHA-256 in the browser agrees with OpenSSL at every block boundary', () => {
    for (let length = 0; length < 200; length++) {
      const text = 'a7'.repeat(100).slice(0, length);
      expect(sha256Hex(text)).toBe(createHash('sha256').update(text).digest('hex'));
    }
  });

  it('F028: finds the number of a challenge, and says when there is none', () => {
    const challenge = createHash('sha256').update('salt?x=1777').digest('hex');
    const question = { algorithm: 'SHA-256', challenge, salt: 'salt?x=1', signature: '', maxnumber: 1000 };
    expect(solve(question)).toBe(777);
    expect(solve({ ...question, maxnumber: 10 })).toBeUndefined();
  });
});

describe('verification field', () => {
  it('F134: takes an identifier, or the address a QR code holds', () => {
    expect(identifierIn(' 1.2.156.3005.2.X ')).toBe('1.2.156.3005.2.X');
    expect(identifierIn('https://example.gov.cn/v/1.2.156.3005.2.X?a=1')).toBe('1.2.156.3005.2.X');
    expect(identifierIn('/v/%E0%A4%A')).toBe('/v/%E0%A4%A');
  });
});
