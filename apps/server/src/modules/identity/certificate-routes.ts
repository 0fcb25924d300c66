import * as c from '@miaopi/contracts';
import type { PersonActor, StaffActor } from '../../kernel/actor.ts';
import { kernelErrors } from '../../kernel/errors.ts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import { sessionCookie, sessionHours } from './sessions.ts';
import {
  bindCertificate,
  type CertificateDeps,
  listCertificates,
  openChallenge,
  removeCertificate,
  signInByCertificate,
} from './use-cases/certificate-sign-in.ts';

/** @param me who a session's token belongs to, as the pages see it */
export function certificateRoutes(
  deps: CertificateDeps,
  me: (token: string | undefined) => Promise<c.Me | null>,
): BoundRoute[] {
  const mine = async (actor: PersonActor | StaffActor) =>
    (await listCertificates(deps, actor)).map(({ id, subject, issuer, serial, validTo, boundAt }) => ({
      id,
      subject,
      issuer,
      serial,
      validTo: validTo.toISOString(),
      boundAt: boundAt.toISOString(),
    }));
  return [
    route(c.openCertificateChallenge, ({ body, ip }) => openChallenge(deps, { ...body, ip })),
    route(c.signInByCertificate, async ({ body, ip, setCookie }) => {
      const { token } = await signInByCertificate(deps, { ...body, ip });
      setCookie(sessionCookie, token, { maxAge: sessionHours * 3600 });
      const answer = await me(token);
      if (!answer) throw kernelErrors.bug({ log: 'a session just made is not there' });
      return answer;
    }),
    route(c.listCertificates, ({ actor }) => mine(actor as PersonActor | StaffActor)),
    route(c.bindCertificate, async ({ actor, body }) => {
      const who = actor as PersonActor | StaffActor;
      await bindCertificate(deps, who, body);
      return mine(who);
    }),
    route(c.removeCertificate, ({ actor, params }) =>
      removeCertificate(deps, actor as PersonActor | StaffActor, params.certificateId),
    ),
  ];
}
