import type { SmartItem } from '@miaopi/contracts';
import type { CompiledItem } from '@miaopi/items';
import type { Text } from '../../../kernel/text.ts';
import type { Figures } from '../door.ts';
import { shown } from '../figures.ts';

/** A row of the list of smart items (F003): from the package, with living figures. */
export function presentSmart(item: CompiledItem, since: Date, figures: Figures | undefined): SmartItem {
  const { item: e, evidence, decision } = item.package;
  const sources = new Map(evidence.map(({ office }) => [office.zh, office]));
  return {
    slug: item.package.slug,
    name: e.name,
    office: e.office.name,
    version: e.version,
    since: since.toISOString(),
    conditions: decision.conditions.length,
    sources: [...sources.values()],
    submitted: figures?.submitted ?? 0,
    ...shown(figures),
    byPerson: byPerson(item),
  };
}

function byPerson({ package: { item, evidence } }: CompiledItem): Text[] {
  const papers = item.materials.flatMap(({ by, name, whenText }): Text[] =>
    'field' in by && whenText ? [{ zh: `${name.zh}：${whenText.zh}`, en: `${name.en}: ${whenText.en}` }] : [],
  );
  const silent = evidence.filter((e) => e.unavailable === 'person');
  return [
    { zh: '有条件不满足，或者查不清楚', en: 'A condition is not met, or cannot be established' },
    ...silent.map(({ label }) => ({ zh: `${label.zh}没有应答`, en: `No answer: ${label.en}` })),
    ...papers,
  ];
}
