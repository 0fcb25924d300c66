import { Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Base64, Id, Instant, oneOf, RequestId } from '../shapes.ts';
import { Me } from './shapes.ts';

/** Where the program on the person's computer answers that reaches his 智能密码钥匙 (docs/guides/signing.md). */
export const UKEY_BRIDGE = 'http://127.0.0.1:17771';

/** What a key proves: it signed `message` of this challenge, once. */
const KeyProof = {
  challengeId: Id,
  /** DER */
  certificate: Base64(12_000),
  /** SM2 with SM3, ECDSA P-256 or RSA with SHA-256 over the message; DER, bare bytes for RSA. */
  signature: Base64(2_000),
};

export const openCertificateChallenge = defineRoute({
  name: 'identity.openCertificateChallenge',
  method: 'POST',
  path: '/api/session/certificate/challenges',
  permission: 'public',
  summary: 'Words for a 智能密码钥匙 to sign, once, within three minutes',
  body: Type.Object({ purpose: oneOf(['sign-in', 'bind']) }),
  reply: Type.Object({ challengeId: Type.String(), message: Type.String(), validSeconds: Type.Integer() }),
  status: 201,
  errors: ['identity.too_many'],
});

const keyErrors = ['identity.challenge_missing', 'identity.key_refused', 'identity.key_not_trusted'] as const;

export const signInByCertificate = defineRoute({
  name: 'identity.signInByCertificate',
  method: 'POST',
  path: '/api/session/certificate',
  permission: 'public',
  summary: 'Sign in with a 智能密码钥匙 bound to the account',
  body: Type.Object(KeyProof),
  reply: Me,
  errors: [
    ...keyErrors,
    'identity.key_not_bound',
    'identity.disabled',
    'identity.agreement_needed',
    'identity.too_many',
  ],
});

export const BoundCertificate = Type.Object({
  id: Type.String(),
  subject: Type.String(),
  issuer: Type.String(),
  serial: Type.String(),
  validTo: Instant,
  boundAt: Instant,
});

export const listCertificates = defineRoute({
  name: 'identity.listCertificates',
  method: 'GET',
  path: '/api/me/certificates',
  permission: 'applicant',
  alsoOfficials: true,
  summary: 'Keys bound to my account',
  reply: Type.Array(BoundCertificate),
  errors: [],
});

export const bindCertificate = defineRoute({
  name: 'identity.bindCertificate',
  method: 'POST',
  path: '/api/me/certificates',
  permission: 'applicant',
  alsoOfficials: true,
  summary: 'Bind a 智能密码钥匙 to my account: my password again, and the key signs',
  body: Type.Object({
    requestId: RequestId,
    password: Type.String({ minLength: 1, maxLength: 128 }),
    ...KeyProof,
  }),
  reply: Type.Array(BoundCertificate),
  status: 201,
  errors: [
    ...keyErrors,
    'identity.key_of_another',
    'identity.key_bound_already',
    'identity.not_proven',
    'identity.too_many',
  ],
});

export const removeCertificate = defineRoute({
  name: 'identity.removeCertificate',
  method: 'DELETE',
  path: '/api/me/certificates/:certificateId',
  permission: 'applicant',
  alsoOfficials: true,
  summary: 'Unbind a key from my account, when it is lost or given back',
  params: Type.Object({ certificateId: Id }),
  reply: 'empty',
  status: 204,
  errors: ['identity.certificate_missing'],
});
