import { type Static, Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { oneOf, Page, Text } from '../shapes.ts';

/** 办件数据标准: the six tables (F100–F105). */
export const CASE_TABLE_NAMES = {
  申请信息: { zh: '申请信息', en: 'Application' },
  申请材料: { zh: '申请材料', en: 'Materials' },
  受理信息: { zh: '受理信息', en: 'Acceptance' },
  办理环节: { zh: '办理环节', en: 'Steps' },
  特别程序: { zh: '特别程序', en: 'Special procedures' },
  办结信息: { zh: '办结信息', en: 'Closing' },
} as const;
export const CaseTable = oneOf(['申请信息', '申请材料', '受理信息', '办理环节', '特别程序', '办结信息']);

const field = Type.Object({
  name: Type.String(),
  title: Text,
  type: oneOf(['text', 'number', 'time', 'day', 'binary'], {
    description:
      'time: yyyy-mm-dd hh24:mi:ss, day: yyyy-mm-dd, both of Asia/Shanghai · binary: the name or digest of a file',
  }),
  max: Type.Integer({ description: 'characters at most; 0: no bound' }),
  required: Type.Boolean(),
  codes: Type.Optional(Type.Array(Type.String())),
});

export const listStandardTables = defineRoute({
  name: 'standard.listTables',
  method: 'GET',
  path: '/api/studio/standard/tables',
  permission: 'official',
  summary: 'The tables of the data standard, and the offices and items whose cases I may see in them',
  reply: Type.Object({
    tables: Type.Array(Type.Object({ name: Type.String(), title: Text, fields: Type.Array(field) })),
    offices: Type.Array(Type.Object({ code: Type.String(), name: Text })),
    items: Type.Array(Type.Object({ slug: Type.String(), name: Text, office: Type.String() })),
  }),
  errors: [],
});
export type StandardTableView = Static<typeof listStandardTables.reply>['tables'][number];

const day = Type.String({ maxLength: 10, pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' });
/** Which cases: by the day they were applied for (inclusive, Asia/Shanghai), their office, their item. */
const which = {
  from: Type.Optional(day),
  to: Type.Optional(day),
  office: Type.Optional(Type.String({ maxLength: 18, pattern: '^[0-9A-Z]{0,18}$' })),
  item: Type.Optional(Type.String({ maxLength: 64, pattern: '^[a-z0-9-]{0,64}$' })),
};

export const listStandardRows = defineRoute({
  name: 'standard.listRows',
  method: 'GET',
  path: '/api/studio/standard/rows',
  permission: 'official',
  summary: 'Rows of a table, the newest cases first; `limit` counts cases',
  query: Type.Object({ table: CaseTable, ...which, ...Page }),
  reply: Type.Object({
    rows: Type.Array(Type.Array(Type.Union([Type.String(), Type.Integer(), Type.Null()]))),
    cases: Type.Integer(),
    next: Type.Optional(Type.String()),
  }),
  errors: ['standard.period_wrong'],
});

export const exportStandardRows = defineRoute({
  name: 'standard.exportRows',
  method: 'GET',
  path: '/api/studio/standard/export',
  permission: 'official',
  summary: 'Rows of a table as a file: CSV (UTF-8 with mark), XLSX or JSON; of 20,000 cases at most, as XLSX of 5,000',
  query: Type.Object({ table: CaseTable, format: oneOf(['csv', 'xlsx', 'json']), ...which }),
  reply: 'binary',
  errors: ['standard.period_wrong', 'standard.too_many_cases'],
});

export const StandardFaultShape = Type.Object({
  table: Type.String(),
  row: Type.Integer({ description: 'of the rows checked, from 1; of a file: without its heading' }),
  case: Type.String(),
  field: Type.String(),
  rule: Type.String({ description: 'type · length · needed · code · number · unknown-field · order · L1–L6' }),
  message: Text,
  remedy: Text,
});
export type StandardFault = Static<typeof StandardFaultShape>;

const Checked = Type.Object({
  cases: Type.Integer(),
  rows: Type.Integer(),
  /** All there are. */
  faulty: Type.Integer(),
  /** The first 500. */
  faults: Type.Array(StandardFaultShape),
});

export const checkStandard = defineRoute({
  name: 'standard.check',
  method: 'GET',
  path: '/api/studio/standard/check',
  permission: 'official',
  summary:
    'Checks all six tables of these cases: types, lengths, code values, order of times (L1–L6); 5,000 cases at most',
  query: Type.Object(which),
  reply: Checked,
  errors: ['standard.period_wrong', 'standard.too_many_cases'],
});

export const checkStandardFile = defineRoute({
  name: 'standard.checkFile',
  method: 'POST',
  path: '/api/studio/standard/check-file/:table',
  permission: 'official',
  summary: 'Checks a CSV file against a table, of the six or of the national exchange; nothing of it is kept',
  params: Type.Object({ table: Type.String({ minLength: 1, maxLength: 40 }) }),
  upload: true,
  reply: Checked,
  errors: ['standard.table_unknown', 'standard.file_unusable'],
});
