import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  der,
  derBits,
  derGeneralizedTime,
  derIa5,
  derInteger,
  derOctets,
  derOid,
  derSequence,
  equalBytes,
  GmError,
  makeSeal,
  makeSealSignature,
  OID,
  parseSeal,
  parseSealSignature,
  parseTimeStamp,
  prepareSeal,
  type Signer,
  sealEquals,
  sealListsSigner,
  sm3,
  toHex,
  verifyChain,
  verifySealMaker,
  verifySealSignatureValue,
  verifyTimeStamp,
} from '../src/index.ts';
import {
  AT,
  bytesOf,
  fixture,
  issueUnder,
  makeAuthority,
  sampleRoot,
  sealInput,
  sealOf,
  signerOf,
} from './material.ts';

const GOOD = [
  'good-v1-ofdrw',
  'good-v4-digestlist',
  'good-v4-no-seal-file',
  'good-v4-ofdrw-riding',
  'good-v4-ofdrw-two-seals',
  'good-v4-ofdrw-two-seals-2',
  'good-v4-ofdrw-whole',
  'good-v4-sealed-2021',
  'good-v4-timestamp',
];
const root = sampleRoot();

function judge(name: string): Record<string, boolean> {
  const parsed = parseSealSignature(fixture(`${name}.dat`));
  const chain = (certificate: Uint8Array): boolean =>
    verifyChain(certificate, { anchors: [root], at: parsed.time, usage: 'digitalSignature' }).ok;
  return {
    value: verifySealSignatureValue(parsed),
    maker: verifySealMaker(parsed.seal),
    listed: sealListsSigner(parsed.seal, parsed.certificate),
    signerChain: chain(parsed.certificate),
    makerChain: chain(parsed.seal.makerCertificate),
    sealInForce: parsed.time >= parsed.seal.validFrom && parsed.time <= parsed.seal.validTo,
  };
}
const ALL_GOOD = { value: true, maker: true, listed: true, signerChain: true, makerChain: true, sealInForce: true };

describe('seal signatures made by ofdrw', () => {
  it.each(GOOD)('F144 F145: %s passes every check', (name) => {
    expect(judge(name)).toEqual(ALL_GOOD);
  });

  it.each([
    ['bad-value-wrong-id', 'value'],
    ['bad-content-ref-hash-fixed', 'value'],
    ['bad-seal-picture-forged', 'maker'],
    ['bad-cert-replaced-samekey', 'listed'],
    ['bad-seal-expired', 'sealInForce'],
  ])('F145: %s fails exactly the check %s', (name, failing) => {
    expect(judge(name)).toEqual({ ...ALL_GOOD, [failing]: false });
  });

  it('versions, names and sizes are read as written', () => {
    const old = parseSealSignature(fixture('good-v1-ofdrw.dat'));
    expect(old.version).toBe(1);
    expect(old.timeText).toBe('2026-11-22 01:55:43');
    const digests = parseSealSignature(fixture('good-v4-digestlist.dat'));
    expect(digests.version).toBe(4);
    expect(digests.seal.certListType).toBe('digests');
    expect(digests.seal.name).toBe('测试市行政审批局电子证照专用章');
    expect(digests.seal.picture).toMatchObject({ type: 'PNG', width: 40, height: 40 });
  });

  it('F145: the time stamp covers the signature value and nothing else', () => {
    const parsed = parseSealSignature(fixture('good-v4-timestamp.dat'));
    const stamp = parseTimeStamp(parsed.timeStamp!);
    expect(stamp.time.toISOString()).toBe('2026-11-22T01:55:43.000Z');
    expect(verifyTimeStamp(stamp, parsed.signature, { anchors: [root] })).toMatchObject({ ok: true, reason: 'ok' });
    expect(verifyTimeStamp(stamp, parsed.dataHash, { anchors: [root] }).reason).toBe('digest');
    expect(verifyTimeStamp(stamp, parsed.signature, { anchors: [] }).reason).toBe('chain');
  });

  it('any changed byte of a token is refused or fails', () => {
    const parsed = parseSealSignature(fixture('good-v4-timestamp.dat'));
    const token = parsed.timeStamp!;
    for (let at = 0; at < token.length; at += 7) {
      const changed = Uint8Array.from(token);
      changed[at]! ^= 0x21;
      let ok = false;
      try {
        ok = verifyTimeStamp(parseTimeStamp(changed), parsed.signature, { anchors: [root] }).ok;
      } catch (error) {
        expect(error).toBeInstanceOf(GmError);
      }
      expect(ok, `byte ${at}`).toBe(false);
    }
  });
});

const authority = makeAuthority();
const signer = signerOf(issueUnder(authority));
const sealDer = sealOf(signer);
const PATH = '/Doc_0/Signs/Sign_0/Signature.xml';
const dataHash = sm3(bytesOf('Signature.xml'));

function seals(overrides: Partial<Parameters<typeof makeSealSignature>[0]> = {}): Uint8Array {
  return makeSealSignature({ seal: sealDer, signer, dataHash, propertyInfo: PATH, time: AT, ...overrides } as never);
}

describe('seals made here', () => {
  it('F144 X13: a seal carries what was asked and its maker can be verified', () => {
    const seal = parseSeal(sealDer);
    expect(seal).toMatchObject({ version: 4, id: '33010600000001', vendor: 'MIAOPI', type: 1, timeStamp: undefined });
    expect(seal.name).toBe('测试市行政审批局电子证照专用章');
    expect(seal.picture).toMatchObject({ type: 'png', width: 40, height: 40 });
    expect(equalBytes(seal.makerCertificate, signer.certificate)).toBe(true);
    expect(verifySealMaker(seal)).toBe(true);
    expect(sealListsSigner(seal, signer.certificate)).toBe(true);
    expect(sealListsSigner(seal, authority.certificate)).toBe(false);
  });

  it('a list of digests names the same certificates', () => {
    const seal = parseSeal(sealOf(signer, { certListType: 'digests' }));
    expect(seal.certificates).toEqual([]);
    expect(sealListsSigner(seal, signer.certificate)).toBe(true);
    expect(sealListsSigner(seal, authority.certificate)).toBe(false);
  });

  it('extensions come back, a default FALSE written out is accepted', () => {
    const extension = { oid: '1.2.156.10197.6.7.2.2.1', critical: false, value: bytesOf('2.1') };
    const seal = parseSeal(sealOf(signer, { extensions: [extension, { ...extension, oid: '1.2.3', critical: true }] }));
    expect(seal.extensions.map(({ critical }) => critical)).toEqual([false, true]);
  });

  it('F144: a signature over a document verifies, from DER, prepared seal and an asynchronous signer alike', async () => {
    const slow: Signer = { ...signer, sign: async (message) => signer.sign(message) };
    const all = [
      seals(),
      seals({ seal: prepareSeal(sealDer) }),
      await makeSealSignature({ seal: sealDer, signer: slow, dataHash, propertyInfo: PATH, time: AT }),
    ];
    for (const bytes of all) {
      const parsed = parseSealSignature(bytes);
      expect(verifySealSignatureValue(parsed)).toBe(true);
      expect(sealEquals(parsed, sealDer)).toBe(true);
      expect(parsed.time).toEqual(AT);
      expect(parsed.propertyInfo).toBe(PATH);
      expect(toHex(parsed.dataHash)).toBe(toHex(dataHash));
    }
    const asyncSeal = await makeSeal({ ...sealInput(signer), maker: slow });
    expect(verifySealMaker(parseSeal(asyncSeal))).toBe(true);
  });

  it('X13: a signer the seal does not list, or a time outside seal or certificate, is refused before signing', () => {
    const stranger = signerOf(issueUnder(authority));
    expect(() => seals({ signer: stranger })).toThrow(/does not list/);
    expect(() => seals({ time: new Date('2036-06-01') })).toThrow(/not valid at this time/);
    expect(() => seals({ time: new Date('2025-06-01') })).toThrow(/not valid at this time/);
    expect(() => seals({ time: new Date(Number.NaN) })).toThrow(GmError);
    expect(() => seals({ dataHash: new Uint8Array(31) })).toThrow(/32 bytes/);
    const old = parseSealSignature(fixture('good-v1-ofdrw.dat')).sealDer;
    expect(() => prepareSeal(old)).toThrow(/version 4/);
  });

  it('seal fields out of bounds are refused', () => {
    const bad: Partial<Parameters<typeof sealOf>[1]>[] = [
      { id: '123' },
      { name: '' },
      { type: 0 },
      { certificates: [] },
      { picture: { type: 'png', data: new Uint8Array(), width: 40, height: 40 } },
      { picture: { type: 'png', data: new Uint8Array(1), width: 0, height: 40 } },
      { validTo: new Date('2020-01-01') },
    ];
    for (const overrides of bad) expect(() => sealOf(signer, overrides)).toThrow(GmError);
  });

  it('F145: one changed byte anywhere in the signature never passes all checks', () => {
    const good = seals();
    const accepted = (bytes: Uint8Array): boolean => {
      try {
        const parsed = parseSealSignature(bytes);
        return (
          verifySealSignatureValue(parsed) &&
          verifySealMaker(parsed.seal) &&
          sealListsSigner(parsed.seal, parsed.certificate) &&
          verifyChain(parsed.certificate, { anchors: [authority.certificate], at: parsed.time, usage: 'any' }).ok
        );
      } catch (error) {
        expect(error).toBeInstanceOf(GmError);
        return false;
      }
    };
    expect(accepted(good)).toBe(true);
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const changed = Uint8Array.from(good);
        changed[at]! ^= flip;
        expect(accepted(changed)).toBe(false);
      }),
      { numRuns: 400 },
    );
  });
});

describe('structures of other versions', () => {
  const seal = parseSeal(sealDer);
  const info = seal.signedBytes;
  const certificate = derOctets(seal.makerCertificate);
  const value = derBits(seal.signedValue);

  it('five fields with a header of 4, an unknown header and three fields are refused', () => {
    const stamp = der(0xa0, derBits(bytesOf('token')));
    expect(() => parseSeal(derSequence(info, certificate, derOid(OID.sm2WithSm3), value, stamp))).toThrow(/4 fields/);
    expect(() => parseSeal(derSequence(info, certificate, value))).toThrow(GmError);
    const version = Uint8Array.from(info);
    const at = toHex(version).indexOf('020104') / 2 + 2;
    version[at] = 9;
    expect(() => parseSeal(derSequence(version, certificate, derOid(OID.sm2WithSm3), value))).toThrow(/version 9/);
  });

  it('a version 5 seal with its time stamp is read and its maker verified', () => {
    const version = Uint8Array.from(info);
    version[toHex(version).indexOf('020104') / 2 + 2] = 5;
    const stamp = der(0xa0, derBits(bytesOf('token')));
    const bytes = derSequence(version, certificate, derOid(OID.sm2WithSm3), derBits(signer.sign(version)), stamp);
    const parsed = parseSeal(bytes);
    expect(parsed.version).toBe(5);
    expect(parsed.timeStamp).toEqual(bytesOf('token'));
    expect(verifySealMaker(parsed)).toBe(true);
    const toSign = derSequence(derInteger(5), bytes, derGeneralizedTime(AT), derBits(dataHash), derIa5(PATH));
    const tail = [derOctets(signer.certificate), derOid(OID.sm2WithSm3), derBits(signer.sign(toSign))];
    expect(verifySealSignatureValue(parseSealSignature(derSequence(toSign, ...tail)))).toBe(true);
    const mixed = derSequence(derInteger(4), bytes, derGeneralizedTime(AT), derBits(dataHash), derIa5(PATH));
    expect(() => parseSealSignature(derSequence(mixed, ...tail))).toThrow(/version 4, its seal 5/);
  });

  it('an algorithm other than SM2 with SM3 is never accepted', () => {
    const bytes = derSequence(info, certificate, derOid(OID.ecdsaSha256), value);
    expect(verifySealMaker(parseSeal(bytes))).toBe(false);
  });
});
