import type { StaffActor } from '../../../kernel/actor.ts';
import { newId } from '../../../kernel/ids.ts';
import type { ArchiveDeps } from '../deps.ts';
import { archiveErrors } from '../errors.ts';
import { officeOf } from '../policy.ts';
import { findPackage, insertDownload, type PackageRow, want } from '../store/packages.ts';

/** Has the package of a closed case made at once. @throws archive.case_missing, archive.case_open, kernel.not_permitted */
export async function askForPackage(
  deps: ArchiveDeps,
  actor: StaffActor,
  caseId: string,
  requestId: string,
): Promise<void> {
  const office = officeOf(actor);
  const record = await deps.cases.recordOf(caseId);
  if (!record || (office !== undefined && record.office !== office)) throw archiveErrors.case_missing();
  if (!record.closedAt) throw archiveErrors.case_open();
  await deps.kernel.command('archive.ask_for_package', { actor, requestId }, async (ctx) => {
    await want(ctx.tx, [{ caseId, region: record.region }], ctx.now, true);
    ctx.addJob({ task: 'archive.make', payload: { caseId }, key: `archive:${caseId}` });
    ctx.audit({ action: 'archive.package_asked', subject: `archive:${caseId}` });
  });
}

/** The package, the download on record before it is given. @throws archive.case_missing, archive.package_missing, kernel.not_permitted */
export async function openPackage(
  deps: ArchiveDeps,
  actor: StaffActor,
  caseId: string,
): Promise<{ row: PackageRow; data: Uint8Array }> {
  const { kernel } = deps;
  const office = officeOf(actor);
  const row = await findPackage(kernel.read, caseId);
  if (!row) {
    const record = await deps.cases.recordOf(caseId);
    throw record && (office === undefined || record.office === office)
      ? archiveErrors.package_missing()
      : archiveErrors.case_missing();
  }
  if (office !== undefined && row.office !== office) throw archiveErrors.case_missing();
  const data = await kernel.files.get(row.fileKey);
  await kernel.command('archive.download', { actor }, async (ctx) => {
    const { digest, region } = row;
    insertDownload(ctx.tx, { id: newId(), caseId, region, at: ctx.now, staffId: actor.staffId, digest });
    ctx.audit({ action: 'archive.package_downloaded', subject: `archive:${caseId}`, data: { digest } });
    ctx.access({
      subjectKind: row.applicantKind,
      subjectId: row.applicantId,
      who: { zh: `${actor.name}（工号 ${actor.number}）`, en: `${actor.name} (staff ${actor.number})` },
      what: { zh: '下载办件归档包', en: 'Downloaded the archive package of your case' },
      purpose: { zh: '档案管理和审计', en: 'Archive and audit' },
      caseNumber: row.number,
    });
  });
  return { row, data };
}
