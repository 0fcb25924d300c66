import { Buffer } from 'node:buffer';
import { parseCertificate, verifyWithCertificate } from './certificate.ts';
import { readDer } from './der-read.ts';
import { derSequence, derUnsigned } from './der-write.ts';
import { digestToSign } from './digest-to-sign.ts';
import { GmError } from './errors.ts';
import { SIGNATURE_ALGORITHMS, type SignatureAlgorithm, signatureAlgorithmOf } from './signature-algorithm.ts';
import type { SyncSigner } from './signer.ts';

/** The part of the module `pkcs11js` (2.x) that is used here. */
export interface Pkcs11Module {
  readonly PKCS11: new () => Pkcs11Library;
}

export type Template = { type: number; value?: unknown }[];

/** A loaded PKCS#11 library, as `pkcs11js` wraps it. */
export interface Pkcs11Library {
  load(path: string): void;
  close(): void;
  C_Initialize(): void;
  C_Finalize(): void;
  C_GetSlotList(tokenPresent: boolean): Buffer[];
  C_GetTokenInfo(slot: Buffer): { label: string; flags?: number };
  C_OpenSession(slot: Buffer, flags: number): Buffer;
  C_CloseSession(session: Buffer): void;
  C_SetPIN(session: Buffer, from: string, to: string): void;
  C_GenerateKeyPair(
    session: Buffer,
    mechanism: { mechanism: number; parameter?: unknown },
    publicTemplate: Template,
    privateTemplate: Template,
  ): { privateKey: Buffer; publicKey: Buffer };
  C_Login(session: Buffer, user: number, pin: string): void;
  C_FindObjectsInit(session: Buffer, template: Template): void;
  C_FindObjects(session: Buffer, max: number): Buffer[];
  C_FindObjectsFinal(session: Buffer): void;
  C_GetAttributeValue(session: Buffer, object: Buffer, template: Template): { type: number; value: Buffer }[];
  C_SignInit(session: Buffer, mechanism: { mechanism: number; parameter?: unknown }, key: Buffer): void;
  C_Sign(session: Buffer, data: Buffer, out: Buffer): Buffer;
}

// Numbers of PKCS#11 2.40 that are needed.
const CKF_RW_SESSION = 2;
const CKF_SERIAL_SESSION = 4;
const CKU_USER = 1;
const CKF_USER_PIN_FINAL_TRY = 0x20000;
const CKF_USER_PIN_LOCKED = 0x40000;
const CKA_CLASS = 0;
const CKA_LABEL = 3;
const CKA_VALUE = 0x11;
const CKA_ID = 0x102;
const CKO_CERTIFICATE = 1;
const CKO_PRIVATE_KEY = 3;
const CKM_RSA_PKCS = 1;
const CKM_ECDSA = 0x1041;

export interface Pkcs11Options {
  /** Path of the maker's library, e.g. `/usr/lib/softhsm/libsofthsm2.so`. */
  readonly library: string;
  /** Label of the token (slot). */
  readonly token: string;
  readonly pin: string;
  /** Label of the private key. */
  readonly key: string;
  /** DER; default: the certificate on the token with the key's id. */
  readonly certificate?: Uint8Array;
  /**
   * For SM2 keys: the maker's mechanism that signs the 32 bytes of e = SM3(ZA ‖ M). PKCS#11 gives SM2 no number of its
   * own; the maker's manual does.
   */
  readonly sm2Mechanism?: number;
  /** For programs nobody watches: a token that says the next wrong PIN locks it is left alone (`last_try`). */
  readonly spareLastTry?: boolean;
  /** The module `pkcs11js`, where it is not to be found by its name. */
  readonly module?: Pkcs11Module;
}

/** A token that does not let its user in: `code` is always `pkcs11`. Asking again with the same PIN makes it worse. */
export class Pkcs11PinError extends GmError {
  readonly reason: 'incorrect' | 'locked' | 'last_try';

  constructor(reason: Pkcs11PinError['reason'], message: string, options?: { cause?: unknown }) {
    super('pkcs11', message, options);
    this.name = 'Pkcs11PinError';
    this.reason = reason;
  }
}

/** A signer on a token; `close` ends the session. */
export interface Pkcs11Signer extends SyncSigner {
  close(): void;
}

async function loadModule(): Promise<Pkcs11Module> {
  // Not a dependency: it compiles at installation, and most installations have no token.
  const name = 'pkcs11js';
  try {
    const loaded = (await import(name)) as Pkcs11Module & { readonly default?: Pkcs11Module };
    return loaded.default ?? loaded;
  } catch (cause) {
    throw new GmError(
      'pkcs11_unavailable',
      'the module pkcs11js is not installed or not built: npm install pkcs11js@2 and npm rebuild pkcs11js (needs a C++ compiler)',
      { cause },
    );
  }
}

function open(module: Pkcs11Module, path: string): Pkcs11Library {
  const library = new module.PKCS11();
  try {
    library.load(path);
  } catch (cause) {
    throw new GmError('pkcs11_unavailable', `the library ${path} cannot be loaded: check path and architecture`, {
      cause,
    });
  }
  try {
    library.C_Initialize();
  } catch (cause) {
    // Another signer of this process has initialised the library: that is fine.
    if (!/ALREADY_INITIALIZED/.test(String(cause))) throw refusal('the library does not start', cause);
  }
  return library;
}

function refusal(message: string, cause: unknown): GmError {
  const detail = cause instanceof Error ? cause.message.split('\n')[0] : '';
  return new GmError('pkcs11', `${message}: ${detail}`, { cause });
}

/** What goes wrong on the token is told as an error of this package. */
export function attempt<T>(message: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof GmError) throw cause;
    throw refusal(message, cause);
  }
}

export function find(library: Pkcs11Library, session: Buffer, template: Template): Buffer | undefined {
  library.C_FindObjectsInit(session, template);
  try {
    return library.C_FindObjects(session, 1)[0];
  } finally {
    library.C_FindObjectsFinal(session);
  }
}

function certificateOnToken(library: Pkcs11Library, session: Buffer, key: Buffer): Uint8Array {
  const id = library.C_GetAttributeValue(session, key, [{ type: CKA_ID }])[0]?.value;
  const object = find(library, session, [
    { type: CKA_CLASS, value: CKO_CERTIFICATE },
    { type: CKA_ID, value: id },
  ]);
  const value = object && library.C_GetAttributeValue(session, object, [{ type: CKA_VALUE }])[0]?.value;
  if (!value) throw new GmError('pkcs11', 'the token holds no certificate with the id of the key: give it');
  return Uint8Array.from(value);
}

function mechanismOf(algorithm: SignatureAlgorithm, sm2Mechanism: number | undefined): number {
  if (algorithm === 'rsa-sha256') return CKM_RSA_PKCS;
  if (algorithm === 'ecdsa-p256-sha256') return CKM_ECDSA;
  if (sm2Mechanism === undefined) {
    throw new GmError('unsupported', 'sm2Mechanism is needed: the number of the maker for SM2 over a digest');
  }
  return sm2Mechanism;
}

/** DigestInfo of SHA-256 up to the digest (RFC 8017 9.2). */
const SHA256_INFO = Buffer.from('3031300d060960864801650304020105000420', 'hex');

/** Tokens give r ‖ s; structures want DER. Some makers of SM2 give DER at once. */
export function encoded(algorithm: SignatureAlgorithm, value: Uint8Array): Uint8Array {
  if (algorithm === 'rsa-sha256') return Uint8Array.from(value);
  if (value.length !== 64) {
    readDer(value, 'pkcs11.signature').sequence();
    return Uint8Array.from(value);
  }
  return derSequence(derUnsigned(value.subarray(0, 32)), derUnsigned(value.subarray(32)));
}

/**
 * Signer over a key on a PKCS#11 token (UKey, cryptographic card, SoftHSM). Needs the module `pkcs11js`. Signs once at
 * the start, to find a wrong certificate or mechanism early.
 * @throws GmError `pkcs11_unavailable` (module or library missing), `pkcs11` (wrong PIN, no such token or key, refusal),
 * `unsupported`, `certificate`, `key`
 */
export async function pkcs11Signer(options: Pkcs11Options): Promise<Pkcs11Signer> {
  const { library, session, close } = await openSession(options);
  try {
    const signer = signerOver(library, session, options);
    probe(signer);
    return { ...signer, close };
  } catch (error) {
    close();
    throw error;
  }
}

/** A session with the token, its user signed in. `write`: for what changes the token. */
export async function openSession(
  options: Pick<Pkcs11Options, 'module' | 'library' | 'token' | 'pin' | 'spareLastTry'>,
  mode: 'read' | 'write' = 'read',
): Promise<{ readonly library: Pkcs11Library; readonly session: Buffer; close(): void }> {
  const library = open(options.module ?? (await loadModule()), options.library);
  const slot = attempt('the tokens cannot be listed', () =>
    library.C_GetSlotList(true).find((one) => library.C_GetTokenInfo(one).label.trim() === options.token),
  );
  if (!slot) throw new GmError('pkcs11', `there is no token labelled ${options.token}: is it plugged in?`);
  const pinState = attempt('the token cannot be asked', () => library.C_GetTokenInfo(slot).flags ?? 0);
  if (pinState & CKF_USER_PIN_LOCKED)
    throw new Pkcs11PinError('locked', `the token refuses the PIN: CKR_PIN_LOCKED, ${options.token} is locked`);
  if (options.spareLastTry && pinState & CKF_USER_PIN_FINAL_TRY)
    throw new Pkcs11PinError('last_try', `the token ${options.token} has one try left for its PIN: sign in by hand`);
  const flags = CKF_SERIAL_SESSION | (mode === 'write' ? CKF_RW_SESSION : 0);
  const session = attempt('no session with the token', () => library.C_OpenSession(slot, flags));
  const close = (): void => library.C_CloseSession(session);
  try {
    login(library, session, options.pin);
    return { library, session, close };
  } catch (error) {
    close();
    throw error;
  }
}

function login(library: Pkcs11Library, session: Buffer, pin: string): void {
  try {
    library.C_Login(session, CKU_USER, pin);
  } catch (cause) {
    // The state belongs to all sessions of this process with the token.
    const name = String(cause);
    if (/ALREADY_LOGGED_IN/.test(name)) return;
    if (/PIN_LOCKED/.test(name))
      throw new Pkcs11PinError('locked', `the token refuses the PIN: ${name.split('\n')[0]}, it is locked`, { cause });
    if (/PIN_(INCORRECT|INVALID|LEN_RANGE)/.test(name))
      throw new Pkcs11PinError('incorrect', `the token refuses the PIN: ${name.split('\n')[0]}`, { cause });
    throw refusal('the token refuses the PIN', cause);
  }
}

function signerOver(library: Pkcs11Library, session: Buffer, options: Pkcs11Options): SyncSigner {
  const key = attempt('the key cannot be looked up', () =>
    find(library, session, [
      { type: CKA_CLASS, value: CKO_PRIVATE_KEY },
      { type: CKA_LABEL, value: options.key },
    ]),
  );
  if (!key) throw new GmError('pkcs11', `there is no private key labelled ${options.key} on the token`);
  const certificate = options.certificate
    ? Uint8Array.from(options.certificate)
    : attempt('the certificate cannot be read', () => certificateOnToken(library, session, key));
  const parsed = parseCertificate(certificate);
  const algorithm = signatureAlgorithmOf(parsed.publicKeyAlgorithm);
  if (!algorithm) throw new GmError('unsupported', 'keys on tokens are SM2, P-256 or RSA');
  const mechanism = mechanismOf(algorithm, options.sm2Mechanism);
  const room = algorithm === 'rsa-sha256' ? 1024 : 128;
  return {
    algorithm,
    certificate,
    sign: (message) =>
      attempt('the token does not sign', () => {
        const digest = digestToSign(algorithm, certificate, message);
        const data = algorithm === 'rsa-sha256' ? Buffer.concat([SHA256_INFO, digest]) : Buffer.from(digest);
        library.C_SignInit(session, { mechanism }, key);
        return encoded(algorithm, library.C_Sign(session, data, Buffer.alloc(room)));
      }),
  };
}

function probe(signer: SyncSigner): void {
  const message = Uint8Array.of(0);
  const { oid } = SIGNATURE_ALGORITHMS[signer.algorithm];
  if (!verifyWithCertificate(parseCertificate(signer.certificate), oid, message, signer.sign(message))) {
    throw new GmError('key', 'the certificate is not of this key, or the mechanism signs something else');
  }
}
