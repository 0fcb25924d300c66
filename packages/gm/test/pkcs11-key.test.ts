import { describe, expect, it } from 'vitest';
import {
  issueCertificate,
  makeSeal,
  makeSealSignature,
  nameValue,
  parseCertificate,
  parseCertificateRequest,
  parseSealSignature,
  parseSealToSign,
  prepareSealSignature,
  sealListsSigner,
  verifySealSignatureValue,
} from '../src/index.ts';
import { changePkcs11Pin, makePkcs11Key, pkcs11Signer } from '../src/node.ts';
import { AT, bytesOf, FROM, issueUnder, makeAuthority, signerOf, TO } from './material.ts';
import { SM2_KEY_PAIR, SM2_SIGN, tokenDouble } from './pkcs11-token.ts';

const root = makeAuthority();
const sealId = '99010100000001';
const optionsOf = (double: ReturnType<typeof tokenDouble>, more: object = {}) => ({
  ...{ library: '/usr/lib/maker.so', token: 'UKEY', pin: '123456', key: 'seal', module: double.module },
  ...{ sm2Mechanism: SM2_SIGN, keyPairMechanism: SM2_KEY_PAIR, ...more },
});

async function sealOnToken() {
  const double = tokenDouble({ label: 'UKEY', pin: '123456' });
  const request = parseCertificateRequest(await makePkcs11Key(optionsOf(double), { CN: sealId }));
  const certificate = issueCertificate({
    subject: { C: 'CN', CN: '某某局电子印章' },
    issuer: parseCertificate(root.certificate),
    subjectPublicKey: request.publicKey,
    issuerKey: root.keys,
    notBefore: FROM,
    notAfter: TO,
    extensions: { keyUsage: ['digitalSignature', 'nonRepudiation'] },
  });
  const seal = makeSeal({
    ...{ id: sealId, vendor: 'TEST', type: 1, name: '某某局', certificates: [certificate] },
    ...{ createdAt: FROM, validFrom: FROM, validTo: TO },
    picture: { type: 'png', data: bytesOf('png'), width: 42, height: 42 },
    maker: signerOf(issueUnder(root, { subject: { CN: '制章' } })),
  });
  return { double, request, certificate, seal };
}

describe('a seal’s key on a token with SM2 under its maker’s numbers', () => {
  it('F150 F144: is made there and never leaves; it asks for its certificate and sets a GB/T 38540 seal', async () => {
    const { double, request, certificate, seal } = await sealOnToken();
    expect(nameValue(request.subject, 'CN')).toBe(sealId);
    expect(request.publicKeyAlgorithm).toBe('sm2');
    const kept = double.objects.find((one) => one.attributes.get(0)?.[0] === 3)!.attributes;
    expect(
      [0x1, 0x2, 0x103, 0x162].map((type) => kept.get(type)?.[0]),
      'on the token, private, sensitive, not extractable',
    ).toEqual([1, 1, 1, 0]);

    const input = {
      seal,
      dataHash: new Uint8Array(32).fill(7),
      propertyInfo: '/Doc_0/Signs/Sign_0/Signature.xml',
      time: AT,
    };
    const signer = await pkcs11Signer(optionsOf(double, { certificate }));
    const half = prepareSealSignature({ ...input, certificate });
    const parsed = parseSealSignature(half.complete(signer.sign(half.toSign)));
    expect(verifySealSignatureValue(parsed) && sealListsSigner(parsed.seal, parsed.certificate)).toBe(true);
    expect(parseSealSignature(makeSealSignature({ ...input, signer })).signedBytes).toEqual(parsed.signedBytes);
    expect(() => half.complete(signer.sign(bytesOf('something else')))).toThrow(/not of this certificate/);
    signer.close();
    const told = parseSealToSign(half.toSign);
    expect([told.seal.id, told.time, told.propertyInfo]).toEqual([sealId, AT, input.propertyInfo]);
    expect(() => parseSealToSign(bytesOf('a contract'))).toThrow();
    expect(() => parseSealToSign(half.toSign.slice(0, -1))).toThrow();
  });

  it('F150: wrong PINs count on the token itself; a new PIN is set with the old one alone', async () => {
    const { double, certificate } = await sealOnToken();
    await expect(changePkcs11Pin(optionsOf(double, { pin: '000000' }), '654321')).rejects.toThrow(/refuses the PIN/);
    expect(double.state.wrong).toBe(1);
    await changePkcs11Pin(optionsOf(double), '654321');
    await expect(pkcs11Signer(optionsOf(double, { certificate }))).rejects.toThrow(/refuses the PIN/);
    for (let i = 0; i < 3; i++) await pkcs11Signer(optionsOf(double, { certificate })).catch(() => {});
    await expect(pkcs11Signer(optionsOf(double, { certificate, pin: '654321' }))).rejects.toThrow(/LOCKED/);
  });

  it('F150: a token that would give the key away, lacks the mechanism, or holds a key of that name is refused', async () => {
    const loose = tokenDouble({ label: 'UKEY', pin: '123456', givesAway: true });
    await expect(makePkcs11Key(optionsOf(loose), { CN: sealId })).rejects.toMatchObject({ code: 'key' });
    const double = tokenDouble({ label: 'UKEY', pin: '123456' });
    const without = makePkcs11Key(optionsOf(double, { keyPairMechanism: 0x1040 }), { CN: sealId });
    await expect(without).rejects.toThrow(/does not make the key/);
    await makePkcs11Key(optionsOf(double), { CN: sealId });
    await expect(makePkcs11Key(optionsOf(double), { CN: sealId })).rejects.toThrow(/already/);
  });
});
