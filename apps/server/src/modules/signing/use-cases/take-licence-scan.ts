import {
  type Certificate,
  digestToSign,
  GmError,
  nameValue,
  parseCertificate,
  prepareSeal,
  sm2Verify,
} from '@miaopi/gm';
import type { Actor, PersonActor } from '../../../kernel/actor.ts';
import { maskNumber } from '../../identity/index.ts';
import type { ConfirmedLicence, SigningDeps } from '../deps.ts';
import { afterAction, dueTurns } from '../domain/session-life.ts';
import { signingErrors } from '../errors.ts';
import { readerOf, sessionFor } from '../reader.ts';
import { endLicenceScan, findLicenceScan, type LicenceScanRow, listWaitingScans } from '../store/licence-scans.ts';
import type { PartyRow, SessionRow, VersionRow } from '../store/rows.ts';
import { findSessionOf, findVersion, listParties, lockSession } from '../store/sessions.ts';
import { keepSignature } from './keep-signature.ts';
import { addSignature, type SignedBytes } from './seal-bytes.ts';

/** How a scan stands; `silent` when its system did not answer just now. */
export interface TakenScan {
  readonly state: LicenceScanRow['state'];
  readonly silent: boolean;
}

const machine: Actor = { kind: 'system', name: 'business-licence' };
/** Somebody else may sign while the app does: then the newest version is signed, under the same confirmation. */
const mostTries = 3;

/** Asked by the page that shows the code. @throws signing.scan_missing */
export async function takeLicenceScan(
  deps: SigningDeps,
  actor: PersonActor,
  input: { readonly signingId: string; readonly scanId: string },
): Promise<{ readonly scan: LicenceScanRow } & TakenScan> {
  const { session } = await sessionFor(deps, await readerOf(deps, actor), input.signingId);
  const scan = await findLicenceScan(deps.kernel.read, session.id, input.scanId);
  if (!scan || scan.askedBy !== actor.personId) throw signingErrors.scan_missing();
  return { scan, ...(await takeLicence(deps, scan)) };
}

/** Goes on with what was confirmed after its page was closed. */
export async function takeWaitingScans(deps: SigningDeps): Promise<void> {
  for (const scan of await listWaitingScans(deps.kernel.read)) await takeLicence(deps, scan);
}

/** F141: asks the licence system how a scan stands; a confirmed one becomes the party's signature, once, whoever asks. */
export async function takeLicence(deps: SigningDeps, scan: LicenceScanRow): Promise<TakenScan> {
  if (scan.state !== 'waiting') return { state: scan.state, silent: false };
  const answer = await deps.licences.stateOf(scan.ticket, scan.id);
  const over = scan.expiresAt <= deps.kernel.clock.now();
  if (answer.status === 'confirmed') return signWith(deps, scan, answer);
  if (answer.status === 'refused') return end(deps, scan, 'refused');
  if (answer.status === 'expired' || over) return end(deps, scan, 'expired');
  return { state: 'waiting', silent: answer.status === 'unavailable' };
}

async function end(
  deps: SigningDeps,
  scan: LicenceScanRow,
  state: 'refused' | 'expired' | 'failed',
  why?: string,
): Promise<TakenScan> {
  return deps.kernel.command('signing.end_licence_scan', { actor: machine }, async (ctx) => {
    if (!(await endLicenceScan(ctx.tx, scan.id, state))) {
      // another request was quicker: what it made of it stands
      const known = await findLicenceScan(ctx.tx, scan.sessionId, scan.id);
      return { state: known?.state ?? state, silent: false };
    }
    ctx.audit({
      action: `signing.licence_${state}`,
      subject: `signing:${scan.sessionId}`,
      data: { scan: scan.id, turn: scan.turn, ...(why ? { why } : {}) },
    });
    return { state, silent: false };
  });
}

async function signWith(deps: SigningDeps, scan: LicenceScanRow, licence: ConfirmedLicence): Promise<TakenScan> {
  const { kernel } = deps;
  for (let i = 0; i < mostTries; i++) {
    const session = await findSessionOf(kernel.read, scan.sessionId);
    const party = session && dueParty(session, await listParties(kernel.read, [session.id]), scan.turn);
    if (!session || !party) return end(deps, scan, 'failed', 'no longer due');
    const seal = sealOf(scan, party, licence);
    if (typeof seal === 'string') return end(deps, scan, 'failed', seal);
    const before = await findVersion(kernel.read, session.id, session.version);
    const signed = await signOutside(deps, scan, party, seal, before);
    if (signed === 'silent') return { state: 'waiting', silent: true };
    if (await keep(deps, scan, licence, seal, before, signed)) return { state: 'signed', silent: false };
  }
  // busy with other signatures: asked again soon
  return { state: 'waiting', silent: false };
}

function dueParty(session: SessionRow, parties: readonly PartyRow[], turn: number): PartyRow | undefined {
  const party = parties.find((p) => p.turn === turn);
  return party && afterAction(party.state, 'sign') && dueTurns(session, parties).includes(turn) ? party : undefined;
}

type LicenceSeal = ReturnType<typeof prepareSeal> & { readonly certificateParsed: Certificate };

/** The firm's seal as its app gave it, or why it is not to be used. What is wrong with seal and certificates otherwise, the verification of the document finds. */
function sealOf(scan: LicenceScanRow, party: PartyRow, licence: ConfirmedLicence): LicenceSeal | string {
  if (licence.uscc !== party.number) return 'another firm’s licence';
  if (licence.sm3 !== scan.sm3) return 'another document was confirmed';
  try {
    const certificateParsed = parseCertificate(licence.certificate);
    if (nameValue(certificateParsed.subject, 'organizationIdentifier') !== party.number)
      return 'the certificate names another firm';
    return { ...prepareSeal(licence.seal), certificateParsed };
  } catch (error) {
    if (error instanceof GmError) return error.message;
    throw error;
  }
}

/** Outside of any transaction, since another system is asked. */
async function signOutside(
  deps: SigningDeps,
  scan: LicenceScanRow,
  party: PartyRow,
  seal: LicenceSeal,
  before: VersionRow,
): Promise<SignedBytes | 'silent'> {
  const { certificateParsed: certificate } = seal;
  let silent = false;
  const signer = {
    algorithm: 'sm2-sm3' as const,
    certificate: certificate.der,
    async sign(message: Uint8Array) {
      const digest = digestToSign('sm2-sm3', certificate.der, message);
      const value = await deps.licences.sign(scan.ticket, digest, scan.id);
      silent = value === undefined || !sm2Verify(value, message, certificate.publicKey);
      if (silent || !value) throw new Error('the licence system gave no signature');
      return value;
    },
  };
  const { width, height } = seal.seal.picture;
  try {
    const data = await deps.kernel.files.get(before.key);
    return await addSignature(
      data,
      { prepared: seal, signer, width, height },
      party,
      deps.kernel.clock.now(),
      await deps.seals.trust(),
      await deps.seals.timeStamper(),
    );
  } catch (error) {
    if (silent) return 'silent';
    throw error;
  }
}

/** @returns false when somebody else has signed meanwhile */
function keep(
  deps: SigningDeps,
  scan: LicenceScanRow,
  licence: ConfirmedLicence,
  seal: LicenceSeal,
  before: VersionRow,
  signed: SignedBytes,
): Promise<boolean> {
  return deps.kernel.command('signing.sign', { actor: machine, requestId: `${scan.id}-${before.n}` }, async (ctx) => {
    const session = await lockSession(ctx.tx, scan.sessionId);
    const parties = session ? await listParties(ctx.tx, [session.id]) : [];
    const party = session && dueParty(session, parties, scan.turn);
    if (!session || !party || session.version !== before.n) return false;
    if (!(await endLicenceScan(ctx.tx, scan.id, 'signed'))) return false;
    const { by } = licence;
    await keepSignature(deps, ctx, {
      session,
      party,
      parties,
      before,
      signed,
      signerId: scan.askedBy,
      signerName: by.name,
      means: 'business-licence',
      sealId: seal.seal.id,
      sealName: seal.seal.name,
      proof: { scan: scan.id, confirmedBy: by.name, number: maskNumber(by.number), role: by.role },
    });
    return true;
  });
}
