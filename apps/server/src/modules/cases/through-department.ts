import type { CaseView } from '@miaopi/contracts';
import type { PersonActor } from '../../kernel/actor.ts';
import { findCasePage } from './case-page.ts';
import type { Chain } from './chain.ts';
import type { CasesDeps } from './deps.ts';
import { casesErrors } from './errors.ts';
import { owns } from './policy.ts';
import { presentCase } from './present.ts';
import { caseOfFiling, filingsOfCases } from './store/department-filings.ts';
import { correctCase } from './use-cases/correct-case.ts';
import type { FilingGround } from './use-cases/file-by-department.ts';
import { submitApplication } from './use-cases/submit-application.ts';
import { withdrawCase } from './use-cases/withdraw-case.ts';

/** What the system of another department may do: file for somebody, follow that case, answer what it was asked in it, take it back. The actor carries `through`. */
export interface ThroughDepartment {
  /**
   * Files the draft; a repeated request is the same case. The chain goes on by itself.
   * @throws forms.incomplete, forms.draft_missing, cases.not_signed
   */
  file(
    actor: PersonActor,
    given: {
      readonly requestId: string;
      readonly draftId: string;
      readonly revision: number;
      readonly ground: FilingGround;
    },
  ): Promise<string>;
  /** @throws as for the applicant himself */
  correct(actor: PersonActor, caseId: string, given: Parameters<typeof correctCase>[3]): Promise<void>;
  withdraw(actor: PersonActor, caseId: string, given: Parameters<typeof withdrawCase>[3]): Promise<void>;
  view(actor: PersonActor, caseId: string): Promise<CaseView>;
  /** The case of a filing, with the digest of the form it was filed with. */
  caseOf(filingId: string): Promise<{ readonly caseId: string; readonly form: string } | undefined>;
  filingsOf(caseIds: readonly string[]): Promise<readonly string[]>;
}

export function throughDepartment(deps: CasesDeps, chain: Chain): ThroughDepartment {
  const { read, log } = deps.kernel;
  const goOn = (caseId: string, filed?: Parameters<Chain['run']>[1]): void =>
    void chain
      .run(caseId, filed)
      .catch((error: unknown) => log.error({ err: error, caseId }, 'the chain stopped; its job takes it up'));
  return {
    async file(actor, given) {
      const { caseId, filed } = await submitApplication(deps, { ...given, channel: 'department', actor });
      goOn(caseId, filed);
      return caseId;
    },
    async correct(actor, caseId, given) {
      await correctCase(deps, actor, caseId, given);
      goOn(caseId);
    },
    withdraw: (actor, caseId, given) => withdrawCase(deps, actor, caseId, given),
    async view(actor, caseId) {
      const page = await findCasePage(deps, actor, caseId);
      if (!page || !owns(actor, page.whole.row)) throw casesErrors.case_missing();
      return presentCase(deps, page);
    },
    caseOf: (filingId) => caseOfFiling(read, filingId),
    filingsOf: (caseIds) => filingsOfCases(read, caseIds),
  };
}
