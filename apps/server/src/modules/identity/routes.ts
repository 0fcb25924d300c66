import * as c from '@miaopi/contracts';
import type { PersonActor } from '../../kernel/actor.ts';
import { kernelErrors } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import type { AccessPolicies } from './access-policies.ts';
import { accessRoutes } from './access-routes.ts';
import { accountRoutes } from './account-routes.ts';
import { certificateRoutes } from './certificate-routes.ts';
import { deskRoutes } from './desk-routes.ts';
import { identityErrors } from './errors.ts';
import type { IdentityPlugs } from './identity.ts';
import { presentMe } from './present-me.ts';
import { kioskHours, type Sessions, sessionCookie, sessionHours } from './sessions.ts';
import { findConsent, insertConsent, withdrawConsent } from './store/consents.ts';
import { deleteSession } from './store/sessions.ts';
import { acceptAndSignIn } from './use-cases/accept-agreement.ts';
import { actFor } from './use-cases/act-for.ts';
import { bindNewMobile, sendMobileCode } from './use-cases/change-mobile.ts';
import { checkPerson } from './use-cases/check-person.ts';
import { answerScan, lookAtScan, openScan, takeScan } from './use-cases/scan-sign-in.ts';
import { type SignInDeps, sendSignInCode, signIn } from './use-cases/sign-in.ts';

interface RouteDeps {
  readonly kernel: Kernel;
  readonly plugs: IdentityPlugs;
  readonly sessions: Sessions;
  readonly access: AccessPolicies;
  readonly signIn: SignInDeps;
}

export function identityRoutes({ kernel, plugs, sessions, access, signIn: deps }: RouteDeps): BoundRoute[] {
  const me = async (token: string | undefined): Promise<c.Me | null> => {
    const session = await sessions.find(token);
    return session ? presentMe(kernel, session, plugs.unreadOf) : null;
  };
  return [
    ...accountRoutes(kernel, sessions),
    ...accessRoutes(kernel, access),
    ...deskRoutes(kernel),
    ...certificateRoutes({ ...deps, keyTrust: plugs.keyTrust }, me),
    route(c.getCaptcha, () => deps.captcha.create()),
    route(c.sendCode, ({ body, ip }) => sendSignInCode(deps, { ...body, ip })),
    route(c.signIn, async ({ body, ip, setCookie }) => {
      const { token } = await signIn(deps, { ...body, ip });
      setCookie(sessionCookie, token, { maxAge: (body.kiosk ? kioskHours : sessionHours) * 3600 });
      const answer = await me(token);
      if (!answer) throw kernelErrors.bug({ log: 'a session just made is not there' });
      return answer;
    }),
    route(c.acceptAgreement, async ({ body, ip, setCookie }) => {
      const { token } = await acceptAndSignIn(deps, { ...body, ip });
      setCookie(sessionCookie, token, { maxAge: sessionHours * 3600 });
      const answer = await me(token);
      if (!answer) throw kernelErrors.bug({ log: 'a session just made is not there' });
      return answer;
    }),
    route(c.openScan, ({ body, ip }) => openScan(deps, { ...body, ip })),
    route(c.lookAtScan, ({ params }) => lookAtScan(kernel, params.scanId)),
    route(c.answerScan, async ({ params, body, actor }) =>
      answerScan(kernel, actor as PersonActor, params.scanId, body.confirm),
    ),
    route(c.takeScan, async ({ params, body, setCookie }) => {
      const taken = await takeScan(kernel, params.scanId, body.secret);
      if (taken.state !== 'confirmed') return { state: taken.state, me: null };
      setCookie(sessionCookie, taken.token, { maxAge: sessionHours * 3600 });
      return { state: taken.state, me: await me(taken.token) };
    }),
    route(c.signOut, async ({ cookies, setCookie }) => {
      const token = cookies[sessionCookie];
      const session = await sessions.find(token);
      if (session && token) {
        sessions.forget(token);
        await kernel.command('identity.sign_out', { actor: { kind: 'anonymous' } }, (ctx) =>
          deleteSession(ctx.tx, session.id),
        );
      }
      setCookie(sessionCookie, '', { maxAge: 0 });
    }),
    route(c.getMe, ({ cookies }) => me(cookies[sessionCookie])),
    route(c.actFor, async ({ body, actor, cookies }) => {
      const token = cookies[sessionCookie] ?? '';
      await actFor(kernel, actor as PersonActor, body.principal);
      sessions.forget(token);
      const answer = await me(token);
      if (!answer) throw kernelErrors.sign_in_needed();
      return answer;
    }),
    route(c.sendMobileCode, ({ body, actor, ip }) => sendMobileCode(deps, actor as PersonActor, { ...body, ip })),
    route(c.changeMobile, async ({ body, actor, cookies }) => {
      await bindNewMobile(deps, actor as PersonActor, body);
      const answer = await me(cookies[sessionCookie]);
      if (!answer) throw kernelErrors.sign_in_needed();
      return answer;
    }),
    route(c.checkPerson, ({ body, actor }) =>
      checkPerson({ kernel, limits: deps.limits, ...plugs }, actor as PersonActor, body),
    ),
    route(c.listDemoPeople, async () => [...plugs.demoPeople()]),
    route(c.giveConsent, async ({ params, body, actor }) => {
      const who = actor as PersonActor;
      const version = plugs.versionOf(params.slug);
      if (version === undefined) throw kernelErrors.not_found();
      const signed = who.attended ? signedAtDesk(who.attended.visitId, body.signed) : undefined;
      const consent = {
        personId: who.personId,
        principalKind: who.principal.kind,
        principalId: who.principal.id,
        slug: params.slug,
      };
      return kernel.command('identity.give_consent', { actor, requestId: body.requestId }, async (ctx) => {
        const id = newId();
        if (await insertConsent(ctx.tx, { id, ...consent, version, now: ctx.now, signed })) {
          ctx.audit({
            action: 'identity.consent_given',
            subject: `person:${who.personId}`,
            data: { slug: params.slug, version, ...(signed ? { visit: signed.visit, on: signed.on } : {}) },
          });
          return { consentId: id, at: ctx.now.toISOString() };
        }
        const known = await findConsent(ctx.tx, consent);
        return { consentId: known?.id ?? id, at: (known?.givenAt ?? ctx.now).toISOString() };
      });
    }),
    route(c.withdrawConsent, async ({ params, actor }) => {
      const who = actor as PersonActor;
      await kernel.command('identity.withdraw_consent', { actor }, async (ctx) => {
        await withdrawConsent(
          ctx.tx,
          {
            personId: who.personId,
            principalKind: who.principal.kind,
            principalId: who.principal.id,
            slug: params.slug,
          },
          ctx.now,
        );
        ctx.audit({
          action: 'identity.consent_withdrawn',
          subject: `person:${who.personId}`,
          data: { slug: params.slug },
        });
      });
    }),
  ];
}

/** At a window a consent is the person's signature: his strokes, or a sheet that stays with the papers. */
function signedAtDesk(
  visit: string,
  signed: { readonly on: unknown; readonly strokes?: readonly (readonly (readonly number[])[])[] } | undefined,
) {
  const points = (signed?.strokes ?? []).reduce((n, stroke) => n + stroke.length, 0);
  if (!signed || (signed.on === 'screen' && points < 8)) throw identityErrors.signature_needed();
  return { visit, on: String(signed.on), strokes: signed.on === 'screen' ? (signed.strokes ?? null) : null };
}
