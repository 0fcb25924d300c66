import { describe, expect, it } from 'vitest';
import { makeSignedData, parseSignedData, toHex, verifySignedData } from '../src/index.ts';
import { AT, bytesOf, issueUnder, makeAuthority, signerOf } from './material.ts';

const authority = makeAuthority();
const signer = signerOf(issueUnder(authority));
const content = bytesOf('电子证照');
const reasonOf = (bytes: Uint8Array, given?: Uint8Array): string =>
  verifySignedData(parseSignedData(bytes), { content: given })[0]!.reason;

describe('SignedData', () => {
  it.each(['gm', 'cms'] as const)(
    'F144: %s data verifies inside and detached, with attributes and without',
    (family) => {
      for (const signingTime of [undefined, AT]) {
        const inside = makeSignedData({ content, family, signer, signingTime });
        const parsed = parseSignedData(inside);
        expect(parsed.family).toBe(family);
        expect(toHex(parsed.content!)).toBe(toHex(content));
        expect(verifySignedData(parsed)[0]).toMatchObject({ ok: true, reason: 'ok' });
        const detached = makeSignedData({ content, family, signer, signingTime, detached: true });
        expect(reasonOf(detached)).toBe('no_content');
        expect(reasonOf(detached, content)).toBe('ok');
        expect(reasonOf(detached, bytesOf('other'))).toBe(signingTime ? 'digest' : 'value');
      }
    },
  );

  it('signed attributes cannot be passed off as the content', () => {
    const made = makeSignedData({ content, signer, signingTime: AT, detached: true });
    const { signedAttributes, signature } = parseSignedData(made).signers[0]!;
    const other = makeSignedData({
      content: signedAttributes!,
      signer: { ...signer, sign: () => signature },
      detached: true,
    });
    // The trick of RFC 5652 5.3 works on plain data for everybody; on other content types it must not.
    const at = toHex(other).indexOf('06092a864886f70d010701') / 2;
    const changed = Uint8Array.from(other);
    changed[at + 10] = 0x06;
    expect(reasonOf(changed, signedAttributes)).toBe('content_type');
  });

  it('content put inside does not stand for the content the caller means', () => {
    const forged = makeSignedData({ content: bytesOf('other'), signer });
    expect(reasonOf(forged, content)).toBe('digest');
    expect(reasonOf(forged, bytesOf('other'))).toBe('ok');
  });

  it('without the signer certificate there is no verdict but that', () => {
    const parsed = parseSignedData(makeSignedData({ content, signer }));
    const [verdict] = verifySignedData({ ...parsed, certificates: [authority.certificate] });
    expect(verdict).toMatchObject({ ok: false, reason: 'no_certificate' });
  });
});
