import * as c from '@miaopi/contracts';
import type { Actor } from '../../kernel/actor.ts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import { maskName } from '../identity/index.ts';
import type { LicencesDeps } from './deps.ts';
import type { PageOf } from './licence-pages.ts';
import type { PrintRow } from './store/prints.ts';
import type { IssuedRow } from './store/rows.ts';
import { makePrintCode, printByCode, printLicence } from './use-cases/print-licence.ts';

/** Printing at home and at kiosks (F008, F112). */
export function printRoutes(
  deps: LicencesDeps,
  held: (actor: Actor, id: string) => Promise<IssuedRow>,
  pageOf: PageOf,
): BoundRoute[] {
  return [
    route(c.printLicence, async ({ actor, params, body }) =>
      presentPrint(await printLicence(deps, actor, await held(actor, params.licenceId), body)),
    ),
    route(c.makePrintCode, async ({ actor, params, body }) => {
      const { code, expiresAt } = await makePrintCode(deps, actor, await held(actor, params.licenceId), body.requestId);
      return { code, expiresAt: expiresAt.toISOString() };
    }),
    route(c.printByCode, async ({ actor, body, ip }) => {
      const { print, row } = await printByCode(deps, actor, { ...body, ip });
      return {
        ...presentPrint(print),
        name: row.typeName,
        number: row.number,
        holder: row.holderKind === 'firm' ? row.holderName : maskName(row.holderName),
        identifier: row.identifier,
        verifyUrl: row.content.verifyUrl,
        pages: await Promise.all(
          Array.from({ length: row.pages }, async (_, page) => ({
            width: row.width,
            height: row.height,
            svg: Buffer.from((await pageOf(row, page)).body as Uint8Array).toString('utf8'),
          })),
        ),
      };
    }),
  ];
}

export function presentPrint(row: PrintRow) {
  return { no: row.no, at: row.at.toISOString(), way: row.way };
}
