import { verifyOfd } from '@miaopi/ofd';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { personHolder, startWorld, type World } from './world.ts';

let w: World;
beforeAll(async () => {
  w = await startWorld([
    'social-insurance-statement',
    'senior-card',
    'residence-registration',
    'ride-hailing-driver',
    'construction-qualification-change',
  ]);
});
afterAll(() => w.close());

describe('issuing', () => {
  it.each(['social-insurance-statement', 'senior-card', 'residence-registration', 'ride-hailing-driver'])(
    'F131 F144: %s is made, sealed and verifies against the installation’s own anchors',
    async (slug) => {
      const { file, licence } = await w.issue(slug, personHolder());
      const report = verifyOfd(new Uint8Array(file), { ...(await w.seals.anchors()) });
      expect([report.verdict, report.reason, report.warnings]).toEqual(['valid', undefined, []]);
      expect(report.document?.info.customData.ZZBS).toBe(licence.identifier);
      expect(report.signatures[0]?.checks.find((c) => c.id === 'revocation')?.ok).toBe(true);
    },
  );
});
