/** ID number or USCC as an account shows it: birth date hidden (F042), `330102********1234`; the form of display.md is `3301**********1234`. */
export function maskNumber(number: string): string {
  return number.length <= 8 ? number : `${number.slice(0, 4)}${'*'.repeat(number.length - 8)}${number.slice(-4)}`;
}

export function maskMobile(mobile: string): string {
  return mobile.length < 7 ? mobile : `${mobile.slice(0, 3)}****${mobile.slice(-4)}`;
}

/** 张*、欧阳** → first character kept. */
export function maskName(name: string): string {
  const [first = '', ...rest] = [...name];
  return first + '*'.repeat(Math.min(rest.length, 3));
}

/** Spaces and full-width digits out, a trailing x up. */
export function normaliseAccount(account: string): string {
  const plain = account.normalize('NFKC').replace(/\s/g, '');
  return /^\d{17}x$/.test(plain) ? plain.toUpperCase() : plain;
}
