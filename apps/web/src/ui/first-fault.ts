/** Moves the focus to the first field of a form that is marked wrong, once the marks that were just set are drawn. */
export function focusFirstFault(form: Element | null | undefined): void {
  requestAnimationFrame(() => form?.querySelector<HTMLElement>('[aria-invalid]')?.focus());
}
