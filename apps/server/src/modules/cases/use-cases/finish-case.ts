import { type CaseInput, type CompiledItem, destinationOf } from '@miaopi/items';
import { dayOf } from '../../../kernel/clock.ts';
import type { Text } from '../../../kernel/text.ts';
import { isDeviceTrouble, type MadeLicence, type ReservedLicence } from '../../licences/index.ts';
import { closedEvent } from '../closed-event.ts';
import { type CasesDeps, chainActor, noticeEvent } from '../deps.ts';
import { dueDay } from '../domain/case-clock.ts';
import { applyAction } from '../domain/lifecycle.ts';
import { type FinishedStep, stepTitles } from '../domain/steps.ts';
import { noticeOf } from '../notice.ts';
import { overtaken } from '../overtaken.ts';
import { tellDone } from '../progress.ts';
import { changeUnmoved } from '../store/cases.ts';
import { type CaseRow, machine } from '../store/rows.ts';
import { lastOfficial } from '../store/tasks.ts';
import { waitForDevice } from './wait-for-device.ts';
import { keeperWait, waitForKeeper } from './wait-for-keeper.ts';
import { unpaidBill, waitForPayment } from './wait-for-payment.ts';

/** Makes and seals the licence, then commits: licence valid, ledger row, delivery, closing, notice (F131, F132). */
export async function finishCase(
  deps: CasesDeps,
  {
    row,
    item,
    input,
    licence,
  }: {
    readonly row: CaseRow;
    readonly item: CompiledItem;
    readonly input: CaseInput;
    readonly licence: ReservedLicence;
  },
): Promise<CaseRow> {
  const owed = await unpaidBill(deps, row, item);
  if (owed) return waitForPayment(deps, row, owed);
  const began = deps.kernel.clock.now();
  deps.progress.tell(row.id, { step: 'make', name: stepTitles.make, state: 'running', startedAt: began.toISOString() });
  let made: MadeLicence;
  try {
    made = await deps.licences.make(licence, item, input);
  } catch (error) {
    if (isDeviceTrouble(error)) return waitForDevice(deps, row, error);
    const keeper = keeperWait(error);
    if (!keeper) throw error;
    return waitForKeeper(deps, row, keeper);
  }
  const sealedAt = deps.kernel.clock.now();
  // a clock that was set back between the two never makes a step end before it began
  const sealBegan = new Date(
    Math.max(began.getTime(), sealedAt.getTime() - Math.round(made.milliseconds.seal)),
  ).toISOString();
  const steps: FinishedStep[] = [
    {
      step: 'make',
      startedAt: began.toISOString(),
      endedAt: sealBegan,
      output: { milliseconds: made.milliseconds.make, note: { zh: licence.number, en: licence.number } },
    },
    {
      step: 'seal',
      startedAt: sealBegan,
      endedAt: sealedAt.toISOString(),
      output: { milliseconds: made.milliseconds.seal, note: sealNote(made.seal.name, row.officeName) },
    },
  ];
  for (const step of steps) tellDone(deps.progress, row.id, step);

  const closed = await deps.kernel.command('cases.finish', { actor: chainActor }, async (ctx) => {
    const at = ctx.now.toISOString();
    steps.push(
      {
        step: 'deliver',
        startedAt: at,
        endedAt: at,
        output: { milliseconds: 0, note: { zh: '已送达个人空间', en: 'delivered to your space' } },
      },
      { step: 'close', startedAt: at, endedAt: at, output: { milliseconds: 0 } },
    );
    const set = {
      state: applyAction(applyAction(row.state, 'deliver', 'machine'), 'close', 'machine'),
      closedAt: ctx.now,
      waiting: null,
    };
    const actions = [
      { ...machine, kind: 'deliver' as const, data: { licence: licence.id, digest: made.digest } },
      { ...machine, kind: 'close' as const },
    ];
    const official = row.automatic ? undefined : await lastOfficial(ctx.tx, row.id);
    // both travel together, first the case: who was overtaken is told so, whatever became of the licence
    changeUnmoved(ctx.tx, { row, now: ctx.now, set, actions, steps }, overtaken);
    await deps.licences.complete(ctx, made, {
      caseNumber: row.number,
      operator: official?.id ?? (row.automatic ? 'system' : 'official'),
    });
    ctx.removeJob(`case:${row.id}`);
    ctx.audit({
      action: 'cases.closed',
      subject: `case:${row.id}`,
      data: { licence: licence.identifier, digest: made.digest },
    });
    const validTo = (licence.content as { validTo?: string | null }).validTo ?? null;
    const notice = noticeOf(item, 'granted', input, row, {
      办件编号: row.number,
      证照: { 编号: licence.number, 标识: licence.identifier, 名称: item.package.licence.name.zh, 有效期止: validTo },
    });
    ctx.emit(noticeEvent(row.contactId, row.id, notice, true, 'decision'));
    const destination = destinationOf(item, input);
    if (destination)
      ctx.emit({
        name: 'cases.result_due',
        payload: {
          caseId: row.id,
          caseNumber: row.number,
          region: row.region,
          office: { uscc: row.office, name: row.officeName },
          itemName: row.itemName,
          result: { name: item.package.licence.name, number: licence.number },
          holder: {
            kind: row.applicantKind,
            id: row.applicantId,
            name: row.applicantName,
            number: row.applicantNumber,
          },
          personId: row.contactId,
          destination,
          deliverBy: deliverBy(deps, row.decidedAt ?? ctx.now),
        },
      });
    ctx.emit(closedEvent(row, { outcome: 'granted', at: ctx.now, automatic: row.automatic }));
    return { ...row, ...set, actions: row.actions + actions.length };
  });
  for (const step of steps.slice(2)) tellDone(deps.progress, row.id, step);
  return closed;
}

/** A seal is named as it is engraved; one engraved with the office's name has that in English too. */
function sealNote(name: string, office: Text): Text {
  return name === office.zh ? office : { zh: name, en: name };
}

/** Working days from the decision within which its result is handed over (行政许可法 第四十四条). */
const handedOverWithin = 10;

/** The last of them, yyyy-mm-dd; null beyond the calendar. */
function deliverBy({ calendar }: CasesDeps, decidedAt: Date): string | null {
  const limit = { amount: handedOverWithin, unit: '工作日' } as const;
  return dueDay(calendar, { from: dayOf(decidedAt), limit, extendedBy: 0, pauses: [] }).day ?? null;
}
