import * as c from '@miaopi/contracts';
import { type BoundRoute, route } from '../../../kernel/module.ts';
import { deviceOf, sealDeviceCookie } from '../device-cookie.ts';
import { sealsErrors } from '../errors.ts';
import { presentApplication } from '../present.ts';
import { readSealFile, storeSealFile } from '../seal-files.ts';
import { activateSeal } from '../use-cases/activate-seal.ts';
import { changePassword } from '../use-cases/change-password.ts';
import { changeSealState } from '../use-cases/change-seal-state.ts';
import { withdrawApplication } from '../use-cases/decide-application.ts';
import { pictureOf } from '../use-cases/picture-of.ts';
import { presentSeals, seenApplication, seenSeal, showMySeals, showSeal } from '../use-cases/show-seals.ts';
import type { RouteDeps } from './index.ts';

/** Routes of whoever holds a seal: people, firms, keepers of offices. */
export function holderRoutes(deps: RouteDeps): BoundRoute[] {
  const { kernel, carriers } = deps;
  return [
    route(c.uploadSealFile, ({ actor, file }) => storeSealFile(kernel, actor, file.data)),
    route(c.applyForSeal, async ({ actor, body }) => presentApplication(await deps.apply(actor, body), actor)),
    route(c.withdrawSealApplication, ({ actor, params }) => withdrawApplication(kernel, actor, params.applicationId)),
    route(c.getSealFile, async ({ actor, params }) => {
      const row = await seenApplication(kernel, actor, params.applicationId);
      const known = [...(row.impression ? [row.impression] : []), ...row.evidence];
      if (!known.some((f) => f.fileId === params.sealFileId)) throw sealsErrors.file_missing();
      const { data, mediaType } = await readSealFile(kernel, row.appliedBy, params.sealFileId);
      return { mediaType, body: data, cacheSeconds: 300 };
    }),
    route(c.listMySeals, ({ actor }) => showMySeals(kernel, actor)),
    route(c.getSeal, ({ actor, params }) => showSeal(kernel, actor, params.sealId)),
    route(c.getSealPicture, async ({ actor, params }) => {
      await seenSeal(kernel, actor, params.sealId);
      return { mediaType: 'image/png', body: await pictureOf(kernel, params.sealId), cacheSeconds: 300 };
    }),
    route(c.activateSeal, async ({ actor, params, body, cookies, setCookie }) => {
      const seal = await seenSeal(kernel, actor, params.sealId);
      const device = deviceOf({ cookies, setCookie });
      await activateSeal(await deps.activateDeps(), actor, { sealId: seal.id, password: body.password, device });
      deps.forget();
      return one(await presentSeals(kernel, actor, [await seenSeal(kernel, actor, seal.id)]));
    }),
    route(c.changeSealPassword, async ({ actor, params, body, cookies }) => {
      const device = cookies[sealDeviceCookie];
      const deviceGiven = device === undefined ? {} : { device };
      await changePassword({ kernel, carriers }, actor, { sealId: params.sealId, ...body, ...deviceGiven });
    }),
    route(c.changeSealState, async ({ actor, params, body }) => {
      const { since, ...rest } = body;
      await changeSealState({ kernel, authority: await deps.current() }, actor, {
        sealId: params.sealId,
        ...rest,
        ...(since ? { since: new Date(since) } : {}),
      });
      deps.forget();
      return one(await presentSeals(kernel, actor, [await seenSeal(kernel, actor, params.sealId)]));
    }),
  ];
}

function one<T>(list: readonly T[]): T {
  return list[0] as T;
}
