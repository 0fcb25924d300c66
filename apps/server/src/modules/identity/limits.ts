import type pg from 'pg';
import { RateLimiterPostgres, type RateLimiterRes } from 'rate-limiter-flexible';
import { identityErrors } from './errors.ts';

/** Limits that hold over all processes of the installation: counted in PostgreSQL. */
export interface Limits {
  /** Throws `identity.too_many` when the key has used up its points. */
  spend(limit: LimitName, key: string): Promise<void>;
  /** True the first time a key is named, for as long as the limit lasts. */
  first(limit: LimitName, key: string): Promise<boolean>;
  /** Failures counted so far. */
  used(limit: LimitName, key: string): Promise<number>;
  forget(limit: LimitName, key: string): Promise<void>;
}

const rules = {
  /** Wrong passwords for one account. */
  signInAccount: { points: 10, duration: 600 },
  /** Wrong passwords from one address: a whole office may sit behind it. */
  signInAddress: { points: 200, duration: 600 },
  codeAccount: { points: 5, duration: 600 },
  codeAddress: { points: 60, duration: 600 },
  /** Wrong proofs of one who is signed in already. */
  proof: { points: 10, duration: 600 },
  /** Portraits of one person, compared by the police register. */
  personCheck: { points: 10, duration: 600 },
  /** Codes for changing the bound mobile: from one account, and to one number. */
  mobileCode: { points: 5, duration: 600 },
  /** QR codes to sign in by, shown to one address. */
  scanAddress: { points: 200, duration: 600 },
  /** Challenges for keys, asked for or answered from one address. */
  certificateAddress: { points: 200, duration: 600 },
  queryAddress: { points: 60, duration: 600 },
  /** Wrong query codes of one number, from anywhere; each beyond the third with its proof of work. */
  queryNumber: { points: 1000, duration: 3600 },
  /** Hotline: wrong answers of callers about one number, and questions of one official. */
  hotlineNumber: { points: 5, duration: 1800 },
  hotlineOfficial: { points: 60, duration: 600 },
  /** Solutions of the proof of work. */
  captcha: { points: 1, duration: 900 },
  /** Print codes that were none, from one address. */
  printCodeFailed: { points: 30, duration: 600 },
  verifyAddress: { points: 600, duration: 600 },
  /** Status of certificates and time stamps, asked for from one address: a whole city's readers may sit behind it. */
  statusAddress: { points: 6000, duration: 600 },
  /** Sharing interface: questions from one address and of one system, and failed ones from one address. */
  shareAddress: { points: 12_000, duration: 600 },
  shareSystem: { points: 600, duration: 60 },
  shareFailed: { points: 60, duration: 600 },
  /** Vertical systems: messages and tickets from one address, and those that were not signed. */
  verticalAddress: { points: 12_000, duration: 600 },
  verticalFailed: { points: 60, duration: 600 },
  /** Codes of windows and kiosks that lead to a vertical system, from one address; phones of one carrier share some. */
  verticalPass: { points: 1200, duration: 600 },
  /** One-time addresses asked for from one address; they can't be guessed, so this only spares the database. */
  shareLink: { points: 1200, duration: 600 },
  /** Departments outside: answers and materials from one address, and answers that nobody of them signed. */
  departmentAddress: { points: 3000, duration: 600 },
  departmentFailed: { points: 60, duration: 600 },
  /** Systems that file for people: calls from one address and of one system, and calls that no registered system signed. */
  filingAddress: { points: 6000, duration: 600 },
  filingSystem: { points: 600, duration: 60 },
  filingFailed: { points: 60, duration: 600 },
  /** Devices of halls: reports from one address, behind which a whole hall may sit, and of one device, and reports with a key that is none. */
  deviceAddress: { points: 12_000, duration: 600 },
  device: { points: 240, duration: 60 },
  deviceFailed: { points: 120, duration: 600 },
} as const;
export type LimitName = keyof typeof rules;

export async function createLimits(pool: pg.Pool): Promise<Limits> {
  const limiters = new Map<string, RateLimiterPostgres>();
  for (const [name, rule] of Object.entries(rules)) {
    limiters.set(
      name,
      await new Promise<RateLimiterPostgres>((resolve, reject) => {
        const limiter: RateLimiterPostgres = new RateLimiterPostgres(
          { storeClient: pool, schemaName: 'kernel', tableName: 'rate_limit', keyPrefix: name, ...rule },
          (error?: Error) => (error ? reject(error) : resolve(limiter)),
        );
      }),
    );
  }
  const of = (name: LimitName) => limiters.get(name)!;
  return {
    async spend(limit, key) {
      try {
        await of(limit).consume(key);
      } catch (refused) {
        if (refused instanceof Error) throw refused;
        throw identityErrors.too_many({ log: `${limit} until ${(refused as RateLimiterRes).msBeforeNext} ms` });
      }
    },
    first: (limit, key) =>
      of(limit)
        .consume(key)
        .then(
          () => true,
          (refused: unknown) => {
            if (refused instanceof Error) throw refused;
            return false;
          },
        ),
    used: async (limit, key) => (await of(limit).get(key))?.consumedPoints ?? 0,
    async forget(limit, key) {
      await of(limit).delete(key);
    },
  };
}
