import { createHash, createHmac, randomBytes } from 'node:crypto';
import { createChallenge, verifySolution } from 'altcha-lib/v1';

/** Proof of work (altcha): kind to old people, nothing to read. */
export interface Captcha {
  create(): Promise<{ algorithm: string; challenge: string; salt: string; signature: string; maxnumber: number }>;
  /** Each solution serves once in the whole installation, ten minutes at most. */
  verify(payload: string | undefined): Promise<boolean>;
}

/**
 * @param secret the installation's; every process of it accepts the others' challenges
 * @param first tells whether a key is used for the first time, in whichever process
 */
export function createCaptcha(secret: string, now: () => Date, first: (key: string) => Promise<boolean>): Captcha {
  const hmacKey = createHmac('sha256', secret).update('captcha').digest('hex');
  return {
    async create() {
      const challenge = await createChallenge({
        hmacKey,
        maxNumber: 50_000,
        expires: new Date(now().getTime() + 600_000),
        salt: randomBytes(12).toString('hex'),
      });
      return { ...challenge, maxnumber: challenge.maxnumber ?? 50_000 };
    },
    async verify(payload) {
      if (!payload || !(await verifySolution(payload, hmacKey).catch(() => false))) return false;
      return first(createHash('sha256').update(payload).digest('base64url'));
    },
  };
}
