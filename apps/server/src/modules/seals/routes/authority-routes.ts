import { randomBytes } from 'node:crypto';
import * as c from '@miaopi/contracts';
import type { Actor } from '../../../kernel/actor.ts';
import { type BoundRoute, route } from '../../../kernel/module.ts';
import { deviceOf, sealDeviceCookie } from '../device-cookie.ts';
import { makePicture } from '../make-picture.ts';
import { officeScope } from '../policy.ts';
import { presentApplication } from '../present.ts';
import { presentCarrier } from '../present-staff.ts';
import { listApplications } from '../store/applications.ts';
import { listCarriers } from '../store/carriers.ts';
import { listSeals, listTroubled } from '../store/seal-rows.ts';
import { decideApplication } from '../use-cases/decide-application.ts';
import { offerHandOver, releaseCarrier, takeOver } from '../use-cases/hand-over.ts';
import { makeSealOf } from '../use-cases/make-seal.ts';
import { presentSeals, seenApplication, seenSeal } from '../use-cases/show-seals.ts';
import type { RouteDeps } from './index.ts';

/** Routes of the authority and of the keepers: from application to carrier. */
export function authorityRoutes(deps: RouteDeps): BoundRoute[] {
  const { kernel, carriers } = deps;
  const card = async (actor: Actor, sealId: string) => {
    const [seal] = await presentSeals(kernel, actor, [await seenSeal(kernel, actor, sealId)]);
    return seal as c.SealCard;
  };
  return [
    route(c.listSeals, async ({ actor, query }) => {
      const office = officeScope(actor);
      const { state, of, ...rest } = query;
      const rows = await listSeals(kernel.read, {
        ...rest,
        ...(of ? { principalKind: of } : {}),
        ...(state && state !== 'expired' ? { state } : {}),
        ...(office === undefined ? {} : { principal: { kind: 'office' as const, id: office } }),
      });
      const cards = await presentSeals(kernel, actor, rows);
      return state ? cards.filter((s) => s.state === state) : cards;
    }),
    route(c.listSealApplications, async ({ actor, query }) => {
      const office = officeScope(actor);
      const principal = office === undefined ? {} : { principal: { kind: 'office' as const, id: office } };
      return (await listApplications(kernel.read, { ...query, ...principal })).map((a) => presentApplication(a, actor));
    }),
    route(c.decideSealApplication, async ({ actor, params, body }) => {
      await decideApplication(kernel, actor, { ...params, ...body });
      return presentApplication(await seenApplication(kernel, actor, params.applicationId), actor);
    }),
    route(c.previewSealPicture, async ({ actor, params, query }) => {
      const row = await seenApplication(kernel, actor, params.applicationId);
      const impression =
        row.impression && (query.dpi ?? query.widthMm) ? { fileId: row.impression.fileId, ...query } : row.impression;
      const made = await makePicture(kernel, { ...row, impression }, `${row.region}0000000`);
      return {
        picture: `data:image/png;base64,${Buffer.from(made.png).toString('base64')}`,
        width: made.width,
        height: made.height,
        ...(made.ink ? { inkWidth: made.ink.width, inkHeight: made.ink.height } : {}),
      };
    }),
    route(c.makeSeal, ({ actor, params, body }) => makeSealOf(kernel, actor, { ...params, ...body })),
    route(c.listSealCarriers, async ({ actor }) =>
      (await listCarriers(kernel.read, officeScope(actor))).map((r) => presentCarrier(r, actor)),
    ),
    route(c.offerSealHandOver, async ({ actor, params, body, cookies }) => {
      const device = cookies[sealDeviceCookie];
      const random = (bytes: number) => new Uint8Array(randomBytes(bytes));
      return offerHandOver({ kernel, carriers, random }, actor, { ...params, ...body, ...(device ? { device } : {}) });
    }),
    route(c.takeSealOver, async ({ actor, params, body, cookies, setCookie }) => {
      const device = deviceOf({ cookies, setCookie });
      await takeOver({ kernel, carriers }, actor, { ...params, ...body, device });
      return card(actor, params.sealId);
    }),
    route(c.releaseSealCarrier, async ({ actor, params, body }) => {
      await releaseCarrier({ kernel, carriers }, actor, { ...params, ...body });
      return card(actor, params.sealId);
    }),
    route(c.listSealStatus, async () => ({
      at: kernel.clock.now().toISOString(),
      seals: (await listTroubled(kernel.read)).map((s) => ({
        id: s.id,
        state: s.state,
        notTrustedSince: (
          s.invalidSince ?? (s.state === 'replaced' ? (s.replacedAt ?? s.stateSince) : s.stateSince)
        ).toISOString(),
      })),
    })),
  ];
}
