/** Place in a list that is in order of time: the last row of the page before. Undefined for anything that is none. */
export function parseCursor(text: string | undefined): { readonly at: Date; readonly id: string } | undefined {
  const [at, id] = (text ?? '').split('~');
  if (!at || !id) return undefined;
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? undefined : { at: date, id };
}
