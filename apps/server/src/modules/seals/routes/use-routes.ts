import * as c from '@miaopi/contracts';
import type { Actor } from '../../../kernel/actor.ts';
import { type BoundRoute, route } from '../../../kernel/module.ts';
import { sealDeviceCookie } from '../device-cookie.ts';
import { actorHolder, officeScope } from '../policy.ts';
import { presentGrant, presentUseRequest } from '../present-staff.ts';
import { listGrants } from '../store/grants.ts';
import { listRecalls } from '../store/recalls.ts';
import { listRequests } from '../store/use-requests.ts';
import { listAlarms } from '../store/watch.ts';
import { changeGrant, decideGrant, proposeGrant, seenGrant } from '../use-cases/grant-use.ts';
import { approveRequests, rejectRequests, requestAgain, requestPage } from '../use-cases/keeper-sealing.ts';
import { previewRecall, recallUse } from '../use-cases/recall-use.ts';
import { acknowledgeAlarm, setAlarmPolicy } from '../use-cases/review-use.ts';
import { showLedger } from '../use-cases/show-ledger.ts';
import type { RouteDeps } from './index.ts';

const alarmNames = {
  volume: { zh: '用印次数高于平常', en: 'more uses than usual' },
  hours: { zh: '在不常用印的时段用印', en: 'used at an unusual hour' },
} as const;

/** Routes about use: grants, the keeper's list, ledger, alarms, recall. */
export function useRoutes(deps: RouteDeps): BoundRoute[] {
  const { kernel, carriers } = deps;
  const grantOf = async (actor: Actor, id: string) =>
    presentGrant(await seenGrant(kernel, actor, id), actor, kernel.clock.now());
  const instants = (body: { readonly since: string; readonly until?: string | undefined }) => ({
    since: new Date(body.since),
    ...(body.until ? { until: new Date(body.until) } : {}),
  });
  return [
    route(c.listSealGrants, async ({ actor }) => {
      const now = kernel.clock.now();
      return (await listGrants(kernel.read, officeScope(actor))).map((g) => presentGrant(g, actor, now));
    }),
    route(c.proposeSealGrant, ({ actor, body }) =>
      proposeGrant(kernel, actor, {
        ...body,
        documentKind: body.documentKind ?? 'licence',
        grantee: body.grantee ?? 'system',
        validFrom: new Date(body.validFrom),
        validTo: new Date(body.validTo),
      }),
    ),
    route(c.decideSealGrant, async ({ actor, params, body }) => {
      await decideGrant(kernel, actor, { ...params, ...body });
      deps.forget();
      return grantOf(actor, params.grantId);
    }),
    route(c.changeSealGrant, async ({ actor, params, body }) => {
      await changeGrant(kernel, actor, { ...params, ...body });
      deps.forget();
      return grantOf(actor, params.grantId);
    }),
    route(c.getSealLedger, ({ actor, params, query }) =>
      showLedger(kernel, actor, { ...params, ...(query.before ? { before: new Date(query.before) } : {}) }),
    ),
    route(c.listSealAlarms, async ({ actor }) =>
      (await listAlarms(kernel.read, officeScope(actor))).map((a) => ({
        id: a.id,
        sealId: a.sealId,
        sealName: a.sealName,
        principalName: a.principalName,
        kind: a.kind,
        kindName: alarmNames[a.kind],
        raisedAt: a.raisedAt.toISOString(),
        from: a.from.toISOString(),
        to: a.to.toISOString(),
        observed: a.observed,
        usual: a.usual,
        bound: a.bound,
        suspended: a.suspended,
        ...(a.acknowledgedAt ? { acknowledgedAt: a.acknowledgedAt.toISOString() } : {}),
        ...(a.acknowledgedByName ? { acknowledgedBy: a.acknowledgedByName } : {}),
        ...(a.note ? { note: a.note } : {}),
      })),
    ),
    route(c.acknowledgeSealAlarm, ({ actor, params, body }) => acknowledgeAlarm(kernel, actor, { ...params, ...body })),
    route(c.setSealAlarmPolicy, ({ actor, params, body }) =>
      setAlarmPolicy(kernel, actor, params.sealId, body.suspends),
    ),
    route(c.previewSealRecall, async ({ actor, params, body }) => {
      const until = body.until ?? kernel.clock.now().toISOString();
      const grant = body.grantId ? { grantId: body.grantId } : {};
      const { latest, ...figures } = await previewRecall(kernel, actor, {
        ...params,
        ...grant,
        ...instants({ ...body, until }),
      });
      return {
        ...figures,
        until,
        latest: latest.map((f) => ({
          documentKind: f.documentKind,
          documentId: f.documentId,
          ...(f.licenceId ? { licenceId: f.licenceId } : {}),
          ...(f.caseId ? { caseId: f.caseId } : {}),
          sealedAt: f.sealedAt.toISOString(),
          digest: f.digest,
        })),
      };
    }),
    route(c.recallSealUse, ({ actor, params, body }) => {
      const { grantId, requestId, expected, reason } = body;
      return recallUse(kernel, actor, {
        ...params,
        requestId,
        expected,
        reason,
        ...(grantId ? { grantId } : {}),
        ...instants(body),
      });
    }),
    route(c.listSealRecalls, async ({ actor }) =>
      (await listRecalls(kernel.read, officeScope(actor))).map((r) => ({
        id: r.id,
        sealId: r.sealId,
        sealName: r.sealName,
        ...(r.grantId ? { grantId: r.grantId } : {}),
        since: r.since.toISOString(),
        until: r.until.toISOString(),
        reason: r.reason,
        by: r.byName,
        at: r.at.toISOString(),
        files: r.files,
      })),
    ),
    route(c.listSealUseRequests, async ({ actor, query }) =>
      (await listRequests(kernel.read, actorHolder(actor), query.state)).map(presentUseRequest),
    ),
    route(c.getSealUseRequestPage, async ({ actor, params, query }) => ({
      mediaType: 'image/svg+xml',
      body: await requestPage(kernel, actor, params.useRequestId, query.page ?? 0),
    })),
    route(c.approveSealUses, ({ actor, params, body, cookies }) => {
      const device = cookies[sealDeviceCookie];
      return approveRequests({ kernel, carriers }, actor, { ...params, ...body, ...(device ? { device } : {}) });
    }),
    route(c.rejectSealUses, ({ actor, params, body }) => rejectRequests(kernel, actor, { ...params, ...body })),
    route(c.requestSealUseAgain, ({ actor, params }) => requestAgain(kernel, actor, params.useRequestId)),
  ];
}
