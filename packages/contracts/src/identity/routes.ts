import { Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Id, Instant, oneOf, RequestId, Strokes, Text } from '../shapes.ts';
import { Me } from './shapes.ts';

/** A proof-of-work question (altcha) before costly or abusable calls. */
export const getCaptcha = defineRoute({
  name: 'identity.getCaptcha',
  method: 'GET',
  path: '/api/captcha',
  permission: 'public',
  summary: 'Proof-of-work challenge',
  reply: Type.Object({
    algorithm: Type.String(),
    challenge: Type.String(),
    salt: Type.String(),
    signature: Type.String(),
    maxnumber: Type.Integer(),
  }),
  errors: [],
});

/** Sends a six-digit code by SMS to the mobile bound to the account. Answers alike whether the account exists or not. */
export const sendCode = defineRoute({
  name: 'identity.sendCode',
  method: 'POST',
  path: '/api/session/code',
  permission: 'public',
  summary: 'Send a one-time code by SMS',
  body: Type.Object({
    account: Type.String({ minLength: 1, maxLength: 64 }),
    captcha: Type.Optional(Type.String({ maxLength: 2000 })),
  }),
  reply: Type.Object({ mobile: Type.String({ description: 'masked' }), validSeconds: Type.Integer() }),
  errors: ['identity.captcha_wrong', 'identity.too_many'],
});

export const signIn = defineRoute({
  name: 'identity.signIn',
  method: 'POST',
  path: '/api/session',
  permission: 'public',
  summary: 'Sign in by ID number, mobile or staff name, with password or one-time code',
  body: Type.Object({
    account: Type.String({
      minLength: 1,
      maxLength: 64,
      description: 'citizen ID number, mobile, USCC (legal representative) or staff name',
    }),
    password: Type.Optional(Type.String({ maxLength: 200 })),
    code: Type.Optional(Type.String({ maxLength: 10 })),
    captcha: Type.Optional(Type.String({ maxLength: 2000, description: 'asked for after failures' })),
    kiosk: Type.Optional(
      Type.Boolean({ description: 'at a self-service terminal: the session lasts half an hour at most' }),
    ),
  }),
  reply: Me,
  errors: [
    'identity.wrong_credentials',
    'identity.too_many',
    'identity.captcha_wrong',
    'identity.disabled',
    'identity.agreement_needed',
  ],
});

/** F027: goes on with a sign-in refused by `identity.agreement_needed`, whose problem carries the `ticket` and the `version` to accept. */
export const acceptAgreement = defineRoute({
  name: 'identity.acceptAgreement',
  method: 'POST',
  path: '/api/session/agreement',
  permission: 'public',
  summary: 'Accept the service agreement and go on signing in',
  body: Type.Object({ ticket: Type.String({ minLength: 1, maxLength: 300 }), version: Type.Integer() }),
  reply: Me,
  errors: ['identity.agreement_ticket', 'identity.disabled', 'identity.too_many'],
});

/** F028: a sign-in shown as a QR code of `/scan/:scanId`; the secret never leaves the browser that shows it. */
export const openScan = defineRoute({
  name: 'identity.openScan',
  method: 'POST',
  path: '/api/session/scans',
  permission: 'public',
  summary: 'Begin to sign in by a QR code',
  body: Type.Object({
    device: Type.Optional(Type.String({ maxLength: 60, description: 'shown on the phone: browser and system' })),
  }),
  reply: Type.Object({ scanId: Type.String(), secret: Type.String(), validSeconds: Type.Integer() }),
  status: 201,
  errors: ['identity.too_many'],
});

export const lookAtScan = defineRoute({
  name: 'identity.lookAtScan',
  method: 'GET',
  path: '/api/session/scans/:scanId',
  permission: 'applicant',
  summary: 'What the phone shows before it confirms',
  params: Type.Object({ scanId: Id }),
  reply: Type.Object({ device: Type.String(), askedAt: Instant }),
  errors: ['identity.scan_missing'],
});

export const answerScan = defineRoute({
  name: 'identity.answerScan',
  method: 'POST',
  path: '/api/session/scans/:scanId/answer',
  permission: 'applicant',
  summary: 'Confirm or refuse the sign-in on the phone, once',
  params: Type.Object({ scanId: Id }),
  body: Type.Object({ confirm: Type.Boolean() }),
  reply: 'empty',
  status: 204,
  errors: ['identity.scan_missing'],
});

/** Asked every other second by the browser that shows the code. `confirmed` comes with the session's cookie, once. */
export const takeScan = defineRoute({
  name: 'identity.takeScan',
  method: 'POST',
  path: '/api/session/scans/:scanId/take',
  permission: 'public',
  summary: 'Whether the phone has confirmed; if so, the session',
  params: Type.Object({ scanId: Id }),
  body: Type.Object({ secret: Type.String({ minLength: 20, maxLength: 100 }) }),
  reply: Type.Object({
    state: oneOf(['waiting', 'refused', 'confirmed']),
    me: Type.Union([Me, Type.Null()]),
  }),
  errors: ['identity.disabled', 'identity.scan_missing'],
});

export const signOut = defineRoute({
  name: 'identity.signOut',
  method: 'DELETE',
  path: '/api/session',
  permission: 'public',
  summary: 'Sign out',
  reply: 'empty',
  status: 204,
  errors: [],
});

/** 200 with `null` when nobody is signed in, so that the portal may ask freely. */
export const getMe = defineRoute({
  name: 'identity.getMe',
  method: 'GET',
  path: '/api/me',
  permission: 'public',
  summary: 'Who is signed in',
  reply: Type.Union([Me, Type.Null()]),
  errors: [],
});

export const actFor = defineRoute({
  name: 'identity.actFor',
  method: 'POST',
  path: '/api/me/acting-for',
  permission: 'applicant',
  summary: 'Act for oneself or for a firm',
  body: Type.Object({ principal: Id }),
  reply: Me,
  errors: ['identity.no_mandate'],
});

const Mobile = Type.String({ pattern: '^1[3-9][0-9]{9}$', description: 'mobile number, mainland China' });
const SmsCode = Type.String({ pattern: '^[0-9]{6}$' });

/** F032 F079: first `old`, to the number bound; then `new`, with the code that came to the old one. */
export const sendMobileCode = defineRoute({
  name: 'identity.sendMobileCode',
  method: 'POST',
  path: '/api/me/mobile/codes',
  permission: 'applicant',
  summary: 'Send a code for changing the bound mobile',
  body: Type.Object({
    to: Type.Union([Type.Literal('old'), Type.Literal('new')]),
    mobile: Type.Optional(Mobile),
    oldCode: Type.Optional(SmsCode),
  }),
  reply: Type.Object({ mobile: Type.String({ description: 'masked' }), validSeconds: Type.Integer() }),
  errors: [
    'identity.code_wrong',
    'identity.mobile_missing',
    'identity.mobile_same',
    'identity.too_many',
    'notifications.sms_unavailable',
  ],
});

export const changeMobile = defineRoute({
  name: 'identity.changeMobile',
  method: 'PUT',
  path: '/api/me/mobile',
  permission: 'applicant',
  summary: 'Bind a new mobile after both numbers have been checked',
  body: Type.Object({ mobile: Mobile, code: SmsCode }),
  reply: Me,
  errors: ['identity.code_wrong', 'identity.mobile_missing', 'identity.mobile_same', 'identity.mobile_taken'],
});

/**
 * F029: with the request the person agrees that this one picture is compared with the photo the police have. The picture is not kept: only its digest, the score, the
 * verdict and the time are.
 */
export const checkPerson = defineRoute({
  name: 'identity.checkPerson',
  method: 'POST',
  path: '/api/me/person-checks',
  permission: 'applicant',
  summary:
    'Live person check: compare my portrait, with my consent, with the photo of the population register; the picture is not kept',
  body: Type.Object({
    requestId: RequestId,
    /** Base64 without a prefix. */
    portrait: Type.String({ minLength: 4, maxLength: 600_000, pattern: '^[A-Za-z0-9+/]+={0,2}$' }),
    mediaType: Type.Union([Type.Literal('image/jpeg'), Type.Literal('image/png')]),
    agreed: Type.Literal(true, { description: 'the person agrees to the comparison' }),
  }),
  reply: Type.Object({
    same: Type.Boolean(),
    score: Type.Integer({ description: 'likeness, 0–100' }),
    source: Type.String(),
    at: Instant,
    validUntil: Type.Union([Instant, Type.Null()]),
  }),
  errors: [
    'identity.account_missing',
    'identity.portrait_refused',
    'identity.register_silent',
    'identity.no_register_photo',
    'identity.too_many',
  ],
});

/** Shown only where the installation is a demo. */
export const listDemoPeople = defineRoute({
  name: 'identity.listDemoPeople',
  method: 'GET',
  path: '/api/demo/people',
  permission: 'public',
  summary: 'People of the demo district to sign in as',
  reply: Type.Array(
    Type.Object({
      account: Type.String(),
      password: Type.String(),
      name: Type.String(),
      kind: Type.String(),
      story: Text,
    }),
  ),
  errors: [],
});

/** Data consent per item (个人信息保护法 第十三、十四、十七条): what is asked from which office and for what. */
export const giveConsent = defineRoute({
  name: 'identity.giveConsent',
  method: 'POST',
  path: '/api/items/:slug/consent',
  permission: 'applicant',
  atDesk: true,
  summary: 'Consent to the look-ups of an item',
  params: Type.Object({ slug: Id }),
  body: Type.Object({
    requestId: RequestId,
    version: Type.Integer(),
    /** At an official's window the person signs: on the screen, or a sheet that stays with the papers. */
    signed: Type.Optional(
      Type.Object({
        on: oneOf(['screen', 'paper']),
        strokes: Type.Optional(Strokes),
      }),
    ),
  }),
  reply: Type.Object({ consentId: Type.String(), at: Type.String() }),
  status: 201,
  errors: ['catalog.item_missing', 'identity.signature_needed'],
});

export const withdrawConsent = defineRoute({
  name: 'identity.withdrawConsent',
  method: 'DELETE',
  path: '/api/items/:slug/consent',
  permission: 'applicant',
  atDesk: true,
  summary: 'Withdraw the consent',
  params: Type.Object({ slug: Id }),
  reply: 'empty',
  status: 204,
  errors: [],
});
