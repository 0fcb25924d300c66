import type { Text } from '@miaopi/forms';
import type { CompiledCore } from '@miaopi/items';

/** A field's element id; Chinese names are valid ids. */
export function fieldId(path: string): string {
  return `f-${path.replaceAll('.', '-')}`;
}

export function labelOf(core: CompiledCore, path: string): Text | undefined {
  const [first, , inner] = path.split('.');
  for (const { section } of core.form.definition.sections.map((section) => ({ section }))) {
    if (section.name === path) return section.title;
    const wanted = section.repeat ? (section.name === first ? inner : undefined) : first;
    const field = section.fields.find((one) => one.name === wanted);
    if (field) return field.label;
  }
  return undefined;
}

/** Opens the section a field stands in and moves there. */
export function focusField(path: string): void {
  document.dispatchEvent(new CustomEvent('open-field', { detail: path }));
  setTimeout(() => {
    const element = document.getElementById(fieldId(path));
    const target = element?.matches('input,select,textarea,button')
      ? element
      : element?.querySelector<HTMLElement>('input,select,textarea,button');
    (target ?? element)?.scrollIntoView({ block: 'center' });
    (target as HTMLElement | undefined)?.focus({ preventScroll: true });
  }, 60);
}
