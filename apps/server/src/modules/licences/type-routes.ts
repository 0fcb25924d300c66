import * as c from '@miaopi/contracts';
import type { StaffActor } from '../../kernel/actor.ts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import type { LicencesDeps } from './deps.ts';
import { readTemplate, type TypeRow } from './domain/type-row.ts';
import { mayEditTypes, mayPublishType } from './policy.ts';
import { listInForce, listTypeVersions, type TypeVersionRow } from './store/types.ts';
import { decideTypeDraft, previewType, saveTypeDraft, versionOf, versionsOf } from './use-cases/edit-type.ts';

/** 证照目录, for the officials of the issuing offices. */
export function typeRoutes(deps: LicencesDeps): BoundRoute[] {
  const present = async (actor: StaffActor, typeCode: string): Promise<c.LicenceTypeDetail> => {
    const versions = await versionsOf(deps, actor, typeCode);
    const inForce = versions.find((v) => v.state === 'published')!;
    const draft = versions.find((v) => v.state === 'draft');
    return {
      typeCode,
      inForce: presentVersion(inForce),
      body: presentBody(inForce.body),
      ...(draft
        ? { draft: { ...presentVersion(draft), body: presentBody(draft.body), publish: mayPublishType(actor, draft) } }
        : {}),
      edit: mayEditTypes(actor),
      versions: versions.map(presentVersion),
    };
  };
  return [
    route(c.listLicenceTypes, async ({ actor }) => {
      const { office } = actor as StaffActor;
      const own = (await listInForce(deps.kernel.read)).filter((t) => t.office === office);
      return Promise.all(
        own.map(async (t) => ({
          typeCode: t.typeCode,
          name: t.body.name,
          version: t.version,
          source: t.source,
          ...(t.publishedAt ? { publishedAt: t.publishedAt.toISOString() } : {}),
          share: t.body.share,
          numberRule: t.body.numberRule,
          draft: (await listTypeVersions(deps.kernel.read, t.typeCode)).some((v) => v.state === 'draft'),
        })),
      );
    }),
    route(c.getLicenceType, ({ actor, params }) => present(actor as StaffActor, params.typeCode)),
    route(c.getLicenceTypeVersion, async ({ actor, params }) => {
      const { version, former } = await versionOf(deps, actor as StaffActor, params.typeCode, Number(params.version));
      return {
        version: presentVersion(version),
        body: presentBody(version.body),
        ...(former ? { former: { version: former.version, body: presentBody(former.body) } } : {}),
      };
    }),
    route(c.previewLicenceType, async ({ actor, params, body }) => {
      const { findings, numbers, svg } = await previewType(
        deps,
        actor as StaffActor,
        params.typeCode,
        readBody(body.body),
      );
      return { findings: [...findings], numbers: [...numbers], ...(svg ? { svg } : {}) };
    }),
    route(c.saveLicenceType, async ({ actor, params, body }) => {
      const { requestId, note } = body;
      await saveTypeDraft(deps, actor as StaffActor, params.typeCode, { requestId, note, body: readBody(body.body) });
      return present(actor as StaffActor, params.typeCode);
    }),
    route(c.decideLicenceType, async ({ actor, params, body }) => {
      await decideTypeDraft(deps, actor as StaffActor, params.typeCode, body);
      return present(actor as StaffActor, params.typeCode);
    }),
  ];
}

function presentVersion(v: TypeVersionRow) {
  return {
    version: v.version,
    state: v.state,
    source: v.source,
    savedBy: v.savedByName,
    savedAt: v.savedAt.toISOString(),
    ...(v.note ? { note: v.note } : {}),
    ...(v.publishedByName ? { publishedBy: v.publishedByName } : {}),
    ...(v.publishedAt ? { publishedAt: v.publishedAt.toISOString() } : {}),
  };
}

function presentBody(row: TypeRow): c.LicenceTypeBody {
  return {
    ...row,
    fields: [...row.fields],
    relatedItems: [...row.relatedItems],
    paper: JSON.stringify(row.paper, null, 1),
  };
}

function readBody(body: c.LicenceTypeBody): TypeRow {
  return { ...body, paper: readTemplate(body.paper) } as TypeRow;
}
