import { fail, IdentifierError, issue, type Parsed } from './issue.ts';
import { normaliseCode } from './normalise.ts';

/** GB 32100-2015 alphabet: no I O S V Z. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const ORG_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

export type UsccBody =
  | 'government'
  | 'institution'
  | 'massOrganisation'
  | 'socialOrganisation'
  | 'enterprise'
  | 'individualBusiness'
  | 'cooperative'
  | 'other';

export interface Uscc {
  readonly code: string;
  /** 登记管理部门, position 1. */
  readonly registrar: string;
  readonly body: UsccBody;
  /** 登记机关行政区划, positions 3–8. */
  readonly region: string;
  /** 组织机构代码 GB 11714, positions 9–17. */
  readonly orgCode: string;
}

const BODIES: Readonly<Record<string, UsccBody>> = {
  '11': 'government',
  '12': 'institution',
  '13': 'massOrganisation',
  '51': 'socialOrganisation',
  '52': 'socialOrganisation',
  '53': 'socialOrganisation',
  '91': 'enterprise',
  '92': 'individualBusiness',
  '93': 'cooperative',
};

/** Check character of an organisation code (GB 11714-1997) over its 8 characters `0-9A-Z`. */
export function orgCodeCheck(first8: string): string {
  if (!/^[0-9A-Z]{8}$/.test(first8)) throw new RangeError('An organisation code is checked over 8 characters 0-9A-Z.');
  let sum = 0;
  for (let i = 0; i < 8; i++) sum += Number.parseInt(first8[i]!, 36) * ORG_WEIGHTS[i]!;
  const c = 11 - (sum % 11);
  return c === 10 ? 'X' : c === 11 ? '0' : String(c);
}

/** Check character of a unified social credit code (GB 32100-2015) over its first 17 characters. */
export function usccCheck(first17: string): string {
  if (first17.length !== 17) throw new RangeError('A unified social credit code is checked over 17 characters.');
  let sum = 0;
  for (let i = 0; i < 17; i++) {
    const v = ALPHABET.indexOf(first17[i]!);
    if (v < 0) throw new RangeError(`Character ${first17[i]} does not occur in a unified social credit code.`);
    sum += v * WEIGHTS[i]!;
  }
  return ALPHABET[(31 - (sum % 31)) % 31]!;
}

/**
 * Parse a unified social credit code (GB 32100-2015) and test both check characters.
 * Issue codes: `length`, `characters`, `check`, `orgCheck`.
 */
export function parseUscc(text: string): Parsed<Uscc> {
  const code = normaliseCode(text);
  if (code.length !== 18)
    return fail('length', '统一社会信用代码应为18位，请核对。', 'A unified social credit code has 18 characters.');
  if (!/^[0-9A-HJ-NP-RTUW-Y]{2}\d{6}[0-9A-HJ-NP-RTUW-Y]{10}$/.test(code))
    return fail(
      'characters',
      '统一社会信用代码由数字和大写字母组成（不含I、O、S、V、Z），第3至8位为数字。',
      'A unified social credit code has digits and capitals without I, O, S, V, Z; characters 3 to 8 are digits.',
    );
  if (usccCheck(code.slice(0, 17)) !== code[17])
    return fail(
      'check',
      '统一社会信用代码校验不通过，请逐位核对。',
      'The credit code does not add up; compare it character by character.',
    );
  if (orgCodeCheck(code.slice(8, 16)) !== code[16])
    return fail(
      'orgCheck',
      '统一社会信用代码中的组织机构代码校验不通过。',
      'The organisation code inside the credit code does not add up.',
    );
  const body = BODIES[code.slice(0, 2)] ?? 'other';
  return { ok: true, value: { code, registrar: code[0]!, body, region: code.slice(2, 8), orgCode: code.slice(8, 17) } };
}

/** Parse a 9-character organisation code (GB 11714-1997), with or without the dash. Issue codes: `characters`, `check`. */
export function parseOrgCode(text: string): Parsed<string> {
  const code = normaliseCode(text).replace('-', '');
  if (!/^[0-9A-Z]{8}[0-9X]$/.test(code))
    return fail(
      'characters',
      '组织机构代码应为8位数字或字母加1位校验码。',
      'An organisation code is 8 characters and a check character.',
    );
  if (orgCodeCheck(code.slice(0, 8)) !== code[8])
    return fail('check', '组织机构代码校验不通过，请核对。', 'The organisation code does not add up.');
  return { ok: true, value: code };
}

/**
 * Compose a credit code: `kind` two characters (e.g. `11` government, `91` enterprise), `region` six digits, `body` eight characters
 * of the organisation code. Throws IdentifierError when a part is malformed.
 */
export function makeUscc(parts: { readonly kind: string; readonly region: string; readonly body: string }): string {
  const first16 = parts.kind + parts.region + parts.body;
  if (
    !/^[0-9A-HJ-NP-RTUW-Y]{2}$/.test(parts.kind) ||
    !/^\d{6}$/.test(parts.region) ||
    !/^[0-9A-HJ-NP-RTUW-Y]{8}$/.test(parts.body)
  )
    throw new IdentifierError(
      issue('characters', '统一社会信用代码的组成部分有误。', `Malformed parts of a credit code: ${first16}.`),
    );
  const first17 = first16 + orgCodeCheck(parts.body);
  return first17 + usccCheck(first17);
}
