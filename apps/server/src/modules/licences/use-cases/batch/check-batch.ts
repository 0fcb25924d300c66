import type { CompiledItem } from '@miaopi/items';
import type { StaffActor } from '../../../../kernel/actor.ts';
import { givingWay } from '../../../../kernel/give-way.ts';
import { newId } from '../../../../kernel/ids.ts';
import type { Text } from '../../../../kernel/text.ts';
import type { LicencesDeps } from '../../deps.ts';
import { unclaimed } from '../../domain/batch-limits.ts';
import { pictureName } from '../../domain/picture-archive.ts';
import { type Mapping, stockTargets } from '../../domain/stock-columns.ts';
import { type ReadRow, type RowPlan, readStockRow } from '../../domain/stock-row.ts';
import { firstRow, readStockTable } from '../../domain/stock-table.ts';
import { licencesErrors } from '../../errors.ts';
import { deleteMembers, insertMembers, type MemberRow } from '../../store/batch-members.ts';
import { pictureNames } from '../../store/batch-pictures.ts';
import { type BatchRow, lockBatch, setChecked } from '../../store/batches.ts';
import { identifiersTaken } from '../../store/read-licences.ts';
import { stockIdentifier } from '../stock-licence.ts';
import { itemForBatch, mustBeDraft, mustRunBatches, ownBatch } from './own-batch.ts';

/** Rows read between two looks at other requests, and members written in one statement. */
const atOnce = 500;

/**
 * The dry run: every row read as it would be made, with all that is wrong with it. Nothing is made; what was found is kept with the batch, and what is right
 * is what will be made, as it is now. @throws licences.table_unusable, licences.batch_not_lawful, licences.type_missing
 */
export async function checkBatch(
  deps: LicencesDeps,
  actor: StaffActor,
  batchId: string,
  wanted: Mapping,
): Promise<void> {
  const { kernel } = deps;
  const batch = await ownBatch(kernel.read, actor, batchId);
  mustRunBatches(actor);
  mustBeDraft(batch);
  if (!batch.tableKey)
    throw licencesErrors.table_unusable({ detail: { zh: '请先上传表格。', en: 'Upload the table first.' } });
  const table = readStockTable(await kernel.files.get(batch.tableKey));
  const { item, version } = await itemForBatch(deps, batch.slug);
  const targets = stockTargets(item);
  const mapping = Object.fromEntries(
    targets.flatMap(({ id }) => {
      const column = wanted[id];
      return column !== undefined && column < table.headings.length ? [[id, column]] : [];
    }),
  );
  const plan: RowPlan = {
    headings: table.headings,
    targets,
    mapping,
    holder: item.package.licence.holder,
    today: kernel.clock.today(),
  };
  const pictures = await pictureNames(kernel.read, batchId);
  const seen = new Map<string, number>();
  const members: MemberRow[] = [];
  const giveWay = givingWay();
  for (let from = 0; from < table.rows.length; from += atOnce) {
    const read = table.rows
      .slice(from, from + atOnce)
      .map((cells, i) => ({ row: from + i + firstRow, ...readStockRow(plan, cells) }));
    members.push(...(await membersOf(deps, { batch, item, plan, pictures, seen }, read)));
    await giveWay();
  }
  await kernel.command('licences.check_batch', { actor }, async (ctx) => {
    const now = (await lockBatch(ctx.tx, batchId)) ?? batch;
    mustBeDraft(now);
    if (now.tableKey !== batch.tableKey)
      throw licencesErrors.batch_not_lawful({
        detail: { zh: '检查期间表格已更换，请重新试运行。', en: 'The table was replaced meanwhile; check it again.' },
      });
    await deleteMembers(ctx.tx, batchId);
    for (let from = 0; from < members.length; from += atOnce)
      insertMembers(ctx.tx, batchId, members.slice(from, from + atOnce));
    await setChecked(ctx.tx, batchId, {
      mapping,
      itemVersion: item.core.version,
      typeVersion: version,
      typeName: item.package.licence.name,
      now: ctx.now,
    });
    ctx.audit({
      action: 'licences.batch_checked',
      subject: `batch:${batchId}`,
      data: { rows: members.length, faulty: members.filter((m) => m.state === 'faulty').length },
    });
  });
}

interface Given {
  readonly batch: BatchRow;
  readonly item: CompiledItem;
  readonly plan: RowPlan;
  readonly pictures: ReadonlySet<string>;
  /** Identifiers of the rows before, with the row. */
  readonly seen: Map<string, number>;
}

/** What only the register, the accounts and the uploads know of these rows. */
async function membersOf(deps: LicencesDeps, given: Given, read: readonly (ReadRow & { readonly row: number })[]) {
  const { batch, item, plan, pictures, seen } = given;
  const office = { uscc: batch.office, name: batch.officeName };
  const good = read.flatMap(({ row, stock }) =>
    stock ? [{ row, stock, identifier: stockIdentifier({ item, office, number: stock.number }) }] : [],
  );
  const numbersOf = (kind: 'person' | 'firm') =>
    good.filter(({ stock }) => stock.holder.kind === kind).map(({ stock }) => stock.holder.number);
  const [taken, person, firm] = await Promise.all([
    identifiersTaken(
      deps.kernel.read,
      good.map((g) => g.identifier),
    ),
    deps.holdersOf('person', numbersOf('person')),
    deps.holdersOf('firm', numbersOf('firm')),
  ]);
  const identifiers = new Map(good.map((g) => [g.row, g.identifier]));
  return read.map(({ row, number, holderName, picture, stock, findings: own }): MemberRow => {
    const findings = [...own];
    const find = (target: string, value: string, text: Text, remedy: Text) => {
      const column = plan.mapping[target];
      const heading = column === undefined ? '' : (plan.headings[column] ?? '');
      findings.push({ target, column: heading, value: value.slice(0, 80), text, remedy });
    };
    if (picture && !pictures.has(pictureName(picture)))
      find(
        'picture',
        picture,
        { zh: '压缩包里没有这张图片', en: 'No archive has this picture' },
        {
          zh: '请核对文件名（含扩展名），或上传含有它的压缩包。',
          en: 'Check its name with its ending, or upload the archive it is in.',
        },
      );
    const identifier = identifiers.get(row);
    const earlier = identifier === undefined ? undefined : seen.get(identifier);
    if (earlier !== undefined)
      find(
        'number',
        number,
        { zh: `与第 ${earlier} 行编号相同`, en: `Row ${earlier} has the same number` },
        { zh: '一个编号只能转换一次，请删去重复的行。', en: 'A number is converted once: take one of the rows out.' },
      );
    else if (identifier !== undefined) {
      seen.set(identifier, row);
      if (taken.has(identifier))
        find(
          'number',
          number,
          { zh: '这个编号已经登记', en: 'This number is registered already' },
          { zh: '已经转换过的不会重复转换，请从表中删去。', en: 'It is not converted twice: take the row out.' },
        );
    }
    const holder = stock && (stock.holder.kind === 'person' ? person : firm).get(stock.holder.number);
    if (stock && holder && holder.name !== stock.holder.name)
      find(
        'holderName',
        stock.holder.name,
        { zh: '与实名登记的名称不一致', en: 'It differs from the registered name of this number' },
        { zh: '请按原证照和登记档案核对名称和号码。', en: 'Compare name and number with the former licence.' },
      );
    const right = stock && findings.length === 0;
    return {
      row,
      licenceId: newId('lic'),
      state: right ? 'waiting' : 'faulty',
      number: number.slice(0, 120),
      holderName: holderName.slice(0, 120),
      stock: right ? { ...stock, holderId: holder?.id ?? unclaimed } : null,
      picture: picture ? pictureName(picture) : null,
      findings: right ? null : findings,
    };
  });
}
