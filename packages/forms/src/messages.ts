import type { Text } from './model.ts';

/** A fault at one path of the answers, told to the person in both languages. */
export interface FormIssue {
  /** Field name, `section.index.field`, or a section name. */
  readonly path: string;
  readonly code: string;
  readonly message: Text;
}

/** A fault of one value, before it has a path. */
export interface ValueFault {
  readonly code: string;
  readonly message: Text;
}

export function fault(code: string, zh: string, en: string): ValueFault {
  return { code, message: { zh, en } };
}

export const FAULTS = {
  shape: fault('shape', '这一项的内容无法识别，请重新填写。', 'This answer cannot be read; please fill it in again.'),
  control: fault(
    'control',
    '含有不可见的控制字符，请删除后重新输入。',
    'It contains invisible control characters; delete them and type again.',
  ),
  number: fault('number', '请输入数字，最多15位整数、6位小数。', 'Enter a number: at most 15 digits and 6 decimals.'),
  money: fault('number', '请输入金额，最多15位整数、2位小数。', 'Enter an amount: at most 15 digits and 2 decimals.'),
  date: fault('date', '请输入存在的日期，例如2026-11-22。', 'Enter an existing date, such as 2026-11-22.'),
  option: fault('option', '请从给出的选项中选择。', 'Choose one of the options given.'),
  region: fault('region', '请选择行政区划。', 'Choose a region.'),
  nation: fault('nation', '请选择民族。', 'Choose an ethnic group.'),
  boolean: fault('boolean', '请选择“是”或“否”。', 'Choose yes or no.'),
  file: fault('file', '文件信息不完整，请重新上传。', 'The file is incomplete; please upload it again.'),
  fileKind: fault(
    'fileKind',
    '不接受这种文件，请按说明换一种格式。',
    'This kind of file is not accepted; use one of the formats named.',
  ),
  required: fault('required', '请填写此项。', 'Please fill this in.'),
  notBrought: fault(
    'required',
    '登记信息没有带入这一项，不能在此填写。请向登记部门核对，或者到窗口办理。',
    'No register brought this along, and it cannot be typed here. Check it with the office that keeps it, or come to a window.',
  ),
  unchosen: fault('required', '请选择一项。', 'Please choose one.'),
  unchosenAny: fault('required', '请至少选择一项。', 'Please choose at least one.'),
  noFile: fault('required', '请上传文件。', 'Please upload a file.'),
  noPhoto: fault('required', '请上传照片。', 'Please upload a photo.'),
  affirm: fault('required', '请阅读并勾选承诺。', 'Please read and affirm the statement.'),
  locked: fault(
    'locked',
    '此项由政府部门数据自动填写，不能在此修改；如有误，请联系数据来源部门更正。',
    'Filled from government data and not changeable here; if it is wrong, ask the office it comes from to correct it.',
  ),
} as const;

export function tooShort(min: number): ValueFault {
  return fault('minLength', `至少填写${min}个字。`, `Write at least ${min} characters.`);
}
export function tooLong(max: number): ValueFault {
  return fault('maxLength', `最多填写${max}个字。`, `Write at most ${max} characters.`);
}
export function tooSmall(min: number): ValueFault {
  return fault('min', `不能小于${min}。`, `It must not be less than ${min}.`);
}
export function tooLarge(max: number): ValueFault {
  return fault('max', `不能大于${max}。`, `It must not be more than ${max}.`);
}
export function fileTooBig(maxMB: number): ValueFault {
  return fault('fileSize', `文件不能超过${maxMB}MB。`, `A file must not be larger than ${maxMB} MB.`);
}
export function tooManyFiles(max: number): ValueFault {
  return fault('fileCount', `最多上传${max}个文件。`, `Upload at most ${max} files.`);
}
export function tooFewItems(min: number, item: Text): ValueFault {
  return fault('tooFew', `至少填写${min}项“${item.zh}”。`, `Add at least ${min} × “${item.en}”.`);
}
export function tooManyItems(max: number, item: Text): ValueFault {
  return fault('tooMany', `最多填写${max}项“${item.zh}”。`, `Add at most ${max} × “${item.en}”.`);
}
