import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  encodePem,
  encodePkcs8,
  GmError,
  generateKey,
  makeEnvelopedData,
  makeSignedData,
  OID,
  openEnvelopedData,
  parseEnvelopedData,
  parseSignedData,
  sm2Decrypt,
  toHex,
  verifySignedData,
} from '../src/index.ts';
import { AT, type Authority, bytesOf, issueUnder, makeAuthority, signerOf } from './material.ts';

const hasSm2 = spawnSync('openssl', ['genpkey', '-algorithm', 'SM2']).status === 0;
const root = makeAuthority();
const receiver = (): Authority =>
  issueUnder(root, { extensions: { keyUsage: ['keyEncipherment', 'dataEncipherment'] } });
const content = bytesOf('家庭收入证明：仅供核验');
const open = (bytes: Uint8Array, { certificate, keys }: Authority): Uint8Array =>
  openEnvelopedData(parseEnvelopedData(bytes), { certificate, privateKey: keys });

describe('digital envelopes', () => {
  it.each(['gm', 'cms'] as const)('F144: each recipient opens it, nobody else does (%s)', (family) => {
    const [a, b, stranger] = [receiver(), receiver(), receiver()];
    const made = makeEnvelopedData({ content, recipients: [a.certificate, b.certificate], family });
    const parsed = parseEnvelopedData(made);
    expect(parsed).toMatchObject({ family, cipher: OID.sm4Cbc, recipients: [{}, {}] });
    expect(open(made, a)).toEqual(content);
    expect(open(made, b)).toEqual(content);
    expect(() => open(made, stranger)).toThrow(/not addressed/);
    expect(() => open(made, { certificate: a.certificate, keys: stranger.keys })).toThrow(/cannot be opened/);
    const opener = {
      certificate: a.certificate,
      privateKey: (key: Uint8Array) => sm2Decrypt(key, a.keys, { format: 'der' }),
    };
    expect(openEnvelopedData(parsed, opener)).toEqual(content);
  });

  it('F144: signed, then enveloped: opened, the signature says by whom', () => {
    const sender = signerOf(issueUnder(root));
    const me = receiver();
    const signed = makeSignedData({ content, family: 'gm', signer: sender, signingTime: AT });
    const opened = open(makeEnvelopedData({ content: signed, recipients: [me.certificate] }), me);
    const [verdict] = verifySignedData(parseSignedData(opened));
    expect(verdict).toMatchObject({ ok: true, certificate: { der: sender.certificate } });
  });

  it('signing certificates, keys of other kinds, no and too many recipients are refused', () => {
    expect(() => makeEnvelopedData({ content, recipients: [issueUnder(root).certificate] })).toThrow(
      /not an encryption/,
    );
    const other = issueUnder(root, { subjectPublicKey: generateKey('p256').publicKeyInfo });
    expect(() => makeEnvelopedData({ content, recipients: [other.certificate] })).toThrow(/SM2/);
    expect(() => makeEnvelopedData({ content, recipients: [] })).toThrow(/recipients/);
  });

  it('a changed byte never gives the content, and no other error than ours', () => {
    const me = receiver();
    const made = makeEnvelopedData({ content, recipients: [me.certificate] });
    for (let i = 0; i < made.length; i += 1) {
      const changed = Uint8Array.from(made);
      changed[i]! ^= 1 << (i % 8);
      let out: Uint8Array | undefined;
      let type = OID.gmData as string;
      try {
        const parsed = parseEnvelopedData(changed);
        type = parsed.contentType;
        out = openEnvelopedData(parsed, { certificate: me.certificate, privateKey: me.keys });
      } catch (error) {
        expect(error).toBeInstanceOf(GmError);
      }
      // Versions and content types are not under the key; the content itself is never the same after a change of it.
      if (out && toHex(out) === toHex(content) && type === OID.gmData) expect([i, made[i]! <= 3]).toEqual([i, true]);
    }
  });
});

describe.skipIf(!hasSm2)('envelopes and openssl', () => {
  let folder = '';
  const put = (name: string, data: Uint8Array | string): string => {
    writeFileSync(join(folder, name), data);
    return join(folder, name);
  };
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'gm-env-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('F144: openssl opens the SM2 key of our envelope and with it the SM4 content', () => {
    const me = receiver();
    const envelope = parseEnvelopedData(makeEnvelopedData({ content, recipients: [me.certificate] }));
    const key = put('key.pem', encodePem('PRIVATE KEY', encodePkcs8(me.keys.privateKey)));
    const wrapped = put('wrapped.der', envelope.recipients[0]!.encryptedKey);
    const plain = join(folder, 'plain');
    execFileSync('openssl', ['pkeyutl', '-decrypt', '-inkey', key, '-in', wrapped, '-out', plain]);
    const sm4 = toHex(new Uint8Array(readFileSync(plain)));
    const sealed = put('content.enc', envelope.encryptedContent);
    const opened = execFileSync('openssl', [
      'enc',
      '-d',
      '-sm4-cbc',
      '-K',
      sm4,
      '-iv',
      toHex(envelope.iv),
      '-in',
      sealed,
    ]);
    expect(new Uint8Array(opened)).toEqual(content);
    const shown = execFileSync('openssl', ['asn1parse', '-inform', 'DER', '-in', put('e.der', envelope.der)], {
      encoding: 'utf8',
    });
    expect(shown).toContain('1.2.156.10197.6.1.4.2.3');
  });
});
