import { createHash } from 'node:crypto';
import { type ManyDone, REASONS } from '@miaopi/contracts';
import { AppError, kernelErrors } from '../../../kernel/errors.ts';
import type { CasesDeps } from '../deps.ts';
import { casesErrors } from '../errors.ts';
import type { Handler } from '../handler.ts';
import { handles } from '../policy.ts';
import { findCaseWithTasks } from '../store/cases.ts';
import { acceptCase } from './accept-case.ts';
import { assignTask } from './assign-task.ts';
import { claimCase, releaseCase } from './claim-case.ts';
import { decideCase, machineDossier } from './decide-case.ts';
import { lacking, type Many, mustNameItem } from './foresee-many.ts';

export interface ManyToDo extends Many {
  readonly requestId: string;
  /** For `assign`: the colleague. */
  readonly to?: string;
  /** For `grant`: why conditions are met in each case in which the machine could not establish them. */
  readonly findings?: readonly { readonly condition: string; readonly why: string }[];
  /** For `grant` and `assign`. */
  readonly reason?: string;
}

/**
 * One act on several cases, one after the other, each in a transaction of its own with an idempotency key made of the request's and the case's: a request that is sent
 * again, whole or in part, goes on where the first one was broken off. What refuses one case is said for that case. @throws kernel.invalid_request
 */
export async function doToMany(deps: CasesDeps, actor: Handler, given: ManyToDo): Promise<ManyDone[]> {
  const act = actOf(deps, actor, given);
  const done: ManyDone[] = [];
  for (const caseId of new Set(given.cases)) {
    try {
      await act(caseId, keyOf(given.requestId, caseId));
      done.push({ caseId, done: true });
    } catch (error) {
      done.push({ caseId, done: false, ...refusalOf(deps, caseId, error) });
    }
  }
  return done;
}

type ActOnOne = (caseId: string, requestId: string) => Promise<unknown>;

function actOf(deps: CasesDeps, actor: Handler, given: ManyToDo): ActOnOne {
  mustNameItem(given);
  switch (given.act) {
    case 'claim':
      return (caseId, requestId) => claimCase(deps, actor, caseId, requestId);
    case 'release':
      return (caseId, requestId) => releaseCase(deps, actor, caseId, requestId);
    case 'accept':
      return (caseId, requestId) => acceptCase(deps, actor, caseId, { requestId });
    case 'assign': {
      const reason = reasonFor('assign', given);
      const { to } = given;
      if (!to) throw lacking('to', '请选择交给谁', 'Say whom they are given to');
      return (caseId, requestId) => assignTask(deps, actor, caseId, { requestId, to, reason });
    }
    case 'grant': {
      const reason = reasonFor('grant', given);
      return async (caseId, requestId) => {
        await mustBeOf(deps, actor, caseId, given.item);
        const findings = await findingsFor(deps, caseId, given);
        await decideCase(deps, actor, caseId, { requestId, outcome: 'grant', reason, findings });
      };
    }
  }
}

function reasonFor(act: 'assign' | 'grant', { reason = '' }: ManyToDo): string {
  const { least } = REASONS[act];
  if (reason.trim().length < least)
    throw lacking('reason', `请写明理由，至少 ${least} 个字`, `Give a reason of at least ${least} characters`);
  return reason.trim();
}

async function mustBeOf(deps: CasesDeps, actor: Handler, caseId: string, slug: string | undefined): Promise<void> {
  const found = await findCaseWithTasks(deps.kernel.read, caseId);
  if (!found || !handles(actor, found)) throw casesErrors.case_missing();
  if (found.row.slug !== slug) throw casesErrors.other_kind();
}

/** Only what the machine could not establish: to overrule it one looks into the file. */
async function findingsFor(deps: CasesDeps, caseId: string, { findings = [] }: ManyToDo) {
  const conditions = (await machineDossier(deps, caseId))?.conditions ?? [];
  const unknown = new Set(conditions.flatMap((c) => (c.verdict === 'unknown' ? [c.id] : [])));
  return findings.flatMap(({ condition, why }) => (unknown.has(condition) ? [{ condition, why, met: true }] : []));
}

/** Of the length of any other request's key, whatever the caller's is. */
function keyOf(requestId: string, caseId: string): string {
  return createHash('sha256').update(`${requestId} ${caseId}`).digest('base64url');
}

/** The other cases go on, whatever happened to this one. */
function refusalOf({ kernel }: CasesDeps, caseId: string, error: unknown): Pick<ManyDone, 'code' | 'why'> {
  const known = error instanceof AppError ? error : kernelErrors.bug({ cause: error });
  if (known.kind === 'bug') kernel.log.error({ err: error, caseId }, 'one of several cases failed');
  return { code: known.code, why: known.detail ?? known.title };
}
