import type { FilingDeps } from '../deps.ts';
import { numberOf, readFile } from '../domain/filing-data.ts';
import { type Members, members } from '../domain/message.ts';
import { filingErrors } from '../errors.ts';
import { type FileBrief, findFile, insertFile } from '../store/filings.ts';
import type { SystemRow } from '../store/systems.ts';
import { filingOf, readOrRefuse, systemActor } from './admit.ts';
import { mustBeOpen } from './begin-filing.ts';

/** A material of a filing, looked at like any upload; the same bytes again are the same file. @throws filing.missing, filing.over, materials.* */
export async function uploadMaterial(
  deps: FilingDeps,
  system: SystemRow,
  data: Members,
): Promise<{ readonly number: string; readonly file: FileBrief }> {
  const { kernel } = deps;
  const { number, file } = readOrRefuse(() => ({
    number: numberOf(data),
    file: readFile(members(data.文件, '文件'), '文件'),
  }));
  const filing = await filingOf(deps, system, number);
  const known = await findFile(kernel.read, filing.id, file.sm3);
  if (known) return { number, file: known };
  // to correct what was submitted it may be handed in for as long as the case runs
  if (!(await deps.cases.throughDepartment.caseOf(filing.id))) mustBeOpen(deps, filing);
  const actor = systemActor(system);
  const { fileId, name, mediaType, bytes, sm3 } = await deps.materials.receive(actor, filing.personId, file);
  const brief = { fileId, name, mediaType, bytes, sm3 };
  const kept = await kernel.command('filing.upload', { actor }, async (ctx) => {
    if (!(await insertFile(ctx.tx, filing, brief, ctx.now))) return findFile(ctx.tx, filing.id, sm3);
    ctx.audit({ action: 'filing.file_received', subject: `filing:${filing.id}`, data: { file: fileId } });
    return brief;
  });
  if (!kept) throw filingErrors.missing();
  return { number, file: kept };
}
