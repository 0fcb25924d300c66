import type { FeelFunctions, ValueType } from '@miaopi/decisions';
import { paperText } from './errors.ts';
import type { FaceChoice, Faces } from './faces.ts';
import { type CompiledFeel, compileFeel } from './feel.ts';
import { formatValue } from './format-value.ts';
import type { Content, FontChoice, PaperTemplate, PaperText, Size, TextBlockStyle, TextStyle } from './model.ts';
import type { Pen } from './pen.ts';
import { type Block, type BlockSpec, type Run, setBlock } from './text-block.ts';
import { pageSize, sizeInMm } from './units.ts';

/** A fault or doubt found in a template. */
export interface PaperFinding {
  readonly severity: 'error' | 'warning';
  readonly code:
    | 'shape'
    | 'expression'
    | 'unknown_name'
    | 'font'
    | 'size'
    | 'off_page'
    | 'seal_overlap'
    | 'anchor'
    | 'duplicate_name'
    | 'background_reads';
  /** e.g. `elements[3].columns[1].value`. */
  readonly path: string;
  readonly text: { readonly zh: string; readonly en: string };
}

export interface Margins {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/** Content ready to become a string. `constant` when it reads nothing. */
export interface CompiledContent {
  readonly constant: boolean;
  write(pen: Pen): string;
}

/** Text style ready to set. */
export interface CompiledStyle {
  readonly choice: FaceChoice;
  readonly size: number;
  readonly color: string | undefined;
  readonly spacing: number;
}

/** Down to this size (mm) a text is set smaller when nothing else is said: small print, but whole. */
const SMALLEST = 1.2;

const BUILT_IN: Readonly<Record<string, FontChoice>> = {
  body: 'serif',
  title: 'serif 700',
  sans: 'sans',
  figures: 'sans',
  serif: 'serif',
};

/** What the parts of a template share while it is compiled. */
export class Scope {
  readonly template: PaperTemplate;
  readonly size: { readonly width: number; readonly height: number };
  readonly margins: Margins;
  readonly findings: PaperFinding[] = [];
  readonly reads = new Set<string>();
  readonly dataKeys = new Set<string>();
  readonly names = new Set<string>();
  readonly imageKeys = new Set<string>();
  /** Paths beginning with a row's own names. */
  readonly entryReads = new Set<string>();
  /** Paths that hold lists, with what is read of each entry: samples are made from it. */
  readonly lists = new Map<string, Set<string>>();
  /** Names an expression may read here; grows inside tables. Undefined: not known, anything goes. */
  known: Readonly<Record<string, ValueType>> | undefined;
  readonly functions: FeelFunctions | undefined;

  constructor(
    template: PaperTemplate,
    known: Readonly<Record<string, ValueType>> | undefined,
    functions: FeelFunctions | undefined,
  ) {
    this.template = template;
    this.known = known;
    this.functions = functions;
    this.size = pageSize(template);
    const m = template.margin ?? (Math.min(this.size.width, this.size.height) < 60 ? 3 : 20);
    this.margins = typeof m === 'number' ? { top: m, right: m, bottom: m, left: m } : m;
  }

  report(severity: PaperFinding['severity'], code: PaperFinding['code'], path: string, zh: string, en: string): void {
    this.findings.push({ severity, code, path, text: { zh, en } });
  }

  /** Compiles an expression; a faulty one is reported and gives null. `local` are the names of a row. */
  feel(source: string, path: string, local?: Readonly<Record<string, ValueType>>): CompiledFeel {
    const names = this.known && local ? { ...this.known, ...local } : this.known;
    const compiled = compileFeel(source, names, this.functions);
    if ('error' in compiled) {
      this.report(
        'error',
        compiled.unknown ? 'unknown_name' : 'expression',
        path,
        `表达式“${source}”：${compiled.error.zh}。`,
        `Expression "${source}": ${compiled.error.en}.`,
      );
      return { run: () => null, reads: [] };
    }
    for (const read of compiled.reads) {
      const root = read.split('.')[0]!;
      if (!local || !Object.hasOwn(local, root)) this.reads.add(read);
      else this.entryReads.add(read);
    }
    return compiled;
  }

  content(content: Content, path: string, local?: Readonly<Record<string, ValueType>>): CompiledContent {
    if (content.value !== undefined) {
      const feel = this.feel(content.value, `${path}.value`, local);
      return { constant: false, write: (pen) => formatValue(feel.run(pen.values)) };
    }
    return this.wording(content.text ?? '', `${path}.text`, local);
  }

  /** A text with `{{FEEL}}` in it. */
  wording(text: PaperText, path: string, local?: Readonly<Record<string, ValueType>>): CompiledContent {
    const compileSide = (side: string): { constant: boolean; write: (pen: Pen) => string } => {
      const parts = side.split(/\{\{([\s\S]*?)\}\}/);
      if (parts.length === 1) return { constant: true, write: () => side };
      const pieces = parts.map((part, i) => (i % 2 === 1 ? this.feel(part, path, local) : part));
      return {
        constant: false,
        write: (pen) => {
          let out = '';
          for (const piece of pieces) out += typeof piece === 'string' ? piece : formatValue(piece.run(pen.values));
          return out;
        },
      };
    };
    const zh = compileSide(paperText(text, 'zh'));
    const en = typeof text === 'string' || text.en === undefined ? zh : compileSide(text.en);
    return {
      constant: zh.constant && en.constant,
      write: (pen) => (pen.language === 'en' ? en : zh).write(pen),
    };
  }

  /** Notes that rows come from a list, and which of its entries' keys were read since `entryReads` was cleared. */
  noteList(rows: CompiledFeel): void {
    const path = rows.reads[0];
    if (path === undefined || rows.reads.length !== 1) return;
    const keys = this.lists.get(path) ?? new Set<string>();
    for (const read of this.entryReads) if (read.startsWith('item.')) keys.add(read.slice(5));
    this.lists.set(path, keys);
  }

  length(size: Size | undefined, path: string, otherwise: number): number {
    if (size === undefined) return otherwise;
    const inMm = sizeInMm(size);
    if (inMm === undefined || !(inMm > 0.3 && inMm < 200)) {
      this.report(
        'error',
        'size',
        path,
        `字号“${size}”无效，应为磅数或如 "4mm"。`,
        `Size "${size}" is not valid; give points or e.g. "4mm".`,
      );
      return otherwise;
    }
    return inMm;
  }

  font(name: string | undefined, path: string): FaceChoice {
    const wanted = name ?? this.template.defaults?.font ?? 'body';
    const choice =
      this.template.fonts?.[wanted] ?? BUILT_IN[wanted] ?? (/^(serif|sans)( \d+)?$/.test(wanted) ? wanted : undefined);
    const match = /^(serif|sans)(?: (400|500|700|900))?$/.exec(choice ?? '');
    if (!match) {
      this.report(
        'error',
        'font',
        path,
        `没有字体“${wanted}”；字重只有 400、500、700、900。`,
        `There is no font "${wanted}"; weights are 400, 500, 700, 900.`,
      );
      return { face: 'serif', weight: 400 };
    }
    return { face: match[1] as 'serif' | 'sans', weight: Number(match[2] ?? 400) };
  }

  style(style: TextStyle, path: string, fallback?: CompiledStyle): CompiledStyle {
    const defaults = this.template.defaults;
    return {
      choice: style.font === undefined && fallback ? fallback.choice : this.font(style.font, `${path}.font`),
      size: this.length(
        style.size,
        `${path}.size`,
        fallback?.size ?? this.length(defaults?.size, 'defaults.size', 10.5 * (25.4 / 72)),
      ),
      color: style.color ?? fallback?.color ?? defaults?.color,
      spacing: style.letterSpacing ?? fallback?.spacing ?? 0,
    };
  }

  block(
    style: TextBlockStyle,
    box: { width?: number | undefined; height?: number | undefined },
    size: number,
    path: string,
  ): BlockSpec {
    const lineHeight = style.lineHeight ?? this.template.defaults?.lineHeight ?? 1.4;
    const oneLine = style.maxLines === 1 || (box.height !== undefined && box.height < 2 * size * lineHeight);
    return {
      path,
      width: box.width,
      height: box.height,
      align: style.align ?? 'left',
      valign: style.valign ?? 'top',
      lineHeight,
      indent: style.indent ?? 0,
      maxLines: style.maxLines,
      overflow: style.overflow ?? (box.width !== undefined && oneLine ? 'shrink' : 'wrap'),
      minScale:
        style.minSize === undefined
          ? Math.min(0.6, SMALLEST / size)
          : Math.min(1, this.length(style.minSize, `${path}.minSize`, size) / size),
    };
  }

  data(key: string | undefined): string | undefined {
    if (key !== undefined) this.dataKeys.add(key);
    return key;
  }
}

/** A block of one content in one style; set once when it is constant. */
export function textBlock(
  content: CompiledContent,
  style: CompiledStyle,
  spec: BlockSpec,
  data?: string,
): (pen: Pen) => Block {
  const set = (pen: Pen): Block => {
    const run: Run = { text: content.write(pen), ...style, data };
    return setBlock([run], spec, pen.faces, pen.missing);
  };
  if (!content.constant) return set;
  const kept = new WeakMap<Faces, Block>();
  return (pen) => {
    let block = kept.get(pen.faces);
    if (!block) {
      const before = pen.warnings.length;
      block = set(pen);
      // A text with a missing glyph is set anew each time, so that each drawing carries the warning.
      if (pen.warnings.length === before) kept.set(pen.faces, block);
    }
    return block;
  };
}
