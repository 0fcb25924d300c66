import { type Static, Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Id, Instant, oneOf, RequestId, Text } from '../shapes.ts';

const Answer = Type.Object({ allowed: Type.Boolean(), reason: Type.Optional(Text) });

const BatchState = oneOf(['draft', 'proposed', 'running', 'stopped', 'done', 'dropped']);
const BatchAction = oneOf(['propose', 'approve', 'refuse', 'stop', 'resume', 'retry', 'drop']);

const Counts = Type.Object({
  rows: Type.Integer(),
  faulty: Type.Integer({ description: 'rows that can’t be made as they are' }),
  waiting: Type.Integer(),
  done: Type.Integer(),
  failed: Type.Integer({ description: 'tried and not made' }),
});

/** A batch of licences made and sealed in one go (F220). */
export const LicenceBatchCard = Type.Object({
  id: Type.String(),
  title: Type.String(),
  typeCode: Type.String(),
  typeName: Text,
  compared: Type.Boolean(),
  state: BatchState,
  stateName: Text,
  counts: Counts,
  createdBy: Type.String(),
  createdAt: Instant,
  finishedAt: Type.Optional(Instant),
});
export type LicenceBatchCard = Static<typeof LicenceBatchCard>;

const Target = Type.Object({
  id: Type.String({ description: 'number, holderName, holderNumber, issuedOn, validTo, picture, or field:<name>' }),
  label: Text,
  required: Type.Boolean(),
  type: oneOf(['text', 'number', 'date', 'boolean', 'list', 'picture']),
});

const Mapping = Type.Record(Type.String({ maxLength: 80 }), Type.Integer({ minimum: 0, maximum: 79 }), {
  description: 'what a licence needs → number of the column, from 0',
});

export const LicenceBatch = Type.Object({
  ...LicenceBatchCard.properties,
  targets: Type.Array(Target),
  table: Type.Optional(
    Type.Object({
      name: Type.String(),
      bytes: Type.Integer(),
      rows: Type.Integer(),
      encoding: oneOf(['utf-8', 'gb18030']),
      sm3: Type.String(),
      headings: Type.Array(Type.String()),
      sample: Type.Array(Type.Array(Type.String())),
    }),
  ),
  mapping: Mapping,
  archives: Type.Array(
    Type.Object({ id: Type.String(), name: Type.String(), bytes: Type.Integer(), pictures: Type.Integer() }),
  ),
  checkedAt: Type.Optional(Instant),
  sampleRow: Type.Optional(Type.Integer({ description: 'first row that can be made; its paper can be looked at' })),
  skipFaulty: Type.Boolean(),
  proposedBy: Type.Optional(Type.String()),
  proposedAt: Type.Optional(Instant),
  decidedBy: Type.Optional(Type.String()),
  decidedAt: Type.Optional(Instant),
  note: Type.Optional(Type.String({ description: 'why it was refused, or what was said when it was approved' })),
  progress: Type.Optional(
    Type.Object({
      rate: Type.Number({ description: 'licences a second, over the last seconds' }),
      secondsLeft: Type.Optional(Type.Integer()),
    }),
  ),
  halt: Type.Optional(Type.Object({ code: Type.String(), title: Text, detail: Type.Optional(Text) })),
  actions: Type.Record(Type.String(), Answer),
  edit: Answer,
});
export type LicenceBatch = Static<typeof LicenceBatch>;

const batchParams = Type.Object({ batchId: Id });

export const listLicenceBatches = defineRoute({
  name: 'licences.listBatches',
  method: 'GET',
  path: '/api/studio/licence-batches',
  permission: 'official',
  summary: 'Batches of my office, the newest first, and the types they can be of',
  reply: Type.Object({
    batches: Type.Array(LicenceBatchCard),
    types: Type.Array(Type.Object({ typeCode: Type.String(), name: Text, ...Answer.properties })),
    edit: Answer,
  }),
  errors: [],
});

export const createLicenceBatch = defineRoute({
  name: 'licences.createBatch',
  method: 'POST',
  path: '/api/studio/licence-batches',
  permission: 'official',
  summary: 'Begin a batch of stock licences of one type',
  body: Type.Object({
    requestId: RequestId,
    typeCode: Type.String({ minLength: 1, maxLength: 21, pattern: '^[0-9A-Za-z_-]+$' }),
    title: Type.String({ minLength: 2, maxLength: 80 }),
    /** Whether each was compared with its original: trust grade B, else C until an official has compared it. */
    compared: Type.Optional(Type.Boolean({ default: true })),
  }),
  status: 201,
  reply: LicenceBatch,
  errors: ['licences.type_missing', 'licences.not_in_batches', 'licences.batch_not_lawful'],
});

export const getLicenceBatch = defineRoute({
  name: 'licences.getBatch',
  method: 'GET',
  path: '/api/studio/licence-batches/:batchId',
  permission: 'official',
  summary: 'A batch: its table, what was found, how far it is',
  params: batchParams,
  reply: LicenceBatch,
  errors: ['licences.batch_missing', 'licences.type_missing'],
});

export const uploadBatchTable = defineRoute({
  name: 'licences.uploadBatchTable',
  method: 'POST',
  path: '/api/studio/licence-batches/:batchId/table',
  permission: 'official',
  summary: 'Upload the table: CSV in UTF-8 or GBK, at most 16 MB and 20,000 rows',
  params: batchParams,
  upload: true,
  reply: LicenceBatch,
  errors: ['licences.batch_missing', 'licences.batch_not_lawful', 'licences.table_unusable', 'licences.type_missing'],
});

export const addBatchPictures = defineRoute({
  name: 'licences.addBatchPictures',
  method: 'POST',
  path: '/api/studio/licence-batches/:batchId/pictures',
  permission: 'official',
  summary: 'Upload one ZIP of JPEG and PNG pictures; at most 20 of 20 MB each',
  params: batchParams,
  upload: true,
  reply: LicenceBatch,
  errors: ['licences.batch_missing', 'licences.batch_not_lawful', 'licences.archive_unusable', 'licences.type_missing'],
});

export const removeBatchPictures = defineRoute({
  name: 'licences.removeBatchPictures',
  method: 'DELETE',
  path: '/api/studio/licence-batches/:batchId/pictures/:archiveId',
  permission: 'official',
  summary: 'Take an archive of pictures out again',
  params: Type.Object({ batchId: Id, archiveId: Id }),
  reply: LicenceBatch,
  errors: ['licences.batch_missing', 'licences.batch_not_lawful', 'licences.type_missing'],
});

export const checkLicenceBatch = defineRoute({
  name: 'licences.checkBatch',
  method: 'POST',
  path: '/api/studio/licence-batches/:batchId/check',
  permission: 'official',
  summary: 'Dry run by this mapping of columns: everything that is wrong, nothing is made',
  params: batchParams,
  body: Type.Object({ mapping: Mapping }),
  reply: LicenceBatch,
  errors: ['licences.batch_missing', 'licences.batch_not_lawful', 'licences.table_unusable', 'licences.type_missing'],
});

export const BatchFinding = Type.Object({
  row: Type.Integer({ description: 'as spreadsheets count; the headings are row 1' }),
  number: Type.String(),
  holderName: Type.String(),
  column: Type.String(),
  value: Type.String(),
  text: Text,
  remedy: Text,
});
export type BatchFinding = Static<typeof BatchFinding>;

export const listBatchFindings = defineRoute({
  name: 'licences.listBatchFindings',
  method: 'GET',
  path: '/api/studio/licence-batches/:batchId/findings',
  permission: 'official',
  summary: 'What is wrong: row, column, what, what to do',
  params: batchParams,
  query: Type.Object({
    after: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000, description: 'row of the page before' })),
  }),
  reply: Type.Object({ findings: Type.Array(BatchFinding), next: Type.Optional(Type.Integer()) }),
  errors: ['licences.batch_missing'],
});

export const getBatchFindingsFile = defineRoute({
  name: 'licences.getBatchFindingsFile',
  method: 'GET',
  path: '/api/studio/licence-batches/:batchId/findings.csv',
  permission: 'official',
  summary: 'The whole list of what is wrong, as CSV',
  params: batchParams,
  reply: 'binary',
  errors: ['licences.batch_missing'],
});

export const getBatchTemplate = defineRoute({
  name: 'licences.getBatchTemplate',
  method: 'GET',
  path: '/api/studio/licence-batches/:batchId/template.csv',
  permission: 'official',
  summary: 'An empty table with the headings this type of licence can be filled with',
  params: batchParams,
  reply: 'binary',
  errors: ['licences.batch_missing', 'licences.type_missing'],
});

export const previewBatchLicence = defineRoute({
  name: 'licences.previewBatchLicence',
  method: 'GET',
  path: '/api/studio/licence-batches/:batchId/preview/:row',
  permission: 'official',
  summary: 'The paper of one checked row as it would be made, without a seal',
  params: Type.Object({ batchId: Id, row: Type.Integer({ minimum: 2, maximum: 1_000_000 }) }),
  reply: 'svg',
  errors: ['licences.batch_missing', 'licences.picture_missing'],
});

export const actOnLicenceBatch = defineRoute({
  name: 'licences.actOnBatch',
  method: 'POST',
  path: '/api/studio/licence-batches/:batchId/actions',
  permission: 'official',
  summary: 'Hand in, approve or refuse as another person, stop, resume, retry, drop',
  params: batchParams,
  body: Type.Object({
    requestId: RequestId,
    action: BatchAction,
    note: Type.Optional(Type.String({ maxLength: 300 })),
    skipFaulty: Type.Optional(Type.Boolean({ description: 'of propose: leave rows with faults out' })),
  }),
  reply: LicenceBatch,
  errors: ['licences.batch_missing', 'licences.batch_not_lawful', 'licences.type_missing', 'seals.no_seal'],
});
