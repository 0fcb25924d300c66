/** Protocol data units of SMPP 3.4 (Short Message Peer to Peer Protocol Specification v3.4, issue 1.2): §3.2 header, §4 bodies, §5 parameters. */

export const command = {
  generic_nack: 0x80000000,
  unbind: 0x00000006,
  unbind_resp: 0x80000006,
  bind_transceiver: 0x00000009,
  bind_transceiver_resp: 0x80000009,
  submit_sm: 0x00000004,
  submit_sm_resp: 0x80000004,
  deliver_sm: 0x00000005,
  deliver_sm_resp: 0x80000005,
  enquire_link: 0x00000015,
  enquire_link_resp: 0x80000015,
} as const;

/** command_status values that are acted on (§5.1.3). */
export const status = { ok: 0, invalidCommand: 3, messageQueueFull: 0x14, throttled: 0x58, systemError: 8 } as const;

export interface Pdu {
  readonly command: number;
  readonly status: number;
  readonly sequence: number;
  readonly body: Buffer;
}

const headerLength = 16;
/** A PDU of ours is below 400 bytes; one that claims more than this is no SMPP. */
const longest = 65_536;

export function encodePdu(pdu: Pdu): Buffer {
  const header = Buffer.alloc(headerLength);
  header.writeUInt32BE(headerLength + pdu.body.length, 0);
  header.writeUInt32BE(pdu.command, 4);
  header.writeUInt32BE(pdu.status, 8);
  header.writeUInt32BE(pdu.sequence, 12);
  return Buffer.concat([header, pdu.body]);
}

/** Cuts a byte stream into PDUs. @throws when the stream can't be SMPP: the connection is then useless */
export function createFramer(): (chunk: Buffer) => Pdu[] {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const pdus: Pdu[] = [];
    while (rest.length >= headerLength) {
      const length = rest.readUInt32BE(0);
      if (length < headerLength || length > longest) throw new Error(`SMPP: a PDU of ${length} bytes`);
      if (rest.length < length) break;
      pdus.push({
        command: rest.readUInt32BE(4),
        status: rest.readUInt32BE(8),
        sequence: rest.readUInt32BE(12),
        body: Buffer.from(rest.subarray(headerLength, length)),
      });
      rest = rest.subarray(length);
    }
    return pdus;
  };
}

/** C-Octet String (§3.1): ASCII ended by a zero, `size` with it. */
export function cString(text: string, size: number): Buffer {
  if (!/^[\x20-\x7e]*$/.test(text) || text.length >= size)
    throw new Error(`SMPP: a parameter must be at most ${size - 1} ASCII characters`);
  return Buffer.from(`${text}\0`, 'latin1');
}

/** Reads the parameters of a body one after the other. @throws when they run out */
export function createReader(body: Buffer) {
  let at = 0;
  const need = (n: number) => {
    if (at + n > body.length) throw new Error('SMPP: a PDU ends too early');
  };
  return {
    byte(): number {
      need(1);
      return body[at++] as number;
    },
    cString(): string {
      const end = body.indexOf(0, at);
      if (end < 0) throw new Error('SMPP: a text without an end');
      const text = body.toString('latin1', at, end);
      at = end + 1;
      return text;
    },
    bytes(n: number): Buffer {
      need(n);
      at += n;
      return body.subarray(at - n, at);
    },
    /** Optional parameters (§3.2.4) by tag, to the end. */
    options(): ReadonlyMap<number, Buffer> {
      const found = new Map<number, Buffer>();
      while (at < body.length) {
        need(4);
        const tag = body.readUInt16BE(at);
        const length = body.readUInt16BE(at + 2);
        at += 4;
        need(length);
        found.set(tag, body.subarray(at, at + length));
        at += length;
      }
      return found;
    },
  };
}
