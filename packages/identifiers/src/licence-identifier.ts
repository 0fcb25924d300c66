import { iso7064Mod37_36 } from './check-characters.ts';
import { fail, IdentifierError, type Issue, issue } from './issue.ts';
import { normaliseCode } from './normalise.ts';
import { parseUscc } from './uscc.ts';

/** Root object identifier of all licence identifiers, GB/T 36904-2018. */
export const LICENCE_ROOT = '1.2.156.3005.2';

export interface LicenceIdentifierParts {
  /** 证照类型代码, 21 characters: credit code of the defining body and three more. */
  readonly typeCode: string;
  /** 证照颁发机构代码: credit code; some regions put a 6-digit region code. */
  readonly issuerCode: string;
  /** 流水号: digits and capitals. */
  readonly serial: string;
  /** 版本号: 1–999; written with three digits, +1 for every re-issue or change of the same licence. */
  readonly version: number;
}

export interface LicenceIdentifier extends LicenceIdentifierParts {
  readonly identifier: string;
  readonly check: string;
}

/** With issue code `check` the parts are given too: foreign identifiers with a wrong check character exist, an operator may accept one. */
export type ParsedLicenceIdentifier =
  | { readonly ok: true; readonly value: LicenceIdentifier }
  | { readonly ok: false; readonly issue: Issue; readonly parts?: LicenceIdentifier };

/**
 * Make a licence identifier (GB/T 36904-2018): root, type, issuer, serial, version and the MOD 37,36 check character over these four
 * without dots. Ours are strict: both bodies must be valid credit codes. Throws IdentifierError otherwise.
 */
export function makeLicenceIdentifier(parts: LicenceIdentifierParts): string {
  const { typeCode, issuerCode, serial, version } = parts;
  const definer = parseUscc(typeCode.slice(0, 18));
  if (!definer.ok || !/^[0-9A-Z]{21}$/.test(typeCode))
    throw new IdentifierError(
      issue('typeCode', '证照类型代码应为18位统一社会信用代码加3位。', `Malformed licence type code: ${typeCode}.`),
    );
  const issuer = parseUscc(issuerCode);
  if (!issuer.ok || issuer.value.code !== issuerCode)
    throw new IdentifierError(
      issue('issuerCode', '证照颁发机构代码应为统一社会信用代码。', `Malformed issuer code: ${issuerCode}.`),
    );
  if (!/^[0-9A-Z]{1,64}$/.test(serial))
    throw new IdentifierError(
      issue('serial', '流水号由数字和大写字母组成，不超过64位。', 'The serial is 1 to 64 digits and capitals.'),
    );
  if (!Number.isInteger(version) || version < 1 || version > 999)
    throw new IdentifierError(issue('version', '版本号应为1至999。', 'The version must be 1 to 999.'));
  const body = [typeCode, issuerCode, serial, String(version).padStart(3, '0')];
  return [LICENCE_ROOT, ...body, iso7064Mod37_36(body.join(''))].join('.');
}

/** Parse a licence identifier, ours or foreign. Issue codes: `length`, `root`, `shape`, `check`. */
export function parseLicenceIdentifier(text: string): ParsedLicenceIdentifier {
  const identifier = normaliseCode(text);
  if (identifier.length > 160) return fail('length', '证照标识过长。', 'The licence identifier is too long.');
  if (!identifier.startsWith(`${LICENCE_ROOT}.`))
    return fail('root', `证照标识应以${LICENCE_ROOT}开头。`, `A licence identifier starts with ${LICENCE_ROOT}.`);
  const m = /^([0-9A-Z]{21})\.([0-9A-Z]{6,18})\.([0-9A-Z]{1,64})\.(\d{3})\.([0-9A-Z])$/.exec(
    identifier.slice(LICENCE_ROOT.length + 1),
  );
  if (m === null)
    return fail(
      'shape',
      '证照标识应依次为21位类型代码、颁发机构代码、流水号、3位版本号和1位校验位。',
      'After the root come type code (21), issuer code, serial, version (3 digits) and check character.',
    );
  const [, typeCode, issuerCode, serial, version, check] = m as unknown as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const parts: LicenceIdentifier = { identifier, typeCode, issuerCode, serial, version: Number(version), check };
  if (iso7064Mod37_36(typeCode + issuerCode + serial + version) !== check)
    return {
      ...fail('check', '证照标识校验位不正确，请核对。', 'The check character of the licence identifier is wrong.'),
      parts,
    };
  return { ok: true, value: parts };
}
