import type { Field } from './model.ts';

/**
 * A personal value as it is shown to others and in logs. `id` keeps the first and last four characters (`3301**********1234`), `mobile`
 * three and four, `name` the first character, `all` nothing, not even the length. Too short to hide something: all of it is hidden.
 */
export function maskValue(value: string, kind: NonNullable<Field['mask']>): string {
  const chars = [...value];
  const keep = (head: number, tail: number) =>
    chars.length < head + tail + 2
      ? '*'.repeat(Math.max(chars.length, 2))
      : [...chars.slice(0, head), '*'.repeat(chars.length - head - tail), ...chars.slice(chars.length - tail)].join('');
  switch (kind) {
    case 'id':
      return keep(4, 4);
    case 'mobile':
      return keep(3, 4);
    case 'name':
      return chars.length < 2 ? '*' : chars[0] + '*'.repeat(chars.length - 1);
    case 'all':
      return '******';
  }
}
