import type { CaseView, RouteContract } from '@miaopi/contracts';
import type { ActionKind, ActorKind } from '../../apps/server/src/modules/cases/domain/lifecycle.ts';
import { routeOf, ways } from '../../apps/server/test/cases/random-office.ts';
import { routes } from './world.ts';

/** What a body needs to know of who sends it. */
export interface Sender {
  readonly head: boolean;
  /** Another official of the office of the case than who has the task, with the role that it asks for. */
  colleagueFor(view: CaseView, task: string): string;
  /** A file that belongs to the case, of which an official sends a copy. */
  upload(): Promise<string>;
}

/** One thing somebody may try on a case, over HTTP. */
export interface Act {
  readonly name: string;
  readonly contract: RouteContract;
  /** Of the table of states: what it becomes in the file of the case, by circumstance. */
  readonly kinds: readonly ActionKind[];
  readonly by: Exclude<ActorKind, 'machine'>;
  /** The ability that greys its button. */
  readonly ability: string;
  /** Something lawful to say. */
  body(view: CaseView, sender: Sender): object | Promise<object>;
  params(view: CaseView): object;
}

const day = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const reason = '经核对有关材料';
const openTask = (view: CaseView) => view.tasks.find((t) => String(t.state) === 'open')?.id ?? 'none';
/** Of the head what the case stands at, or what is to be confirmed after it; of anybody else his own. */
function taskToGive(view: CaseView, head: boolean): string {
  const open = view.tasks.filter((t) => String(t.state) === 'open');
  const lines = open.filter((t) => String(t.line) === 'main').concat(open.filter((t) => String(t.line) === 'after'));
  return (head ? lines[0] : open.find((t) => t.mine))?.id ?? openTask(view);
}

const routeNamed = (name: string): RouteContract => {
  const found = routes.find((r) => r.name === `cases.${name}`);
  if (!found) throw new Error(`no route cases.${name}`);
  return found;
};

/** As the random histories do it, with what differs over HTTP. */
function usual(name: string, kinds: readonly ActionKind[], body?: Act['body']): Act {
  const way = ways[name];
  if (!way) throw new Error(`no way ${name}`);
  const { ability, by } = way;
  return {
    ...{ name, kinds, ability, by, contract: routeNamed(routeOf(name)) },
    body: body ?? ((view) => way.body(view, 0, day()) ?? {}),
    params: (view) => way.params?.(view) ?? {},
  };
}

function further(
  name: string,
  route: string,
  ability: string,
  kinds: readonly ActionKind[],
  body: Act['body'],
  params: Act['params'] = () => ({}),
): Act {
  return { name, kinds, ability, by: 'official', contract: routeNamed(route), body, params };
}

const corrected = { 入住日期: '2026-03-02' };

/** Those still to be shown; where there are none, one by name, so that the refusal is not about the form. */
const originalsOf = (view: CaseView): string[] => {
  const names = (view.handling?.originals ?? []).map((o) => o.name.zh);
  return names.length > 0 ? names : ['住宿证明'];
};

/** Every act of an applicant or an official that a route makes. */
export const acts: readonly Act[] = [
  usual('claimCase', ['claim']),
  usual('releaseCase', ['release']),
  usual('acceptCase', ['accept']),
  usual('rejectCase', ['reject']),
  usual('askCorrection', ['ask-correction'], () => ({
    days: 10,
    points: [{ field: '入住日期', why: '与住宿证明不一致', how: '请按实际入住日期填写' }],
  })),
  usual('correctCase', ['correct'], (view) => ({
    nth: view.corrections.length || 1,
    answers: corrected,
    note: '其余内容与证明一致，没有错误',
    declared: true,
  })),
  further('recordCorrection', 'correctForApplicant', 'recordCorrection', ['correct'], () => ({
    ...{ way: 'hall', from: '周婷', copies: 1, answers: corrected },
  })),
  further('correctOnSpot', 'correctForApplicant', 'correctOnSpot', ['correct-on-spot'], () => ({
    ...{ way: 'spot', from: '周婷', copies: 0, answers: corrected },
  })),
  further('preCheckCase', 'preCheckCase', 'preCheck', ['pre-check'], () => ({ days: 15 })),
  further('seeOriginals', 'seeOriginals', 'seeOriginals', ['see-originals'], (view) => ({
    from: '周婷',
    originals: originalsOf(view).map((material) => ({ material, copies: 1, equal: true })),
  })),
  further('settleOriginals', 'settleOriginals', 'settleOriginals', ['settle-originals'], () => ({
    release: true,
    reason,
  })),
  usual('abandonCase', ['abandon']),
  usual('giveOpinion', ['give-opinion']),
  further('recordOutsideOpinion', 'recordOutsideOpinion', 'recordOpinion', ['record-opinion'], (view) => ({
    ...{ task: openTask(view), how: 'paper', says: 'agree', opinion: reason },
    ...{ official: '武力', paper: '函〔2026〕1号', receivedOn: day() },
  })),
  usual('grant', ['grant']),
  usual('refuse', ['refuse'], (view) => {
    // where the grant is withdrawn nothing is open any more: what was found met then is found unmet now
    const open = view.conditions.filter((k) => ['unmet', 'unknown'].includes(String(k.verdict)));
    const doubted = open.length > 0 ? open : view.conditions.slice(0, 1);
    return {
      ...{ outcome: 'refuse', reason, grounds: doubted.slice(0, 1).map((k) => k.id) },
      findings: doubted.map((k) => ({ condition: k.id, met: false, why: '不符合' })),
    };
  }),
  usual('startProcedure', ['start-procedure']),
  usual('endProcedure', ['end-procedure']),
  usual('extendLimit', ['extend']),
  usual('returnStep', ['return-step'], () => ({ to: 'first', reason })),
  usual('takeBack', ['take-back']),
  usual('forwardCase', ['forward']),
  usual('assignTask', ['assign', 'hand-over'], (view, sender) => {
    const task = taskToGive(view, sender.head);
    return { task, to: sender.colleagueFor(view, task), reason };
  }),
  usual('askOpinion', ['ask-opinion'], () => ({
    office: '11990101009901016T',
    question: reason,
    days: 2,
    waits: false,
  })),
  usual('answerOpinion', ['answer-opinion']),
  usual('urgeCase', ['urge']),
  usual('urgeWork', ['urge']),
  usual('withdrawCase', ['withdraw']),
  further('resubmitCase', 'resubmitCase', 'resubmit', ['resubmit'], () => ({ reason, corrections: [] })),
  further('migrateCase', 'migrateCase', 'migrate', ['migrate'], () => ({ digest: 'a'.repeat(64), reason })),
  usual('proposeCorrection', ['propose-change']),
  usual('proposeRevocation', ['propose-change']),
  usual('answerRevocation', ['answer-change']),
  usual('confirmChange', ['correct-decision', 'revoke-decision']),
  usual('dropChange', ['drop-change']),
  usual('reopenCase', ['reopen', 'receive-anew'], async (_, sender) => ({
    reason,
    order: {
      ...{ kind: 'review', number: '云政复决字〔2026〕第12号', body: '云州市人民政府' },
      ...{ on: day(), servedOn: day(), fileId: await sender.upload(), licence: 'none' },
    },
  })),
];

/** Routes that name a case, change something and are no act on it. */
export const noActs: ReadonlySet<string> = new Set([
  'cases.uploadForCase',
  'cases.lookUpCorrection',
  'cases.printCasePaper',
  'cases.followCase',
  'cases.unfollowCase',
  'cases.openVertical',
  'cases.makeVerticalPass',
]);
