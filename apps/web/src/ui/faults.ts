import { createContext } from 'react';

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** One thing that keeps a form from being sent, at the control that has it. */
export interface Fault {
  readonly control: Control;
  readonly text: string;
}

/** How what is wrong with a control is said; `label` is what stands above it. */
export interface FaultWords {
  readonly fill: (label: string) => string;
  readonly choose: (label: string) => string;
  readonly tick: (label: string) => string;
  readonly file: (label: string) => string;
  /** @param least characters wanted @param more of them are missing */
  readonly short: (label: string, least: number, more: number) => string;
  readonly exactly: (label: string, length: number) => string;
  readonly between: (label: string, least: string, most: string) => string;
  readonly atLeast: (label: string, least: string) => string;
  readonly atMost: (label: string, most: string) => string;
  readonly notBefore: (label: string, day: string) => string;
  readonly notAfter: (label: string, day: string) => string;
  readonly format: (label: string) => string;
}

/** What the form around them found wrong, by the id of the control. */
export const FaultsContext = createContext<ReadonlyMap<string, string>>(new Map());

/**
 * What is wrong in the controls of a form, in their order: what HTML says of them (`required`, `minLength`, `min`, `pattern`, …; spaces at the ends do not
 * count), and before that what the page itself says in `data-fault`.
 */
export function faultsIn(form: HTMLFormElement, words: FaultWords): Fault[] {
  const groups = new Set<string>();
  return [...form.elements].flatMap((control) => {
    if (!isControl(control) || control.disabled || control.closest('[hidden]')) return [];
    if (control.type === 'radio') {
      if (groups.has(control.name)) return [];
      groups.add(control.name);
    }
    const text = control.dataset.fault ?? wrongBy(control, words);
    return text ? [{ control, text }] : [];
  });
}

function isControl(element: Element): element is Control {
  return (
    (element instanceof HTMLInputElement && !['submit', 'button', 'reset', 'image'].includes(element.type)) ||
    element instanceof HTMLSelectElement ||
    element instanceof HTMLTextAreaElement
  );
}

function wrongBy(control: Control, words: FaultWords): string | undefined {
  const { type, required, validity } = control;
  const label = labelOf(control);
  const written = control.value.trim();
  if (validity.badInput) return words.format(label);
  if (required && (validity.valueMissing || written === '')) {
    if (type === 'checkbox') return words.tick(label);
    if (type === 'file') return words.file(label);
    return type === 'radio' || type === 'date' || control instanceof HTMLSelectElement
      ? words.choose(label)
      : words.fill(label);
  }
  if (control instanceof HTMLSelectElement || written === '') return undefined;
  const { minLength } = control;
  if (minLength > 0 && written.length < minLength)
    return minLength === control.maxLength
      ? words.exactly(label, minLength)
      : words.short(label, minLength, minLength - written.length);
  if (!(control instanceof HTMLInputElement)) return undefined;
  const { min, max } = control;
  if (validity.rangeUnderflow || validity.rangeOverflow || validity.stepMismatch) {
    if (type === 'date') return validity.rangeOverflow ? words.notAfter(label, max) : words.notBefore(label, min);
    if (min && max) return words.between(label, min, max);
    return max ? words.atMost(label, max) : words.atLeast(label, min);
  }
  return validity.patternMismatch || validity.typeMismatch ? words.format(label) : undefined;
}

/** What stands above a control; for one of several to choose from, what stands above them all. */
function labelOf(control: Control): string {
  const legend = control.type === 'radio' ? control.closest('fieldset')?.querySelector('legend') : undefined;
  const label = legend ?? control.labels?.[0];
  return inQuotes(label ? wordsIn(label) : (control.getAttribute('aria-label') ?? ''));
}

function wordsIn(label: Element): string {
  const words = label.cloneNode(true) as Element;
  for (const aside of words.querySelectorAll('.field__optional, .quiet')) aside.remove();
  return words.textContent ?? '';
}

/** As it stands between “ and ”. */
function inQuotes(label: string): string {
  return label
    .trim()
    .replace(/[：:。？?]$/, '')
    .replaceAll('“', '‘')
    .replaceAll('”', '’');
}
