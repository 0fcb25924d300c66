import * as c from '@miaopi/contracts';
import { fromBase64, parseCertificate, toHex } from '@miaopi/gm';
import { type BoundRoute, route } from '../../kernel/module.ts';
import type { FilingDeps } from './deps.ts';
import { closedToDepartments } from './domain/fileable.ts';
import { countFilings, listSystems, type SystemFigures, type SystemRow } from './store/systems.ts';
import { changeSystem, registerSystem, type SystemChange } from './use-cases/govern-systems.ts';

/** For the operator: which systems file, and what. */
export function systemRoutes(deps: FilingDeps): BoundRoute[] {
  const { read } = deps.kernel;
  const present = async (row: SystemRow) => {
    const figures = (await countFilings(read)).find((f) => f.systemId === row.id);
    return presentSystem(deps, row, figures);
  };
  return [
    route(c.listFilingSystems, async () => {
      const [rows, counts] = await Promise.all([listSystems(read), countFilings(read)]);
      const figures = new Map(counts.map((f) => [f.systemId, f]));
      return {
        systems: rows.map((row) => presentSystem(deps, row, figures.get(row.id))),
        items: deps.catalog
          .list()
          .filter((item) => item.package.item.state === 'in-use')
          .map((item) => {
            const closed = closedToDepartments(item);
            return { slug: item.package.slug, name: item.package.item.name, ...(closed ? { closed } : {}) };
          }),
      };
    }),
    route(c.registerFilingSystem, async ({ actor, body }) => present(await registerSystem(deps, actor, body))),
    route(c.changeFilingSystem, async ({ actor, params, body }) =>
      present(await changeSystem(deps, actor, params.systemId, body as SystemChange)),
    ),
  ];
}

function presentSystem(deps: FilingDeps, row: SystemRow, figures: SystemFigures | undefined): c.FilingSystem {
  const { id, name, uscc, department, contact, state, pushUrl, revokedReason } = row;
  return {
    ...{ id, name, uscc, department, contact, state },
    certificates: row.certificates.map((one) => {
      const { subject, notAfter, digest } = parseCertificate(fromBase64(one));
      return { subject: subject.text, until: notAfter.toISOString(), fingerprint: toHex(digest) };
    }),
    items: row.items.map((slug) => ({
      slug,
      name: deps.catalog.item(slug)?.package.item.name ?? { zh: slug, en: slug },
    })),
    ...(pushUrl ? { pushUrl } : {}),
    ...(revokedReason ? { revokedReason } : {}),
    createdAt: row.createdAt.toISOString(),
    filings: figures?.filings ?? 0,
    ...(figures ? { lastAt: figures.lastAt.toISOString() } : {}),
    untold: figures?.untold ?? 0,
  };
}
