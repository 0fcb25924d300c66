import type { Tell } from './check-item.ts';
import type { ItemPackage } from './model.ts';

/** Are there golden cases for each way a case can go? */
export function checkGolden(pkg: ItemPackage, tell: Tell): void {
  const { golden, decision, evidence, item } = pkg;
  checkHistories(pkg, tell);
  const ids = new Set(decision.conditions.map((c) => c.id));
  const names = new Set(evidence.map((e) => e.name));
  golden.forEach((g, i) => {
    for (const id of Object.keys(g.expect.conditions ?? {})) {
      if (!ids.has(id))
        tell(
          'error',
          'golden.condition',
          ['golden', i, 'expect', 'conditions', id],
          `没有条件“${id}”`,
          `there is no condition “${id}”`,
          { key: true },
        );
    }
    for (const [name, answer] of Object.entries(g.evidence)) {
      const e = evidence.find((x) => x.name === name);
      if (!e) {
        tell(
          'error',
          'golden.evidence',
          ['golden', i, 'evidence', name],
          `没有核验“${name}”`,
          `there is no evidence “${name}”`,
          { key: true },
        );
        continue;
      }
      for (const key of answer.status === 'found' ? Object.keys(answer.data ?? {}) : []) {
        if (!Object.hasOwn(e.fields, key)) {
          tell(
            'error',
            'golden.evidence',
            ['golden', i, 'evidence', name, 'data', key],
            `“${name}”没有“${key}”`,
            `“${name}” has no “${key}”`,
            { key: true },
          );
        }
      }
    }
    if (golden.findIndex((x) => x.name === g.name) < i)
      tell('warning', 'golden.name', ['golden', i, 'name'], '样例名称重复', 'the name of this case is used twice');
  });
  const missing = (zh: string, en: string): void =>
    tell('error', 'golden.missing', ['golden', 0], `缺少样例：${zh}`, `a golden case is missing: ${en}`);
  const ways = item.vertical
    ? (['person'] as const)
    : evidence.some((e) => e.unavailable === 'wait')
      ? (['grant', 'person', 'wait'] as const)
      : (['grant', 'person'] as const);
  for (const way of ways) {
    if (!golden.some((g) => g.expect.verdict === way)) missing(`结论 ${way}`, `verdict ${way}`);
  }
  for (const c of decision.conditions) {
    if (!golden.some((g) => g.expect.conditions?.[c.id] === 'unmet'))
      missing(`条件“${c.id}”未满足`, `condition “${c.id}” not met`);
    if (c.applies !== undefined && !golden.some((g) => g.expect.conditions?.[c.id] === 'not-applicable')) {
      missing(`条件“${c.id}”不适用`, `condition “${c.id}” not applicable`);
    }
  }
  item.mode?.situations?.forEach((s, i) => {
    if (!golden.some((g) => g.expect.mode === s.by))
      tell(
        'warning',
        'golden.mode',
        ['item', 'mode', 'situations', i, 'by'],
        '没有样例走到这个办理模式（expect.mode）',
        'no golden case is handled in this mode (expect.mode)',
      );
  });
  for (const name of names) {
    const waits = evidence.find((e) => e.name === name)!;
    if (!golden.some((g) => g.evidence[name]?.status === 'unavailable')) {
      tell(
        'warning',
        'golden.missing',
        ['evidence', evidence.indexOf(waits), 'name'],
        `没有“${name}”不能取得的样例`,
        `no golden case in which “${name}” can't be had`,
      );
    }
  }
  for (const [i, m] of item.materials.entries()) {
    if (m.when === undefined || !('field' in m.by) || m.need !== '1') continue;
    if (!golden.some((g) => g.expect.materials?.includes(m.name.zh))) {
      tell(
        'warning',
        'golden.situation',
        ['item', 'materials', i, 'when'],
        `没有需要“${m.name.zh}”的样例`,
        `no golden case in which “${m.name.en}” is needed`,
      );
    }
  }
}

/** A history files golden cases that are there. What may happen when is for its run to tell. */
function checkHistories({ histories = [], golden }: ItemPackage, tell: Tell): void {
  const names = new Set(golden.map((g) => g.name));
  const known = (name: string | undefined, path: (string | number)[]): void => {
    if (name !== undefined && !names.has(name))
      tell('error', 'history.golden', path, `没有样例“${name}”`, `there is no golden case “${name}”`);
  };
  for (const [i, history] of histories.entries()) {
    known(history.golden, ['histories', i, 'golden']);
    for (const [n, step] of history.steps.entries()) known(step.golden, ['histories', i, 'steps', n, 'golden']);
  }
}
