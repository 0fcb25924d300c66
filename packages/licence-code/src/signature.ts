import { concatBytes, DEFAULT_USER_ID, derSequence, derUnsigned, readDer, sm2Verify, sm3 } from '@miaopi/gm';

/** Signs codes and lists: SM2 with SM3 and the usual user id, DER as @miaopi/gm gives it. */
export interface CodeKey {
  /** 04 ‖ X ‖ Y */
  readonly publicKey: Uint8Array;
  sign(message: Uint8Array): Uint8Array;
}

const ascii = new TextEncoder();

/** What is signed never is anything else's bytes: the purpose stands before it. */
export function message(purpose: 'code' | 'status', ...parts: readonly Uint8Array[]): Uint8Array {
  return concatBytes(ascii.encode(`miaopi licence ${purpose} 1\n`), ...parts);
}

/** Names a key in four bytes; which key it is says the trust of whoever verifies. */
export function keyId(publicKey: Uint8Array): Uint8Array {
  return sm3(publicKey).subarray(0, 4);
}

/** r ‖ s, 64 bytes. */
export function signRaw(key: CodeKey, signed: Uint8Array): Uint8Array {
  const fields = readDer(key.sign(signed), 'signature').sequence();
  const out = new Uint8Array(64);
  for (const [name, end] of [
    ['r', 32],
    ['s', 64],
  ] as const) {
    let value = fields.next(name).integer();
    for (let i = end - 1; i >= end - 32; i -= 1, value >>= 8n) out[i] = Number(value & 255n);
  }
  return out;
}

export function verifyRaw(signature: Uint8Array, signed: Uint8Array, publicKey: Uint8Array): boolean {
  const encoded = derSequence(derUnsigned(signature.subarray(0, 32)), derUnsigned(signature.subarray(32)));
  return sm2Verify(encoded, signed, publicKey, { userId: DEFAULT_USER_ID });
}
