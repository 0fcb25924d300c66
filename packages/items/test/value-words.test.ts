import { describe, expect, it } from 'vitest';
import { compileItem, goldenInput, judge } from '../src/index.ts';
import { shipped, slugs } from './shipped.ts';

const chinese = /\p{Script=Han}/u;

/** Names, addresses and numbers of papers have no English; their fields end so. */
const proper = /(姓名|名称|法定代表人|住所|地址|坐落|文号|证号|备案编号|证照编号)$/;

/** As a line shows it: contexts are shown by their parts or counted. */
const strings = (value: unknown): string[] => [value].flat().filter((v) => typeof v === 'string');

describe('values that registers and rules give', () => {
  it.each(slugs)(
    'X03: every one that a golden case of %s reads has English, unless it is a name or an address',
    (slug) => {
      const item = compileItem(shipped(slug).package);
      const untold = item.package.golden.flatMap((golden) =>
        judge(item, goldenInput(golden)).conditions.flatMap((c) =>
          c.reads
            .filter((r) => !proper.test(r.path))
            .flatMap((r) => strings(item.inEnglish(r.path, r.value)))
            .filter((said) => chinese.test(said)),
        ),
      );
      expect(untold).toEqual([]);
    },
  );

  it.each(slugs)('X03: every value a decision table of %s may give has English', (slug) => {
    const { decision } = shipped(slug).package;
    const untold = decision.decisions.flatMap((d) =>
      (d.table?.outputs ?? []).flatMap((o) =>
        [...(o.values ?? '').matchAll(/"([^"]+)"/g)]
          .map((m) => m[1] ?? '')
          .filter((value) => chinese.test(value) && chinese.test(d.words?.[value] ?? value)),
      ),
    );
    expect(untold).toEqual([]);
  });

  it('X03: what a register says stays as it is where nobody has a word for it', () => {
    const item = compileItem(shipped('ride-hailing-driver').package);
    expect(item.inEnglish('驾驶证.状态', '正常')).toBe('Valid');
    expect(item.inEnglish('记分判断', '没有记满')).toBe('Never 12 points');
    expect(item.inEnglish('驾驶证.状态', '注销可恢复')).toBe('注销可恢复');
    expect(item.inEnglish('驾驶证.constructor', 'constructor')).toBe('constructor');
    expect(item.inEnglish('人口信息.照片', '（略，2988 字符）')).toBe('(left out, 2988 characters)');
    expect(item.inEnglish('从业方式', '专职')).not.toMatch(chinese);
  });
});
