import { describe, expect, it } from 'vitest';
import { type OfdPackage, packOfd, renderSvg, sealOfdSync, signOfd, signOfdSync, verifyOfd } from '../src/index.ts';
import { licencePackage, SEALED_AT, samplePng, sampleWorld, sealing } from './sample-world.ts';

const { root, signer, otherSigner, seal } = sampleWorld();
const trust = { anchors: [root], at: new Date('2026-11-21T00:00:00Z') };
const photo = samplePng(400);
const signing = { signer, time: SEALED_AT, provider: { name: 'Miaopi' }, mode: 'continue' } as const;
const textOf = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);
const bytesOf = (text: string) => new TextEncoder().encode(text);
const withPart = (ofd: OfdPackage, path: string, bytes: Uint8Array) =>
  packOfd({ ...ofd, parts: new Map(ofd.parts).set(path, bytes) });

describe('digital signatures without a seal (GB/T 35275)', () => {
  it.each(['attributes', 'digest'] as const)(
    'F140: signed in the form %s, verified, but never taken for a seal',
    (form) => {
      const { package: ofd } = signOfdSync(licencePackage(1, photo), { ...signing, form });
      const report = verifyOfd(packOfd(ofd), { ...trust, plainSignatures: true });
      expect([report.verdict, report.reason, report.warnings]).toEqual(['valid', undefined, []]);
      const [signature] = report.signatures;
      expect([signature!.type, signature!.seal, signature!.time]).toEqual(['Sign', undefined, SEALED_AT]);
      expect(signature!.signer!.subject).toContain('云州市市场监督管理局');
      const strict = verifyOfd(packOfd(ofd), trust);
      expect([strict.verdict, strict.reason]).toEqual(['invalid', 'sealed']);
      expect(strict.checks.find((c) => c.id === 'sealed')!.text.zh).toContain('没有电子印章');
    },
  );

  it('F140: a person signs, then the office seals; both stay good', async () => {
    const first = (await signOfd(licencePackage(1, photo), { ...signing, signer: otherSigner })).package;
    const both = sealOfdSync(first, sealing()).package;
    const report = verifyOfd(packOfd(both), trust);
    expect([report.verdict, report.signatures.map((s) => s.type)]).toEqual(['valid', ['Sign', 'Seal']]);
  });

  const { package: good } = signOfdSync(licencePackage(1, photo), signing);
  const folder = 'Doc_0/Signs/Sign_0';
  const accept = { ...trust, plainSignatures: true };

  it('F145: a changed page, description or value is told by its check', () => {
    const page = 'Doc_0/Pages/Page_0/Content.xml';
    const changed = withPart(good, page, bytesOf(textOf(good.parts.get(page)).replace('李明', '李鬼')));
    expect(verifyOfd(changed, accept).reason).toBe('references');
    const xml = textOf(good.parts.get(`${folder}/Signature.xml`)).replace('Miaopi', 'Miaopo');
    expect(verifyOfd(withPart(good, `${folder}/Signature.xml`, bytesOf(xml)), accept).reason).toBe('data_hash');
    const value = good.parts.get(`${folder}/SignedValue.dat`)!;
    const flipped = value.slice();
    flipped[flipped.length - 3]! ^= 1;
    expect(verifyOfd(withPart(good, `${folder}/SignedValue.dat`, flipped), accept).reason).toBe('signature_value');
    expect(verifyOfd(packOfd(good), { ...accept, anchors: [] }).reason).toBe('signer_chain');
    const longer = new Uint8Array([...value, 0]);
    expect(verifyOfd(withPart(good, `${folder}/SignedValue.dat`, longer), accept).reason).toBe('signature_format');
  });

  it('F145: a signature that shows a seal it does not have is refused, and the seal is not drawn', () => {
    // The signer himself lies: the description with a place and somebody's seal file is signed rightly.
    const path = `${folder}/Signature.xml`;
    const stamp = `<ofd:StampAnnot ID="9" PageRef="${good.pages[0]!.id}" Boundary="9 9 40 40"/>`;
    for (const lie of [stamp, `<ofd:Seal><ofd:BaseLoc>/${folder}/Seal.esl</ofd:BaseLoc></ofd:Seal>`]) {
      const xml = textOf(good.parts.get(path)).replace('</ofd:SignedInfo>', `${lie}</ofd:SignedInfo>`);
      const parts = new Map(good.parts).set(path, bytesOf(xml)).set(`${folder}/Seal.esl`, seal.seal.der);
      const file = packOfd({ ...good, parts });
      expect(verifyOfd(file, accept).signatures[0]!.checks.find((c) => c.id === 'seal_claim')!.ok).toBe(false);
      expect(verifyOfd(file, accept).verdict).toBe('invalid');
      expect(renderSvg(file, 0)).not.toContain('data-signature');
    }
  });

  it('F145: a seal declared a plain signature, and the other way round, are refused', () => {
    const list = 'Doc_0/Signs/Signatures.xml';
    const sealed = sealOfdSync(licencePackage(1, photo), sealing('continue')).package;
    const swap = (ofd: OfdPackage, from: string, to: string) =>
      withPart(ofd, list, bytesOf(textOf(ofd.parts.get(list)).replace(`Type="${from}"`, `Type="${to}"`)));
    expect(verifyOfd(swap(sealed, 'Seal', 'Sign'), accept).reason).toBe('signature_format');
    expect(verifyOfd(swap(good, 'Sign', 'Seal'), accept).reason).toBe('signature_format');
  });
});
