import type { Item, Spot } from './template-doc.ts';
import type { TemplateTexts } from './template-texts.ts';

/** How an element is called in lists and read aloud: its kind, and what it shows. */
export function itemName(t: TemplateTexts, spot: Spot, item: Item): string {
  if (spot.part === 'sealPlaces') return `${t.kinds.sealPlace} ${String(item.name ?? '')}`;
  const kind = t.kinds[String(item.kind)] ?? String(item.kind);
  const label = wordsOf(item.label);
  const shown = label || wordsOf(item.text) || String(item.value ?? item.image ?? item.rows ?? item.name ?? '');
  return shown ? `${kind} ${shown.length > 24 ? `${shown.slice(0, 24)}…` : shown}` : kind;
}

/** The Chinese side of a wording. */
export function wordsOf(text: unknown): string {
  return typeof text === 'string' ? text : String((text as Item | undefined)?.zh ?? '');
}

/** Wording with an English side keeps it. */
export function inLanguages(before: unknown, zh: string): unknown {
  return before && typeof before === 'object' ? { ...before, zh } : zh;
}
