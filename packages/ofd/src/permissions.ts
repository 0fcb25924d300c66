import { OfdError } from './errors.ts';

/** Permissions of Document.xml (GB/T 33190 §7.5.3). What is not named is allowed. */
export interface OfdPermissions {
  readonly edit?: boolean;
  readonly annot?: boolean;
  readonly export?: boolean;
  readonly signature?: boolean;
  readonly watermark?: boolean;
  readonly printScreen?: boolean;
  readonly print?: { readonly printable: boolean; readonly copies?: number };
  /** `YYYY-MM-DDThh:mm:ss` */
  readonly validPeriod?: { readonly start?: string; readonly end?: string };
}

const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/;

/** The Permissions element, or nothing. */
export function permissionsXml(permissions: OfdPermissions | undefined): string {
  if (!permissions) return '';
  const flag = (name: string, value: boolean | undefined) =>
    value === undefined ? '' : `<ofd:${name}>${value}</ofd:${name}>`;
  let out =
    flag('Edit', permissions.edit) +
    flag('Annot', permissions.annot) +
    flag('Export', permissions.export) +
    flag('Signature', permissions.signature) +
    flag('Watermark', permissions.watermark) +
    flag('PrintScreen', permissions.printScreen);
  if (permissions.print) {
    const { printable, copies } = permissions.print;
    if (copies !== undefined && !(Number.isInteger(copies) && copies >= -1 && copies < 1e6)) {
      throw new OfdError('illegal_number', 'Copies must be a whole number.', '打印份数应为整数。');
    }
    out += `<ofd:Print Printable="${printable}"${copies === undefined ? '' : ` Copies="${copies}"`}/>`;
  }
  if (permissions.validPeriod) {
    const { start, end } = permissions.validPeriod;
    for (const value of [start, end]) {
      if (value !== undefined && !DATE_TIME.test(value)) {
        throw new OfdError(
          'illegal_value',
          'The valid period is written YYYY-MM-DDThh:mm:ss.',
          '有效期应写作 YYYY-MM-DDThh:mm:ss。',
        );
      }
    }
    out += `<ofd:ValidPeriod${start ? ` StartDate="${start}"` : ''}${end ? ` EndDate="${end}"` : ''}/>`;
  }
  return `<ofd:Permissions>${out}</ofd:Permissions>`;
}
