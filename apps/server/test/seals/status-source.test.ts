import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressOf } from '../../src/modules/seals/status/status-source.ts';

const base = 'http://127.0.0.1:7110';
const hosts = { 'ocsp.example.cn': base, 'direct.example.cn': '' };

describe('F148: the address an authority is asked at', () => {
  it('stands in for the host on the list, with the path the certificate names', () => {
    expect(addressOf('http://ocsp.example.cn/ocsp?id=1', hosts)?.href).toBe(`${base}/ocsp?id=1`);
    expect(addressOf('http://direct.example.cn/crl', hosts)?.href).toBe('http://direct.example.cn/crl');
  });

  it.each([
    'http://ocsp.example.cn//evil.example/x',
    'http://ocsp.example.cn/\\\\evil.example/x',
    'http://ocsp.example.cn/..//evil.example',
  ])('never leads to another host: %s', (named) => {
    expect(addressOf(named, hosts)?.origin).toBe(base);
  });

  it('whatever stands in the certificate: a host of the list, or nobody', () => {
    const piece = fc.constantFrom('/', '//', '\\', '@', ':', '..', '%2f', '?', '#', 'evil.example', 'a', ' ', '\t');
    fc.assert(
      fc.property(
        fc.constantFrom('http://ocsp.example.cn', 'http://direct.example.cn', 'https://other.example', 'http:'),
        fc.array(piece, { maxLength: 8 }),
        (start, rest) => {
          const at = addressOf(`${start}${rest.join('')}`, hosts);
          expect(at === undefined || at.origin === base || at.host === 'direct.example.cn').toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
