import { phraseUses } from './phrase.ts';
import {
  anything,
  boolean,
  feel,
  list,
  nullable,
  number,
  object,
  oneOf,
  optional,
  record,
  type Shape,
  string,
  variant,
} from './shape.ts';

/** Shapes of the YAML files of a package, one for each part of `ItemPackage` (model.ts). */

const date = string({ pattern: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, what: 'yyyy-mm-dd' });
const text = object({ zh: string(), en: string() });
/** A text that was Chinese alone in packages of old: an author is asked for both languages, a version accepted then still reads. */
const textOnceChinese = (max: number): Shape => {
  const both = object({ zh: string({ max }), en: string({ max, pattern: /^[^\p{Script=Han}]*$/u, what: 'English' }) });
  return (value, path, report) => {
    if (typeof value !== 'string') return both(value, path, report);
    report(
      'shape.language',
      path,
      `应有两种语言：{ zh: ${value.slice(0, 40)}, en: … }`,
      `must be in both languages: { zh: ${value.slice(0, 40)}, en: … }`,
    );
    return { zh: value, en: value };
  };
};
const name = string({ max: 40, pattern: /^[\p{L}_][\p{L}\p{N}_]*$/u, what: '字母、数字、下划线 letters, digits, _' });
const words = list(string({ max: 60 }), 0, 100);
/** Chinese value → English. */
const valueWords = record(string({ max: 80 }));

const basis = object({
  law: string({ max: 200 }),
  article: string({ max: 100 }),
  content: string({ max: 2000 }),
  issuedBy: optional(string({ max: 200 })),
  from: optional(date),
  to: optional(date),
});

const limit = object({ amount: number(0, 1000), unit: oneOf('工作日', '自然日', '小时', '当场') });
const mask = oneOf('id', 'mobile', 'name', 'all');

/** Value types of FEEL as `@miaopi/decisions` writes them. */
const valueType: Shape = (value, path, report) => {
  if (typeof value === 'string') {
    return oneOf(
      'number',
      'string',
      'boolean',
      'date',
      'time',
      'date and time',
      'days and time duration',
      'years and months duration',
      'Any',
    )(value, path, report);
  }
  return variant({ list: object({ list: valueType }), context: object({ context: record(valueType) }) })(
    value,
    path,
    report,
  );
};

const place = variant({
  element: object({ element: string({ max: 60 }) }),
  keyword: object({
    keyword: string({ max: 60 }),
    dx: optional(number(-300, 300)),
    dy: optional(number(-300, 300)),
  }),
  page: object({
    page: (value, path, report) =>
      typeof value === 'string' ? oneOf('last')(value, path, report) : number(1, 999)(value, path, report),
    x: number(0, 1000),
    y: number(0, 1000),
  }),
});

const signing = object({
  order: oneOf('together', 'in-turn'),
  days: number(1, 180),
  original: boolean,
  paper: optional(string({ max: 40 })),
  parties: list(
    object({
      name,
      label: text,
      when: optional(feel),
      kind: feel,
      holder: feel,
      number: feel,
      means: list(oneOf('signature', 'seal', 'business-licence'), 1, 3),
      places: list(place, 1, 6),
    }),
    1,
    20,
  ),
});

const material = object({
  name: text,
  type: oneOf('1', '2', '3'),
  format: oneOf('1', '2', '3'),
  need: oneOf('1', '2', '3'),
  deferredDays: optional(number(1, 365)),
  source: oneOf('10', '20', '99'),
  by: variant({
    evidence: object({ evidence: name }),
    licence: object({ licence: string({ max: 60 }) }),
    form: object({ form: oneOf(true) }),
    field: object({ field: name }),
  }),
  proves: optional(list(name, 1, 40)),
  when: optional(feel),
  whenText: optional(text),
  basis,
  note: optional(text),
  original: optional(oneOf(true)),
  signing: optional(signing),
});

const fee: Shape = (value, path, report) => {
  const charged = typeof value === 'object' && value !== null && 'charged' in value && value.charged === true;
  if (!charged) return object({ charged: oneOf(false) })(value, path, report);
  return object({
    charged: oneOf(true),
    basis,
    payOnline: boolean,
    due: oneOf('decision', 'licence'),
    payDays: number(1, 180),
    lines: list(
      object({
        code: string({ max: 20, pattern: /^[0-9A-Z]+$/, what: '数字、大写字母 digits, capitals' }),
        name: text,
        standard: text,
        amount: number(0, 1e9),
        reducible: boolean,
        quantity: optional(feel),
        reductions: optional(list(object({ name: text, when: feel, percent: number(1, 100), basis }), 1, 20)),
      }),
      1,
      20,
    ),
  })(value, path, report);
};

const mode = oneOf('pre-check', 'at-collection', 'online');

export const itemShape = object({
  name: text,
  summary: text,
  version: number(1, 9999),
  state: oneOf('in-use', 'suspended', 'cancelled'),
  codes: object({ catalog: string({ max: 12 }), task: string({ max: 36 }), handling: string({ max: 50 }) }),
  type: oneOf('01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '20', '30', '31', '32', '99'),
  office: object({ name: text, uscc: string({ max: 18 }), kind: oneOf('1', '2', '3') }),
  level: oneOf('1', '2', '3', '4', '5', '6'),
  region: string({ pattern: /^\d{12}$/, what: '12 位区划 / 12 digits' }),
  powerSource: oneOf('1', '2', '3', '4', '5', '6'),
  objects: list(oneOf('1', '2', '3', '4', '5', '6', '9'), 1, 7),
  themes: object({ person: optional(words), firm: optional(words) }),
  lifeEvents: words,
  keywords: words,
  basis: list(basis, 1, 40),
  caseKind: oneOf('1', '2'),
  reviewKind: oneOf('即审即办', '前审后批'),
  statutory: nullable(limit),
  promised: limit,
  visits: number(0, 9),
  visitReason: optional(text),
  mode: optional(object({ by: mode, situations: optional(list(object({ when: feel, text, by: mode }), 1, 20)) })),
  forms: list(oneOf('1', '2', '3'), 1, 3),
  depth: oneOf('I', 'II', 'III', 'IV'),
  online: boolean,
  area: oneOf('1', '2', '3', '4', '5', '6'),
  channels: list(oneOf('portal', 'mobile', 'kiosk', 'window'), 1, 4),
  bookable: boolean,
  mail: boolean,
  realPerson: optional(boolean),
  fee,
  project: optional(string({ max: 40 })),
  who: text,
  materials: list(material, 0, 100),
  result: object({
    kind: oneOf('证照', '批文', '其他', '无'),
    name: text,
    finish: oneOf('出证办结', '出文办结', '审批办结', '普通办结'),
  }),
  delivery: list(oneOf('electronic', 'self-print', 'counter', 'courier'), 1, 4),
  deliver: optional(
    object({ means: feel, name: feel, mobile: feel, address: feel, paidBy: oneOf('state', 'receiver', 'online') }),
  ),
  sendIn: optional(
    object({
      name: string({ max: 50 }),
      phone: string({ pattern: /^(1[3-9]\d{9}|0\d{2,3}-\d{7,8})$/, what: '手机或带区号的电话 mobile, or area-number' }),
      address: string({ max: 120 }),
      paidBy: oneOf('state', 'sender'),
    }),
  ),
  vertical: optional(
    object({
      system: string({ pattern: /^[a-z][a-z0-9-]{0,39}$/, what: 'a-z 0-9 -' }),
      name: text,
      operator: text,
      kiosk: optional(boolean),
      hands: list(object({ name, label: text, value: feel }), 1, 30),
    }),
  ),
  consult: object({ phone: string({ max: 40 }), window: text }),
  complain: object({ phone: string({ max: 40 }) }),
  appeal: object({ review: text, court: text }),
  faqs: list(object({ question: text, answer: text }), 0, 50),
});

const formCheck = { when: feel, message: text };
const field = object({
  name,
  label: text,
  type: oneOf(
    'text',
    'longText',
    'number',
    'money',
    'date',
    'boolean',
    'choice',
    'choices',
    'citizenId',
    'uscc',
    'mobile',
    'region',
    'nation',
    'address',
    'file',
    'photo',
    'declaration',
  ),
  hint: optional(text),
  placeholder: optional(text),
  show: optional(feel),
  require: optional((value, path, report) => (typeof value === 'boolean' ? value : feel(value, path, report))),
  compute: optional(feel),
  prefill: optional(list(string({ max: 200 }), 1, 8)),
  edit: optional(oneOf('self', 'state', 'never')),
  checks: optional(list(object(formCheck), 0, 20)),
  options: optional(list(object({ value: string({ max: 100 }), label: text }), 1, 500)),
  minLength: optional(number(0, 10000)),
  maxLength: optional(number(1, 10000)),
  min: optional(number(-1e15)),
  max: optional(number(-1e15)),
  pattern: optional(object({ regex: string({ max: 300 }), message: text })),
  accept: optional(list(oneOf('pdf', 'jpeg', 'png', 'ofd'), 1, 4)),
  maxMB: optional(number(0.1, 50)),
  maxFiles: optional(number(1, 50)),
  mask: optional(mask),
  statement: optional(text),
  width: optional(oneOf('full', 'half')),
});

export const formShape = object({
  sections: list(
    object({
      name,
      title: text,
      intro: optional(text),
      show: optional(feel),
      prefill: optional(list(string({ max: 200 }), 1, 8)),
      repeat: optional(object({ min: number(0, 500), max: number(1, 500), item: text })),
      receiver: optional(object({ name, mobile: name, address: name })),
      fields: list(field, 1, 100),
    }),
    1,
    40,
  ),
  checks: optional(list(object({ ...formCheck, at: string({ max: 100 }) }), 0, 60)),
});

export const evidenceShape = list(
  object({
    name,
    label: text,
    from: variant({
      connector: object({
        connector: oneOf('police', 'social-insurance', 'traffic-police', 'transport', 'housing', 'market'),
        operation: string({ max: 60 }),
      }),
      licence: object({ licence: string({ max: 60 }) }),
    }),
    office: text,
    purpose: text,
    input: record(feel),
    fields: record(object({ type: valueType, label: text, words: optional(valueWords), mask: optional(mask) })),
    when: oneOf('draft', 'submit'),
    fresh: string({ pattern: /^P(?=\d|T\d)(\d+D)?(T(\d+H)?(\d+M)?(\d+S)?)?$/, what: 'ISO 8601, P1D, PT10M' }),
    budget: number(50, 60000),
    if: optional(feel),
    unavailable: oneOf('wait', 'person'),
  }),
  0,
  40,
);

const rule = object({ when: list(feel, 1, 40), then: list(feel, 1, 20), note: optional(textOnceChinese(500)) });

const table = object({
  hit: oneOf('UNIQUE', 'ANY', 'FIRST', 'PRIORITY', 'COLLECT', 'RULE ORDER', 'OUTPUT ORDER'),
  aggregation: optional(oneOf('SUM', 'COUNT', 'MIN', 'MAX')),
  inputs: list(
    object({
      expression: feel,
      label: optional(textOnceChinese(200)),
      type: optional(valueType),
      values: optional(feel),
    }),
    1,
    40,
  ),
  outputs: list(object({ name, type: optional(valueType), values: optional(feel), default: optional(feel) }), 1, 20),
  rules: list(rule, 1, 2000),
});

export const decisionShape = object({
  decisions: list(
    object({
      name,
      label: optional(text),
      words: optional(valueWords),
      type: optional(valueType),
      expression: optional(feel),
      table: optional(table),
    }),
    0,
    100,
  ),
  conditions: list(object({ id: name, text, when: feel, basis, remedy: text, applies: optional(feel) }), 1, 100),
  verdict: table,
});

const reviewOffice = object({
  uscc: string({ max: 18 }),
  name: text,
  days: optional(number(1, 365)),
  sees: optional(list(string({ max: 40 }), 0, 50)),
  outside: optional(boolean),
});
const accepting = oneOf('official', 'machine');

export const processShape = object({
  phrases: optional(list(object({ use: oneOf(...phraseUses), text: string({ max: 500 }) }), 1, 40)),
  acceptance: optional(
    object({
      by: accepting,
      situations: optional(list(object({ when: feel, text, by: accepting }), 1, 20)),
    }),
  ),
  renewal: optional(object({ when: feel, until: feel })),
  steps: list(
    object({
      name: string({ max: 40 }),
      days: number(0, 365),
      role: oneOf('acceptor', 'approver', 'system'),
      standard: text,
    }),
    1,
    30,
  ),
  person: object({ role: oneOf('approver'), step: string({ max: 40 }) }),
  review: optional(
    list(
      object({
        id: string({ pattern: /^[a-z][a-z0-9-]{0,39}$/, what: 'a-z 0-9 -' }),
        name: text,
        role: optional(oneOf('approver', 'acceptor', 'head')),
        days: optional(number(1, 365)),
        mode: optional(oneOf('one', 'all', 'any')),
        offices: optional(list(reviewOffice, 1, 20)),
        when: optional(feel),
        whenNot: optional(text),
        says: optional(list(oneOf('agree', 'disagree', 'none'), 1, 3)),
        silence: optional(oneOf('wait', 'agree', 'none')),
      }),
      1,
      10,
    ),
  ),
  forward: optional(reviewOffice),
});

export const licenceShape = object({
  typeCode: string({ max: 21 }),
  name: text,
  holder: oneOf('person', 'firm', 'applicant'),
  numberRule: string({ max: 200 }),
  keepNumber: optional(boolean),
  validFrom: feel,
  validTo: feel,
  fields: list(
    object({
      key: string({ pattern: /^KZ_[A-Z0-9_]{1,40}$/, what: 'KZ_ + A-Z 0-9' }),
      name,
      label: text,
      value: feel,
      type: optional(valueType),
      mask: optional(mask),
    }),
    1,
    100,
  ),
  photo: optional(feel),
  replaces: optional(feel),
  seal: object({ place: string({ max: 60 }), use: optional(oneOf('system', 'keeper')) }),
  share: oneOf('unconditional', 'conditional', 'none'),
  use: text,
});

const notice = object({ title: text, body: text });
export const noticesShape = object({
  submitted: optional(notice),
  accepted: optional(notice),
  waiting: optional(notice),
  toPerson: optional(notice),
  granted: optional(notice),
  refused: optional(notice),
});

/** The paper's own package checks its inside; here only that it is a map. */
export const paperShape = record(anything);

const answerMap = record(anything);
const evidenceCase = object({ status: oneOf('found', 'none', 'unavailable'), data: optional(answerMap) });

export const goldenShape = object({
  name: string({ max: 200 }),
  today: date,
  applicant: answerMap,
  agent: optional(answerMap),
  answers: answerMap,
  evidence: record(evidenceCase),
  expect: object({
    form: optional((value, path, report) =>
      Array.isArray(value) ? list(string(), 0, 100)(value, path, report) : oneOf('complete')(value, path, report),
    ),
    conditions: optional(record(oneOf('met', 'unmet', 'unknown', 'not-applicable'))),
    verdict: optional(oneOf('grant', 'person', 'wait')),
    review: optional(list(string({ max: 40 }), 0, 10)),
    licence: optional(
      object({
        fields: optional(answerMap),
        validFrom: optional(date),
        validTo: optional(nullable(date)),
        pages: optional(number(1, 1000)),
      }),
    ),
    materials: optional(list(string({ max: 200 }), 0, 100)),
    mode: optional(mode),
    originals: optional(list(string({ max: 200 }), 0, 100)),
    fee: optional(number(0, 1e9)),
    signatures: optional(record(nullable(string({ max: 18 })))),
    hands: optional(record(nullable(string({ max: 2000 })))),
  }),
});

export const historyShape = object({
  name: string({ max: 200 }),
  golden: string({ max: 200 }),
  steps: list(
    object({
      on: date,
      do: string({ max: 40 }),
      by: optional(oneOf('applicant', 'official', 'machine')),
      golden: optional(string({ max: 200 })),
      to: optional(string({ max: 40 })),
      days: optional(number(1, 365)),
      until: optional(date),
      expect: optional(
        object({
          state: optional(string({ max: 20 })),
          phase: optional(string({ max: 20 })),
          due: optional(nullable(date)),
          papers: optional(list(string({ max: 40 }), 0, 100)),
          tasks: optional(list(string({ max: 40 }), 0, 20)),
        }),
      ),
    }),
    1,
    200,
  ),
});
