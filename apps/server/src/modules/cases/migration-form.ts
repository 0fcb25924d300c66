import type { CorrectionForm } from '@miaopi/contracts';
import { maskValue } from '@miaopi/forms';
import { scopeOf } from '@miaopi/items';
import { dayOf } from '../../kernel/clock.ts';
import { presentLookups } from '../forms/index.ts';
import type { CasesDeps } from './deps.ts';
import { casesErrors } from './errors.ts';
import type { Handler } from './handler.ts';
import { handles } from './policy.ts';
import { mayMigrate } from './policy-version.ts';
import { findCaseWithTasks } from './store/cases.ts';
import { moveOf, movingCase } from './use-cases/preview-migration.ts';

/** The form of a case under the version in force, with what an official may fill in of what is missing. @throws cases.not_yours, cases.no_newer_version */
export async function migrationForm(deps: CasesDeps, actor: Handler, caseId: string): Promise<CorrectionForm> {
  const { read, clock } = deps.kernel;
  const found = await findCaseWithTasks(read, caseId);
  if (!found || !handles(actor, found)) throw casesErrors.case_missing();
  const may = mayMigrate(actor, found);
  if (!may.allowed) throw casesErrors.not_yours({ detail: may.reason });
  const c = await movingCase(deps, read, found, clock.today());
  const { preview, carried } = moveOf(deps, c);
  const { row, after, file, evidence } = c;
  const { applicant, agent } = file;
  return {
    caseId: row.id,
    number: row.number,
    slug: row.slug,
    itemName: after.package.item.name,
    itemVersion: after.package.item.version,
    office: row.officeName,
    today: dayOf(row.submittedAt),
    opened: preview.form.missing.filter((m) => m.by === 'official').map((m) => m.field),
    answers: { ...carried.input.answers },
    provenance: { ...carried.provenance } as CorrectionForm['provenance'],
    lookups: presentLookups(after, scopeOf(after, carried.input), evidence, { facts: applicant.facts, agent }),
    applicant: {
      kind: applicant.kind,
      name: applicant.name,
      number: maskValue(applicant.number, 'id'),
      facts: { ...applicant.facts },
    },
    agent: agent && { name: agent.name, facts: { ...agent.facts } },
  };
}
