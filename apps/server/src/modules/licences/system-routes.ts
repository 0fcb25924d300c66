import * as c from '@miaopi/contracts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import type { Text } from '../../kernel/text.ts';
import type { LicencesDeps } from './deps.ts';
import { type ShareStatus, shareMessages } from './domain/share-status.ts';
import { licencesErrors } from './errors.ts';
import { basisNames, operationNames } from './present-sharing.ts';
import { countLooksOfSystems, listLooksOf } from './store/looks.ts';
import { findSystem, listSystems, type ShareSystemRow, typesShared } from './store/share-systems.ts';
import { changeSystem, registerSystem } from './use-cases/share-systems.ts';

const month = 30 * 86_400_000;

/** Registered systems, for who runs the installation. */
export function systemRoutes(deps: LicencesDeps): BoundRoute[] {
  const { kernel } = deps;
  const facts = async () => {
    const [types, counts] = await Promise.all([
      typesShared(kernel.read),
      countLooksOfSystems(kernel.read, new Date(kernel.clock.now().getTime() - month)),
    ]);
    const names = new Map(types.map((t) => [t.typeCode, t.name]));
    const figures = new Map(counts.map((f) => [f.systemId, f]));
    return { types, present: (row: ShareSystemRow) => presentSystem(row, names, figures.get(row.id)) };
  };
  return [
    route(c.listShareSystems, async () => {
      const { types, present } = await facts();
      return { systems: (await listSystems(kernel.read)).map(present), types };
    }),
    route(c.registerShareSystem, async ({ actor, body }) => {
      const { system, secret } = await registerSystem(deps, actor, body);
      return { system: (await facts()).present(system), ...(secret ? { secret } : {}) };
    }),
    route(c.changeShareSystem, async ({ actor, params, body }) => {
      const { system, secret } = await changeSystem(deps, actor, params.systemId, body);
      return { system: (await facts()).present(system), ...(secret ? { secret } : {}) };
    }),
    route(c.listShareLooks, async ({ params }) => {
      if (!(await findSystem(kernel.read, params.systemId))) throw licencesErrors.system_missing();
      const names = new Map((await typesShared(kernel.read)).map((t) => [t.typeCode, t.name]));
      return (await listLooksOf(kernel.read, params.systemId)).map((k) => {
        const typeName = k.typeCode ? names.get(k.typeCode) : undefined;
        return {
          at: k.at.toISOString(),
          operation: k.operation,
          what: operationNames[k.operation] ?? { zh: k.operation, en: k.operation },
          ...(k.typeCode ? { typeCode: k.typeCode } : {}),
          ...(typeName ? { typeName } : {}),
          purpose: k.purpose,
          ...(k.caseNumber ? { caseNumber: k.caseNumber } : {}),
          ...(k.basis ? { basis: basisNames[k.basis]! } : {}),
          ...(k.operator ? { operator: k.operator } : {}),
          status: k.status,
          answer: shareMessages[k.status as ShareStatus] ?? { zh: String(k.status), en: String(k.status) },
        };
      });
    }),
  ];
}

function presentSystem(
  row: ShareSystemRow,
  names: ReadonlyMap<string, Text>,
  figures: { readonly answered: number; readonly refused: number; readonly lastAt: Date | null } | undefined,
): c.ShareSystem {
  return {
    id: row.id,
    name: row.name,
    office: row.office,
    region: row.region,
    contact: row.contact,
    keyKind: row.keyKind,
    keyVersion: row.keyVersion,
    encrypts: row.encryptTo !== null,
    state: row.state,
    ...(row.disabledReason ? { disabledReason: row.disabledReason } : {}),
    createdAt: row.createdAt.toISOString(),
    scopes: row.scopes.map((s) => ({
      ...s,
      ...(names.has(s.typeCode) ? { typeName: names.get(s.typeCode)! } : {}),
    })),
    figures: {
      answered: figures?.answered ?? 0,
      refused: figures?.refused ?? 0,
      ...(figures?.lastAt ? { lastAt: figures.lastAt.toISOString() } : {}),
    },
  };
}
