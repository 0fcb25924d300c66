import { sm3Hex } from '@miaopi/gm';
import { canonicalJson } from '@miaopi/items';
import { formsErrors } from '../../forms/index.ts';
import type { FilingDeps } from '../deps.ts';
import { closedToDepartments } from '../domain/fileable.ts';
import { filesIn, formOf, numberOf } from '../domain/filing-data.ts';
import type { Members } from '../domain/message.ts';
import { filingErrors } from '../errors.ts';
import { type FilingRow, filesOfFiling } from '../store/filings.ts';
import type { SystemRow } from '../store/systems.ts';
import { actorFor, filingOf, readOrRefuse } from './admit.ts';
import { mustBeOpen } from './begin-filing.ts';

/** What is wrong with a form or missing, without submitting it. @throws filing.missing, filing.over */
export async function checkForm(deps: FilingDeps, system: SystemRow, data: Members) {
  const { number, form } = readOrRefuse(() => ({ number: numberOf(data), form: formOf(data) }));
  const filing = await filingOf(deps, system, number);
  mustBeOpen(deps, filing);
  await mustBeOwnFiles(deps, filing, form);
  if (!filing.draftId) throw filingErrors.missing();
  const { gaps } = await deps.forms.fill(actorFor(system, filing), filing.draftId, form);
  return { number, gaps };
}

/**
 * Files the case. What was committed and not acknowledged is found by the filing's number: the same form again is the same case, another form is refused.
 * @throws filing.missing, filing.over, filing.filed_otherwise, filing.file_foreign, forms.incomplete with all issues
 */
export async function submitFiling(deps: FilingDeps, system: SystemRow, data: Members): Promise<FilingRow> {
  const { number, form } = readOrRefuse(() => ({ number: numberOf(data), form: formOf(data) }));
  const filing = await filingOf(deps, system, number);
  const digest = formDigest(form);
  if (await isFiled(deps, filing, digest)) return filing;
  mustBeOpen(deps, filing);
  const item = deps.catalog.item(filing.slug);
  if (!item || !system.items.includes(filing.slug) || closedToDepartments(item)) throw filingErrors.item_closed();
  await mustBeOwnFiles(deps, filing, form);
  if (!filing.draftId) throw filingErrors.missing();
  try {
    await file(deps, system, filing, filing.draftId, form, digest);
  } catch (error) {
    // by the same message that came at the same moment
    if (await isFiled(deps, filing, digest)) return filing;
    throw error;
  }
  await isFiled(deps, filing, digest);
  return filing;
}

async function file(
  deps: FilingDeps,
  system: SystemRow,
  filing: FilingRow,
  draftId: string,
  form: Members,
  digest: string,
): Promise<void> {
  const actor = actorFor(system, filing);
  const { revision, gaps } = await deps.forms.fill(actor, draftId, form);
  if (gaps.length > 0) throw formsErrors.incomplete({ issues: gaps });
  await deps.cases.throughDepartment.file(actor, {
    requestId: `filing-${filing.id}`,
    draftId,
    revision,
    ground: { text: filing.ground, form: digest, ...(filing.paperId ? { paper: filing.paperId } : {}) },
  });
}

/** Of two forms sent at once the first counts, and the other is told so. @throws filing.filed_otherwise */
async function isFiled(deps: FilingDeps, filing: FilingRow, digest: string): Promise<boolean> {
  const filed = await deps.cases.throughDepartment.caseOf(filing.id);
  if (filed && filed.form !== digest) throw filingErrors.filed_otherwise();
  return filed !== undefined;
}

export function formDigest(form: Members): string {
  return sm3Hex(Buffer.from(canonicalJson(form)));
}

/** A department knows no file of the person but those it handed in. @throws filing.file_foreign */
export async function mustBeOwnFiles(deps: FilingDeps, filing: FilingRow, form: Members): Promise<void> {
  const named = filesIn(form);
  if (named.length === 0) return;
  const own = await filesOfFiling(deps.kernel.read, filing.id);
  const foreign = named.find((id) => !own.has(id));
  if (foreign === undefined) return;
  const message = { zh: `文件 ${foreign.slice(0, 64)}`, en: `file ${foreign.slice(0, 64)}` };
  throw filingErrors.file_foreign({ issues: [{ path: '表单', code: 'fileForeign', message }] });
}
