import { type Static, Type } from 'typebox';

/** One of these words; keeps the literal types. */
export function oneOf<const V extends readonly string[]>(values: V, options: { readonly description?: string } = {}) {
  return Type.Unsafe<V[number]>({ type: 'string', enum: [...values], ...options });
}

/** A text in both languages of the product. */
export const Text = Type.Object({ zh: Type.String(), en: Type.String() });
export type Text = Static<typeof Text>;

export const Id = Type.String({ minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9_-]+$' });
/** A signature on a screen. */
export const Strokes = Type.Array(
  Type.Array(Type.Array(Type.Number({ minimum: 0, maximum: 1_000_000 }), { minItems: 2, maxItems: 3 }), {
    maxItems: 3000,
  }),
  { maxItems: 200, description: 'strokes of points x, y in 600 × 240, and ms' },
);
/** Made by the caller; the same id again answers with the first result (Idempotency). */
export const RequestId = Type.String({ minLength: 8, maxLength: 64, pattern: '^[A-Za-z0-9_-]+$' });
/** Bytes as RFC 4648 §4 writes them: whole groups of four, and no bits left over, so that reading them never fails. */
export const Base64 = (maxLength: number) =>
  Type.String({
    minLength: 4,
    maxLength,
    pattern: '^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{4}|[A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)$',
    description: 'base64',
  });
export const Instant = Type.String({ description: 'ISO 8601 with zone' });
export const Day = Type.String({ description: 'yyyy-mm-dd' });

/** RFC 9457 problem details, with a code, the request's number and every field's issue at once. */
export const Problem = Type.Object({
  type: Type.String(),
  title: Type.String({ description: 'for the person, in the language asked for' }),
  status: Type.Integer(),
  code: Type.String(),
  detail: Type.Optional(Type.String({ description: 'what to do now' })),
  requestId: Type.String(),
  issues: Type.Optional(Type.Array(Type.Object({ path: Type.String(), code: Type.String(), message: Text }))),
  texts: Type.Optional(
    Type.Object(
      { title: Text, detail: Type.Optional(Text) },
      { description: 'title and detail in both languages, for a page whose reader changes his' },
    ),
  ),
});
export type Problem = Static<typeof Problem>;

/** What the caller may do now with this thing, and when not, why. One policy makes this and the 403. */
export const Abilities = Type.Record(
  Type.String(),
  Type.Object({ allowed: Type.Boolean(), reason: Type.Optional(Text) }),
);
export type Abilities = Static<typeof Abilities>;

export const Basis = Type.Object({
  law: Type.String(),
  article: Type.String(),
  content: Type.String(),
  issuedBy: Type.Optional(Type.String()),
  from: Type.Optional(Type.String()),
  to: Type.Optional(Type.String()),
});

export const Provenance = Type.Object({
  source: oneOf(['self', 'account', 'evidence', 'licence', 'earlier', 'computed']),
  from: Text,
  at: Instant,
  locked: Type.Boolean(),
});

export const Limit = Type.Object({ amount: Type.Integer(), unit: Type.String() });

export const Page = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })),
  after: Type.Optional(Type.String({ maxLength: 200, description: 'cursor from the page before' })),
};

/** JSON of any shape where the shape belongs to the item package (answers, form definitions). */
export const Json = Type.Unknown();
export const Answers = Type.Record(Type.String({ maxLength: 64 }), Type.Unknown());
