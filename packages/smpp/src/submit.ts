import { cString } from './pdu.ts';

/** data_coding UCS-2 (§5.2.19). */
const ucs2 = 8;
/** esm_class: the text begins with a user data header (§5.2.12). */
const withHeader = 0x40;

export interface ShortMessage {
  /** Number or name it comes from; '' lets the centre put its own. */
  readonly source: string;
  /** International number without `+`. */
  readonly destination: string;
  readonly data: Buffer;
  readonly header: boolean;
}

/** Body of submit_sm (§4.4.1), a receipt asked for whatever becomes of it. */
export function submitBody(m: ShortMessage): Buffer {
  // type of number: 1 international, 5 alphanumeric, 0 unknown (as for short codes); plan 1 is ISDN
  const [ton, npi] = m.source === '' ? [0, 0] : /^\d+$/.test(m.source) ? [m.source.length > 8 ? 1 : 0, 1] : [5, 0];
  return Buffer.concat([
    cString('', 6),
    Buffer.from([ton, npi]),
    cString(m.source, 21),
    Buffer.from([1, 1]),
    cString(m.destination, 21),
    Buffer.from([m.header ? withHeader : 0, 0, 0]),
    cString('', 17),
    cString('', 17),
    Buffer.from([1, 0, ucs2, 0, m.data.length]),
    m.data,
  ]);
}

/** Body of bind_transceiver (§4.1.5). */
export function bindBody(systemId: string, password: string, systemType: string): Buffer {
  return Buffer.concat([
    cString(systemId, 16),
    cString(password, 9),
    cString(systemType, 13),
    Buffer.from([0x34, 0, 0]),
    cString('', 41),
  ]);
}
