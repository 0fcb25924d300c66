import type { DerElement } from './der-read.ts';
import { derIa5, derOid, derPrintable, derSequence, derSetOf, derUtf8, TAG } from './der-write.ts';
import { GmError } from './errors.ts';
import { OID } from './oids.ts';

const SHORT: Record<string, string> = {
  C: OID.country,
  ST: OID.state,
  L: OID.locality,
  street: OID.street,
  O: OID.organisation,
  OU: OID.unit,
  CN: OID.commonName,
  T: OID.title,
  serialNumber: OID.serialNumber,
  organizationIdentifier: OID.organisationId,
  emailAddress: OID.email,
  DC: OID.domainComponent,
  UID: OID.userId,
};
const BY_OID = new Map(Object.entries(SHORT).map(([name, oid]) => [oid, name]));

export interface NameAttribute {
  readonly oid: string;
  /** `CN`, `O` … or the dotted identifier when it has no short name. */
  readonly type: string;
  readonly value: string;
}

/** A distinguished name. */
export interface Name {
  /** Relative names in the order of the certificate (country first). */
  readonly rdns: readonly (readonly NameAttribute[])[];
  /** `CN=…,O=…,C=CN` as in RFC 4514, last one first. */
  readonly text: string;
  readonly der: Uint8Array;
}

/** Attributes in order, country first: `{ C: 'CN', O: '…', CN: '…' }`. Keys are the short names or dotted identifiers. */
export type NameInput = Readonly<Record<string, string>>;

const PRINTABLE = /^[A-Za-z0-9 '()+,\-./:=?]*$/;

/** DER of a name. Throws GmError `argument` on unknown keys, empty values or values over 256 characters. */
export function encodeName(input: NameInput): Uint8Array {
  const rdns = Object.entries(input).map(([type, value]) => {
    const oid = SHORT[type] ?? (/^\d+(\.\d+)+$/.test(type) ? type : undefined);
    if (!oid) throw new GmError('argument', `unknown name attribute ${type}: use C, ST, L, O, OU, CN … or dotted form`);
    if (value.length === 0 || value.length > 256) {
      throw new GmError('argument', `name attribute ${type} has 1 to 256 characters`);
    }
    const ascii = oid === OID.email || oid === OID.domainComponent;
    const printable = (oid === OID.country || oid === OID.serialNumber) && PRINTABLE.test(value);
    const text = ascii ? derIa5(value) : printable ? derPrintable(value) : derUtf8(value);
    return derSetOf(derSequence(derOid(oid), text));
  });
  return derSequence(...rdns);
}

function escapeValue(value: string): string {
  return value
    .replace(/[\\,+"<>;=]/g, '\\$&')
    .replace(/^[ #]/, '\\$&')
    .replace(/ $/, '\\ ');
}

export function readName(element: DerElement): Name {
  const rdns = element.list(TAG.sequence, 50).map((rdn) => {
    const attributes = rdn.list(TAG.set, 10).map((entry): NameAttribute => {
      const fields = entry.sequence();
      const oid = fields.next('type').oid();
      const value = fields.next('value').text();
      fields.end();
      return { oid, type: BY_OID.get(oid) ?? oid, value };
    });
    if (attributes.length === 0) rdn.fail('an empty relative name');
    return attributes;
  });
  const text = rdns
    .map((rdn) => rdn.map(({ type, value }) => `${type}=${escapeValue(value)}`).join('+'))
    .reverse()
    .join(',');
  return { rdns, text, der: element.raw };
}

/** The first value of an attribute such as `CN`. */
export function nameValue(name: Name, type: string): string | undefined {
  for (const rdn of name.rdns) for (const attribute of rdn) if (attribute.type === type) return attribute.value;
  return undefined;
}
