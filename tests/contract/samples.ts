/** The part of JSON Schema that contracts use. */
interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
  readonly format?: string;
}

/** A small value the schema accepts; optional members left out. Ids are well-formed and belong to nothing. */
export function sampleOf(given: unknown): unknown {
  const schema = (given ?? {}) as Schema;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (schema.anyOf) return sampleOf(schema.anyOf[0]);
  switch (schema.type) {
    case 'object':
      return Object.fromEntries((schema.required ?? []).map((name) => [name, sampleOf(schema.properties?.[name])]));
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => sampleOf(schema.items));
    case 'integer':
    case 'number':
      return schema.minimum ?? 1;
    case 'boolean':
      return true;
    case 'string': {
      if (schema.format === 'date-time') return '2026-11-28T00:00:00Z';
      const fits = (text: string) => !schema.pattern || new RegExp(schema.pattern, 'u').test(text);
      const plain = 'nothing-of-this-name'.slice(0, schema.maxLength ?? 64).padEnd(schema.minLength ?? 0, 'x');
      return [plain, '0'.repeat(64), '000000', '2026-11-30', '09:00', '13900000000'].find(fits) ?? plain;
    }
    default:
      return {};
  }
}

/** Words for random requests: by the name of the member they were seen under, and hostile ones. */
export interface Words {
  /** Seen in answers under this name, e.g. `caseId`. */
  named(name: string): readonly string[];
  readonly any: readonly string[];
}

const hostile = [
  '<script>alert(1)</script>',
  "'; drop table x; --",
  '😀😀',
  'a\u202eb',
  '\ud83d',
  '\u0001',
  '零'.repeat(60),
  '../../x',
  '%00',
  '1e999',
  '2026-02-30',
  '2027-01-04',
  '9999-12-31',
  '0001-01-01',
  '2026-11-29T24:00:00Z',
  '   ',
  '０１２',
  '[]',
  'null',
  'constructor',
  '经审查，申请材料齐全，符合法定条件。',
];

/** A random value that the schema accepts, or nearly so: what was seen elsewhere, and what nobody would send in good faith. `random` as Math.random. */
export function randomOf(given: unknown, random: () => number, words: Words, name = '', depth = 0): unknown {
  const schema = (given ?? {}) as Schema;
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const inner = (one: unknown, of: string) => randomOf(one, random, words, of, depth + 1);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return pick(schema.enum);
  if (schema.anyOf) return inner(pick(schema.anyOf), name);
  switch (schema.type) {
    case 'null':
      return null;
    case 'object': {
      const known = Object.entries(schema.properties ?? {})
        .filter(([key]) => schema.required?.includes(key) || random() < 0.55)
        .map(([key, one]) => [key, inner(one, key)]);
      const open = Object.values(schema.patternProperties ?? {})[0];
      const keys = open && depth < 5 ? Array.from({ length: Math.floor(random() * 4) }, () => pick(words.any)) : [];
      return Object.fromEntries([...known, ...keys.map((key) => [key, inner(open, key)])]);
    }
    case 'array': {
      const length = Math.min(schema.maxItems ?? 3, Math.max(schema.minItems ?? 0, Math.floor(random() * 4)));
      return Array.from({ length }, () => inner(schema.items, name.replace(/s$/, '')));
    }
    case 'integer':
    case 'number': {
      const [low, high] = [schema.minimum ?? -5, schema.maximum ?? 3_000_000_000];
      const value = random() < 0.2 ? low : random() < 0.2 ? high : low + random() * Math.min(high - low, 400);
      return schema.type === 'integer' ? Math.floor(value) : value;
    }
    case 'boolean':
      return random() < 0.5;
    case 'string': {
      const pattern = schema.pattern ? new RegExp(schema.pattern, 'u') : undefined;
      const fits = (text: string) =>
        (!pattern || pattern.test(text)) &&
        [...text].length >= (schema.minLength ?? 0) &&
        [...text].length <= (schema.maxLength ?? 5000);
      for (let tries = 0; tries < 20; tries++) {
        const named = words.named(name);
        const word =
          named.length > 0 && random() < 0.6 ? pick(named) : pick(random() < 0.4 ? [...words.any, 'x'] : hostile);
        const fit = [word, word.padEnd(schema.minLength ?? 0, '说')].find(fits);
        if (fit !== undefined) return fit;
      }
      return sampleOf(schema);
    }
    default:
      return random() < 0.5 ? pick(hostile) : random() < 0.5 ? { a: pick(hostile) } : Math.floor(random() * 100);
  }
}

export interface Mutation {
  /** What was done, for the test's name. */
  readonly what: string;
  readonly value: unknown;
  /** The schema can't accept it. */
  readonly refused: boolean;
}

const script = '<script>alert(1)</script>" onload="alert(2)';

/** The sample made wrong in one place at a time, or hostile where the schema lets it through. */
export function mutationsOf(given: unknown): Mutation[] {
  const schema = given as Schema;
  const sample = sampleOf(schema) as Record<string, unknown>;
  if (schema.type !== 'object') return [];
  const found: Mutation[] = [];
  for (const name of schema.required ?? []) {
    const { [name]: _left, ...rest } = sample;
    found.push({ what: `without ${name}`, value: rest, refused: true });
  }
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const put = (value: unknown) => ({ ...sample, [name]: value });
    const kinds = property.anyOf ?? [property];
    const type = kinds[0]?.type ?? typeof (kinds[0]?.const ?? kinds[0]?.enum?.[0]);
    if (type !== 'object' && type !== 'undefined')
      found.push({ what: `${name} an object`, value: put({ a: { b: [1] } }), refused: true });
    if (type === 'object') found.push({ what: `${name} a text`, value: put('a text'), refused: true });
    if (type === 'integer' || type === 'number') {
      found.push({ what: `${name} no number`, value: put('１２abc'), refused: true });
      found.push({ what: `${name} huge`, value: put(1e300), refused: false });
      if (property.maximum !== undefined)
        found.push({ what: `${name} above ${property.maximum}`, value: put(property.maximum + 1), refused: true });
    }
    if (type === 'string') {
      const open = property.const === undefined && !property.enum && !property.anyOf;
      if (property.maxLength !== undefined)
        found.push({ what: `${name} too long`, value: put('长'.repeat(property.maxLength + 1)), refused: true });
      found.push({ what: `${name} a script`, value: put(script), refused: !open || property.pattern !== undefined });
      found.push({ what: `${name} with a zero byte`, value: put('a\u0000b'), refused: !open });
      found.push({
        what: `${name} like a path`,
        value: put('../../etc/passwd'),
        refused: !open || property.pattern !== undefined,
      });
    }
    if (type === 'array') {
      found.push({
        what: `${name} of the wrong things`,
        value: put([{ nothing: 'known' }]),
        refused: property.items?.type !== undefined,
      });
      if (property.maxItems !== undefined)
        found.push({
          what: `${name} too many`,
          value: put(Array.from({ length: property.maxItems + 1 }, () => sampleOf(property.items))),
          refused: true,
        });
    }
    if (type === 'object' && property.patternProperties)
      found.push({
        what: `${name} deep`,
        value: put({ a: JSON.parse(`${'['.repeat(2000)}1${']'.repeat(2000)}`) }),
        refused: false,
      });
  }
  return found;
}
