import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { locateText, packOfd, readOfd, ridingStamps, sealOfd, sealOfdSync, verifyOfd } from '../src/index.ts';
import { licencePackage, SEALED_AT, samplePng, sampleWorld, sealing } from './sample-world.ts';

const photo = samplePng(3_000);
const { root, otherSeal, otherSigner } = sampleWorld();
const trust = { anchors: [root], at: new Date('2026-11-21T00:00:00Z') };
const second = { ...sealing('continue'), seal: otherSeal, signer: otherSigner };

describe('sealing', () => {
  it('F144 F131: a licence made and sealed here is valid, and the report says by whom, with which seal and when', () => {
    const sealed = sealOfdSync(licencePackage(1, photo), sealing());
    const report = verifyOfd(packOfd(sealed.package), trust);
    expect([report.verdict, report.reason, report.warnings]).toEqual(['valid', undefined, []]);
    const [signature] = report.signatures;
    expect(signature!.seal!.id).toBe('53010000000001');
    expect(signature!.signer!.subject).toContain('云州市市场监督管理局');
    expect(signature!.time).toEqual(SEALED_AT);
    expect(signature!.stamps[0]!.box).toEqual({ x: 200, y: 150, width: 42, height: 42 });
  });

  it('F144: a signer that answers later gives the same kind of file', async () => {
    const { signer, ...rest } = sealing();
    const slow = { ...signer, sign: async (message: Uint8Array) => signer.sign(message) };
    const sealed = await sealOfd(licencePackage(1, photo), { ...rest, signer: slow });
    expect(verifyOfd(packOfd(sealed.package), trust).verdict).toBe('valid');
  });

  it('F140: two bodies seal one after another; the second leaves every earlier part byte for byte', () => {
    const first = readOfd(packOfd(sealOfdSync(licencePackage(1, photo), sealing('continue')).package)).package;
    const both = sealOfdSync(first, second).package;
    for (const [path, bytes] of first.parts) {
      if (path !== 'Doc_0/Signs/Signatures.xml') expect(both.parts.get(path)).toBe(bytes);
    }
    const report = verifyOfd(packOfd(both), trust);
    expect(report.verdict).toBe('valid');
    expect(report.signatures.map((s) => s.signer!.subject.includes('审批'))).toEqual([false, true]);
  });

  it('F140: after a seal over the whole document nobody can seal, and is told why', () => {
    const whole = sealOfdSync(licencePackage(1, photo), sealing('whole')).package;
    expect(() => sealOfdSync(whole, second)).toThrow(/protects the whole document/);
  });

  it('F140: taking the second of two seals away leaves the first good; leaving its files behind does not', () => {
    const first = sealOfdSync(licencePackage(1, photo), sealing('continue')).package;
    const both = sealOfdSync(first, second).package;
    const list = first.parts.get('Doc_0/Signs/Signatures.xml')!;
    const leftovers = { ...both, parts: new Map(both.parts).set('Doc_0/Signs/Signatures.xml', list) };
    const report = verifyOfd(packOfd(leftovers), trust);
    expect(report.reason).toBe('coverage');
    expect(report.uncovered).toContain('Doc_0/Signs/Sign_1/SignedValue.dat');
    expect(verifyOfd(packOfd(first), trust).verdict).toBe('valid');
  });

  it('F144: 骑缝章 slices add up to the whole seal along the right edge', () => {
    const places = ridingStamps(Array(5).fill({ width: 210 }), { y: 120, width: 40, height: 40 });
    expect(places.map((p) => p.x)).toEqual([202, 194, 186, 178, 170]);
    expect(places.map((p) => p.clip!.x)).toEqual([0, 8, 16, 24, 32]);
    const sealed = sealOfdSync(licencePackage(1, photo, 5), {
      ...sealing(),
      stamps: ridingStamps(licencePackage(1, photo, 5).pages, { y: 90, width: 40, height: 40 }),
    });
    expect(verifyOfd(packOfd(sealed.package), trust).warnings).toEqual([]);
  });

  it('F144: sealing a page that does not exist is refused before anything is signed', () => {
    const stamps = [{ page: 1, x: 1, y: 1, width: 40, height: 40 }];
    expect(() => sealOfdSync(licencePackage(1, photo), { ...sealing(), stamps })).toThrow(/1 pages/);
  });
});

describe('tampering', () => {
  it('F145 F146: any one-byte change in any part is never valid', () => {
    const { parts, ...rest } = sealOfdSync(licencePackage(1, samplePng(300), 2), sealing('continue')).package;
    const paths = [...parts.keys()];
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.nat(), fc.integer({ min: 1, max: 255 }), (path, position, change) => {
        const bytes = parts.get(path)!.slice();
        const at = position % bytes.length;
        bytes[at] = bytes[at]! ^ change;
        const report = verifyOfd(packOfd({ ...rest, parts: new Map(parts).set(path, bytes) }), trust);
        // Signatures.xml of a continuing seal is open by design; a change there may only hide or keep the same seal.
        if (path === 'Doc_0/Signs/Signatures.xml' && report.verdict === 'valid') {
          expect(report.signatures.map((s) => s.seal!.id)).toEqual(['53010000000001']);
        } else expect(report.verdict).not.toBe('valid');
      }),
      { numRuns: 200 },
    );
  });

  it('F145: any one-byte change in the file is either seen or changes no part', () => {
    const ofd = sealOfdSync(licencePackage(1, samplePng(300)), sealing()).package;
    const file = packOfd(ofd);
    fc.assert(
      fc.property(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const report = verifyOfd(file.with(at, file[at]! ^ change), trust);
        if (report.verdict !== 'valid') return;
        for (const [path, bytes] of ofd.parts) {
          expect(Buffer.compare(report.document!.package.parts.get(path)!, bytes)).toBe(0);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('F145: a part more or a part less is never valid', () => {
    const { parts, ...rest } = sealOfdSync(licencePackage(1, photo), sealing('continue')).package;
    for (const path of parts.keys()) {
      const less = new Map(parts);
      less.delete(path);
      expect([path, verifyOfd(packOfd({ ...rest, parts: less }), trust).verdict]).not.toEqual([path, 'valid']);
    }
    const more = new Map(parts).set('Doc_0/Pages/Page_0/Annotation.xml', new TextEncoder().encode('<a/>'));
    expect(verifyOfd(packOfd({ ...rest, parts: more }), trust).reason).toBe('coverage');
  });
});

describe('places by keyword', () => {
  it('F142: a keyword on the background or in a text is found with its page and box', () => {
    const document = readOfd(packOfd(licencePackage(1, photo, 2)));
    const places = locateText(document, '统一社会');
    expect(places.map((p) => p.page)).toEqual([0, 1]);
    expect(places[0]!.x).toBeCloseTo(30, 3);
    expect(places[0]!.width).toBeCloseTo(4 * 4.5, 3);
    expect(locateText(document, '社会信用')[0]!.x).toBeCloseTo(30 + 2 * 4.5, 3);
    expect(locateText(document, '没有的字')).toEqual([]);
  });
});

describe('when a seal is judged', () => {
  const sealed = packOfd(sealOfdSync(licencePackage(1, photo), sealing()).package);
  const okOf = (report: ReturnType<typeof verifyOfd>, id: string) =>
    report.signatures[0]?.checks.find((check) => check.id === id)?.ok;

  it('F145: it is by the time asked for, not by now: before it was set it is refused, after it ran out that is told', () => {
    const before = verifyOfd(sealed, { ...trust, at: new Date('2026-11-01T00:00:00Z') });
    expect([before.verdict, okOf(before, 'time')]).toEqual(['invalid', false]);
    const after = verifyOfd(sealed, { ...trust, at: new Date('2030-01-01T00:00:00Z') });
    expect([after.verdict, okOf(after, 'time'), okOf(after, 'expired_now')]).toEqual(['valid', true, false]);
    expect(okOf(verifyOfd(sealed, trust), 'expired_now')).toBe(true);
  });

  it('F145: what can’t be judged is not good: with a revocation list that can’t be read the chain fails', () => {
    const report = verifyOfd(sealed, { ...trust, crls: [new Uint8Array([1, 2, 3])] });
    expect([report.verdict, okOf(report, 'signer_chain')]).toEqual(['invalid', false]);
  });

  it('F145: the root that is named as trusted is one the chain leads to, and none when it leads nowhere', () => {
    expect(verifyOfd(sealed, trust).signatures[0]?.signer?.anchor).toEqual(root.der);
    const astray = verifyOfd(sealed, { ...trust, anchors: [] });
    expect([astray.verdict, astray.signatures[0]?.signer?.anchor]).toEqual(['invalid', undefined]);
  });
});
