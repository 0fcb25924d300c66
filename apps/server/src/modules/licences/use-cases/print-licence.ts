import { randomInt } from 'node:crypto';
import type { Actor } from '../../../kernel/actor.ts';
import { actorKey } from '../../../kernel/actor.ts';
import type { CommandContext } from '../../../kernel/command.ts';
import { newId } from '../../../kernel/ids.ts';
import type { LicencesDeps } from '../deps.ts';
import { stateOn } from '../domain/licence-state.ts';
import { licencesErrors } from '../errors.ts';
import * as store from '../store/prints.ts';
import { findIssuedById } from '../store/read-licences.ts';
import type { IssuedRow } from '../store/rows.ts';

const dayMs = 86_400_000;

/** A print-out is counted before it is made: what the printer does nobody here can see. @throws licences.not_printable */
export async function printLicence(
  deps: LicencesDeps,
  actor: Actor,
  row: IssuedRow,
  { way, requestId }: { readonly way: 'self' | 'kiosk'; readonly requestId: string },
): Promise<store.PrintRow> {
  assertPrintable(deps, row);
  const { kernel } = deps;
  const id = await kernel.command('licences.print', { actor, requestId }, (ctx) =>
    record(ctx, row, way, actorKey(actor)),
  );
  return store.findPrint(kernel.read, id);
}

/** 打印码: whoever types it at a kiosk within a day prints this licence once. A new one ends the former. @throws licences.not_printable */
export async function makePrintCode(
  deps: LicencesDeps,
  actor: Actor,
  row: IssuedRow,
  requestId: string,
): Promise<store.PrintCodeRow> {
  assertPrintable(deps, row);
  const { kernel } = deps;
  await kernel.command('licences.make_print_code', { actor, requestId }, async (ctx) => {
    const id = newId('pcode');
    await store.insertPrintCode(ctx.tx, {
      id,
      code: Array.from({ length: 12 }, () => randomInt(10)).join(''),
      licenceId: row.id,
      region: row.region,
      createdAt: ctx.now,
      createdBy: actorKey(actor),
      expiresAt: new Date(ctx.now.getTime() + dayMs),
    });
    ctx.audit({ action: 'licences.print_code_made', subject: `licence:${row.id}`, data: { code: id } });
  });
  const open = await store.findOpenPrintCode(kernel.read, row.id, kernel.clock.now());
  if (!open) throw licencesErrors.print_code_wrong();
  return open;
}

/** @throws licences.print_code_wrong whatever is wrong with the code; licences.not_printable, the code unused */
export async function printByCode(
  deps: LicencesDeps,
  actor: Actor,
  { code, ip, requestId }: { readonly code: string; readonly ip: string; readonly requestId: string },
): Promise<{ readonly print: store.PrintRow; readonly row: IssuedRow }> {
  const { kernel, limits } = deps;
  const id = await kernel.command('licences.print_by_code', { actor, requestId }, async (ctx) => {
    const taken = await store.takePrintCode(ctx.tx, code, ctx.now);
    const row = taken && (await findIssuedById(ctx.tx, taken.licenceId));
    if (!row) return null;
    assertPrintable(deps, row);
    const print = await record(ctx, row, 'code', `print-code:${taken.id}`);
    await store.namePrintOfCode(ctx.tx, taken.id, print);
    return print;
  });
  if (!id) {
    await limits.spend('printCodeFailed', ip);
    throw licencesErrors.print_code_wrong();
  }
  const print = await store.findPrint(kernel.read, id);
  return { print, row: (await findIssuedById(kernel.read, print.licenceId))! };
}

async function record(ctx: CommandContext, row: IssuedRow, way: store.PrintRow['way'], by: string): Promise<string> {
  const id = newId('print');
  await store.insertPrint(ctx.tx, { id, licenceId: row.id, region: row.region, at: ctx.now, way, by });
  ctx.audit({ action: 'licences.printed', subject: `licence:${row.id}`, data: { print: id, way } });
  return id;
}

function assertPrintable({ kernel }: LicencesDeps, row: IssuedRow): void {
  if (stateOn(row, kernel.clock.today()) !== 'valid' || row.recalledAt) throw licencesErrors.not_printable();
}
