import type { Text } from '../../kernel/text.ts';

/** 生活事件 in the order of a life. An item may name others; they are shown by their own name after these. */
export const lifeEventLabels: Readonly<Record<string, Text>> = {
  出生: { zh: '出生', en: 'A child is born' },
  上学: { zh: '上学', en: 'School' },
  就业: { zh: '就业', en: 'Work' },
  居住: { zh: '居住', en: 'Home' },
  出行: { zh: '出行', en: 'Travel and transport' },
  结婚: { zh: '结婚', en: 'Marriage' },
  社保: { zh: '社保', en: 'Social insurance' },
  就医: { zh: '就医', en: 'Health' },
  开办企业: { zh: '开办企业', en: 'Starting a business' },
  经营: { zh: '经营', en: 'Running a business' },
  养老: { zh: '养老', en: 'Old age' },
};

export function presentEvents(
  counts: readonly { readonly name: string; readonly count: number }[],
): { name: string; label: Text; count: number }[] {
  const order = Object.keys(lifeEventLabels);
  const place = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  return counts
    .map(({ name, count }) => ({ name, label: lifeEventLabels[name] ?? { zh: name, en: name }, count }))
    .sort((a, b) => place(a.name) - place(b.name) || (a.name < b.name ? -1 : 1));
}
