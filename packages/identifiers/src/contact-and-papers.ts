import { luhn } from './check-characters.ts';
import { fail, type Parsed } from './issue.ts';
import { normaliseCode } from './normalise.ts';

/** Mainland mobile number: 11 digits from 13 to 19; a leading +86 and separators are dropped. Issue code `shape`. */
export function parseMobile(text: string): Parsed<string> {
  const digits = normaliseCode(text)
    .replace(/-/g, '')
    .replace(/^(\+86|0086|86)(?=1\d{10}$)/, '');
  if (!/^1[3-9]\d{9}$/.test(digits)) return fail('shape', '请输入11位手机号码。', 'Enter an 11-digit mobile number.');
  return { ok: true, value: digits };
}

/** Bank card number, 12 to 19 digits with a Luhn check digit (ISO/IEC 7812-1). Issue codes `shape`, `check`. */
export function parseBankCard(text: string): Parsed<string> {
  const digits = normaliseCode(text).replace(/-/g, '');
  if (!/^\d{12,19}$/.test(digits))
    return fail('shape', '银行卡号应为12至19位数字。', 'A bank card number has 12 to 19 digits.');
  if (!luhn(digits)) return fail('check', '银行卡号校验不通过，请核对。', 'The bank card number does not add up.');
  return { ok: true, value: digits };
}

/** Passport number, shape only: one to three letters and digits, 5 to 17 characters (countries differ). Issue code `shape`. */
export function parsePassport(text: string): Parsed<string> {
  const code = normaliseCode(text);
  if (!/^(?=.*\d)[A-Z0-9]{5,17}$/.test(code))
    return fail('shape', '护照号码由字母和数字组成，5至17位。', 'A passport number has 5 to 17 letters and digits.');
  return { ok: true, value: code };
}

/** 港澳居民来往内地通行证: H or M and 8 digits (10 on older cards), shape only. Issue code `shape`. */
export function parseHomeReturnPermit(text: string): Parsed<string> {
  const code = normaliseCode(text);
  if (!/^[HM]\d{8}(\d{2})?$/.test(code))
    return fail(
      'shape',
      '港澳居民来往内地通行证号码为H或M加8位数字。',
      'This permit number is H or M followed by 8 digits.',
    );
  return { ok: true, value: code };
}

/** 台湾居民来往大陆通行证: 8 digits (10 on older cards), shape only. Issue code `shape`. */
export function parseTaiwanPermit(text: string): Parsed<string> {
  const code = normaliseCode(text);
  if (!/^\d{8}(\d{2})?$/.test(code))
    return fail('shape', '台湾居民来往大陆通行证号码为8位数字。', 'This permit number has 8 digits.');
  return { ok: true, value: code };
}
