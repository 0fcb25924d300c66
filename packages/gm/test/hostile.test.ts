import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createCertificateRequest,
  decodePem,
  decodePkcs8,
  decryptPkcs8,
  encodePkcs8,
  encryptPkcs8,
  GmError,
  generateSm2KeyPair,
  issueCrl,
  parseCertificate,
  parseCertificateRequest,
  parseCrl,
  parseSeal,
  parseSealSignature,
  parseSignedData,
  parseTimeStamp,
  readDer,
  subjectOf,
  verifySignedData,
} from '../src/index.ts';
import { AT, FROM, fixture, issueUnder, makeAuthority, sealOf, signerOf, TO } from './material.ts';

const authority = makeAuthority();
const leaf = issueUnder(authority);
const token = parseSealSignature(fixture('good-v4-timestamp.dat')).timeStamp!;
const crl = issueCrl({
  issuer: subjectOf(authority.certificate),
  issuerKey: authority.keys,
  thisUpdate: FROM,
  nextUpdate: TO,
  number: 1,
  revoked: [{ serial: '01', revokedAt: AT, reason: 'superseded' }],
});
const encrypted = encryptPkcs8(leaf.keys.privateKey, 'password', { iterations: 1000 });

const PARSERS: readonly (readonly [string, (bytes: Uint8Array) => unknown, Uint8Array])[] = [
  ['certificate', parseCertificate, leaf.certificate],
  ['request', parseCertificateRequest, createCertificateRequest({ subject: { CN: 'a' }, keyPair: leaf.keys })],
  ['crl', parseCrl, crl],
  ['seal', parseSeal, sealOf(signerOf(leaf))],
  ['seal signature v1', parseSealSignature, fixture('good-v1-ofdrw.dat')],
  ['seal signature v4', parseSealSignature, fixture('good-v4-digestlist.dat')],
  ['signed data', (bytes) => verifySignedData(parseSignedData(bytes)), token],
  ['time stamp', parseTimeStamp, token],
  ['pkcs8', decodePkcs8, encodePkcs8(leaf.keys.privateKey)],
  // A mutated count of rounds may be legal and slow; the first bytes before it are what is fuzzed here.
  [
    'encrypted pkcs8',
    (bytes) => (bytes.length > 60 ? readDer(bytes, 'x') : decryptPkcs8(bytes, 'password')),
    encrypted,
  ],
];

function onlyGmErrors(parse: (bytes: Uint8Array) => unknown, bytes: Uint8Array): void {
  try {
    parse(bytes);
  } catch (error) {
    if (!(error instanceof GmError)) throw error;
    expect(error.text.zh.length).toBeGreaterThan(0);
    expect(error.message.length).toBeGreaterThan(0);
  }
}

describe('hostile input', () => {
  it.each(PARSERS)('%s: good bytes parse, mutations throw nothing but GmError', (_name, parse, good) => {
    expect(() => parse(good)).not.toThrow();
    const edit = fc.record({
      at: fc.nat(1 << 20),
      kind: fc.constantFrom('set', 'cut', 'drop', 'repeat'),
      value: fc.nat(255),
    });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
        let bytes = Array.from(good);
        for (const { at, kind, value } of edits) {
          // The structure stands at the front: aim there half of the time.
          const index = (value & 1 ? at % 600 : at) % Math.max(1, bytes.length);
          if (kind === 'set') bytes[index] = value;
          else if (kind === 'cut') bytes = bytes.slice(0, index);
          else if (kind === 'drop') bytes.splice(index, 1 + (value & 7));
          else bytes.splice(index, 0, ...bytes.slice(index, index + value));
        }
        onlyGmErrors(parse, Uint8Array.from(bytes));
      }),
      { numRuns: 120 },
    );
  });

  it('random bytes throw nothing but GmError', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        for (const [, parse] of PARSERS) onlyGmErrors(parse, bytes);
        onlyGmErrors((input) => decodePem(String.fromCharCode(...input)), bytes);
      }),
    );
  });

  it.each([
    ['indefinite length', [0x30, 0x80, 0, 0]],
    ['length not minimal', [0x04, 0x81, 1, 0]],
    ['length with leading zero', [0x04, 0x82, 0, 200, ...new Array(200).fill(0)]],
    ['trailing byte', [0x05, 0, 0]],
    ['cut off', [0x04, 5, 1]],
    ['empty', []],
    ['multi-byte tag', [0x1f, 1, 0]],
  ])('the DER reader refuses %s', (_name, bytes) => {
    expect(() => readDer(Uint8Array.from(bytes), 'x')).toThrow(GmError);
  });

  it('the DER reader refuses needless integer bytes, odd booleans, bad identifiers, impossible times, deep nesting', () => {
    const of = (...bytes: number[]) => readDer(Uint8Array.from(bytes), 'x');
    expect(() => of(2, 2, 0, 1).integer()).toThrow(GmError);
    expect(() => of(2, 2, 0xff, 0x80).integer()).toThrow(GmError);
    expect(of(2, 1, 0x80).integer()).toBe(-128n);
    expect(() => of(1, 1, 1).boolean()).toThrow(GmError);
    expect(() => of(6, 2, 0x2a, 0x80).oid()).toThrow(GmError);
    expect(() => of(6, 3, 0x2a, 0x80, 1).oid()).toThrow(GmError);
    expect(() => of(3, 2, 1, 1).namedBits()).toThrow(GmError);
    const time = (text: string) => readDer(Uint8Array.of(0x18, text.length, ...Buffer.from(text)), 'x').time();
    expect(time('20240229000000Z').toISOString()).toBe('2024-02-29T00:00:00.000Z');
    for (const bad of ['20230229000000Z', '20240101000000', '20240101250000Z', '20240101000060Z', '2024010100Z']) {
      expect(() => time(bad), bad).toThrow(GmError);
    }
    let deep = Uint8Array.of(5, 0);
    for (let i = 0; i < 40; i += 1) deep = Uint8Array.of(0x30, deep.length, ...deep);
    let element = readDer(deep, 'x');
    expect(() => {
      for (let i = 0; i < 40; i += 1) element = element.fields().next('y');
    }).toThrow(/nested too deeply/);
  });

  it('key files with absurd rounds are refused before the work', () => {
    const bytes = Uint8Array.from(encrypted);
    const at = Buffer.from(bytes).indexOf(Buffer.from([2, 2, 0x03, 0xe8]));
    expect(at).toBeGreaterThan(0);
    const changed = Buffer.concat([bytes.subarray(0, at), Buffer.from([2, 2, 0x80, 0]), bytes.subarray(at + 4)]);
    expect(() => decryptPkcs8(new Uint8Array(changed), 'password')).toThrow(/not between/);
  });

  it('fresh keys differ', () => {
    expect(generateSm2KeyPair().privateKey).not.toEqual(generateSm2KeyPair().privateKey);
  });
});
