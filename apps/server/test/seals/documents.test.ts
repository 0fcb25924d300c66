import { parseCertificate } from '@miaopi/gm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../src/kernel/actor.ts';
import { newId } from '../../src/kernel/ids.ts';
import { createSeals, type Seals } from '../../src/modules/seals/index.ts';
import { startTestDatabase, type TestDatabase } from '../database.ts';
import { codeOf, maker, office, officeSeal, plugs } from './people.ts';

let t: TestDatabase;
let seals: Seals;
beforeAll(async () => {
  t = await startTestDatabase();
  seals = createSeals(t.kernel, {}, plugs);
  await seals.module.start?.();
});
afterAll(() => t?.close());

const change = (actor: Actor, sealId: string, action: 'revoke' | 'report-lost') => {
  const bound = seals.module.routes!.find((r) => r.contract.name === 'seals.changeSealState')!;
  return bound.handle({
    actor,
    params: { sealId },
    body: { requestId: newId(), action, reason: '机构撤并' },
    cookies: {},
  } as never);
};

describe('what readers of PDF trust in an office’s name', () => {
  it('X13 F144: ends with the office’s unit seal, in the published list at once and for every process; a new seal brings a new certificate', async () => {
    const name = '云溪区民政局';
    const first = await officeSeal(t, seals);
    const serialOf = async (of: Seals) =>
      parseCertificate((await of.pdfSignerOf({ uscc: office, name })).signer.certificate).serial;
    const before = await serialOf(seals);
    const elsewhere = createSeals(t.kernel, {}, plugs);
    const revoked = async (of: Seals) => (await of.anchors()).crls.some((crl) => crl.revoked.has(before));
    expect([await serialOf(seals), await revoked(seals), await revoked(elsewhere)]).toEqual([before, false, false]);

    await change(maker, first, 'revoke');
    expect(await revoked(seals)).toBe(true);
    expect(await revoked(createSeals(t.kernel, {}, plugs))).toBe(true);
    expect(await codeOf(serialOf(seals))).toBe('seals.no_seal');

    await officeSeal(t, seals);
    expect(await serialOf(seals)).not.toBe(before);
  });
});
