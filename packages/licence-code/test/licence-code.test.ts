import { generateSm2KeyPair, issueCertificate, sm2Sign } from '@miaopi/gm';
import { makeLicenceIdentifier } from '@miaopi/identifiers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CODE_BYTES,
  type CodeKey,
  type LicenceFacts,
  licenceCode,
  makeStatusList,
  readLicenceCode,
  readStatusList,
  trustCodeKeys,
  verifyLicenceCode,
} from '../src/index.ts';

const at = new Date('2026-11-28T10:00:00+08:00');
const root = generateSm2KeyPair();
const rootCertificate = issueCertificate({
  subject: { C: 'CN', CN: '根' },
  issuer: { C: 'CN', CN: '根' },
  subjectPublicKey: root.publicKey,
  issuerKey: root,
  notBefore: new Date('2026-01-01'),
  notAfter: new Date('2056-01-01'),
  extensions: { keyUsage: ['keyCertSign', 'cRLSign'], basicConstraints: { ca: true } },
});

function codeKey(usage: 'digitalSignature' | 'keyEncipherment' = 'digitalSignature') {
  const pair = generateSm2KeyPair();
  const certificate = issueCertificate({
    subject: { C: 'CN', CN: '证照二维码' },
    issuer: { C: 'CN', CN: '根' },
    subjectPublicKey: pair.publicKey,
    issuerKey: root,
    notBefore: new Date('2026-01-01'),
    notAfter: new Date('2036-01-01'),
    extensions: { keyUsage: [usage] },
  });
  const key: CodeKey = { publicKey: pair.publicKey, sign: (message) => sm2Sign(message, pair) };
  return { key, certificate };
}

const { key, certificate } = codeKey();
const other = codeKey();
const keys = trustCodeKeys({ anchors: [rootCertificate], codeKeys: [certificate] }, at);
const address = 'https://zwfw.example.gov.cn/v/7kq0m2x8r4t6w9z1c3d5';
const facts: LicenceFacts = {
  identifier: makeLicenceIdentifier({
    typeCode: '11100000000013338W001',
    issuerCode: '11100000000013338W',
    serial: '9901202600000012',
    version: 1,
  }),
  number: '示老优990120260000-0012',
  typeName: '老年人优待证',
  issuerName: '云州市云溪区民政局',
  holderName: '林**',
  holderCode: { kind: 'person-tail', value: '1234' },
  issuedOn: '2026-11-20',
  validFrom: '2026-11-20',
  validTo: '2036-11-19',
};
const code = licenceCode(address, facts, key);
const list = (entries: Parameters<typeof makeStatusList>[0], issuedAt = at, days = 7) =>
  readStatusList(
    makeStatusList(entries, { issuedAt, nextUpdate: new Date(issuedAt.getTime() + days * 86_400_000) }, key),
  );
const judge = (text: string, more: Partial<Parameters<typeof verifyLicenceCode>[1]> = {}) =>
  verifyLicenceCode(text, { keys, list: list([]), at, ...more });

describe('X08: what the QR code of a licence says can be believed without a network', () => {
  it('a good code says what the licence says and is valid', () => {
    expect(judge(code)).toMatchObject({ verdict: 'valid', facts });
    expect(code.startsWith(`${address}#`)).toBe(true);
  });

  it('any other character anywhere after the address makes it forged or unreadable, never valid', () => {
    const from = address.length + 1;
    for (let i = from; i < code.length; i += 7) {
      const changed = code.slice(0, i) + (code[i] === '0' ? '1' : '0') + code.slice(i + 1);
      const report = judge(changed);
      expect(['forged', 'unreadable']).toContain(report.verdict);
      expect(report.facts).toBeUndefined();
    }
  });

  it('moved under the address of another licence it is forged; under another host it stays good', () => {
    const said = code.slice(code.indexOf('#'));
    expect(judge(`https://zwfw.example.gov.cn/v/aaaaaaaaaaaaaaaaaaaa${said}`).verdict).toBe('forged');
    expect(judge(`https://new.example.gov.cn/check/v/7kq0m2x8r4t6w9z1c3d5${said}`).verdict).toBe('valid');
  });

  it('by a key that no root certifies, or one certified for something else, it is forged', () => {
    expect(judge(licenceCode(address, facts, other.key)).verdict).toBe('forged');
    const wrong = codeKey('keyEncipherment');
    expect(trustCodeKeys({ anchors: [rootCertificate], codeKeys: [wrong.certificate] }, at)).toEqual([]);
    expect(trustCodeKeys({ anchors: [other.certificate], codeKeys: [certificate] }, at)).toEqual([]);
  });

  it('before and after its validity it is not good, and says which', () => {
    expect(judge(code, { at: new Date('2036-11-20T00:00:00+08:00'), list: undefined })).toMatchObject({
      verdict: 'ended',
      ended: 'expired',
    });
    expect(judge(code, { at: new Date('2036-11-19T23:59:00+08:00'), list: undefined }).verdict).toBe('stale');
    const later = licenceCode(address, { ...facts, validFrom: '2026-12-01' }, key);
    expect(judge(later)).toMatchObject({ verdict: 'ended', ended: 'not-yet-valid' });
  });

  it('in the list it has ended; with an old list or none its state is not known', () => {
    const listed = list([{ identifier: facts.identifier, state: 'revoked' }]);
    expect(judge(code, { list: listed })).toMatchObject({ verdict: 'ended', ended: 'revoked' });
    expect(judge(code, { list: list([], new Date('2026-11-20T09:00:00+08:00')) }).verdict).toBe('stale');
    expect(judge(code, { list: undefined }).verdict).toBe('stale');
    // revoked stays revoked, however old the list
    const old = list([{ identifier: facts.identifier, state: 'revoked' }], new Date('2026-11-20T09:00:00+08:00'));
    expect(judge(code, { list: old }).verdict).toBe('ended');
  });

  it('a list from the future is not taken for fresh', () => {
    expect(judge(code, { list: list([], new Date('2027-01-01')) }).verdict).toBe('stale');
  });
});

describe('the list of licences that ended', () => {
  it('finds each of its licences and no other, whatever their order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1, maxLength: 30 }), { maxLength: 60 }), (identifiers) => {
        const read = list(identifiers.map((identifier) => ({ identifier, state: 'changed' as const })));
        expect(read.count).toBe(identifiers.length);
        for (const identifier of identifiers) expect(read.stateOf(identifier)).toBe('changed');
        expect(read.stateOf(`${identifiers.join('')} other`)).toBeUndefined();
      }),
      { numRuns: 25 },
    );
  });

  it('does not verify with any bit changed, nor by another key', () => {
    const bytes = makeStatusList(
      [{ identifier: facts.identifier, state: 'suspended' }],
      { issuedAt: at, nextUpdate: new Date(at.getTime() + 1000) },
      key,
    );
    expect(readStatusList(bytes).verify(key.publicKey)).toBe(true);
    expect(readStatusList(bytes).verify(other.key.publicKey)).toBe(false);
    for (let i = 0; i < bytes.length; i += 1) {
      const changed = Uint8Array.from(bytes, (byte, n) => (n === i ? byte ^ 1 : byte));
      let ok = false;
      try {
        ok = readStatusList(changed).verify(key.publicKey);
      } catch {
        // not even a list
      }
      expect(ok).toBe(false);
    }
    expect(() => readStatusList(bytes.subarray(0, -1))).toThrow();
  });
});

describe('the text of a code', () => {
  const han = fc.string({
    unit: fc.constantFrom(...'云州市示范区道路运输经营许可证股份有限责任公司𠮷AZ09'),
    maxLength: 200,
  });
  const day = fc
    .integer({ min: 0, max: 2_900_000 })
    .map((n) => new Date(Date.UTC(1900, 0, 1) + n * 86_400_000).toISOString().slice(0, 10));

  it('never has more than 600 bytes, with the longest names there are, and says them again', () => {
    const name = '云'.repeat(300);
    const longest = licenceCode(
      `https://a-very-long-name-of-a-city.zwfw.example-province.gov.cn/v/7kq0m2x8r4t6w9z1c3d5`,
      {
        ...facts,
        number: `示${'9'.repeat(39)}`,
        typeName: name,
        issuerName: name,
        holderName: name,
        holderCode: { kind: 'firm', value: '9199010000990601XF' },
      },
      key,
    );
    expect(new TextEncoder().encode(longest).length).toBeLessThanOrEqual(CODE_BYTES);
    expect(readLicenceCode(longest).facts.typeName).toMatch(/^云{15,39}…$/);
  });

  it('holds any names, numbers and days (property)', () => {
    fc.assert(
      fc.property(
        han,
        han,
        han,
        day,
        day,
        fc.option(day),
        (typeName, issuerName, holderName, issuedOn, validFrom, validTo) => {
          const short = (text: string) => [...text].slice(0, 16).join('');
          const said = {
            ...facts,
            typeName: short(typeName),
            issuerName: short(issuerName),
            holderName: short(holderName),
            issuedOn,
            validFrom,
            validTo,
          };
          const text = licenceCode(address, said, key);
          expect(text.length).toBeLessThanOrEqual(CODE_BYTES);
          expect(text.slice(address.length)).toMatch(/^#[0-9A-Z$*+\-/]+$/);
          expect(readLicenceCode(text).facts).toEqual(said);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('anything else is refused as unreadable and never crashes', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 700 }), (text) => {
        expect(judge(text).verdict).toBe('unreadable');
        expect(judge(`${address}#${text.toUpperCase()}`).facts).toBeUndefined();
      }),
      { numRuns: 200 },
    );
  });
});
