import { equalBytes, hmacSm3 } from '@miaopi/gm';

/** Seconds after which the code on the holder's screen is another one. */
export const showingPeriod = 60;
/** Seconds a code is still taken after it left the screen: the time between scanning and asking. */
export const showingGrace = 15;

/** What a code of a showing (亮证) says; that it is genuine `isCodeOf` tells. */
export interface ShowingCode {
  /** Id of the showing, 24 characters. */
  readonly showing: string;
  /** Periods since the showing began, from 0. */
  readonly period: number;
  /** 16 characters, 80 bits. */
  readonly mac: string;
}

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const shape = /^([0-9a-hjkmnp-tv-z]{24})-(\d{1,4})-([0-9a-hjkmnp-tv-z]{16})$/;
const utf8 = new TextEncoder();

/**
 * The code of one period of a showing: `<showing>-<period>-<mac>`, the mac being the first 80 bits of HMAC-SM3 (GB/T 15852.2) under the showing's own
 * secret. The phone makes it by itself, also while it has no network; a picture of it is worth nothing once its period is over.
 */
export function showingCode(showing: string, secret: Uint8Array, period: number): string {
  return `${showing}-${period}-${macOf(showing, secret, period)}`;
}

/** Undefined: the text is no such code. */
export function readShowingCode(text: string): ShowingCode | undefined {
  const found = shape.exec(text.trim().toLowerCase());
  return found ? { showing: found[1]!, period: Number(found[2]), mac: found[3]! } : undefined;
}

/** Made with this secret, whenever that was. */
export function isCodeOf(code: ShowingCode, secret: Uint8Array): boolean {
  return equalBytes(utf8.encode(code.mac), utf8.encode(macOf(code.showing, secret, code.period)));
}

/** Which period it is. */
export function showingPeriodAt(startedAt: Date, now: Date): number {
  return Math.max(0, Math.floor((now.getTime() - startedAt.getTime()) / 1000 / showingPeriod));
}

/** On the screen at this moment, or a breath ago. */
export function isShownAt(startedAt: Date, period: number, now: Date): boolean {
  const age = (now.getTime() - startedAt.getTime()) / 1000 - period * showingPeriod;
  return age >= 0 && age < showingPeriod + showingGrace;
}

function macOf(showing: string, secret: Uint8Array, period: number): string {
  const mac = hmacSm3(secret, utf8.encode(`${showing} ${period}`));
  let text = '';
  let bits = 0;
  let value = 0;
  for (const byte of mac.subarray(0, 10)) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet[(value >> bits) & 31];
      value &= (1 << bits) - 1;
    }
  }
  return text;
}
