/** An element with attributes and children; text is always text, never HTML. */
export function el<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** A button for choosing one file; the same file may be chosen again. */
export function fileButton(label: string, accept: string, chosen: (file: File) => void): HTMLElement {
  const input = el('input', { type: 'file', accept, class: 'hidden' });
  input.onchange = () => {
    const file = input.files?.[0];
    if (file) chosen(file);
    input.value = '';
  };
  return el('label', { class: 'button' }, label, input);
}
