import * as c from '@miaopi/contracts';
import type { Actor, PersonActor, StaffActor } from '../../kernel/actor.ts';
import type { EventStream } from '../../kernel/http/route.ts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import { identityErrors } from '../identity/index.ts';
import { afterRoutes } from './after-routes.ts';
import { awayRoutes } from './away-routes.ts';
import { type CasePage, findCasePage } from './case-page.ts';
import type { CasePresence } from './case-presence.ts';
import type { Chain } from './chain.ts';
import type { CasesDeps } from './deps.ts';
import { deskRoutes } from './desk-routes.ts';
import { discretionRoute } from './discretion-route.ts';
import { documentRoute } from './document-route.ts';
import { casesErrors } from './errors.ts';
import { handlerOf } from './handler.ts';
import { hotlineRoute } from './hotline-route.ts';
import { intakeRoutes } from './intake-routes.ts';
import { manyRoutes } from './many-routes.ts';
import { phraseRoutes } from './phrase-routes.ts';
import { handles, owns } from './policy.ts';
import { presentCase, presentSteps, presentSummary } from './present.ts';
import { presentProgress } from './present-progress.ts';
import { printRoutes } from './print-routes.ts';
import { reviewRoutes } from './review-routes.ts';
import { findCase, findCaseByNumber, listCasesOfApplicant, listSteps, type WholeCase } from './store/cases.ts';
import type { CaseRow } from './store/rows.ts';
import { teamRoutes } from './team-routes.ts';
import { claimCase, releaseCase } from './use-cases/claim-case.ts';
import { decideCase } from './use-cases/decide-case.ts';
import { extendLimit } from './use-cases/extend-limit.ts';
import { previewClock } from './use-cases/preview-clock.ts';
import { resubmitCase } from './use-cases/resubmit-case.ts';
import { endProcedure, startProcedure } from './use-cases/special-procedure.ts';
import { submitApplication } from './use-cases/submit-application.ts';
import { withdrawCase } from './use-cases/withdraw-case.ts';
import { versionRoutes } from './version-routes.ts';
import { verticalRoutes } from './vertical-routes.ts';
import type { WorkPulse } from './work-pulse.ts';
import { workRoutes } from './work-routes.ts';

/** Wrong query codes of one number before the next try has to do the proof of work. */
const freeGuesses = 3;

export function caseRoutes(deps: CasesDeps, chain: Chain, pulse: WorkPulse, presence: CasePresence): BoundRoute[] {
  const read = deps.kernel.read;
  const looks = createLooks();

  async function pageOf(actor: Actor, caseId: string, mine: (found: WholeCase) => boolean): Promise<CasePage> {
    const page = await findCasePage(deps, actor, caseId);
    if (!page || !mine(page.whole)) throw casesErrors.case_missing();
    return page;
  }
  const view = async (actor: Actor, caseId: string) => presentCase(deps, await pageOf(actor, caseId, () => true));
  /** Lets the chain go on, and waits for it at most that long. A chain that fails is told to the log; the job takes it up. */
  const goOn = async (caseId: string, wait: number, filed?: Parameters<Chain['run']>[1]): Promise<void> => {
    const running = chain
      .run(caseId, filed)
      .catch((error: unknown) =>
        deps.kernel.log.error({ err: error, caseId }, 'the chain stopped; its job takes it up'),
      );
    if (wait > 0) await Promise.race([running, new Promise((resolve) => setTimeout(resolve, wait).unref())]);
  };

  return [
    route(c.submitApplication, async ({ params, query, body, actor }) => {
      const { caseId, filed } = await submitApplication(deps, {
        draftId: params.draftId,
        requestId: body.requestId,
        revision: body.revision,
        ...(body.answers ? { answers: body.answers } : {}),
        // F108: at an official's window, whatever the caller says
        channel: (actor as PersonActor).attended ? 'window' : ((body.channel as 'portal' | undefined) ?? 'portal'),
        ...(body.projectNumber ? { projectNumber: body.projectNumber } : {}),
        actor: actor as PersonActor,
      });
      await goOn(caseId, query.wait ?? 0, filed);
      return view(actor, caseId);
    }),
    route(c.listCases, async ({ query, actor }) => {
      const { principal, personId } = actor as PersonActor;
      const limit = query.limit ?? 20;
      const after = parseCursor(query.after);
      const rows = await listCasesOfApplicant(
        read,
        { kind: principal.kind, id: principal.id, ...(principal.role === 'agent' ? { contact: personId } : {}) },
        { limit: limit + 1, ...(query.state ? { state: query.state } : {}), ...(after ? { after } : {}) },
      );
      const last = rows.length > limit ? rows[limit - 1] : undefined;
      return {
        cases: rows.slice(0, limit).map(presentSummary),
        ...(last ? { next: `${last.submittedAt.toISOString()}~${last.id}` } : {}),
      };
    }),
    route(c.getCase, async ({ params, actor }) =>
      presentCase(deps, await pageOf(actor, params.caseId, ({ row }) => owns(actor, row))),
    ),
    documentRoute(deps),
    ...deskRoutes(deps),
    ...intakeRoutes(deps, view, goOn),
    ...afterRoutes(deps, view),
    discretionRoute(deps),
    hotlineRoute(deps),
    ...verticalRoutes(deps),
    ...awayRoutes(deps),
    ...versionRoutes(deps, view),
    ...workRoutes(deps, pulse, presence),
    ...phraseRoutes(deps),
    ...printRoutes(deps),
    ...reviewRoutes(deps, view),
    ...teamRoutes(deps, view),
    ...manyRoutes(deps, goOn),
    route(c.watchCase, async ({ params, actor, signal }) => {
      const row = await findCase(read, params.caseId);
      if (!row || !owns(actor, row)) throw casesErrors.case_missing();
      return watch(deps, row, signal);
    }),
    route(c.queryCase, async ({ body, ip }) => {
      const { limits, captcha } = deps.identity;
      await limits.spend('queryAddress', ip);
      const number = body.number.normalize('NFKC').replace(/\s/g, '').toUpperCase();
      // from however many addresses: who guesses at one number works for each guess
      if ((await limits.used('queryNumber', number)) >= freeGuesses && !(await captcha.verify(body.captcha)))
        throw identityErrors.captcha_wrong();
      const row = await findCaseByNumber(read, number);
      // the same answer for a wrong number and a wrong code: numbers can be guessed, pairs can't
      if (!row || row.queryCode !== body.code.normalize('NFKC').trim().toUpperCase()) {
        await limits.spend('queryNumber', number);
        throw casesErrors.query_wrong();
      }
      return presentProgress(deps, row);
    }),
    route(c.getWork, async ({ params, actor }) => {
      const page = await pageOf(actor, params.caseId, (c) => handles(actor, c));
      const { row } = page.whole;
      const staff = actor as StaffActor;
      const [result, office] = await Promise.all([presentCase(deps, page), deps.identity.findOffice(staff.office)]);
      if (!looks.isNew(`${staff.staffId} ${row.id}`, deps.kernel.clock.now())) return result;
      await deps.kernel.command('cases.open', { actor }, async (ctx) =>
        ctx.access({
          subjectKind: row.applicantKind,
          subjectId: row.applicantId,
          who: {
            zh: `${office?.name.zh ?? ''} ${staff.name}（${staff.number}）`,
            en: `${office?.name.en ?? ''} ${staff.name} (${staff.number})`,
          },
          what: { zh: `查看办件 ${row.number}`, en: `Opened case ${row.number}` },
          purpose: { zh: '办理审批', en: 'Handling the application' },
          caseNumber: row.number,
        }),
      );
      return result;
    }),
    route(c.claimCase, async ({ params, body, actor }) => {
      await claimCase(deps, await handlerOf(deps, actor), params.caseId, body.requestId);
      return view(actor, params.caseId);
    }),
    route(c.releaseCase, async ({ params, body, actor }) => {
      await releaseCase(deps, await handlerOf(deps, actor), params.caseId, body.requestId);
      return view(actor, params.caseId);
    }),
    route(c.decideCase, async ({ params, query, body, actor }) => {
      await decideCase(deps, await handlerOf(deps, actor), params.caseId, {
        ...body,
        outcome: body.outcome as 'grant' | 'refuse',
      });
      await goOn(params.caseId, query.wait ?? 3000);
      return view(actor, params.caseId);
    }),
    route(c.startProcedure, async ({ params, body, actor }) => {
      await startProcedure(deps, await handlerOf(deps, actor), params.caseId, { ...body, code: String(body.code) });
      return view(actor, params.caseId);
    }),
    route(c.endProcedure, async ({ params, body, actor }) => {
      await endProcedure(deps, await handlerOf(deps, actor), params.caseId, {
        ...body,
        procedureId: params.procedureId,
      });
      return view(actor, params.caseId);
    }),
    route(c.extendLimit, async ({ params, body, actor }) => {
      await extendLimit(deps, await handlerOf(deps, actor), params.caseId, body);
      return view(actor, params.caseId);
    }),
    route(c.previewClock, ({ params, query, actor }) => previewClock(deps, actor, params.caseId, query)),
    route(c.withdrawCase, async ({ params, body, actor }) => {
      await withdrawCase(deps, actor as PersonActor, params.caseId, body);
      return view(actor, params.caseId);
    }),
    route(c.resubmitCase, async ({ params, query, body, actor }) => {
      await resubmitCase(deps, await handlerOf(deps, actor), params.caseId, body);
      await goOn(params.caseId, query.wait ?? 3000);
      return view(actor, params.caseId);
    }),
  ];
}

/** One look at a case is one entry in its person's access log, however often the page asks again within ten minutes. */
function createLooks(): { isNew(key: string, now: Date): boolean } {
  const seen = new Map<string, number>();
  return {
    isNew(key, now) {
      const last = seen.get(key);
      if (last !== undefined && now.getTime() - last < 600_000) return false;
      if (seen.size > 10_000) seen.clear();
      seen.set(key, now.getTime());
      return true;
    },
  };
}

function parseCursor(text: string | undefined): { at: Date; id: string } | undefined {
  const [at, id] = (text ?? '').split('~');
  if (!at || !id) return undefined;
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? undefined : { at: date, id };
}

/** Steps done so far, then those that happen here as they happen; where another process runs the chain, the store is asked again and again. */
async function* watch(deps: CasesDeps, row: CaseRow, signal: AbortSignal): EventStream {
  const seen = new Map<string, string>();
  const queue: { event: string; data: unknown }[] = [];
  let wake: () => void = () => {};
  let ended = false;
  const push = (step: c.StepView): void => {
    const key = JSON.stringify(step);
    if (seen.get(step.step) === key) return;
    seen.set(step.step, key);
    queue.push({ event: 'step', data: step });
    wake();
  };
  const leave = deps.progress.watch(row.id, push, () => {
    ended = true;
    wake();
  });
  try {
    for (const step of presentSteps(row, await listSteps(deps.kernel.read, row.id)))
      if (step.state === 'done') push(step);
    for (let idle = 0; !signal.aborted; ) {
      while (queue.length > 0) {
        idle = 0;
        yield queue.shift()!;
      }
      const now = await findCase(deps.kernel.read, row.id);
      if (!now) return;
      const resting =
        [
          'closed',
          'intake',
          'correction',
          'originals',
          'review',
          'procedure',
          'returned',
          'waiting',
          'vertical',
        ].includes(now.state) || now.waiting?.keeper !== undefined;
      if (resting && (ended || !deps.progress.isRunning(row.id))) {
        for (const step of presentSteps(now, await listSteps(deps.kernel.read, row.id)))
          if (step.state !== 'todo') push(step);
        while (queue.length > 0) yield queue.shift()!;
        yield { event: 'end', data: { state: now.state, outcome: now.outcome } };
        return;
      }
      if (++idle > 600) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, deps.progress.isRunning(row.id) ? 1000 : 250);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
        if (queue.length > 0) wake();
      });
      if (!deps.progress.isRunning(row.id))
        for (const step of presentSteps(now, await listSteps(deps.kernel.read, row.id)))
          if (step.state === 'done') push(step);
    }
  } finally {
    leave();
  }
}
