import type { ElementKind } from './model.ts';
import type { PaperFinding } from './scope.ts';

/** Kinds of option values: `!` marks a required one. */
type Kind =
  | 'number'
  | 'length'
  | 'string'
  | 'boolean'
  | 'text'
  | 'size'
  | 'strings'
  | 'numbers'
  | 'list'
  | 'page'
  | 'color';
type Shape = Readonly<Record<string, `${Kind}` | `${Kind}!` | readonly string[]>>;

const BASE: Shape = { kind: 'string!', name: 'string', show: 'string', page: 'page', below: 'string' };
const STYLE: Shape = { font: 'string', size: 'size', color: 'color', letterSpacing: 'number' };
const BLOCK: Shape = {
  ...STYLE,
  align: ['left', 'center', 'right', 'distributed'],
  valign: ['top', 'middle', 'bottom'],
  lineHeight: 'length',
  indent: 'number',
  maxLines: 'length',
  overflow: ['shrink', 'wrap', 'ellipsis', 'error'],
  minSize: 'size',
  data: 'string',
};
const FLOW: Shape = {
  overflow: ['shrink', 'wrap', 'continue', 'ellipsis', 'error'],
  bottom: 'length',
  continueAt: 'number',
};
const CONTENT: Shape = { value: 'string', text: 'text' };
const AT: Shape = { x: 'number!', y: 'number!' };
const BOX: Shape = { ...AT, width: 'length!', height: 'length!' };

const SHAPES: Readonly<Record<ElementKind, Shape>> = {
  text: { ...BASE, ...BLOCK, ...FLOW, ...CONTENT, ...AT, width: 'length', height: 'length' },
  richText: { ...BASE, ...BLOCK, ...FLOW, ...AT, width: 'length!', height: 'length', runs: 'list!' },
  field: {
    ...BASE,
    ...BLOCK,
    ...CONTENT,
    ...AT,
    width: 'length!',
    height: 'length',
    label: 'text!',
    labelWidth: 'length!',
    labelFont: 'string',
    labelSize: 'size',
    labelColor: 'color',
    colon: 'string',
    gap: 'number',
    underline: 'boolean',
    labelEn: 'string',
  },
  table: {
    ...BASE,
    ...STYLE,
    ...AT,
    rows: 'string!',
    columns: 'list!',
    rowHeight: 'length',
    headerHeight: 'length',
    headerFont: 'string',
    headerFill: 'color',
    bottom: 'length',
    continueAt: 'number',
    lines: ['all', 'rows', 'none'],
    lineColor: 'color',
    empty: 'text',
    minRows: 'number',
  },
  repeat: {
    ...BASE,
    ...BOX,
    rows: 'string!',
    columns: 'length',
    max: 'length',
    bottom: 'length',
    continueAt: 'number',
    elements: 'list!',
  },
  group: { ...BASE, x: 'number', y: 'number', elements: 'list!' },
  image: {
    ...BASE,
    ...BOX,
    image: 'string',
    value: 'string',
    fit: ['contain', 'fill'],
    border: 'color',
    missing: ['error', 'blank', 'frame'],
    data: 'string',
  },
  qr: { ...BASE, ...CONTENT, ...AT, size: 'length!', ecc: ['L', 'M', 'Q', 'H'], color: 'color', data: 'string' },
  line: { ...BASE, ...AT, x2: 'number!', y2: 'number!', color: 'color', lineWidth: 'length', dash: 'numbers' },
  rect: { ...BASE, ...BOX, radius: 'number', stroke: 'color', fill: 'color', lineWidth: 'length', alpha: 'number' },
  path: { ...BASE, ...AT, d: 'string!', stroke: 'color', fill: 'color', lineWidth: 'length', alpha: 'number' },
  border: {
    ...BASE,
    style: ['single', 'double', 'certificate'],
    inset: 'number!',
    color: 'color',
    lineWidth: 'length',
  },
  guilloche: {
    ...BASE,
    ...AT,
    shape: ['frame', 'rosette', 'panel'],
    width: 'length',
    height: 'length',
    band: 'length',
    tints: 'strings!',
    seed: 'number',
    lineWidth: 'length',
    alpha: 'number',
  },
  watermark: { ...BASE, ...STYLE, ...CONTENT, angle: 'number', gapX: 'number', gapY: 'number', alpha: 'number' },
  emblem: { ...BASE, ...AT, size: 'length!', color: 'color' },
  pageNumber: {
    ...BASE,
    ...STYLE,
    ...AT,
    width: 'length!',
    align: ['left', 'center', 'right', 'distributed'],
    text: 'text',
  },
};
const COLUMN: Shape = {
  ...CONTENT,
  title: 'text!',
  width: 'length!',
  align: ['left', 'center', 'right', 'distributed'],
  data: 'string',
};
const RUN: Shape = {
  ...STYLE,
  ...CONTENT,
  bold: 'boolean',
  underline: 'boolean',
  strike: 'boolean',
  script: ['super', 'sub'],
  data: 'string',
};
const SEAL: Shape = { name: 'string!', anchor: 'list!', width: 'length!', height: 'length!', page: 'page' };
const TEMPLATE_KEYS = new Set([
  'name',
  'page',
  'orientation',
  'margin',
  'fonts',
  'defaults',
  'background',
  'elements',
  'sealPlaces',
]);
const MAX_ELEMENTS = 2000;

type Report = (path: string, zh: string, en: string) => undefined;
type Data = Readonly<Record<string, unknown>>;

/** Whether data is a template at all: every fault of kind, missing or misspelt option. What it says may still be wrong. */
export function checkShape(template: unknown): PaperFinding[] {
  const findings: PaperFinding[] = [];
  const report: Report = (path, zh, en) => {
    if (findings.length < 200) findings.push({ severity: 'error', code: 'shape', path, text: { zh, en } });
  };
  if (!isData(template)) {
    report('', '样式应为对象。', 'A template must be an object.');
    return findings;
  }
  for (const key of Object.keys(template))
    if (!TEMPLATE_KEYS.has(key)) report(key, `没有选项“${key}”。`, `There is no option "${key}".`);
  if (typeof template.name !== 'string') report('name', '缺少名称。', 'A name is needed.');
  checkPage(template, report);
  const margin = template.margin;
  if (
    margin !== undefined &&
    !isLength(margin, true) &&
    !(isData(margin) && ['top', 'right', 'bottom', 'left'].every((k) => isLength(margin[k], true)))
  ) {
    report('margin', '边距应为毫米数或四边。', 'The margin must be mm or four sides.');
  }
  let count = 0;
  const elements = (list: unknown, path: string, depth: number): undefined => {
    if (!Array.isArray(list)) return report(path, '应为元素列表。', 'A list of elements is expected.');
    if (depth > 6) return report(path, '分组嵌套过深。', 'Groups are nested too deep.');
    list.forEach((element: unknown, i) => {
      const at = `${path}[${i}]`;
      if (++count > MAX_ELEMENTS) return;
      const kind = isData(element) ? element.kind : undefined;
      if (!isData(element) || typeof kind !== 'string' || !Object.hasOwn(SHAPES, kind)) {
        report(`${at}.kind`, `没有元素种类“${String(kind)}”。`, `There is no element kind "${String(kind)}".`);
        return;
      }
      checkOptions(element, SHAPES[kind as ElementKind], at, report);
      if (kind === 'group' || kind === 'repeat') elements(element.elements, `${at}.elements`, depth + 1);
      if (kind === 'table') parts(element.columns, COLUMN, `${at}.columns`, report);
      if (kind === 'richText') parts(element.runs, RUN, `${at}.runs`, report);
      if (
        kind === 'guilloche' &&
        Array.isArray(element.tints) &&
        (element.tints.length !== 2 || !element.tints.every(isColor))
      ) {
        report(`${at}.tints`, '应为两种颜色。', 'Two colours are expected.');
      }
    });
  };
  if (template.background !== undefined) elements(template.background, 'background', 0);
  elements(template.elements, 'elements', 0);
  if (count > MAX_ELEMENTS) report('elements', `元素多于 ${MAX_ELEMENTS} 个。`, `More than ${MAX_ELEMENTS} elements.`);
  if (template.sealPlaces !== undefined) {
    parts(template.sealPlaces, SEAL, 'sealPlaces', report);
    if (Array.isArray(template.sealPlaces)) {
      template.sealPlaces.forEach((place: unknown, i) => {
        const anchor = isData(place) ? place.anchor : undefined;
        const point = isData(anchor) && isNumber(anchor.x) && isNumber(anchor.y);
        if (!point && !(isData(anchor) && typeof anchor.element === 'string')) {
          report(`sealPlaces[${i}].anchor`, '应为 {x, y} 或 {element}。', 'Must be {x, y} or {element}.');
        }
      });
    }
  }
  return findings;
}

function checkPage(template: Data, report: Report): void {
  const page = template.page;
  const known = page === 'A4' || page === 'A5' || page === 'card';
  const own =
    isData(page) &&
    isLength(page.width) &&
    isLength(page.height) &&
    Number(page.width) <= 1200 &&
    Number(page.height) <= 1200;
  if (!known && !own)
    report(
      'page',
      '页面应为 A4、A5、card 或 {width, height}（毫米，至多 1200）。',
      'The page must be A4, A5, card or {width, height} in mm, at most 1200.',
    );
  if (
    template.orientation !== undefined &&
    template.orientation !== 'portrait' &&
    template.orientation !== 'landscape'
  ) {
    report('orientation', '方向应为 portrait 或 landscape。', 'The orientation must be portrait or landscape.');
  }
}

function parts(list: unknown, shape: Shape, path: string, report: Report): undefined {
  if (!Array.isArray(list)) return report(path, '应为列表。', 'A list is expected.');
  list.forEach((part: unknown, i) => {
    if (isData(part)) checkOptions(part, shape, `${path}[${i}]`, report);
    else report(`${path}[${i}]`, '应为对象。', 'An object is expected.');
  });
}

function checkOptions(data: Data, shape: Shape, path: string, report: Report): void {
  for (const key of Object.keys(data)) {
    if (!Object.hasOwn(shape, key)) report(`${path}.${key}`, `没有选项“${key}”。`, `There is no option "${key}".`);
  }
  for (const [key, rule] of Object.entries(shape)) {
    const value = data[key];
    if (typeof rule !== 'string') {
      if (value !== undefined && !rule.includes(value as string)) {
        report(`${path}.${key}`, `应为 ${rule.join('、')} 之一。`, `Must be one of ${rule.join(', ')}.`);
      }
      continue;
    }
    if (value === undefined) {
      if (rule.endsWith('!')) report(`${path}.${key}`, `缺少“${key}”。`, `"${key}" is missing.`);
    } else if (!CHECKS[rule.replace('!', '') as Kind](value)) {
      report(`${path}.${key}`, `“${key}”的值无效。`, `The value of "${key}" is not valid.`);
    }
  }
}

const CHECKS: Readonly<Record<Kind, (value: unknown) => boolean>> = {
  number: isNumber,
  length: (v) => isLength(v),
  string: (v) => typeof v === 'string' && v.length <= 200_000,
  boolean: (v) => typeof v === 'boolean',
  text: (v) =>
    typeof v === 'string' ||
    (isData(v) && typeof v.zh === 'string' && (v.en === undefined || typeof v.en === 'string')),
  size: (v) => isLength(v) || (typeof v === 'string' && /^\d+(\.\d+)?(pt|mm)$/.test(v)),
  strings: (v) => Array.isArray(v) && v.every((e) => typeof e === 'string'),
  numbers: (v) => Array.isArray(v) && v.length <= 16 && v.every((e) => isLength(e)),
  list: (v) => typeof v === 'object' && v !== null,
  page: (v) =>
    v === 'first' || v === 'last' || v === 'each' || (Number.isInteger(v) && Number(v) >= 1 && Number(v) <= 500),
  color: isColor,
};

function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value) && Math.abs(value) < 10_000;
}

function isLength(value: unknown, zero = false): boolean {
  return isNumber(value) && (Number(value) > 0 || (zero && value === 0));
}

function isColor(value: unknown): boolean {
  return typeof value === 'string' && /^#[0-9A-Fa-f]{6}$/.test(value);
}
