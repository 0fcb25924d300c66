import { hash, verify } from '@node-rs/argon2';

const remembered = new Map<string, Promise<string>>();

/** Argon2id; about 45 ms, in a thread of the pool. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
}

/** One hash for many accounts of the demo, which all have the same published password. */
export function hashDemoPassword(password: string): Promise<string> {
  let known = remembered.get(password);
  if (!known) {
    known = hashPassword(password);
    remembered.set(password, known);
  }
  return known;
}

const decoy = hashPassword('no account has this password');

/** Takes as long for an account that does not exist. */
export async function passwordMatches(stored: string | null | undefined, given: string): Promise<boolean> {
  const ok = await verify(stored ?? (await decoy), given).catch(() => false);
  return ok && stored != null;
}
