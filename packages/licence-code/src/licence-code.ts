import { concatBytes } from '@miaopi/gm';
import { fromBase41, toBase41 } from './base41.ts';
import { CodeError } from './errors.ts';
import { type LicenceFacts, MAX_NAME, readFacts, writeFacts } from './facts.ts';
import { type CodeKey, keyId, message, signRaw } from './signature.ts';

const FORMAT = 1;
const SIGNATURE = 64;
/** The most a code's whole text has, so that it stays readable where it is printed (X08). */
export const CODE_BYTES = 600;
const utf8 = new TextEncoder();

/**
 * The text of a licence's QR code: the address anybody's camera opens, and after # what the licence says, signed. Nothing after # ever reaches a server.
 * format byte ‖ key id (4) ‖ fields ‖ r ‖ s, in base 41. The address is signed too: a code moved under another address is found out.
 * @param address as far as the key: `https://…/v/<key>`
 * @throws CodeError `length` beyond {@link CODE_BYTES}
 */
export function licenceCode(address: string, facts: LicenceFacts, key: CodeKey): string {
  const before = utf8.encode(address).length + 1;
  for (const longest of [MAX_NAME, 32, 24, 16]) {
    const said = concatBytes(Uint8Array.of(FORMAT), keyId(key.publicKey), writeFacts(facts, longest));
    if (before + Math.ceil(((said.length + SIGNATURE) * 3) / 2) > CODE_BYTES) continue;
    const signature = signRaw(key, message('code', utf8.encode(searchKeyOf(address)), said));
    return `${address}#${toBase41(concatBytes(said, signature))}`;
  }
  throw new CodeError('length', `address and number leave no room for the rest in ${CODE_BYTES} bytes`);
}

/** What a code says and by which key, its signature not yet verified. */
export interface ReadCode {
  readonly facts: LicenceFacts;
  readonly keyId: Uint8Array;
  readonly signature: Uint8Array;
  readonly signed: Uint8Array;
}

/** @throws CodeError */
export function readLicenceCode(text: string): ReadCode {
  const at = text.indexOf('#');
  if (text.length > 2 * CODE_BYTES || at < 0)
    throw new CodeError('length', 'an address with # and a code after it is wanted');
  const bytes = fromBase41(text.slice(at + 1).trim());
  if (bytes.length <= 5 + SIGNATURE) throw new CodeError('length', 'the code is cut off');
  if (bytes[0] !== FORMAT) throw new CodeError('version', `codes of format ${bytes[0]} are not known`);
  const said = bytes.subarray(0, -SIGNATURE);
  return {
    facts: readFacts(said.subarray(5)),
    keyId: said.subarray(1, 5),
    signature: bytes.subarray(-SIGNATURE),
    signed: message('code', utf8.encode(searchKeyOf(text.slice(0, at))), said),
  };
}

/** The last piece of the address: host and path may change over the years, the key does not. */
function searchKeyOf(address: string): string {
  return address.trim().split('/').at(-1) ?? '';
}
