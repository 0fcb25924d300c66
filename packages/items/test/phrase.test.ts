import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillPhrase, phraseVariables, unknownVariables } from '../src/index.ts';

describe('F124: phrases of opinions with variables', () => {
  it('take what the case says, by the names of either language', () => {
    const values = { applicant: '林峰', item: '驾驶员证', unmet: '“无酒驾记录”、“考试合格”' };
    expect(fillPhrase('经审查，{{申请人}}申请的{{ 事项 }}不符合{{unmet}}。', values)).toBe(
      '经审查，林峰申请的驾驶员证不符合“无酒驾记录”、“考试合格”。',
    );
  });

  it('leave a gap where the case knows nothing, and two braces where they are meant', () => {
    expect(fillPhrase('请于{{到期日}}前说明，编号 \\{{x}}', {})).toBe('请于＿＿前说明，编号 {{x}}');
  });

  it('name what stands for nothing', () => {
    expect(unknownVariables('{{申请人}}和{{姓名}}、{{}}、\\{{随便}}')).toEqual(['姓名', '']);
  });

  it('are never looked into again: a name with braces in it stays what it is', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        expect(fillPhrase('{{申请人}}', { applicant: `x{{事项}}${name}` })).toBe(`x{{事项}}${name}`);
      }),
    );
    const all = Object.values(phraseVariables).flatMap((v) => [v.zh, v.en]);
    expect(new Set(all).size).toBe(all.length);
  });
});
