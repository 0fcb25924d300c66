import { iso7064Mod11_2 } from './check-characters.ts';
import { fail, IdentifierError, issue, type Parsed } from './issue.ts';
import { normaliseCode } from './normalise.ts';
import { isPlainDate } from './plain-date.ts';

/** Province codes of GB/T 2260, with 83 as used by 港澳台居民居住证 for Taiwan residents. */
const PROVINCES = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(' '),
);

export interface CitizenId {
  /** 18 characters, check character upper-case. */
  readonly number: string;
  /** First six digits; the region of first registration, possibly abolished since. */
  readonly region: string;
  /** `yyyy-mm-dd` */
  readonly birthDate: string;
  readonly gender: 'male' | 'female';
  /** citizen · residence permit of Hong Kong, Macao, Taiwan residents · foreign permanent resident (2023 card) · made-up person. */
  readonly kind: 'citizen' | 'residencePermit' | 'foreignPermanentResident' | 'synthetic';
}

/**
 * True for regions under 99, which GB/T 2260 never assigned. All people of the demo district live there, so none can be real.
 * (The foreign permanent resident number also starts with 9, but its second and third digit are a province: never 9x.)
 */
export function isSyntheticRegion(region: string): boolean {
  return region.startsWith('99');
}

/** Check character of the first 17 digits (GB 11643-1999). Throws RangeError when they are not 17 digits. */
export function citizenIdCheck(first17: string): string {
  if (!/^\d{17}$/.test(first17)) throw new RangeError('A citizen number is checked over exactly 17 digits.');
  return iso7064Mod11_2(first17);
}

/**
 * Parse a citizen number (GB 11643-1999), 18 characters or the 15 digits used until 2013.
 * Full-width characters, spaces and a small x are accepted. Abolished county codes are accepted: only the province is looked up.
 * Issue codes: `length`, `characters`, `region`, `birthDate`, `future`, `check`.
 * @param today `yyyy-mm-dd`; a birth date after it is refused.
 */
export function parseCitizenId(text: string, today?: string): Parsed<CitizenId> {
  const code = normaliseCode(text);
  if (code.length !== 18 && code.length !== 15)
    return fail(
      'length',
      '公民身份号码应为18位，请检查是否多输或漏输。',
      'A citizen number has 18 characters; check for one too many or missing.',
    );
  if (!/^(\d{17}[\dX]|\d{15})$/.test(code))
    return fail(
      'characters',
      '公民身份号码只能由数字组成，末位可以是X。',
      'A citizen number has digits only; the last may be X.',
    );
  const old = code.length === 15;
  const first17 = old ? `${code.slice(0, 6)}19${code.slice(6)}` : code.slice(0, 17);
  const region = first17.slice(0, 6);
  const kind = kindOf(region);
  if (kind === undefined)
    return fail(
      'region',
      '公民身份号码前6位不是行政区划代码，请核对。',
      'The first six digits are no region code; check them.',
    );
  const birthDate = `${first17.slice(6, 10)}-${first17.slice(10, 12)}-${first17.slice(12, 14)}`;
  if (!isPlainDate(birthDate) || birthDate < '1800')
    return fail(
      'birthDate',
      '公民身份号码第7至14位不是有效的出生日期。',
      'Digits 7 to 14 are no existing date of birth.',
    );
  if (today !== undefined && birthDate > today)
    return fail('future', '公民身份号码中的出生日期晚于今天。', 'The date of birth in the number lies in the future.');
  const check = citizenIdCheck(first17);
  if (!old && code[17] !== check)
    return fail(
      'check',
      '公民身份号码校验不通过，请逐位核对。',
      'The citizen number does not add up; compare it digit by digit.',
    );
  const gender = Number(first17[16]) % 2 === 1 ? 'male' : 'female';
  return { ok: true, value: { number: first17 + check, region, birthDate, gender, kind } };
}

function kindOf(region: string): CitizenId['kind'] | undefined {
  if (isSyntheticRegion(region)) return 'synthetic';
  if (region.startsWith('9')) return PROVINCES.has(region.slice(1, 3)) ? 'foreignPermanentResident' : undefined;
  if (!PROVINCES.has(region.slice(0, 2))) return undefined;
  return /^8[123]0000$/.test(region) ? 'residencePermit' : 'citizen';
}

/** Make the number of a made-up person. Only regions under 99 are allowed; an odd `sequence` (0–999) is male. */
export function makeCitizenId(parts: {
  readonly region: string;
  readonly birthDate: string;
  readonly sequence: number;
}): string {
  const { region, birthDate, sequence } = parts;
  if (!/^\d{6}$/.test(region) || !isSyntheticRegion(region))
    throw new IdentifierError(
      issue('region', '只能为99开头的演示区划编造号码。', 'Numbers may only be made up for demo regions (99xxxx).'),
    );
  if (!isPlainDate(birthDate) || birthDate < '1800')
    throw new IdentifierError(issue('birthDate', '出生日期不存在。', `No such date of birth: ${birthDate}.`));
  if (!Number.isInteger(sequence) || sequence < 0 || sequence > 999)
    throw new IdentifierError(issue('sequence', '顺序码应为0至999。', 'The sequence must be 0 to 999.'));
  const first17 = region + birthDate.replaceAll('-', '') + String(sequence).padStart(3, '0');
  return first17 + citizenIdCheck(first17);
}
