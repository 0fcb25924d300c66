import { type Static, Type } from 'typebox';
import { HandlingMode } from '../cases/original-shapes.ts';
import { FlowView } from '../flow-shapes.ts';
import { PublishedExperience } from '../interaction/routes.ts';
import { defineRoute } from '../route.ts';
import { Basis, Id, Instant, Json, Limit, oneOf, Page, Text } from '../shapes.ts';

export const ItemCard = Type.Object({
  slug: Type.String(),
  name: Text,
  summary: Text,
  office: Text,
  /** Name with the hits marked `<mark>…</mark>`; everything else is escaped. */
  highlighted: Type.Optional(Text),
  tags: Type.Array(Text, { description: '秒批, 零材料, 零跑动 …' }),
  for: Type.Array(Type.Union([Type.Literal('person'), Type.Literal('firm')])),
  online: Type.Boolean(),
  promised: Limit,
  visits: Type.Integer(),
});
export type ItemCard = Static<typeof ItemCard>;

export const searchItems = defineRoute({
  name: 'catalog.searchItems',
  method: 'GET',
  path: '/api/items',
  permission: 'public',
  summary: 'Search the catalogue',
  query: Type.Object({
    q: Type.Optional(Type.String({ maxLength: 100 })),
    theme: Type.Optional(Type.String({ maxLength: 40 })),
    event: Type.Optional(Type.String({ maxLength: 40 })),
    office: Type.Optional(Type.String({ maxLength: 40 })),
    for: Type.Optional(Type.Union([Type.Literal('person'), Type.Literal('firm')])),
    nature: Type.Optional(Type.String({ maxLength: 4, description: '事项类型 code' })),
    ...Page,
  }),
  reply: Type.Object({
    items: Type.Array(ItemCard),
    total: Type.Integer(),
    next: Type.Optional(Type.String()),
    facets: Type.Object({
      themes: Type.Array(Type.Object({ name: Type.String(), count: Type.Integer() })),
      offices: Type.Array(Type.Object({ code: Type.String(), name: Text, count: Type.Integer() })),
    }),
  }),
  errors: [],
});

export const suggestItems = defineRoute({
  name: 'catalog.suggestItems',
  method: 'GET',
  path: '/api/items/suggest',
  permission: 'public',
  summary: 'Suggestions while typing',
  query: Type.Object({ q: Type.String({ maxLength: 100 }) }),
  reply: Type.Array(
    Type.Object({ slug: Type.String(), name: Text, highlighted: Text, topic: Type.Optional(Type.String()) }),
  ),
  errors: [],
});

/** F003: an item the machine may grant, and where it may not. */
export const SmartItem = Type.Object({
  slug: Type.String(),
  name: Text,
  office: Text,
  version: Type.Integer(),
  /** When its first version that the machine decides by came into force here. */
  since: Instant,
  conditions: Type.Integer({ description: 'of the decision, each on an article of law' }),
  /** Offices whose registers are asked. */
  sources: Type.Array(Text),
  submitted: Type.Integer(),
  decided: Type.Integer(),
  automaticShare: Type.Union([Type.Number(), Type.Null()]),
  medianSeconds: Type.Union([Type.Number(), Type.Null()]),
  /** Where an official decides, in words. */
  byPerson: Type.Array(Text),
});
export type SmartItem = Static<typeof SmartItem>;

/** F003: 智能审批事项清单, the most used first. The figures are those of the last `days`, counted from the real log. */
export const listSmartItems = defineRoute({
  name: 'catalog.listSmartItems',
  method: 'GET',
  path: '/api/items/smart',
  permission: 'public',
  summary: 'Items decided by the machine',
  reply: Type.Object({ days: Type.Integer(), items: Type.Array(SmartItem), others: Type.Integer() }),
  errors: [],
});

/** The numbers are counted from the real log. */
export const getHome = defineRoute({
  name: 'catalog.getHome',
  method: 'GET',
  path: '/api/home',
  permission: 'public',
  summary: 'What the portal home shows',
  reply: Type.Object({
    region: Text,
    today: Type.Object({
      cases: Type.Integer(),
      automaticShare: Type.Union([Type.Number(), Type.Null()]),
      medianSeconds: Type.Union([Type.Number(), Type.Null()]),
    }),
    hot: Type.Array(ItemCard),
    lifeEvents: Type.Array(Type.Object({ name: Type.String(), label: Text, count: Type.Integer() })),
    demo: Type.Boolean(),
  }),
  errors: [],
});

export const Guide = Type.Object({
  slug: Type.String(),
  version: Type.Integer(),
  /** One that is suspended or cancelled can't be applied for nor booked. */
  state: oneOf(['in-use', 'suspended', 'cancelled']),
  name: Text,
  summary: Text,
  who: Text,
  codes: Type.Object({ catalog: Type.String(), task: Type.String(), handling: Type.String() }),
  type: Text,
  office: Type.Object({ name: Text, uscc: Type.String() }),
  level: Text,
  area: Text,
  objects: Type.Array(Text),
  basis: Type.Array(Basis),
  caseKind: Text,
  statutory: Type.Union([Limit, Type.Null()]),
  promised: Limit,
  visits: Type.Integer(),
  visitReason: Type.Optional(Text),
  /** F090–F092: how it is handled with the visits each way takes, the rule first, then the situations; empty where it is not online. */
  modes: Type.Array(
    Type.Object({
      by: HandlingMode,
      name: Text,
      visits: Type.Integer(),
      when: Type.Optional(Text),
      originals: Type.Array(Text),
    }),
  ),
  depth: Type.String(),
  online: Type.Boolean(),
  bookable: Type.Boolean(),
  mail: Type.Boolean(),
  realPerson: Type.Boolean({ description: 'F029: a live person check is asked for before submitting' }),
  /** F016: the vertical system that handles it, and what it is told about who comes over. */
  vertical: Type.Optional(Type.Object({ system: Text, operator: Text, hands: Type.Array(Text) })),
  channels: Type.Array(Type.String()),
  fee: Type.Object({
    charged: Type.Boolean(),
    lines: Type.Array(Type.Object({ name: Text, standard: Text, amount: Type.Integer() })),
    basis: Type.Optional(Basis),
  }),
  conditions: Type.Array(Type.Object({ id: Type.String(), text: Text, basis: Basis, remedy: Text })),
  situations: Type.Array(Type.Object({ name: Text })),
  materials: Type.Array(
    Type.Object({
      name: Text,
      need: Type.String(),
      source: Type.String(),
      by: oneOf(['evidence', 'licence', 'form', 'field']),
      /** Who holds it, when the state does. */
      heldBy: Type.Optional(Text),
      whenText: Type.Optional(Text),
      basis: Basis,
      note: Type.Optional(Text),
      /** Whose signature or seal it needs (F142). */
      signing: Type.Optional(
        Type.Object({
          original: Type.Boolean({ description: 'a copy does not do' }),
          generated: Type.Boolean({ description: 'made from the form' }),
          parties: Type.Array(
            Type.Object({
              label: Text,
              means: Type.Array(oneOf(['signature', 'seal', 'business-licence'])),
              sometimes: Type.Boolean(),
            }),
          ),
        }),
      ),
    }),
  ),
  lookups: Type.Array(
    Type.Object({ name: Type.String(), label: Text, office: Text, purpose: Text, fields: Type.Array(Text) }),
  ),
  steps: Type.Array(Type.Object({ name: Type.String(), days: Type.Number(), role: Type.String(), standard: Text })),
  flow: FlowView,
  result: Type.Object({ kind: Type.String(), name: Text }),
  delivery: Type.Array(Type.String()),
  consult: Type.Object({ phone: Type.String(), window: Text }),
  complain: Type.Object({ phone: Type.String() }),
  appeal: Type.Object({ review: Text, court: Text }),
  faqs: Type.Array(Type.Object({ question: Text, answer: Text })),
  tags: Type.Array(Text),
  figures: Type.Object({
    decided: Type.Integer(),
    automaticShare: Type.Union([Type.Number(), Type.Null()]),
    medianSeconds: Type.Union([Type.Number(), Type.Null()]),
  }),
  /** F064: what people tell whose cases are closed, the newest ten. */
  experiences: Type.Array(PublishedExperience),
});
export type Guide = Static<typeof Guide>;

export const getGuide = defineRoute({
  name: 'catalog.getGuide',
  method: 'GET',
  path: '/api/items/:slug',
  permission: 'public',
  summary: 'The guide of an item, all elements',
  params: Type.Object({ slug: Id }),
  reply: Guide,
  errors: ['catalog.item_missing'],
});

export const getResultSample = defineRoute({
  name: 'catalog.getResultSample',
  method: 'GET',
  path: '/api/items/:slug/sample.svg',
  permission: 'public',
  summary: 'Sample of the result, drawn from the real template',
  params: Type.Object({ slug: Id }),
  reply: 'svg',
  errors: ['catalog.item_missing'],
});

export const getFlowPicture = defineRoute({
  name: 'catalog.getFlowPicture',
  method: 'GET',
  path: '/api/items/:slug/flow.svg',
  permission: 'public',
  summary: 'Flow picture',
  params: Type.Object({ slug: Id }),
  query: Type.Object({ lang: Type.Optional(Type.Union([Type.Literal('zh'), Type.Literal('en')])) }),
  reply: 'svg',
  errors: ['catalog.item_missing'],
});

/** F055: the guide with all elements and the blank form in one file. */
export const downloadGuide = defineRoute({
  name: 'catalog.downloadGuide',
  method: 'GET',
  path: '/api/items/:slug/guide.zip',
  permission: 'public',
  summary: 'Guide and blank form as one download',
  params: Type.Object({ slug: Id }),
  reply: 'binary',
  errors: ['catalog.item_missing'],
});

/** What a browser needs to run the form and the preview: the package's form, evidence names and decisions. */
export const getClientItem = defineRoute({
  name: 'catalog.getClientItem',
  method: 'GET',
  path: '/api/items/:slug/form',
  permission: 'public',
  summary: 'Form and decision of the item, for the browser',
  params: Type.Object({ slug: Id }),
  query: Type.Object({ version: Type.Optional(Type.Integer({ minimum: 1, maximum: 100000 })) }),
  reply: Json,
  errors: ['catalog.item_missing'],
});
