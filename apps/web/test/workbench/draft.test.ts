import { describe, expect, it } from 'vitest';
import { bodyOf, EMPTY_DRAFT, firstDraft, gapsOf } from '../../src/workbench/decide/decision-draft.ts';
import { shortDay, urgencyOf } from '../../src/workbench/list/due.ts';
import { workEn } from '../../src/workbench/texts.en.ts';
import { workZh } from '../../src/workbench/texts.zh-CN.ts';
import { conditionsOf } from './cases.ts';

describe('the draft of a decision', () => {
  it('F124: granting wants a reason for each condition not found met, and a reason of four characters', () => {
    const conditions = conditionsOf('unknown');
    expect(gapsOf('grant', EMPTY_DRAFT, conditions).map((gap) => gap.control)).toEqual([
      'settle-无酒驾记录',
      'decision-reason',
    ]);
    const draft = { ...EMPTY_DRAFT, settled: { 无酒驾记录: ' 核实 ' }, reason: { grant: '准予许可', refuse: '' } };
    expect(gapsOf('grant', draft, conditions)).toEqual([]);
    expect(bodyOf('grant', draft, conditions)).toEqual({
      outcome: 'grant',
      reason: '准予许可',
      findings: [{ condition: '无酒驾记录', met: true, why: '核实' }],
    });
  });

  it('F125: refusing wants a ground; what the machine found unmet comes ticked, what it did not needs a finding', () => {
    expect(gapsOf('refuse', EMPTY_DRAFT, conditionsOf('plain'))[0]?.kind).toBe('grounds');
    const conditions = conditionsOf('unmet');
    const draft = firstDraft(conditions);
    expect(draft.grounds).toEqual({ 三周期未记满: { ticked: true, why: '' } });
    const more = { ...draft, grounds: { ...draft.grounds, 考试合格: { ticked: true, why: '' } } };
    expect(gapsOf('refuse', more, conditions).map((gap) => gap.control)).toEqual([
      'ground-why-考试合格',
      'decision-reason',
    ]);
  });

  it('F125: a finding for a condition that is no longer ticked is not sent', () => {
    const conditions = conditionsOf('unmet');
    const body = bodyOf(
      'refuse',
      {
        ...firstDraft(conditions),
        grounds: { 三周期未记满: { ticked: true, why: '' }, 考试合格: { ticked: false, why: '写过又取消' } },
      },
      conditions,
    );
    expect(body.findings).toEqual([]);
    expect(body.grounds).toEqual(['三周期未记满']);
  });
});

describe('due days', () => {
  it('X12: are compared as days in China, not as instants', () => {
    expect(urgencyOf('2026-11-22', '2026-11-22')).toBe('today');
    expect(urgencyOf('2026-11-21', '2026-11-22')).toBe('overdue');
    expect(urgencyOf('2026-11-21T17:00:00Z', '2026-11-22')).toBe('today');
    expect(urgencyOf(undefined, '2026-11-22')).toBe('open');
    expect(shortDay('2027-01-04', '2026-11-22')).toBe('2027-01-04');
    expect(shortDay('2026-12-04', '2026-11-22')).toBe('12-04');
  });
});

/** Every text as a string, functions called with a sample. */
function spoken(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') return [[path, String((value as (...given: unknown[]) => string)(3, 2))]];
  return Object.entries(value as object).flatMap(([key, one]) => spoken(one, `${path}.${key}`));
}

describe('texts', () => {
  it('F217: both languages say everything; no Chinese in the English, nothing empty', () => {
    const zh = new Map(spoken(workZh));
    const en = new Map(spoken(workEn));
    expect([...en.keys()].sort()).toEqual([...zh.keys()].sort());
    for (const [key, text] of en) {
      expect(text, key).not.toMatch(/[一-鿿]/);
      expect(text.trim(), key).not.toBe('');
    }
    for (const [key, text] of zh) expect(text.trim(), key).not.toBe('');
  });
});
