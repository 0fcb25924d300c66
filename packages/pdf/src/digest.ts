import { digestByOid, OID, toHex } from '@miaopi/gm';

/** SHA-256 in hexadecimal. */
export function sha256Hex(data: Uint8Array): string {
  return toHex(digestByOid(OID.sha256, data)!);
}
