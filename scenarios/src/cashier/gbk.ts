let codes: Map<string, readonly [number, number]> | undefined;

/** GBK, which Node reads but does not write: the table is made by reading every pair of bytes. */
export function toGbk(text: string): Buffer {
  if (!codes) {
    codes = new Map();
    const decoder = new TextDecoder('gbk');
    for (let high = 0x81; high <= 0xfe; high++)
      for (let low = 0x40; low <= 0xfe; low++) {
        if (low === 0x7f) continue;
        const sign = decoder.decode(Uint8Array.of(high, low));
        if (sign.length === 1 && sign !== '�' && !codes.has(sign)) codes.set(sign, [high, low]);
      }
  }
  const bytes: number[] = [];
  for (const sign of text) {
    const pair = codes.get(sign);
    if (pair) bytes.push(...pair);
    else bytes.push(sign.charCodeAt(0) < 0x80 ? sign.charCodeAt(0) : 0x3f);
  }
  return Buffer.from(bytes);
}
