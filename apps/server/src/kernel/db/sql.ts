import { createHash } from 'node:crypto';

/**
 * SQL written as SQL. Values become parameters; a nested `sql` becomes text. Each distinct text is prepared once a connection
 * (its name is a digest of it), so the server parses and plans hot statements once.
 */
export interface Sql {
  readonly text: string;
  readonly values: readonly unknown[];
  readonly name: string;
}

const fixed = new WeakMap<TemplateStringsArray, { text: string; name: string }>();
const named = new Map<string, string>();

export function sql(strings: TemplateStringsArray, ...values: readonly unknown[]): Sql {
  if (!values.some(isSql)) {
    let known = fixed.get(strings);
    if (!known) {
      const text = strings.reduce((all, part, i) => (i === 0 ? part : `${all}$${i}${part}`), '');
      known = { text, name: nameOf(text) };
      fixed.set(strings, known);
    }
    return { text: known.text, values: values.map(toParameter), name: known.name };
  }
  let text = '';
  const all: unknown[] = [];
  strings.forEach((part, i) => {
    text += part;
    if (i >= values.length) return;
    const value = values[i];
    if (isSql(value)) {
      text += value.text.replace(/\$(\d+)/g, (_, n: string) => `$${Number(n) + all.length}`);
      all.push(...value.values);
    } else {
      all.push(toParameter(value));
      text += `$${all.length}`;
    }
  });
  return { text, values: all, name: nameOf(text) };
}

/** SQL out of a constant of the program, such as the name of a table in a list. Never out of anything that came in. */
export function sqlText(text: string): Sql {
  return { text, values: [], name: nameOf(text) };
}

/** Joins conditions; `true` when there are none. */
export function and(conditions: readonly (Sql | undefined | false)[]): Sql {
  const present = conditions.filter((c): c is Sql => Boolean(c));
  return present.length === 0 ? sql`true` : present.reduce((all, one) => sql`${all} and ${one}`);
}

/** A value stored as jsonb. */
export function jsonb(value: unknown): Json {
  return new Json(value);
}

class Json {
  readonly value: unknown;
  constructor(value: unknown) {
    this.value = value;
  }
}

function toParameter(value: unknown): unknown {
  if (value instanceof Json) return value.value === undefined ? null : JSON.stringify(value.value);
  return value === undefined ? null : value;
}

function isSql(value: unknown): value is Sql {
  return typeof value === 'object' && value !== null && 'text' in value && 'values' in value && 'name' in value;
}

function nameOf(text: string): string {
  let name = named.get(text);
  if (!name) {
    name = createHash('sha256').update(text).digest('base64url').slice(0, 24);
    if (named.size > 2000) named.clear();
    named.set(text, name);
  }
  return name;
}
