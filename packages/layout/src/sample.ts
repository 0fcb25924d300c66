import { fromJson, type ValueType } from '@miaopi/decisions';
import type { DrawItem } from '@miaopi/ofd';
import type { CompiledTemplate } from './compile-template.ts';
import { drawPaper, type PaperDrawing } from './draw-paper.ts';
import { compileWatermark } from './elements/watermark.ts';
import { facesOf, type PaperEnv } from './faces.ts';
import type { Values } from './feel.ts';
import { Pen } from './pen.ts';

/** What a template reads and fills. */
export interface TemplateReads {
  /** Paths its expressions read, e.g. `姓名`, `明细`; sorted. */
  readonly paths: readonly string[];
  /** First names of those paths. */
  readonly names: readonly string[];
  /** Metadata keys it shows. */
  readonly dataKeys: readonly string[];
  readonly images: readonly string[];
  readonly sealPlaces: readonly string[];
}

/** Names, metadata keys, images and seal places of a template: for checks that somebody fills each of them. */
export function templateReads(compiled: CompiledTemplate): TemplateReads {
  const { scope } = compiled;
  const paths = [...scope.reads].sort();
  return {
    paths,
    names: [...new Set(paths.map((path) => path.split('.')[0]!))],
    dataKeys: [...scope.dataKeys].sort(),
    images: [...scope.imageKeys].sort(),
    sealPlaces: (compiled.template.sealPlaces ?? []).map((place) => place.name),
  };
}

/** Plain words for names that papers often read; anything else shows its own name. */
const PLACEHOLDERS: readonly (readonly [RegExp, unknown])[] = [
  [/身份号码|证件号码/, '110101********0000'],
  [/信用代码/, '91000000MA00000000'],
  [/性别/, '女'],
  [/民族/, '汉族'],
  [/电话|手机/, '000********'],
  [/日期|时间|有效期/, '2026-01-01'],
  [/网址|链接|核验地址/, 'https://example.gov.cn/verify/sample'],
  [/住址|地址$/, '示例省示例市示例路 1 号'],
  [/人数|数量|月数|金额/, 3],
  [/姓名|法定代表人/, '样　本'],
  [/标识/, '1.2.156.3005.2.样本'],
  [/编号|证号/, '000000000000'],
];

/**
 * The paper with placeholder values and 样本 across it: what the result will look like, for the guide page.
 * @param values values to show instead of placeholders (FEEL values)
 */
export function samplePaper(compiled: CompiledTemplate, env: PaperEnv, values: Values = {}): PaperDrawing {
  const filled: Record<string, unknown> = {};
  for (const path of templateReads(compiled).paths) fill(filled, path.split('.'), compiled.scope.known);
  for (const [path, keys] of compiled.scope.lists) fillList(filled, path.split('.'), keys);
  const context = { ...(fromJson(filled) as Values), ...values };
  // Images are the one thing a sample may lack: they are drawn as frames.
  const drawing = drawPaper({ ...compiled, lenient: true }, { values: context }, env);
  const overlay = sampleMark(compiled, env);
  const pages = drawing.pages.map((page) => ({ ...page, items: [...page.items, ...overlay] }));
  const mark = facesOf(env).get({ face: 'sans', weight: 700 });
  return { ...drawing, pages, fonts: { ...drawing.fonts, [mark.key]: mark.drawing } };
}

function sampleMark(compiled: CompiledTemplate, env: PaperEnv): readonly DrawItem[] {
  const { width, height } = compiled.size;
  const small = Math.min(width, height) < 100;
  const mark = compileWatermark(
    {
      kind: 'watermark',
      text: { zh: '样本', en: 'SAMPLE' },
      font: 'sans 700',
      size: small ? '9mm' : '22mm',
      color: '#8A94A0',
      alpha: 0.16,
      letterSpacing: small ? 2 : 6,
      gapX: small ? 18 : 50,
      gapY: small ? 16 : 45,
    },
    compiled.scope,
    'sample',
  );
  const pen = new Pen({
    faces: facesOf(env),
    language: env.language ?? 'zh',
    images: {},
    values: {},
    page: { width, height, top: 0, bottom: height },
  });
  mark.draw(pen);
  return pen.pages[0]!;
}

function fill(
  into: Record<string, unknown>,
  path: readonly string[],
  types: Readonly<Record<string, ValueType>> | undefined,
): void {
  const [name, ...rest] = path;
  if (name === undefined) return;
  const type = types && Object.hasOwn(types, name) ? types[name] : undefined;
  if (typeof type === 'object' && 'list' in type) {
    const rows = (into[name] as Record<string, unknown>[] | undefined) ?? [{}, {}, {}];
    for (const row of rows) fillEntry(row, rest, type.list);
    into[name] = rows;
  } else if (rest.length > 0) {
    const inner = typeof into[name] === 'object' ? (into[name] as Record<string, unknown>) : {};
    fill(inner, rest, typeof type === 'object' && 'context' in type ? type.context : undefined);
    into[name] = inner;
  } else if (into[name] === undefined) into[name] = placeholder(name, type);
}

/** A list whose entries' shape only the template tells: three entries with a placeholder for each key read. */
function fillList(into: Record<string, unknown>, path: readonly string[], keys: ReadonlySet<string>): void {
  const [name, ...rest] = path;
  if (name === undefined) return;
  if (rest.length > 0) {
    const inner = into[name];
    if (typeof inner === 'object' && inner !== null) fillList(inner as Record<string, unknown>, rest, keys);
    return;
  }
  if (Array.isArray(into[name])) return;
  into[name] = [1, 2, 3].map(() => {
    const row: Record<string, unknown> = {};
    for (const key of keys) fill(row, key.split('.'), undefined);
    return row;
  });
}

function fillEntry(row: Record<string, unknown>, path: readonly string[], entry: ValueType): void {
  if (typeof entry !== 'object' || !('context' in entry)) return;
  if (path.length > 0) fill(row, path, entry.context);
  else for (const key of Object.keys(entry.context)) fill(row, [key], entry.context);
}

function placeholder(name: string, type: ValueType | undefined): unknown {
  if (type === 'number') return 0;
  if (type === 'boolean') return true;
  if (type === 'date') return '2026-01-01';
  const known = PLACEHOLDERS.find(([pattern]) => pattern.test(name));
  return known ? known[1] : `（${name}）`;
}
