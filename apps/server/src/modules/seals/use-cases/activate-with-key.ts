import { GmError, nameValue, parseCertificateRequest } from '@miaopi/gm';
import type { Actor } from '../../../kernel/actor.ts';
import { isUniqueViolation } from '../../../kernel/db/database.ts';
import { sealsErrors } from '../errors.ts';
import type { SealRow } from '../store/seal-rows.ts';
import { type ActivateDeps, putInForce, toActivate } from './activate-seal.ts';

/**
 * As `activateSeal`, on a 智能密码钥匙 in the keeper's hand (F150): the key was made on it, and its request for a certificate (PKCS#10, SM2, `CN` the number of the seal)
 * shows that it holds it. Offices' seals only: what persons and firms sign goes through the signing page, which knows carriers under a password.
 * @throws as `activateSeal`, and seals.key_refused, seals.key_used
 */
export async function activateWithKey(
  deps: ActivateDeps,
  actor: Actor,
  input: { readonly sealId: string; readonly request: Uint8Array; readonly label: string },
): Promise<SealRow> {
  const { seal, picture } = await toActivate(deps.kernel, actor, input.sealId);
  if (seal.principalKind !== 'office') throw sealsErrors.key_refused({ log: 'not a seal of an office' });
  const publicKey = keyOf(input.request, seal.id);
  try {
    return await putInForce(deps, actor, seal, { kind: 'hardware', picture, publicKey, label: input.label });
  } catch (error) {
    if (isUniqueViolation(error, 'carrier_public_key_key')) throw sealsErrors.key_used({ cause: error });
    throw error;
  }
}

function keyOf(request: Uint8Array, sealId: string): Uint8Array {
  try {
    const { subject, publicKeyAlgorithm, publicKey } = parseCertificateRequest(request);
    if (publicKeyAlgorithm === 'sm2' && nameValue(subject, 'CN') === sealId) return publicKey;
  } catch (error) {
    if (!(error instanceof GmError)) throw error;
    throw sealsErrors.key_refused({ cause: error, log: error.message });
  }
  throw sealsErrors.key_refused({ log: 'another kind of key, or a request for another seal' });
}
