import { Buffer } from 'node:buffer';
import { derOctets } from '../src/der-write.ts';
import { generateSm2KeyPair, type Sm2KeyPair, sm2SignDigest } from '../src/index.ts';
import type { Pkcs11Module } from '../src/node.ts';

/** Numbers a maker gives to SM2: a signature over e = SM3(ZA ‖ M), and a key pair. */
export const SM2_SIGN = 0x80000201;
export const SM2_KEY_PAIR = 0x80000202;

interface StoredObject {
  readonly handle: Buffer;
  readonly attributes: Map<number, Buffer>;
  readonly pair: Sm2KeyPair;
}

/**
 * A token at the level of PKCS#11's functions, with SM2 under a maker's numbers, which SoftHSM lacks: sessions, sign-in with a counter of wrong PINs, attributes. Written from
 * PKCS#11 2.40; `givesAway`: it ignores that a key is not to be extracted.
 */
export function tokenDouble(options: { readonly label: string; pin: string; readonly givesAway?: boolean }) {
  const objects: StoredObject[] = [];
  const state = {
    pin: options.pin,
    wrong: 0,
    signedIn: false,
    writing: false,
    signing: undefined as Sm2KeyPair | undefined,
  };
  let found: Buffer[] = [];
  const fail = (name: string): never => {
    throw new Error(name);
  };
  const attributesOf = (template: { type: number; value?: unknown }[]) =>
    new Map(
      template.map(({ type, value }) => [
        type,
        typeof value === 'boolean'
          ? Buffer.of(value ? 1 : 0)
          : typeof value === 'number'
            ? Buffer.of(value, 0, 0, 0)
            : Buffer.from(value as string | Buffer),
      ]),
    );
  class Library {
    load(): void {}
    close(): void {}
    C_Initialize(): void {}
    C_Finalize(): void {}
    C_GetSlotList = () => [Buffer.of(0)];
    C_GetTokenInfo = () => ({
      label: options.label.padEnd(32),
      flags: [0, 0x10000, 0x30000, 0x40000][state.wrong] ?? 0x40000,
    });
    C_OpenSession(_: Buffer, flags: number) {
      state.writing = (flags & 2) !== 0;
      return Buffer.of(1);
    }
    C_CloseSession(): void {
      state.signedIn = false;
    }
    C_Login(_: Buffer, __: number, pin: string): void {
      if (state.wrong >= 3) fail('CKR_PIN_LOCKED');
      if (pin !== state.pin) {
        state.wrong += 1;
        fail('CKR_PIN_INCORRECT');
      }
      state.wrong = 0;
      state.signedIn = true;
    }
    C_SetPIN(_: Buffer, from: string, to: string): void {
      if (!state.writing) fail('CKR_SESSION_READ_ONLY');
      if (from !== state.pin) fail('CKR_PIN_INCORRECT');
      state.pin = to;
    }
    C_FindObjectsInit(_: Buffer, template: { type: number; value?: unknown }[]): void {
      const wanted = attributesOf(template);
      found = objects
        .filter(({ attributes }) => [...wanted].every(([type, value]) => attributes.get(type)?.equals(value)))
        .map(({ handle }) => handle);
    }
    C_FindObjects = () => found.splice(0, 1);
    C_FindObjectsFinal(): void {}
    C_GetAttributeValue(_: Buffer, handle: Buffer, template: { type: number }[]) {
      const object = objects.find((one) => one.handle.equals(handle)) ?? fail('CKR_OBJECT_HANDLE_INVALID');
      return template.map(({ type }) => ({
        type,
        value: object.attributes.get(type) ?? fail('CKR_ATTRIBUTE_TYPE_INVALID'),
      }));
    }
    C_GenerateKeyPair(
      _: Buffer,
      { mechanism }: { mechanism: number },
      publicTemplate: { type: number; value?: unknown }[],
      privateTemplate: { type: number; value?: unknown }[],
    ) {
      if (mechanism !== SM2_KEY_PAIR) fail('CKR_MECHANISM_INVALID');
      if (!state.writing) fail('CKR_SESSION_READ_ONLY');
      if (!state.signedIn) fail('CKR_USER_NOT_LOGGED_IN');
      const pair = generateSm2KeyPair();
      const make = (template: { type: number; value?: unknown }[], more: [number, Buffer][]) => {
        const handle = Buffer.of(10 + objects.length);
        objects.push({ handle, pair, attributes: new Map([...attributesOf(template), ...more]) });
        return handle;
      };
      return {
        publicKey: make(publicTemplate, [
          [0, Buffer.of(2, 0, 0, 0)],
          [0x181, Buffer.from(derOctets(pair.publicKey))],
        ]),
        privateKey: make(privateTemplate, [
          [0, Buffer.of(3, 0, 0, 0)],
          ...(options.givesAway ? [[0x162, Buffer.of(1)] as [number, Buffer]] : []),
        ]),
      };
    }
    C_SignInit(_: Buffer, { mechanism }: { mechanism: number }, key: Buffer): void {
      if (mechanism !== SM2_SIGN) fail('CKR_MECHANISM_INVALID');
      if (!state.signedIn) fail('CKR_USER_NOT_LOGGED_IN');
      state.signing = objects.find((one) => one.handle.equals(key))?.pair;
    }
    C_Sign(_: Buffer, digest: Buffer) {
      // r ‖ s, as tokens give it
      const der = sm2SignDigest(digest, state.signing ?? fail('CKR_OPERATION_NOT_INITIALIZED'));
      const part = (at: number) => {
        const length = der[at + 1]!;
        const bytes = Buffer.from(der.subarray(at + 2, at + 2 + length));
        return { next: at + 2 + length, value: Buffer.concat([Buffer.alloc(32), bytes]).subarray(-32) };
      };
      const r = part(2);
      return Buffer.concat([r.value, part(r.next).value]);
    }
  }
  return { state, objects, module: { PKCS11: Library } as unknown as Pkcs11Module };
}
