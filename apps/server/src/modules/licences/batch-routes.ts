import * as c from '@miaopi/contracts';
import type { Actor, StaffActor } from '../../kernel/actor.ts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import type { LicencesDeps } from './deps.ts';
import { writeCsv } from './domain/stock-table.ts';
import { mayRunBatches } from './policy.ts';
import { presentBatch, presentBatchCard } from './present-batch.ts';
import { listWrong, type MemberRow } from './store/batch-members.ts';
import { listBatches } from './store/batches.ts';
import { listInForce } from './store/types.ts';
import { actOnBatch } from './use-cases/batch/act-on-batch.ts';
import { checkBatch } from './use-cases/batch/check-batch.ts';
import { addPictures, createBatch, removePictures, uploadTable } from './use-cases/batch/fill-batch.ts';
import { allFindings, batchTemplate, typesForBatches } from './use-cases/batch/list-for-batches.ts';
import { ownBatch } from './use-cases/batch/own-batch.ts';
import { previewLicence } from './use-cases/batch/preview-licence.ts';

/** Members with findings on one page. */
const page = 50;

/** 批量制证、存量转换 (F220), for the officials of the issuing offices. */
export function batchRoutes(deps: LicencesDeps): BoundRoute[] {
  const { read } = deps.kernel;
  const present = async (actor: Actor, batchId: string) =>
    presentBatch(deps, actor as StaffActor, await ownBatch(read, actor as StaffActor, batchId));
  return [
    route(c.listLicenceBatches, async ({ actor }) => {
      const staff = actor as StaffActor;
      const edit = mayRunBatches(staff);
      if (!edit.allowed) return { batches: [], types: [], edit };
      const [batches, types] = await Promise.all([
        listBatches(read, staff.office),
        listInForce(read).then((all) => typesForBatches(deps, staff, all)),
      ]);
      return { batches: batches.map((b) => presentBatchCard(b, b.counts)), types, edit };
    }),
    route(c.createLicenceBatch, async ({ actor, body }) =>
      present(actor, await createBatch(deps, actor as StaffActor, body)),
    ),
    route(c.getLicenceBatch, ({ actor, params }) => present(actor, params.batchId)),
    route(c.uploadBatchTable, async ({ actor, params, file }) => {
      await uploadTable(deps, actor as StaffActor, params.batchId, file);
      return present(actor, params.batchId);
    }),
    route(c.addBatchPictures, async ({ actor, params, file }) => {
      await addPictures(deps, actor as StaffActor, params.batchId, file);
      return present(actor, params.batchId);
    }),
    route(c.removeBatchPictures, async ({ actor, params }) => {
      await removePictures(deps, actor as StaffActor, params.batchId, params.archiveId);
      return present(actor, params.batchId);
    }),
    route(c.checkLicenceBatch, async ({ actor, params, body }) => {
      await checkBatch(deps, actor as StaffActor, params.batchId, body.mapping);
      return present(actor, params.batchId);
    }),
    route(c.listBatchFindings, async ({ actor, params, query }) => {
      await ownBatch(read, actor as StaffActor, params.batchId);
      const members = await listWrong(read, params.batchId, query.after ?? 0, page + 1);
      const shown = members.slice(0, page);
      const last = members.length > page ? shown.at(-1)?.row : undefined;
      return { findings: shown.flatMap(presentFindings), ...(last === undefined ? {} : { next: last }) };
    }),
    route(c.getBatchFindingsFile, async ({ actor, params, lang }) => {
      const batch = await ownBatch(read, actor as StaffActor, params.batchId);
      const all = await allFindings(deps, batch.id);
      const heading = {
        zh: ['行', '列', '内容', '问题', '如何更正', '编号', '持证人'],
        en: ['Row', 'Column', 'Value', 'What is wrong', 'What to do', 'Number', 'Holder'],
      };
      return {
        mediaType: 'text/csv; charset=utf-8',
        fileName: `${batch.title}-${lang === 'zh' ? '问题清单' : 'findings'}.csv`,
        body: writeCsv([
          heading[lang],
          ...all
            .flatMap(presentFindings)
            .map((f) => [String(f.row), f.column, f.value, f.text[lang], f.remedy[lang], f.number, f.holderName]),
        ]),
      };
    }),
    route(c.getBatchTemplate, async ({ actor, params }) => {
      const batch = await ownBatch(read, actor as StaffActor, params.batchId);
      return {
        mediaType: 'text/csv; charset=utf-8',
        fileName: `${batch.typeName.zh}-模板.csv`,
        body: writeCsv([await batchTemplate(deps, batch)]),
      };
    }),
    route(c.previewBatchLicence, async ({ actor, params }) => ({
      mediaType: 'image/svg+xml',
      body: await previewLicence(deps, actor as StaffActor, params.batchId, params.row),
    })),
    route(c.actOnLicenceBatch, async ({ actor, params, body }) => {
      await actOnBatch(deps, actor as StaffActor, params.batchId, body);
      return present(actor, params.batchId);
    }),
  ];
}

function presentFindings({ row, number, holderName, findings }: MemberRow) {
  return (findings ?? []).map(({ column, value, text, remedy }) => ({
    row,
    number,
    holderName,
    column,
    value,
    text,
    remedy,
  }));
}
