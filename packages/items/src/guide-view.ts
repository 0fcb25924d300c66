import type { Text } from '@miaopi/forms';
import { codeEntry, EXERCISE_LEVELS, HANDLING_FORMS, SERVICE_ITEM_TYPES, SERVICE_OBJECTS } from '@miaopi/identifiers';
import type { CompiledItem } from './compile-item.ts';
import { modeNames, modeVisits } from './handling-mode.ts';
import { situations } from './materials.ts';
import type { HandlingMode, ItemElements, ItemProcess, LegalBasis, Limit } from './model.ts';

/** The guide page (办事指南) of an item as plain JSON: all elements, from one source for every channel. */
export interface GuideView {
  readonly slug: string;
  readonly version: number;
  readonly name: Text;
  readonly summary: Text;
  readonly state: ItemElements['state'];
  readonly codes: ItemElements['codes'];
  readonly type: Text;
  readonly level: Text;
  readonly office: ItemElements['office'];
  readonly region: string;
  readonly objects: readonly Text[];
  readonly handling: readonly Text[];
  readonly themes: ItemElements['themes'];
  readonly lifeEvents: readonly string[];
  readonly keywords: readonly string[];
  readonly who: Text;
  readonly basis: readonly LegalBasis[];
  readonly limit: { readonly promised: Text; readonly statutory: Text | null; readonly immediate: boolean };
  readonly visits: { readonly count: number; readonly reason?: Text };
  /** How it is handled with the visits each way takes: the rule first, then the situations. */
  readonly modes: readonly {
    readonly by: HandlingMode;
    readonly name: Text;
    readonly visits: number;
    readonly when?: Text;
    /** What is brought in the original. */
    readonly originals: readonly Text[];
  }[];
  readonly fee: ItemElements['fee'];
  readonly conditions: readonly {
    readonly id: string;
    readonly text: Text;
    readonly basis: LegalBasis;
    readonly remedy: Text;
    readonly sometimes: boolean;
  }[];
  readonly materials: readonly {
    readonly name: Text;
    readonly need: Text;
    readonly by: 'state' | 'person' | 'form';
    /** Which office or the licence library holds it. */
    readonly from?: Text;
    readonly when?: Text;
    readonly note?: Text;
    readonly basis: LegalBasis;
    /** Who signs it, and by what. */
    readonly signing?: {
      readonly original: boolean;
      readonly generated: boolean;
      readonly parties: readonly {
        readonly label: Text;
        readonly means: readonly string[];
        readonly sometimes: boolean;
      }[];
    };
  }[];
  /** Materials the person never hands in. */
  readonly heldByState: number;
  /** Materials the person may have to hand in, each only in its situation. */
  readonly toUpload: number;
  readonly situations: readonly { readonly when: Text; readonly materials: readonly Text[] }[];
  /** What is asked of whom, shown before consent. */
  readonly asks: readonly {
    readonly name: string;
    readonly label: Text;
    readonly office: Text;
    readonly purpose: Text;
    readonly fields: readonly Text[];
  }[];
  readonly steps: readonly {
    readonly name: string;
    readonly days: number;
    readonly by: 'machine' | 'person' | 'both';
    readonly standard: Text;
  }[];
  readonly result: ItemElements['result'] & { readonly validity: Text };
  readonly delivery: ItemElements['delivery'];
  readonly channels: ItemElements['channels'];
  readonly bookable: boolean;
  readonly mail: boolean;
  /** 提交前须实人认证 */
  readonly realPerson: boolean;
  /** The vertical system that handles it, and what it is told. */
  readonly vertical?: { readonly system: Text; readonly operator: Text; readonly hands: readonly Text[] };
  readonly online: boolean;
  readonly depth: ItemElements['depth'];
  readonly consult: ItemElements['consult'];
  readonly complain: ItemElements['complain'];
  readonly appeal: ItemElements['appeal'];
  readonly faqs: ItemElements['faqs'];
}

/** Everything the guide page shows. */
export function guideView(item: CompiledItem): GuideView {
  const { package: pkg } = item;
  const e = pkg.item;
  const evidence = new Map(pkg.evidence.map((x) => [x.name, x]));
  const materials = e.materials.map((m): GuideView['materials'][number] => {
    const source =
      'evidence' in m.by ? evidence.get(m.by.evidence) : 'licence' in m.by ? evidence.get(m.by.licence) : undefined;
    return {
      name: m.name,
      need: needs[m.need],
      by: source ? 'state' : 'form' in m.by ? 'form' : 'person',
      ...(source
        ? { from: 'licence' in source.from ? { zh: '电子证照库', en: 'Licence library' } : source.office }
        : {}),
      ...(m.whenText ? { when: m.whenText } : {}),
      ...(m.note ? { note: m.note } : {}),
      basis: m.basis,
      ...(m.signing
        ? {
            signing: {
              original: m.signing.original,
              generated: m.signing.paper !== undefined,
              parties: m.signing.parties.map(({ label, means, when }) => ({
                label,
                means,
                sometimes: when !== undefined,
              })),
            },
          }
        : {}),
    };
  });
  return {
    slug: pkg.slug,
    version: e.version,
    name: e.name,
    summary: e.summary,
    state: e.state,
    codes: e.codes,
    type: named(SERVICE_ITEM_TYPES, e.type),
    level: named(EXERCISE_LEVELS, e.level),
    office: e.office,
    region: e.region,
    objects: e.objects.map((o) => named(SERVICE_OBJECTS, o)),
    handling: e.forms.map((f) => named(HANDLING_FORMS, f)),
    themes: e.themes,
    lifeEvents: e.lifeEvents,
    keywords: e.keywords,
    who: e.who,
    basis: e.basis,
    limit: {
      promised: limitText(e.promised),
      statutory: e.statutory && limitText(e.statutory),
      immediate: e.promised.unit === '当场',
    },
    visits: { count: e.visits, ...(e.visitReason ? { reason: e.visitReason } : {}) },
    modes: modesOf(e),
    fee: e.fee,
    conditions: pkg.decision.conditions.map(({ id, text, basis, remedy, applies }) => ({
      id,
      text,
      basis,
      remedy,
      sometimes: applies !== undefined,
    })),
    materials,
    heldByState: materials.filter((m) => m.by === 'state').length,
    toUpload: materials.filter((m) => m.by === 'person').length,
    situations: situations(item),
    asks: pkg.evidence.map(({ name, label, office, purpose, fields }) => ({
      name,
      label,
      office,
      purpose,
      fields: Object.values(fields).map((f) => f.label),
    })),
    steps: pkg.process.steps.map(({ name, days, role, standard }) => ({
      name,
      days,
      by:
        name === '受理' && pkg.process.acceptance
          ? acceptedBy(pkg.process.acceptance)
          : role === 'system'
            ? 'machine'
            : name === pkg.process.person.step
              ? 'both'
              : 'person',
      standard,
    })),
    result: { ...e.result, validity: validityText(pkg.licence.validTo) },
    delivery: e.delivery,
    channels: e.channels,
    bookable: e.bookable,
    mail: e.mail,
    realPerson: e.realPerson ?? false,
    ...(e.vertical
      ? {
          vertical: {
            system: e.vertical.name,
            operator: e.vertical.operator,
            hands: e.vertical.hands.map((h) => h.label),
          },
        }
      : {}),
    online: e.online,
    depth: e.depth,
    consult: e.consult,
    complain: e.complain,
    appeal: e.appeal,
    faqs: e.faqs,
  };
}

function modesOf(e: ItemElements): GuideView['modes'] {
  if (!e.online) return [];
  const originals = e.materials.filter((m) => m.original).map((m) => m.name);
  const one = (by: HandlingMode, visits: number, when?: Text) => ({
    by,
    name: modeNames[by],
    visits,
    ...(when ? { when } : {}),
    originals: by === 'online' ? [] : originals,
  });
  return [
    one(e.mode?.by ?? 'online', e.visits),
    ...(e.mode?.situations ?? []).map((s) => one(s.by, modeVisits[s.by], s.text)),
  ];
}

/** What all conditions are met for is accepted and granted by the machine: an official never accepts everything. */
function acceptedBy({ by, situations }: NonNullable<ItemProcess['acceptance']>): 'machine' | 'both' {
  return by === 'official' || situations?.some((s) => s.by === 'official') ? 'both' : 'machine';
}

const needs: Readonly<Record<'1' | '2' | '3', Text>> = {
  '1': { zh: '必要', en: 'Required' },
  '2': { zh: '非必要', en: 'Optional' },
  '3': { zh: '容缺后补', en: 'May follow later' },
};

const units: Readonly<Record<Limit['unit'], readonly [string, string]>> = {
  工作日: ['working day', 'working days'],
  自然日: ['day', 'days'],
  小时: ['hour', 'hours'],
  当场: ['at once', 'at once'],
};

function limitText({ amount, unit }: Limit): Text {
  if (unit === '当场') return { zh: '当场办结', en: 'At once' };
  return { zh: `${amount} 个${unit}`, en: `${amount} ${units[unit][amount === 1 ? 0 : 1]}` };
}

/** In words where the rule is one everybody writes; otherwise what the result says counts. */
function validityText(validTo: string): Text {
  if (validTo.trim() === 'null') return { zh: '长期有效', en: 'Valid until further notice' };
  const m = /^今日 \+ duration\("P(\d+)([YMD])"\)/.exec(validTo);
  if (!m) return { zh: '以证照载明的有效期为准', en: 'As stated on the document' };
  const unit = { Y: ['年', 'years'], M: ['个月', 'months'], D: ['天', 'days'] }[m[2] as 'Y' | 'M' | 'D'];
  return { zh: `自出具之日起 ${m[1]} ${unit[0]}`, en: `${m[1]} ${unit[1]} from the day of issue` };
}

function named(list: Parameters<typeof codeEntry>[0], code: string): Text {
  const entry = codeEntry(list, code);
  return entry ? { zh: entry.zh, en: entry.en } : { zh: code, en: code };
}
