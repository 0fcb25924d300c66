import type { ManyAct, ManyForeseen } from '@miaopi/contracts';
import { kernelErrors } from '../../../kernel/errors.ts';
import { originalsInStore } from '../case-originals.ts';
import type { CasesDeps } from '../deps.ts';
import { casesErrors } from '../errors.ts';
import type { Handler } from '../handler.ts';
import { type Answer, handles, mayAssign, mayClaim, mayDecide, mayRelease, no, taskToAssign, yes } from '../policy.ts';
import { mayAcceptOver, mayReceive } from '../policy-intake.ts';
import { type CaseWithTasks, findCaseWithTasks } from '../store/cases.ts';
import { machineDossier } from './decide-case.ts';
import { owesBeforeDecision } from './wait-for-payment.ts';

export interface Many {
  readonly act: ManyAct;
  readonly cases: readonly string[];
  /** For `grant`: the service all of them are of. */
  readonly item?: string;
}

/** What would come of an act on several cases, by the same rules that the act itself is refused by. Changes nothing. @throws kernel.invalid_request */
export async function foreseeMany(deps: CasesDeps, actor: Handler, given: Many): Promise<ManyForeseen[]> {
  mustNameItem(given);
  return Promise.all(
    [...new Set(given.cases)].map(async (caseId) => {
      const found = await findCaseWithTasks(deps.kernel.read, caseId);
      const answer: Foreseen =
        found && handles(actor, found) ? await foresee(deps, actor, found, given) : because(casesErrors.case_missing());
      if (!answer.allowed) return { caseId, can: false, why: answer.reason };
      return { caseId, can: true, ...(answer.open?.length ? { open: [...answer.open] } : {}) };
    }),
  );
}

export function mustNameItem({ act, item }: Many): void {
  if (act === 'grant' && !item) throw lacking('item', '请写明是哪个事项', 'Name the service the cases are of');
}

export function lacking(field: string, zh: string, en: string) {
  return kernelErrors.invalid_request({ issues: [{ path: `body.${field}`, code: 'missing', message: { zh, en } }] });
}

type Foreseen = Answer & { readonly open?: ManyForeseen['open'] };

async function foresee(deps: CasesDeps, actor: Handler, found: CaseWithTasks, given: Many): Promise<Foreseen> {
  switch (given.act) {
    case 'claim':
      return mayClaim(actor, found);
    case 'release':
      return mayRelease(actor, found);
    case 'assign':
      return mayAssign(actor, taskToAssign(actor, found));
    case 'accept': {
      const may = mayReceive(actor, found);
      return may.allowed
        ? mayAcceptOver(await originalsInStore(deps.kernel.read, found.row, await itemOf(deps, found)))
        : may;
    }
    case 'grant':
      return mayGrant(deps, actor, found, given);
  }
}

async function mayGrant(deps: CasesDeps, actor: Handler, found: CaseWithTasks, given: Many): Promise<Foreseen> {
  const { row } = found;
  if (row.slug !== given.item) return because(casesErrors.other_kind());
  const may = mayDecide(actor, found);
  if (!may.allowed) return may;
  const conditions = (await machineDossier(deps, row.id))?.conditions ?? [];
  const unmet = conditions.filter((c) => c.verdict === 'unmet').length;
  if (unmet > 0)
    return no(
      `机器认为有 ${unmet} 项条件不符合，须在卷内逐条判断`,
      `The machine found ${unmet} conditions unmet: to be settled in the file`,
    );
  if (await owesBeforeDecision(deps, row, await itemOf(deps, found))) return because(casesErrors.unpaid());
  const open = conditions.filter((c) => c.verdict === 'unknown').map(({ id, text }) => ({ condition: id, text }));
  return { ...yes, open };
}

async function itemOf(deps: CasesDeps, { row }: CaseWithTasks) {
  const item = await deps.catalog.load(row.slug, row.itemVersion);
  if (!item) throw kernelErrors.bug({ log: `${row.slug} v${row.itemVersion} of case ${row.id} is not there` });
  return item;
}

const because = ({ title }: ReturnType<typeof casesErrors.unpaid>): Answer => ({ allowed: false, reason: title });
