import { describe, expect, it } from 'vitest';
import {
  fillNotice,
  inBoth,
  noDay,
  noticeDefinition,
  noticeEventNames,
  noticeExample,
  onDay,
  told,
} from '../src/index.ts';

describe('days in what people are told', () => {
  it('F124: a day is written as each language writes it, in the message and in what an operator’s own words are filled with', () => {
    const what = told('correction', {
      applicant: inBoth('林晚秋'),
      item: { zh: '居住登记', en: 'Residence registration' },
      number: inBoth('YX1'),
      office: { zh: '公安局', en: 'Police' },
      points: { zh: '住宿证明', en: 'proof' },
      due: onDay('2026-12-04'),
    });
    expect(what.body.zh).toContain('请在2026年12月4日前');
    expect(what.body.en).toContain('by 4 December 2026');
    expect(what.template.values?.due).toEqual({ zh: '2026年12月4日', en: '4 December 2026' });
    expect(noDay.zh).toBe('—');
  });

  it('F124: no notice that is shipped shows yyyy-mm-dd where it is tried on', () => {
    for (const event of noticeEventNames) {
      const { title, body } = noticeDefinition(event);
      for (const text of [fillNotice(title, noticeExample), fillNotice(body, noticeExample)])
        expect(`${text.zh} ${text.en}`).not.toMatch(/\d{4}-\d{2}-\d{2}/);
    }
  });
});
