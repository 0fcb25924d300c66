import { makeLicenceIdentifier, parseLicenceIdentifier } from '@miaopi/identifiers';
import { CodeError } from './errors.ts';
import { FieldReader, FieldWriter, required } from './fields.ts';

/** What a code says of a licence. */
export interface LicenceFacts {
  /** GB/T 36904; tells the type and the issuer by their codes. */
  readonly identifier: string;
  readonly number: string;
  /** Names longer than {@link MAX_NAME} characters are cut, with …; where much stands in a code, names of more than 16. */
  readonly typeName: string;
  readonly issuerName: string;
  /** A person's as whoever issues the code wants strangers to see it (林**); a firm's in full. */
  readonly holderName: string;
  /** Last four characters of a person's number, for comparing with a document that is shown; the whole USCC of a firm. */
  readonly holderCode: { readonly kind: 'person-tail' | 'firm'; readonly value: string };
  /** `yyyy-mm-dd` */
  readonly issuedOn: string;
  readonly validFrom: string;
  /** null: without end. */
  readonly validTo: string | null;
}

/** Characters of a name in a code. */
export const MAX_NAME = 40;

const tag = {
  type: 1,
  issuer: 2,
  number: 3,
  serial: 4,
  version: 5,
  typeName: 6,
  issuerName: 7,
  holderName: 8,
  personTail: 9,
  firm: 10,
  issuedOn: 11,
  validFrom: 12,
  validTo: 13,
} as const;

/**
 * @param longest characters of a name
 * @throws CodeError for what no code can say
 */
export function writeFacts(facts: LicenceFacts, longest: number = MAX_NAME): Uint8Array {
  const parsed = parseLicenceIdentifier(facts.identifier);
  if (!parsed.ok) throw new CodeError('field', parsed.issue.message.en);
  const { typeCode, issuerCode, serial, version } = parsed.value;
  const out = new FieldWriter();
  out.packed(tag.type, typeCode);
  out.packed(tag.issuer, issuerCode);
  if ([...facts.number].length > 60) throw new CodeError('field', 'a number has at most 60 characters');
  out.text(tag.number, facts.number);
  if (serial !== serialIn(facts.number)) out.packed(tag.serial, serial);
  out.put(tag.version, version < 256 ? [version] : [version >> 8, version & 255]);
  out.text(tag.typeName, cut(facts.typeName, longest));
  out.text(tag.issuerName, cut(facts.issuerName, longest));
  out.text(tag.holderName, cut(facts.holderName, longest));
  const { kind, value } = facts.holderCode;
  if (kind === 'firm') out.packed(tag.firm, value);
  else out.text(tag.personTail, value.slice(-4));
  out.day(tag.issuedOn, facts.issuedOn);
  if (facts.validFrom !== facts.issuedOn) out.day(tag.validFrom, facts.validFrom);
  if (facts.validTo !== null) out.day(tag.validTo, facts.validTo);
  return out.bytes();
}

/** @throws CodeError when it is anything but what {@link writeFacts} writes */
export function readFacts(bytes: Uint8Array): LicenceFacts {
  const fields = new FieldReader(bytes);
  const typeCode = required(fields.packed(tag.type), 'the type');
  const issuerCode = required(fields.packed(tag.issuer), 'the issuer');
  const number = required(fields.text(tag.number), 'the number');
  const serial = fields.packed(tag.serial) ?? serialIn(number);
  const version = required(fields.number(tag.version), 'the version');
  const typeName = required(fields.text(tag.typeName), 'the name of the type');
  const issuerName = required(fields.text(tag.issuerName), 'the name of the issuer');
  const holderName = required(fields.text(tag.holderName), 'the holder');
  const personTail = fields.text(tag.personTail);
  const firm = fields.packed(tag.firm);
  if ((personTail === undefined) === (firm === undefined)) throw new CodeError('missing', 'one code of the holder');
  const issuedOn = required(fields.day(tag.issuedOn), 'the day of issue');
  const validFrom = fields.day(tag.validFrom) ?? issuedOn;
  const validTo = fields.day(tag.validTo) ?? null;
  fields.end();
  let identifier: string;
  try {
    identifier = makeLicenceIdentifier({ typeCode, issuerCode, serial, version });
  } catch {
    throw new CodeError('field', 'type, issuer, serial and version make no licence identifier');
  }
  return {
    identifier,
    number,
    typeName,
    issuerName,
    holderName,
    holderCode: firm === undefined ? { kind: 'person-tail', value: personTail! } : { kind: 'firm', value: firm },
    issuedOn,
    validFrom,
    validTo,
  };
}

/** The serial an installation of ours makes of a number. */
function serialIn(number: string): string {
  return number.toUpperCase().replace(/[^0-9A-Z]/g, '');
}

function cut(name: string, longest: number): string {
  const characters = [...name];
  return characters.length <= longest ? name : `${characters.slice(0, longest - 1).join('')}…`;
}
