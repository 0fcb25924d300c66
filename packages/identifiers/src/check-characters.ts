const ALPHANUMERIC = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

function hybrid(text: string, modulus: 10 | 36): number {
  let p: number = modulus;
  for (const ch of text) {
    const v = ALPHANUMERIC.indexOf(ch);
    if (v < 0 || v >= modulus)
      throw new RangeError(`Character ${JSON.stringify(ch)} has no value in this check system.`);
    p = (p + v) % modulus;
    if (p === 0) p = modulus;
    p = (p * 2) % (modulus + 1);
  }
  return (modulus + 1 - p) % modulus;
}

/** ISO 7064 MOD 37,36 (GB/T 17710-2008) check character over `0-9A-Z`; used by licence identifiers, GB/T 36904. */
export function iso7064Mod37_36(text: string): string {
  return ALPHANUMERIC[hybrid(text, 36)]!;
}

/** ISO 7064 MOD 11,10 check digit over digits; used by our short case numbers because it stays a digit. */
export function iso7064Mod11_10(digits: string): string {
  return String(hybrid(digits, 10));
}

/** ISO 7064 MOD 11-2 check character (`0-9X`) over digits; GB 11643-1999 for citizen numbers. */
export function iso7064Mod11_2(digits: string): string {
  let p = 0;
  for (const ch of digits) {
    const v = ch.charCodeAt(0) - 48;
    if (v < 0 || v > 9) throw new RangeError(`Character ${JSON.stringify(ch)} is not a digit.`);
    p = ((p + v) * 2) % 11;
  }
  const check = (12 - p) % 11;
  return check === 10 ? 'X' : String(check);
}

/** Luhn (ISO/IEC 7812-1): true when the digits, the last one being the check digit, add up. */
export function luhn(digits: string): boolean {
  let sum = 0;
  for (let i = digits.length - 1, double = false; i >= 0; i--, double = !double) {
    const v = (digits.charCodeAt(i) - 48) * (double ? 2 : 1);
    sum += v > 9 ? v - 9 : v;
  }
  return digits.length > 0 && sum % 10 === 0;
}
