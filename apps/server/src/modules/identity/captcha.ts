import { createHmac, randomBytes } from 'node:crypto';
import { createChallenge, verifySolution } from 'altcha-lib/v1';

/** Proof of work (altcha): kind to old people, nothing to read. */
export interface Captcha {
  create(): Promise<{ algorithm: string; challenge: string; salt: string; signature: string; maxnumber: number }>;
  /** Each solution serves once in this process, ten minutes at most. */
  verify(payload: string | undefined): Promise<boolean>;
}

/** @param secret the installation's; every process of it accepts the others' challenges. */
export function createCaptcha(secret: string, now: () => Date): Captcha {
  const hmacKey = createHmac('sha256', secret).update('captcha').digest('hex');
  const spent = new Map<string, number>();
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
      if (!payload || spent.has(payload)) return false;
      if (!(await verifySolution(payload, hmacKey).catch(() => false))) return false;
      for (const [key, at] of spent) if (at < now().getTime() - 600_000) spent.delete(key);
      spent.set(payload, now().getTime());
      return true;
    },
  };
}
