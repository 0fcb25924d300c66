/// <reference path="./third-party.d.ts" />
/** DMN XML into a decision model. */
import { DmnModdle } from 'dmn-moddle';
import { type DmnElement, LABEL_EN, REASONS, TypeReader } from './dmn-types.ts';
import type { Bilingual } from './errors.ts';
import type {
  Aggregation,
  Decision,
  DecisionModel,
  DecisionTable,
  HitPolicy,
  TableInput,
  TableOutput,
  TableRule,
  ValueType,
} from './model.ts';

const MAX_CHARACTERS = 5_000_000;
const MAX_DECISIONS = 2_000;
const HITS: readonly string[] = ['UNIQUE', 'ANY', 'FIRST', 'PRIORITY', 'COLLECT', 'RULE ORDER', 'OUTPUT ORDER'];

/** DMN 1.2, 1.4 and 1.5 differ from 1.3 in nothing this reads; dmn-moddle knows the name space of 1.3 only. */
const NAMESPACES: readonly string[] = [
  'http://www.omg.org/spec/DMN/20180521/MODEL/',
  'https://www.omg.org/spec/DMN/20211108/MODEL/',
  'https://www.omg.org/spec/DMN/20230324/MODEL/',
  'https://www.omg.org/spec/DMN/20240513/MODEL/',
];
export const DMN_NAMESPACE = 'https://www.omg.org/spec/DMN/20191111/MODEL/';

/** XML that is no DMN, or beyond the limits. */
export class DmnFormatError extends Error {
  override readonly name = 'DmnFormatError';
  readonly text: Bilingual;
  constructor(text: Bilingual, cause?: unknown) {
    super(text.en, { cause });
    this.text = text;
  }
}

export interface DmnRead {
  readonly model: DecisionModel;
  /** What the file holds and the model does not: unsupported logic, unknown types, knowledge models. */
  readonly warnings: readonly Bilingual[];
}

/**
 * Reads DMN 1.2 to 1.6 XML: input data, item definitions, decisions with decision tables or literal expressions (FEEL).
 * Throws `DmnFormatError` on XML that cannot be read, on any document type declaration (no entities), and beyond five
 * million characters. FEEL is not checked here; see `compileModel` and `analyse`.
 */
export async function readDmn(xml: string): Promise<DmnRead> {
  if (xml.length > MAX_CHARACTERS) {
    throw new DmnFormatError({ zh: 'DMN 文件过大', en: 'The DMN file is too large' });
  }
  if (/<!DOCTYPE|<!ENTITY/i.test(xml)) {
    throw new DmnFormatError({
      zh: '不接受文档类型声明和实体',
      en: 'Document type declarations and entities are not accepted',
    });
  }
  let text = xml;
  for (const n of NAMESPACES)
    text = text.replaceAll(`"${n}"`, `"${DMN_NAMESPACE}"`).replaceAll(`'${n}'`, `'${DMN_NAMESPACE}'`);
  let root: DmnElement;
  const warnings: Bilingual[] = [];
  try {
    const read = await new DmnModdle().fromXML(text, 'dmn:Definitions');
    root = read.rootElement as DmnElement;
    for (const w of read.warnings)
      warnings.push({ zh: `文件有误：${w.message}`, en: `Fault in the file: ${w.message}` });
  } catch (e) {
    const why = e instanceof Error ? e.message : String(e);
    throw new DmnFormatError({ zh: `不是可读的 DMN 文件：${why}`, en: `No readable DMN file: ${why}` }, e);
  }
  return { model: new Reader(root, warnings).model(), warnings };
}

class Reader {
  private readonly root: DmnElement;
  private readonly warnings: Bilingual[];
  private readonly types: TypeReader;

  constructor(root: DmnElement, warnings: Bilingual[]) {
    this.root = root;
    this.warnings = warnings;
    this.types = new TypeReader(root.itemDefinition ?? []);
  }

  model(): DecisionModel {
    const elements = this.root.drgElement ?? [];
    if (elements.length > MAX_DECISIONS) {
      throw new DmnFormatError({ zh: 'DMN 文件中的决策过多', en: 'The DMN file has too many decisions' });
    }
    const inputs: Record<string, ValueType> = {};
    const decisions: Decision[] = [];
    for (const e of elements) {
      const name = e.variable?.name ?? e.name ?? e.id ?? '';
      if (e.$type === 'dmn:InputData') inputs[name] = this.type(e.variable?.typeRef, name) ?? 'Any';
      else if (e.$type === 'dmn:Decision') decisions.push(this.decision(e, name));
      else if (e.$type === 'dmn:BusinessKnowledgeModel' || e.$type === 'dmn:DecisionService') {
        this.warn(`“${name}”（${e.$type.slice(4)}）未导入`, `“${name}” (${e.$type.slice(4)}) is not imported`);
      }
    }
    if ((this.root.import ?? []).length > 0) this.warn('引用的其他文件未导入', 'Imported files are not read');
    return { name: this.root.name ?? '', inputs, decisions };
  }

  private warn(zh: string, en: string): void {
    this.warnings.push({ zh, en });
  }

  private type(ref: string | undefined, of: string): ValueType | undefined {
    if (!ref) return undefined;
    const t = this.types.type(ref);
    if (t === undefined) this.warn(`“${of}”的类型“${ref}”未知`, `The type “${ref}” of “${of}” is not known`);
    return t;
  }

  private decision(e: DmnElement, name: string): Decision {
    const type = this.type(e.variable?.typeRef, name);
    const base = type === undefined ? { name } : { name, type };
    const logic = e.decisionLogic;
    if (logic?.$type === 'dmn:DecisionTable') return { ...base, table: this.table(logic, name) };
    if (logic?.$type === 'dmn:LiteralExpression') return { ...base, expression: logic.text ?? 'null' };
    const kind = logic?.$type.slice(4) ?? '—';
    this.warn(
      `决策“${name}”的逻辑（${kind}）不支持，按 null 导入`,
      `The logic of “${name}” (${kind}) is not supported and read as null`,
    );
    return { ...base, expression: 'null' };
  }

  private table(t: DmnElement, name: string): DecisionTable {
    const hit = t.hitPolicy ?? 'UNIQUE';
    if (!HITS.includes(hit)) {
      throw new DmnFormatError({
        zh: `“${name}”的命中策略“${hit}”未知`,
        en: `“${name}” has the unknown hit policy “${hit}”`,
      });
    }
    let oneTongue = false;
    const both = (zh: string, en: string | undefined): Bilingual => {
      if (en === undefined && zh !== '') oneTongue = true;
      return { zh, en: en ?? zh };
    };
    const inputs = (t.input ?? []).map((i): TableInput => {
      const type = this.type(i.inputExpression?.typeRef, name);
      return {
        expression: i.inputExpression?.text ?? 'null',
        ...(i.label === undefined ? {} : { label: both(i.label, i.$attrs?.[LABEL_EN]) }),
        ...(type === undefined ? {} : { type }),
        ...(i.inputValues?.text ? { values: i.inputValues.text } : {}),
      };
    });
    const outputs = (t.output ?? []).map((o): TableOutput => {
      const type = this.type(o.typeRef, name);
      return {
        name: o.name ?? o.label ?? name,
        ...(type === undefined ? {} : { type }),
        ...(o.outputValues?.text ? { values: o.outputValues.text } : {}),
        ...(o.defaultOutputEntry?.text ? { default: o.defaultOutputEntry.text } : {}),
      };
    });
    const headings = (t.annotation ?? []).map((a) => a.name);
    const [zh, en] = [headings.indexOf(REASONS.zh), headings.indexOf(REASONS.en)];
    const rules = (t.rule ?? []).map((r): TableRule => {
      const said = (r.annotationEntry ?? []).map((a) => a.text ?? '');
      const together = said.filter((x) => x !== '').join('；');
      const note = zh >= 0 && en >= 0 ? { zh: said[zh] ?? '', en: said[en] ?? '' } : both(together, undefined);
      const when = (r.inputEntry ?? []).map((x) => (x.text?.trim() ? x.text : '-'));
      const outputs = (r.outputEntry ?? []).map((x) => x.text ?? 'null');
      return { when, then: outputs, ...(note.zh === '' && note.en === '' ? {} : { note }) };
    });
    if (oneTongue)
      this.warn(
        `“${name}”的列名或理由只有一种语言，请补上另一种`,
        `Labels or reasons of “${name}” are in one language only; the other has to be added`,
      );
    return {
      hit: hit as HitPolicy,
      ...(t.aggregation ? { aggregation: t.aggregation as Aggregation } : {}),
      inputs,
      outputs,
      rules,
    };
  }
}
