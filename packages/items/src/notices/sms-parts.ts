/** Parts an SMS goes out in: UTF-16 units, 70 in one alone, 67 in each of several (3GPP TS 23.040 §9.2.3.24.1). */
export function smsParts(text: string): number {
  if (text.length <= 70) return 1;
  let parts = 0;
  for (let at = 0; at < text.length; parts++) {
    at = Math.min(at + 67, text.length);
    const last = text.charCodeAt(at - 1);
    // a character outside the basic plane is never cut in two
    if (at < text.length && last >= 0xd800 && last <= 0xdbff) at--;
  }
  return parts;
}
