import { fromBase64, GmError, parseCertificate, parseSealToSign, toBase64 } from '@miaopi/gm';

/** A 智能密码钥匙 that keeps keys of seals: makes them, signs with them and changes its PIN; nothing gives a key out. Undefined: the PIN is wrong. */
export interface SealToken {
  readonly id: string;
  readonly label: string;
  /** A new SM2 key for the seal of this number, and its request for a certificate (PKCS#10, `CN` the number). */
  makeKey(pin: string, sealId: string): Promise<Uint8Array | undefined>;
  /** Whether the key of this certificate is on it. */
  has(certificate: Uint8Array): boolean;
  sign(
    pin: string,
    certificate: Uint8Array,
    messages: readonly Uint8Array[],
  ): Promise<readonly Uint8Array[] | undefined>;
  changePin(from: string, to: string): Promise<boolean>;
}

export interface Reply {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

const MOST_MESSAGES = 100;
const MOST_WRONG = 5;
const refused = (status: number, code: string, more: object = {}): Reply => ({ status, body: { code, ...more } });

/**
 * The requests about seals' keys. What is signed with one must be a TBS_Sign of GB/T 38540 with a seal that lists the certificate: nothing else can be had signed, not a
 * contract, not the words of a sign-in. Wrong PINs are counted here beside the token's own counter.
 */
export function createSealKeys(tokens: () => readonly SealToken[]) {
  const wrong = new Map<string, number>();

  async function counted<T>(token: SealToken, work: () => Promise<T | undefined>, done: (value: T) => Reply) {
    const tried = wrong.get(token.id) ?? 0;
    if (tried >= MOST_WRONG) return refused(423, 'locked');
    wrong.set(token.id, tried + 1);
    const value = await work();
    if (value === undefined) return refused(403, 'wrong-pin', { left: MOST_WRONG - tried - 1 });
    wrong.delete(token.id);
    return done(value);
  }

  async function makeKey(asked: Asked): Promise<Reply> {
    const { id, pin, seal } = asked;
    if (typeof pin !== 'string' || typeof seal !== 'string' || !/^\d{14}$/.test(seal)) return refused(400, 'malformed');
    const token = tokens().find((one) => one.id === id);
    if (!token) return refused(404, 'no-key');
    return counted(
      token,
      () => token.makeKey(pin, seal),
      (request) => ({ status: 200, body: { request: toBase64(request) } }),
    );
  }

  async function sign(asked: Asked): Promise<Reply> {
    const { pin, certificate, messages } = asked;
    if (typeof pin !== 'string' || typeof certificate !== 'string' || !isTexts(messages))
      return refused(400, 'malformed');
    const bytes = messages.map((one) => fromBase64(one));
    const der = fromBase64(certificate);
    if (!bytes.every((one) => isSealing(one, der))) return refused(403, 'no-sealing');
    const token = tokens().find((one) => one.has(der));
    if (!token) return refused(404, 'no-key');
    return counted(
      token,
      () => token.sign(pin, der, bytes),
      (signatures) => ({ status: 200, body: { signatures: signatures.map((one) => toBase64(one)) } }),
    );
  }

  async function changePin(asked: Asked): Promise<Reply> {
    const { id, from, to } = asked;
    if (typeof from !== 'string' || typeof to !== 'string' || !/^.{6,64}$/.test(to)) return refused(400, 'malformed');
    const token = tokens().find((one) => one.id === id);
    if (!token) return refused(404, 'no-key');
    return counted(
      token,
      async () => ((await token.changePin(from, to)) ? true : undefined),
      () => ({ status: 200, body: {} }),
    );
  }

  return {
    list: (): readonly { readonly id: string; readonly label: string }[] =>
      tokens().map(({ id, label }) => ({ id, label })),
    async ask(path: string, asked: Asked): Promise<Reply | undefined> {
      try {
        if (path === '/v1/seal-keys') return await makeKey(asked);
        if (path === '/v1/seal') return await sign(asked);
        if (path === '/v1/pin') return await changePin(asked);
        return undefined;
      } catch (error) {
        if (error instanceof GmError) return refused(409, 'refused', { detail: error.message });
        throw error;
      }
    },
  };
}

type Asked = Readonly<Record<string, unknown>>;

function isTexts(value: unknown): value is readonly string[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.length <= MOST_MESSAGES &&
    value.every((one) => typeof one === 'string')
  );
}

function isSealing(message: Uint8Array, certificate: Uint8Array): boolean {
  try {
    const { seal } = parseSealToSign(message);
    const { serial } = parseCertificate(certificate);
    return seal.certificates.some(
      (one) => parseCertificate(one).serial === serial && toBase64(one) === toBase64(certificate),
    );
  } catch (error) {
    if (error instanceof GmError) return false;
    throw error;
  }
}
