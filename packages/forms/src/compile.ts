import { compileExpression, type Expression, FeelNameError, FeelSyntaxError, type ValueType } from '@miaopi/decisions';
import type { CompiledField, CompiledForm, CompiledSection, CompileOptions, FormNode, Rule } from './compiled-form.ts';
import { cycleIn, orderByReads } from './dependency-order.ts';
import { feelTypeOf } from './field-value.ts';
import type { Field, FormDefinition, Section, Text } from './model.ts';

/** A fault of the definition itself, for its author. `path` such as `sections.基本信息.fields.年龄.compute`. */
export interface FormFinding {
  readonly path: string;
  readonly code: string;
  readonly message: Text;
  /** Place inside a FEEL expression, from 1. */
  readonly line?: number;
  readonly column?: number;
}

/** The definition can't be used; every finding at once. */
export class FormDefinitionError extends Error {
  readonly findings: readonly FormFinding[];
  constructor(findings: readonly FormFinding[]) {
    super(findings.map((f) => `${f.path}: ${f.message.en}`).join('\n'));
    this.name = 'FormDefinitionError';
    this.findings = findings;
  }
}

/** Compile a definition once. Throws FormDefinitionError with all findings. */
export function compileForm(definition: FormDefinition, options: CompileOptions = {}): CompiledForm {
  const outcome = tryCompileForm(definition, options);
  if (!outcome.ok) throw new FormDefinitionError(outcome.findings);
  return outcome.form;
}

const NAME = /^[\p{L}_][\p{L}\p{N}_]{0,63}$/u;
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype', 'item', 'partial']);
const MAX_FIELDS = 3000;
const MAX_ITEMS = 500;

/** As compileForm, with the findings as a value: for `miaopi item check` and the designer. */
export function tryCompileForm(
  definition: FormDefinition,
  options: CompileOptions = {},
):
  | { readonly ok: true; readonly form: CompiledForm }
  | { readonly ok: false; readonly findings: readonly FormFinding[] } {
  const findings: FormFinding[] = [];
  const add = (path: string, code: string, zh: string, en: string) =>
    findings.push({ path, code, message: { zh, en } });
  const extraNames = options.extraNames ?? {};
  const names: Record<string, ValueType> = { ...extraNames };
  declareNames(definition, extraNames, names, add);
  if (findings.length > 0) return { ok: false, findings };

  /**
   * `show`, `require` and `compute` follow DMN's nulls (`甲 != "x"` is true while 甲 is empty). Checks follow the stricter reading, in which
   * nothing can be said about an answer not given: so no message stands at a field because another is still empty. Only names that occur in
   * the source are handed over, because setting up the reader costs time for each; for an unknown name all are, to suggest one.
   */
  function readFeel(
    source: string,
    scope: Readonly<Record<string, ValueType>>,
    nulls: 'standard' | 'unknown',
  ): Expression {
    const functions = options.functions ?? {};
    const occurring = Object.fromEntries(Object.entries(scope).filter(([name]) => source.includes(name)));
    try {
      return compileExpression(source, { names: occurring, functions, nulls });
    } catch (error) {
      if (!(error instanceof FeelNameError)) throw error;
      return compileExpression(source, { names: scope, functions, nulls });
    }
  }

  function rule(
    source: string,
    path: string,
    scope: Readonly<Record<string, ValueType>>,
    nulls: 'standard' | 'unknown' = 'standard',
  ): Rule | undefined {
    try {
      const compiled = readFeel(source, scope, nulls);
      const reads = new Set<string>();
      for (const read of compiled.reads) if (read[0] !== undefined && Object.hasOwn(scope, read[0])) reads.add(read[0]);
      return { source, reads, paths: compiled.reads, run: (context, env) => compiled.evaluate(context, env) };
    } catch (error) {
      if (!(error instanceof FeelSyntaxError)) throw error;
      findings.push({ path, code: 'feel', message: error.text, line: error.line, column: error.column });
      return undefined;
    }
  }

  function compileField(field: Field, path: string, scope: Readonly<Record<string, ValueType>>): CompiledField {
    checkShape(field, path, add);
    let pattern: RegExp | undefined;
    if (field.pattern !== undefined)
      try {
        pattern = new RegExp(field.pattern.regex, 'u');
      } catch {
        add(`${path}.pattern`, 'regex', '正则表达式有误。', 'The regular expression is malformed.');
      }
    const show = field.show === undefined ? undefined : rule(field.show, `${path}.show`, scope);
    const compute = field.compute === undefined ? undefined : rule(field.compute, `${path}.compute`, scope);
    const require =
      typeof field.require === 'string'
        ? (rule(field.require, `${path}.require`, scope) ?? false)
        : (field.require ?? false);
    const checks = (field.checks ?? []).flatMap((check, i) => {
      const compiled = rule(check.when, `${path}.checks.${i}.when`, scope, 'unknown');
      return compiled === undefined ? [] : [{ rule: compiled, message: check.message }];
    });
    return {
      field,
      type: feelTypeOf(field),
      require,
      checks,
      ...(show && { show }),
      ...(compute && { compute }),
      ...(pattern && { pattern }),
    };
  }

  const sections = definition.sections.map((section): CompiledSection => {
    const path = `sections.${section.name}`;
    const show = section.show === undefined ? undefined : rule(section.show, `${path}.show`, names);
    const scope = section.repeat === undefined ? names : { ...names, ...itemNames(section) };
    const fields = section.fields.map((field) => compileField(field, `${path}.fields.${field.name}`, scope));
    const own = new Set(section.repeat === undefined ? [] : section.fields.map((f) => f.name));
    const outer = (reads: Iterable<string>) => [...reads].filter((name) => !own.has(name));
    const itemOrder =
      section.repeat === undefined ? fields : ordered(fields, (f) => f.field.name, valueReadsOf, path, add);
    return {
      section,
      fields,
      itemOrder,
      outerValueReads: new Set(fields.flatMap((f) => outer(valueReadsOf(f)))),
      outerRuleReads: new Set(fields.flatMap((f) => outer(ruleReadsOf(f)))),
      ...(show && { show }),
    };
  });
  const nodes = sections.flatMap((section): FormNode[] =>
    section.section.repeat === undefined
      ? section.fields.map((compiled) => ({ kind: 'field', name: compiled.field.name, section, compiled }))
      : [{ kind: 'list', name: section.section.name, section }],
  );
  const order = ordered(nodes, (n) => n.name, nodeValueReads, 'sections', add);
  const crossChecks = (definition.checks ?? []).flatMap((check, i) => {
    if (!nodes.some((n) => n.name === check.at))
      add(`checks.${i}.at`, 'unknownField', `没有名为“${check.at}”的字段。`, `There is no field “${check.at}”.`);
    const compiled = rule(check.when, `checks.${i}.when`, names, 'unknown');
    return compiled === undefined ? [] : [{ check, rule: compiled }];
  });
  if (findings.length > 0) return { ok: false, findings };
  return {
    ok: true,
    form: {
      definition,
      sections,
      order,
      nodeOf: new Map(order.map((node, i) => [node.name, i])),
      valueReaders: readersOf(order.map(nodeValueReads)),
      ruleReaders: readersOf(
        order.map((n) => (n.kind === 'field' ? ruleReadsOf(n.compiled) : n.section.outerRuleReads)),
      ),
      crossChecks,
      crossReaders: readersOf(crossChecks.map((c) => c.rule.reads)),
      extraNames,
    },
  };
}

type Add = (path: string, code: string, zh: string, en: string) => void;

function itemNames(section: Section): Record<string, ValueType> {
  return Object.fromEntries(section.fields.map((f) => [f.name, feelTypeOf(f)]));
}

/** Fill `names` with what expressions may read, and find names that are malformed, doubled or taken. */
function declareNames(definition: FormDefinition, extra: object, names: Record<string, ValueType>, add: Add): void {
  let count = 0;
  const sectionNames = new Set<string>();
  const declare = (name: string, path: string, seen: (name: string) => boolean): boolean => {
    if (!NAME.test(name) || FORBIDDEN.has(name)) {
      add(
        path,
        'name',
        `名称“${name.slice(0, 70)}”只能含文字、数字和下划线，以文字开头。`,
        'A name has letters, digits and underscores and starts with a letter.',
      );
      return false;
    }
    if (!seen(name)) return true;
    add(path, 'duplicate', `名称“${name}”已被使用。`, `The name “${name}” is used already.`);
    return false;
  };
  const taken = (name: string) => Object.hasOwn(names, name) || Object.hasOwn(extra, name);
  for (const section of definition.sections) {
    const path = `sections.${section.name}`;
    const fresh = declare(section.name, path, (n) => sectionNames.has(n) || (section.repeat !== undefined && taken(n)));
    sectionNames.add(section.name);
    count += section.fields.length;
    const own = new Set<string>();
    for (const field of section.fields) {
      const at = `${path}.fields.${field.name}`;
      const ok = declare(field.name, at, (n) => (section.repeat === undefined ? taken(n) : own.has(n)));
      own.add(field.name);
      if (ok && section.repeat === undefined) names[field.name] = feelTypeOf(field);
    }
    for (const [part, name] of Object.entries(section.receiver ?? {}))
      if (section.repeat !== undefined || !own.has(name))
        add(
          `${path}.receiver.${part}`,
          'receiver',
          `收件信息应指向本节（非重复节）的字段，没有“${name}”。`,
          `It must name a field of this section, which does not repeat; there is no “${name}”.`,
        );
    if (section.repeat === undefined || !fresh) continue;
    const { min, max } = section.repeat;
    if (!Number.isInteger(min) || !Number.isInteger(max) || min < 0 || max < Math.max(min, 1) || max > MAX_ITEMS)
      add(
        `${path}.repeat`,
        'repeat',
        `重复次数应满足0≤min≤max≤${MAX_ITEMS}。`,
        `It must be 0 ≤ min ≤ max ≤ ${MAX_ITEMS}.`,
      );
    names[section.name] = { list: { context: itemNames(section) } };
  }
  if (count > MAX_FIELDS)
    add('sections', 'size', `表单字段超过${MAX_FIELDS}个。`, `The form has more than ${MAX_FIELDS} fields.`);
}

function checkShape(field: Field, path: string, add: Add): void {
  if ((field.type === 'choice' || field.type === 'choices') && (field.options ?? []).length === 0)
    add(`${path}.options`, 'options', '选择字段必须给出选项。', 'A choice needs options.');
  const values = (field.options ?? []).map((o) => o.value);
  if (new Set(values).size !== values.length)
    add(`${path}.options`, 'options', '选项的值重复。', 'Option values repeat.');
  if (field.type === 'declaration' && field.statement === undefined)
    add(`${path}.statement`, 'statement', '承诺字段必须给出承诺内容。', 'A declaration needs its statement.');
  if (field.minLength !== undefined && field.maxLength !== undefined && field.minLength > field.maxLength)
    add(`${path}.minLength`, 'bounds', '最小长度大于最大长度。', 'minLength is greater than maxLength.');
  if (field.min !== undefined && field.max !== undefined && field.min > field.max)
    add(`${path}.min`, 'bounds', '最小值大于最大值。', 'min is greater than max.');
  for (const [i, source] of (field.prefill ?? []).entries())
    if (!/^(account|earlier|item)\.[^.]+(\.[^.]+)*$|^(evidence|licence)\.[^.]+\.[^.]+(\.[^.]+)*$/.test(source))
      add(
        `${path}.prefill.${i}`,
        'prefill',
        `无法识别的来源“${source}”。`,
        `Unknown source “${source}”: write account.X, earlier.X, evidence.S.X or licence.T.X.`,
      );
}

function valueReadsOf(field: CompiledField): ReadonlySet<string> {
  return new Set([...(field.show?.reads ?? []), ...(field.compute?.reads ?? [])]);
}
function ruleReadsOf(field: CompiledField): ReadonlySet<string> {
  const required = typeof field.require === 'object' ? field.require.reads : [];
  return new Set([...required, ...field.checks.flatMap((c) => [...c.rule.reads])]);
}
function nodeValueReads(node: FormNode): ReadonlySet<string> {
  const own = node.kind === 'field' ? valueReadsOf(node.compiled) : node.section.outerValueReads;
  return new Set([...(node.section.show?.reads ?? []), ...own]);
}

function ordered<T>(
  nodes: readonly T[],
  nameOf: (n: T) => string,
  reads: (n: T) => ReadonlySet<string>,
  path: string,
  add: Add,
): readonly T[] {
  const order = orderByReads(nodes, nameOf, reads);
  if (order !== undefined) return order;
  const cycle = cycleIn(nodes, nameOf, reads).join(' → ');
  add(path, 'cycle', `字段互相依赖，无法计算：${cycle}`, `Fields depend on each other in a circle: ${cycle}`);
  return nodes;
}

function readersOf(reads: readonly ReadonlySet<string>[]): ReadonlyMap<string, readonly number[]> {
  const out = new Map<string, number[]>();
  for (const [i, names] of reads.entries())
    for (const name of names) {
      const list = out.get(name);
      if (list === undefined) out.set(name, [i]);
      else list.push(i);
    }
  return out;
}
