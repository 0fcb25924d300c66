import type { LicenceTypeBody } from '@miaopi/contracts';
import { describe, expect, it } from 'vitest';
import { lineChanges } from '../src/studio/licence-types/line-changes.ts';
import { rowChanges } from '../src/studio/licence-types/row-changes.ts';

const row: LicenceTypeBody = {
  name: { zh: '老年人优待证', en: 'Senior card' },
  definingBody: '11990000009900136P',
  holder: 'person',
  validity: { kind: 'item' },
  numberRule: '{year}{seq:6}',
  share: 'conditional',
  grade: 'A',
  fields: [
    { key: 'KZ_XM', name: '姓名', label: { zh: '姓名', en: 'Name' } },
    { key: 'KZ_XB', name: '性别', label: { zh: '性别', en: 'Sex' } },
  ],
  relatedItems: ['senior-card'],
  paper: '{}',
};

describe('what a draft changes in a row of the catalogue', () => {
  it('F215: names each member that differs, fields by their name, and nothing else', () => {
    const next: LicenceTypeBody = {
      ...row,
      validity: { kind: 'years', years: 5 },
      share: 'none',
      fields: [
        { ...row.fields[0]!, mask: 'name' },
        { key: 'KZ_MZ', name: '民族', label: { zh: '民族', en: 'Nation' } },
      ],
    };
    expect(rowChanges(row, row, (key) => key)).toEqual([]);
    expect(rowChanges(row, next, (key) => key)).toEqual([
      { what: 'validity', before: 'validity.item', after: 'validity.years · 5' },
      { what: 'share', before: 'conditional', after: 'noShare' },
      { what: 'mask', field: '姓名', before: 'mask.none', after: 'mask.name' },
      { what: 'field', field: '性别', before: '性别' },
      { what: 'field', field: '民族', after: '民族' },
    ]);
  });

  it('F130: compares the template line by line, folds what stays, and can be played back to both sides', () => {
    const before = Array.from({ length: 40 }, (_, i) => `line ${i}`);
    const after = [...before.slice(0, 10), 'new', ...before.slice(10, 30), ...before.slice(31)];
    const changes = lineChanges(before.join('\n'), after.join('\n'));
    expect(changes.filter((c) => c.kind === 'added')).toEqual([{ kind: 'added', text: 'new' }]);
    expect(changes.filter((c) => c.kind === 'removed')).toEqual([{ kind: 'removed', text: 'line 30' }]);
    const kept = (gone: string) =>
      changes.reduce((n, c) => n + (c.kind === 'gap' ? c.lines : c.kind === gone ? 0 : 1), 0);
    expect([kept('added'), kept('removed')]).toEqual([before.length, after.length]);
    expect(lineChanges('a\nb', 'a\nb')).toEqual([{ kind: 'gap', lines: 2 }]);
    expect(lineChanges('a', 'b')).toEqual([
      { kind: 'removed', text: 'a' },
      { kind: 'added', text: 'b' },
    ]);
  });
});
