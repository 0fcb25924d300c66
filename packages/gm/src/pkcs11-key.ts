import { Buffer } from 'node:buffer';
import { readDer } from './der-read.ts';
import { GmError } from './errors.ts';
import { createCertificateRequest } from './issue.ts';
import type { NameInput } from './name.ts';
import { attempt, encoded, find, openSession, type Pkcs11Options } from './pkcs11.ts';
import { sm2PublicKeyInfo } from './public-key.ts';
import { sm2Digest } from './sm2.ts';
import { publicKeyState } from './sm2-key.ts';

// Numbers of PKCS#11 2.40 that are needed.
const CKA_CLASS = 0;
const CKA_TOKEN = 1;
const CKA_PRIVATE = 2;
const CKA_LABEL = 3;
const CKA_SENSITIVE = 0x103;
const CKA_SIGN = 0x108;
const CKA_VERIFY = 0x10a;
const CKA_EXTRACTABLE = 0x162;
const CKA_EC_PARAMS = 0x180;
const CKA_EC_POINT = 0x181;
const CKO_PRIVATE_KEY = 3;
const CKM_EC_KEY_PAIR_GEN = 0x1040;
/** OID of the SM2 curve, 1.2.156.10197.1.301. */
const SM2_CURVE = Buffer.from('06082a811ccf5501822d', 'hex');

export interface Pkcs11KeyOptions extends Omit<Pkcs11Options, 'certificate'> {
  readonly sm2Mechanism: number;
  /** The maker's mechanism that makes SM2 key pairs; default CKM_EC_KEY_PAIR_GEN with the curve as parameter. */
  readonly keyPairMechanism?: number;
}

/**
 * Makes an SM2 key pair on a token, never to leave it, under the label `key`, and a request for its certificate (PKCS#10) signed by it. A token that would give the
 * private key away is refused.
 * @throws GmError `pkcs11_unavailable`, `pkcs11` (wrong PIN, a key of this label is there, not made), `key` (extractable, or not on the curve)
 */
export async function makePkcs11Key(options: Pkcs11KeyOptions, subject: NameInput): Promise<Uint8Array> {
  const { library, session, close } = await openSession(options, 'write');
  try {
    const label = { type: CKA_LABEL, value: options.key };
    const there = find(library, session, [{ type: CKA_CLASS, value: CKO_PRIVATE_KEY }, label]);
    if (there) throw new GmError('pkcs11', `the token has a private key labelled ${options.key} already`);
    const pair = attempt('the token does not make the key', () =>
      library.C_GenerateKeyPair(
        session,
        { mechanism: options.keyPairMechanism ?? CKM_EC_KEY_PAIR_GEN },
        [
          label,
          { type: CKA_TOKEN, value: true },
          { type: CKA_VERIFY, value: true },
          { type: CKA_EC_PARAMS, value: SM2_CURVE },
        ],
        [
          label,
          { type: CKA_TOKEN, value: true },
          { type: CKA_PRIVATE, value: true },
          { type: CKA_SENSITIVE, value: true },
          { type: CKA_EXTRACTABLE, value: false },
          { type: CKA_SIGN, value: true },
        ],
      ),
    );
    const kept = attempt('the key cannot be looked at', () =>
      library.C_GetAttributeValue(session, pair.privateKey, [{ type: CKA_SENSITIVE }, { type: CKA_EXTRACTABLE }]),
    );
    if (kept[0]?.value[0] !== 1 || kept[1]?.value[0] !== 0)
      throw new GmError('key', 'the token would give the private key away: it is no carrier for a seal');
    const point = attempt('the public key cannot be read', () =>
      library.C_GetAttributeValue(session, pair.publicKey, [{ type: CKA_EC_POINT }]),
    )[0]!.value;
    const publicKey = pointOf(point);
    return createCertificateRequest({
      subject,
      keyPair: {
        algorithm: 'sm2-sm3',
        publicKeyInfo: sm2PublicKeyInfo(publicKey),
        sign: (message) =>
          attempt('the token does not sign', () => {
            library.C_SignInit(session, { mechanism: options.sm2Mechanism }, pair.privateKey);
            const digest = Buffer.from(sm2Digest(message, publicKey));
            return encoded('sm2-sm3', library.C_Sign(session, digest, Buffer.alloc(128)));
          }),
      },
    });
  } finally {
    close();
  }
}

/** Another PIN for a token. @throws GmError `pkcs11` when the old one is wrong, or the new one not taken */
export async function changePkcs11Pin(options: Omit<Pkcs11Options, 'key'>, to: string): Promise<void> {
  const { library, session, close } = await openSession(options, 'write');
  try {
    attempt('the token does not take the new PIN', () => library.C_SetPIN(session, options.pin, to));
  } finally {
    close();
  }
}

/** CKA_EC_POINT: an OCTET STRING around 04‖X‖Y; some makers leave it off. */
function pointOf(value: Uint8Array): Uint8Array {
  const point = value.length === 65 ? Uint8Array.from(value) : readDer(value, 'ecPoint').octets();
  publicKeyState(point);
  return Uint8Array.from(point);
}
