import { AGREEMENT_VERSION } from '@miaopi/contracts';
import { type Certificate, nameValue, sm3Hex } from '@miaopi/gm';
import { anonymous, type PersonActor, type StaffActor } from '../../../kernel/actor.ts';
import { newId, newSecret } from '../../../kernel/ids.ts';
import { challengeMessage, type KeyTrust, readKeyProof } from '../domain/key-proof.ts';
import { identityErrors } from '../errors.ts';
import { passwordMatches } from '../password.ts';
import { findPerson, findStaff } from '../store/accounts.ts';
import {
  type Account,
  type CertificateRow,
  type ChallengePurpose,
  findBoundCertificate,
  insertCertificate,
  insertChallenge,
  listCertificatesOf,
  removeCertificateOf,
  spendChallenge,
} from '../store/certificates.ts';
import { agreementTicket, hasAgreed } from './agreement.ts';
import { openSession, type SignInDeps } from './sign-in.ts';

const challengeSeconds = 180;

export interface CertificateDeps extends SignInDeps {
  keyTrust(): Promise<KeyTrust>;
}

export interface KeyProofGiven {
  readonly challengeId: string;
  readonly certificate: string;
  readonly signature: string;
}

/** F150: words for a key to sign, once. */
export async function openChallenge(
  deps: CertificateDeps,
  given: { readonly purpose: ChallengePurpose; readonly ip: string },
): Promise<{ challengeId: string; message: string; validSeconds: number }> {
  await deps.limits.spend('certificateAddress', given.ip);
  const id = newId();
  const message = challengeMessage(deps.kernel.config.publicUrl, given.purpose, newSecret());
  await deps.kernel.command('identity.open_challenge', { actor: anonymous }, (ctx) =>
    insertChallenge(ctx.tx, {
      id,
      message,
      purpose: given.purpose,
      expiresAt: new Date(ctx.now.getTime() + challengeSeconds * 1000),
    }),
  );
  return { challengeId: id, message, validSeconds: challengeSeconds };
}

/** F150: whoever holds the key bound to an account, and its PIN, is signed in. Chain, revocation and binding are asked at this moment. */
export async function signInByCertificate(
  deps: CertificateDeps,
  given: KeyProofGiven & { readonly ip: string },
): Promise<{ token: string }> {
  await deps.limits.spend('certificateAddress', given.ip);
  const certificate = await provenBy(deps, given, 'sign-in');
  const { kernel } = deps;
  const bound = await findBoundCertificate(kernel.read, sm3Hex(certificate.der));
  if (!bound) throw identityErrors.key_not_bound();
  const person = bound.personId ? await findPerson(kernel.read, bound.personId) : undefined;
  const staff = bound.staffId ? await findStaff(kernel.read, bound.staffId) : undefined;
  const account = person ?? staff;
  if (!account || account.disabledAt) throw identityErrors.disabled();
  if (person && !hasAgreed(person))
    throw identityErrors.agreement_needed({
      extra: { version: AGREEMENT_VERSION, ticket: agreementTicket(deps, person.id, 'certificate') },
    });
  const who = { personId: person?.id ?? null, staffId: staff?.id ?? null };
  return { token: await openSession(kernel, who, 'certificate') };
}

/** Binds a key to the account of who is signed in: the password again, the key signs, and its certificate names the same person. */
export async function bindCertificate(
  deps: CertificateDeps,
  actor: PersonActor | StaffActor,
  given: KeyProofGiven & { readonly requestId: string; readonly password: string },
): Promise<void> {
  const { kernel, limits } = deps;
  const who = accountOf(actor);
  const account = who.personId
    ? await findPerson(kernel.read, who.personId)
    : await findStaff(kernel.read, who.staffId ?? '');
  await limits.spend('proof', who.personId ?? who.staffId ?? '');
  if (!account || !(await passwordMatches(account.passwordHash, given.password))) throw identityErrors.not_proven();
  await limits.forget('proof', who.personId ?? who.staffId ?? '');
  const certificate = await provenBy(deps, given, 'bind');
  const number = nameValue(certificate.subject, 'serialNumber');
  const another = number !== undefined && 'idNumber' in account && number !== account.idNumber;
  if (nameValue(certificate.subject, 'CN') !== account.name || another) throw identityErrors.key_of_another();
  await kernel.command('identity.bind_certificate', { actor, requestId: given.requestId }, async (ctx) => {
    const row: CertificateRow = {
      id: newId(),
      ...who,
      fingerprint: sm3Hex(certificate.der),
      subject: certificate.subject.text,
      issuer: certificate.issuer.text,
      serial: certificate.serial,
      validTo: certificate.notAfter,
      boundAt: ctx.now,
    };
    if (!(await insertCertificate(ctx.tx, row))) throw identityErrors.key_bound_already();
    ctx.audit({
      action: 'identity.certificate_bound',
      subject: subjectOf(who),
      data: { certificate: row.id, serial: row.serial },
    });
  });
}

export function listCertificates(deps: CertificateDeps, actor: PersonActor | StaffActor): Promise<CertificateRow[]> {
  return listCertificatesOf(deps.kernel.read, accountOf(actor));
}

export async function removeCertificate(
  { kernel }: CertificateDeps,
  actor: PersonActor | StaffActor,
  id: string,
): Promise<void> {
  const who = accountOf(actor);
  await kernel.command('identity.remove_certificate', { actor }, async (ctx) => {
    if (!(await removeCertificateOf(ctx.tx, who, id, ctx.now))) throw identityErrors.certificate_missing();
    ctx.audit({ action: 'identity.certificate_removed', subject: subjectOf(who), data: { certificate: id } });
  });
}

/** The certificate whose key has signed the words of this challenge; they serve once, right or wrong. */
async function provenBy(deps: CertificateDeps, given: KeyProofGiven, purpose: ChallengePurpose): Promise<Certificate> {
  const { kernel } = deps;
  const challenge = await kernel.command('identity.spend_challenge', { actor: anonymous }, (ctx) =>
    spendChallenge(ctx.tx, given.challengeId, purpose, ctx.now),
  );
  if (!challenge) throw identityErrors.challenge_missing();
  const proof = readKeyProof(given, challenge.message, await deps.keyTrust(), kernel.clock.now());
  if ('certificate' in proof) return proof.certificate;
  const log = `${proof.fault}${proof.detail ? `: ${proof.detail}` : ''}`;
  throw proof.fault === 'not-trusted' ? identityErrors.key_not_trusted({ log }) : identityErrors.key_refused({ log });
}

function accountOf(actor: PersonActor | StaffActor): Account {
  return actor.kind === 'person'
    ? { personId: actor.personId, staffId: null }
    : { personId: null, staffId: actor.staffId };
}

function subjectOf({ personId, staffId }: Account): string {
  return personId ? `person:${personId}` : `staff:${staffId}`;
}
