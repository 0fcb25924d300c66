import { concatBytes, equalBytes, sm3 } from '@miaopi/gm';
import { CodeError } from './errors.ts';
import { type CodeKey, keyId, message, signRaw, verifyRaw } from './signature.ts';

/** How a licence stopped being good, by its number in the list. */
export const endedStates = [
  'suspended',
  'changed',
  'cancelled',
  'revoked',
  'withdrawn',
  'transferred',
  'recalled',
] as const;
export type EndedState = (typeof endedStates)[number];

export interface StatusEntry {
  readonly identifier: string;
  readonly state: EndedState;
}

/** Every licence of an installation that is not good although its validity has not run out, at one moment. */
export interface StatusList {
  readonly issuedAt: Date;
  /** From here on a newer one is to be had. */
  readonly nextUpdate: Date;
  readonly count: number;
  readonly keyId: Uint8Array;
  /** Undefined: not in the list. */
  stateOf(identifier: string): EndedState | undefined;
  verify(publicKey: Uint8Array): boolean;
}

const MAGIC = Uint8Array.of(0x4d, 0x50, 0x53, 0x4c, 1);
const HEAD = MAGIC.length + 4 + 4 + 4 + 4;
const ENTRY = 9;
const SIGNATURE = 64;
const utf8 = new TextEncoder();

/** Eight bytes that stand for a licence: who holds the list learns nothing of licences he has not seen. */
export function licenceMark(identifier: string): Uint8Array {
  return sm3(utf8.encode(identifier)).subarray(0, 8);
}

export function ended(state: string): state is EndedState {
  return (endedStates as readonly string[]).includes(state);
}

/**
 * magic ‖ key id (4) ‖ issued (4) ‖ next update (4) ‖ count (4) ‖ count × (mark (8) ‖ state (1)), marks rising ‖ r ‖ s. Times in seconds.
 * Nine bytes a licence: 100,000 of them are 0.9 MB.
 */
export function makeStatusList(
  entries: Iterable<StatusEntry>,
  when: { readonly issuedAt: Date; readonly nextUpdate: Date },
  key: CodeKey,
): Uint8Array {
  const rows = Array.from(entries, ({ identifier, state }) =>
    entryOf(licenceMark(identifier), endedStates.indexOf(state) + 1),
  ).sort(compare);
  const unique = rows.filter((row, i) => i === 0 || compare(row, rows[i - 1]!) !== 0);
  const head = new Uint8Array(HEAD);
  head.set(MAGIC);
  head.set(keyId(key.publicKey), MAGIC.length);
  const view = new DataView(head.buffer);
  view.setUint32(9, Math.floor(when.issuedAt.getTime() / 1000));
  view.setUint32(13, Math.floor(when.nextUpdate.getTime() / 1000));
  view.setUint32(17, unique.length);
  const said = new Uint8Array(HEAD + unique.length * ENTRY);
  said.set(head);
  for (const [i, row] of unique.entries()) said.set(row, HEAD + i * ENTRY);
  return concatBytes(said, signRaw(key, message('status', said)));
}

/** @throws CodeError; whether its signature holds says `verify` */
export function readStatusList(bytes: Uint8Array): StatusList {
  if (bytes.length < HEAD + SIGNATURE || !equalBytes(bytes.subarray(0, MAGIC.length), MAGIC))
    throw new CodeError('version', 'this is no list of licences, or one of a later format');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const count = view.getUint32(17);
  if (bytes.length !== HEAD + count * ENTRY + SIGNATURE) throw new CodeError('length', 'the list is cut off');
  const said = bytes.subarray(0, -SIGNATURE);
  const entry = (i: number) => said.subarray(HEAD + i * ENTRY, HEAD + (i + 1) * ENTRY);
  return {
    issuedAt: new Date(view.getUint32(9) * 1000),
    nextUpdate: new Date(view.getUint32(13) * 1000),
    count,
    keyId: said.subarray(MAGIC.length, MAGIC.length + 4),
    stateOf(identifier) {
      const mark = licenceMark(identifier);
      let [low, high] = [0, count];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (compare(entry(middle), mark) < 0) low = middle + 1;
        else high = middle;
      }
      if (low === count || compare(entry(low), mark) !== 0) return undefined;
      // a number of a later format still means that it is not good
      return endedStates[entry(low)[8]! - 1] ?? 'revoked';
    },
    verify: (publicKey) => verifyRaw(bytes.subarray(-SIGNATURE), message('status', said), publicKey),
  };
}

function entryOf(mark: Uint8Array, state: number): Uint8Array {
  return concatBytes(mark, Uint8Array.of(state));
}

function compare(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < 8; i += 1) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return 0;
}
