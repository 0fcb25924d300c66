const DIGITS = '零壹贰叁肆伍陆柒捌玖';
const PLACES = ['', '拾', '佰', '仟'];
const GROUPS = ['', '万', '亿', '万'];

/**
 * An amount in yuan in capitals, as bills and receipts need it (支付结算办法 附一): `1680.32` → 人民币壹仟陆佰捌拾元叁角贰分, `107000.53` →
 * 人民币壹拾万柒仟元伍角叁分. Text of a decimal with at most two decimals below 10^16; undefined otherwise.
 */
export function chineseAmount(decimal: string): string | undefined {
  const m = /^(-?)0*(\d{1,16})(?:\.(\d{1,2})0*)?$/.exec(decimal);
  if (m === null) return undefined;
  const whole = m[2]!.replace(/^0+(?=\d)/, '');
  const [jiao, fen] = [...(m[3] ?? '').padEnd(2, '0')].map(Number) as [number, number];
  const yuan = whole === '0' ? '' : `${groups(whole)}元`;
  const sign = m[1] === '-' && (yuan !== '' || jiao > 0 || fen > 0) ? '负' : '';
  if (jiao === 0 && fen === 0) return `人民币${sign}${yuan === '' ? '零元' : yuan}整`;
  const small = (jiao > 0 ? `${DIGITS[jiao]}角` : yuan === '' ? '' : '零') + (fen > 0 ? `${DIGITS[fen]}分` : '');
  return `人民币${sign}${yuan}${small}`;
}

function groups(whole: string): string {
  let out = '';
  let gap = false;
  for (let group = Math.ceil(whole.length / 4) - 1; group >= 0; group--) {
    const end = whole.length - group * 4;
    const four = whole.slice(Math.max(0, end - 4), end).padStart(4, '0');
    if (four === '0000') {
      gap = out !== '';
      continue;
    }
    if (out !== '' && (gap || four.startsWith('0'))) out += DIGITS[0];
    gap = false;
    out += fourDigits(four) + GROUPS[group]!;
    // 万亿: the 亿 stands once, after both groups that count it.
    if (group === 3 && Number(whole.slice(-12, -8)) === 0) out += GROUPS[2];
  }
  return out;
}

function fourDigits(four: string): string {
  let out = '';
  let zero = false;
  for (let i = 0; i < 4; i++) {
    const digit = Number(four[i]);
    if (digit === 0) zero = out !== '';
    else {
      out += (zero ? DIGITS[0] : '') + DIGITS[digit]! + PLACES[3 - i]!;
      zero = false;
    }
  }
  return out;
}
