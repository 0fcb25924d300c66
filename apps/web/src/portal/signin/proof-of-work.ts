import { sha256Hex } from './sha256.ts';

export interface Challenge {
  algorithm: string;
  challenge: string;
  salt: string;
  signature: string;
  maxnumber: number;
}

/** The number whose hash with the salt is the challenge; undefined when there is none up to `maxnumber`. */
export function solve(challenge: Challenge): number | undefined {
  for (let n = 0; n <= challenge.maxnumber; n++) if (sha256Hex(challenge.salt + n) === challenge.challenge) return n;
  return undefined;
}

/** The answer as the server wants it (altcha): base64 of JSON. */
export function answerTo(challenge: Challenge, number: number): string {
  const { algorithm, salt, signature } = challenge;
  return btoa(JSON.stringify({ algorithm, challenge: challenge.challenge, number, salt, signature }));
}
