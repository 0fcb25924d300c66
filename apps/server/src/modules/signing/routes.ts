import * as c from '@miaopi/contracts';
import { renderSvg } from '@miaopi/ofd';
import type { Actor, PersonActor } from '../../kernel/actor.ts';
import { kernelErrors } from '../../kernel/errors.ts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import type { SigningDeps } from './deps.ts';
import { signingErrors } from './errors.ts';
import { presentSession, presentSummary } from './present.ts';
import { readerOf, sessionFor } from './reader.ts';
import type { LicenceScanRow } from './store/licence-scans.ts';
import { findVersion, listParties, listSessions } from './store/sessions.ts';
import { kindOf } from './use-cases/document.ts';
import { cancelSigning, declineSigning, remindSigning } from './use-cases/end-session.ts';
import { evidenceRecord } from './use-cases/evidence-record.ts';
import { lookAtSession } from './use-cases/look-at-session.ts';
import { openLicenceScan } from './use-cases/open-licence-scan.ts';
import { openSession } from './use-cases/open-session.ts';
import { readSignable } from './use-cases/seal-bytes.ts';
import { signDocument } from './use-cases/sign-document.ts';
import { takeLicenceScan } from './use-cases/take-licence-scan.ts';

export function signingRoutes(deps: SigningDeps): BoundRoute[] {
  const { kernel } = deps;
  const view = async (actor: PersonActor, id: string) => {
    const reader = await readerOf(deps, actor);
    return presentSession(deps, reader, await sessionFor(deps, reader, id));
  };
  const document = async (actor: Actor, id: string) => {
    const opened = await sessionFor(deps, await readerOf(deps, person(actor)), id);
    const version = await findVersion(kernel.read, id, opened.session.version);
    return { ...opened, version, data: await kernel.files.get(version.key) };
  };
  return [
    route(c.listSignings, async ({ actor, query }) => {
      const reader = await readerOf(deps, person(actor));
      const sessions = await listSessions(kernel.read, reader, query.draft);
      const parties = await listParties(
        kernel.read,
        sessions.map((s) => s.id),
      );
      return sessions.map((session) =>
        presentSummary(reader, { session, parties: parties.filter((p) => p.sessionId === session.id) }),
      );
    }),
    route(c.openSigning, async ({ actor, body }) => {
      const who = person(actor);
      return view(who, await openSession(deps, who, { ...body, fileId: body.fileId }));
    }),
    route(c.getSigning, ({ actor, params }) => view(person(actor), params.signingId)),
    route(c.lookAtSigning, async ({ actor, params }) => {
      await lookAtSession(deps, person(actor), params.signingId);
      return view(person(actor), params.signingId);
    }),
    route(c.getSigningPage, async ({ actor, params, query }) => {
      const { data } = await document(actor, params.signingId);
      if (kindOf(data).ending === 'pdf') throw signingErrors.page_missing({ log: 'a PDF is read as a file' });
      const ofd = readSignable(data);
      const page = query.page ?? 0;
      if (page >= ofd.package.pages.length) throw signingErrors.page_missing({ log: `page ${page}` });
      return { mediaType: 'image/svg+xml', body: renderSvg(ofd, page) };
    }),
    route(c.getSigningFile, async ({ actor, params }) => {
      const { data, session } = await document(actor, params.signingId);
      const { mediaType, ending } = kindOf(data);
      return { mediaType, body: data, fileName: `${session.title.zh}.${ending}` };
    }),
    route(c.sendSigningCode, async ({ actor, params, ip }) => {
      const who = person(actor);
      const reader = await readerOf(deps, who);
      await sessionFor(deps, reader, params.signingId);
      const sent = await deps.identity.sendProofCode(who, ip);
      if (!sent) throw signingErrors.no_mobile();
      return sent;
    }),
    route(c.signDocument, async ({ actor, params, body, cookies }) => {
      const who = person(actor);
      await signDocument(deps, who, { ...body, signingId: params.signingId, device: deps.seals.deviceOf(cookies) });
      return view(who, params.signingId);
    }),
    route(c.openLicenceScan, async ({ actor, params, body }) =>
      presentScan(await openLicenceScan(deps, person(actor), { ...body, signingId: params.signingId })),
    ),
    route(c.takeLicenceScan, async ({ actor, params }) => {
      const { scan, ...taken } = await takeLicenceScan(deps, person(actor), params);
      return presentScan({ ...scan, state: taken.state }, taken.silent);
    }),
    route(c.declineSigning, async ({ actor, params, body }) => {
      await declineSigning(deps, person(actor), { ...body, signingId: params.signingId });
      return view(person(actor), params.signingId);
    }),
    route(c.cancelSigning, async ({ actor, params, body }) => {
      await cancelSigning(deps, person(actor), { ...body, signingId: params.signingId });
      return view(person(actor), params.signingId);
    }),
    route(c.remindSigning, async ({ actor, params }) => {
      await remindSigning(deps, person(actor), params.signingId);
      return view(person(actor), params.signingId);
    }),
    route(c.getSigningEvidence, async ({ actor, params }) => {
      const opened = await sessionFor(deps, await readerOf(deps, person(actor)), params.signingId);
      return {
        mediaType: 'application/json; charset=utf-8',
        body: JSON.stringify(await evidenceRecord(deps, opened), null, 2),
        fileName: `${opened.session.title.zh}-签署记录.json`,
      };
    }),
  ];
}

function presentScan({ id, state, url, expiresAt }: LicenceScanRow, silent = false): c.LicenceScan {
  return { id, state, url, expiresAt: new Date(expiresAt).toISOString(), silent };
}

function person(actor: Actor): PersonActor {
  if (actor.kind !== 'person') throw kernelErrors.not_permitted();
  return actor;
}
