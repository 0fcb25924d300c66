import { fromJson } from '@miaopi/decisions';
import { beijingDay } from './beijing-day.ts';
import {
  type Cell,
  cellState,
  type FeelScope,
  missingIssue,
  newCell,
  sameAnswer,
  settleRules,
  settleValue,
} from './cells.ts';
import type { CompiledForm, CompiledSection, FormEnv, FormNode } from './compiled-form.ts';
import type { FieldState, FormState, SectionState } from './form-state.ts';
import { FAULTS, type FormIssue, tooFewItems, tooManyItems } from './messages.ts';
import type { Answers, AnswerValue, Provenance } from './model.ts';

export interface FormInput {
  readonly env: FormEnv;
  /** Values of the compile option `extraNames`, as JSON: evidence, account. */
  readonly context?: Readonly<Record<string, unknown>>;
  /** Where answers came from, by path. */
  readonly provenance?: Readonly<Record<string, Provenance>>;
}

/** A form being filled in. After each change only what depends on it is computed again. */
export interface FormSession {
  state(): FormState;
  /** What was given so far, faulty answers included: for a draft. */
  answers(): Answers;
  provenance(): Readonly<Record<string, Provenance>>;
  /** Change one answer (`字段` or `分区.0.字段`). A field that may not be edited stays as it is. Throws RangeError for an unknown path. */
  set(path: string, value: unknown): FormState;
  /** Evidence that arrived meanwhile: values of `extraNames`, as JSON. Names left out stay as they are. */
  setContext(context: Readonly<Record<string, unknown>>): FormState;
  /** Append an empty item to a repeated section, unless it is full. */
  addItem(section: string): FormState;
  /** Take an item out, unless too few would remain or a locked value stands in it. */
  removeItem(section: string, index: number): FormState;
}

/** Evaluate answers as a whole: the same engine as a session, used once. Never throws for any answers. */
export function evaluateForm(form: CompiledForm, answers: Answers, input: FormInput): FormState {
  return createFormSession(form, answers, input).state();
}

interface Item {
  readonly cells: ReadonlyMap<string, Cell>;
  readonly scope: FeelScope;
  dirty: boolean;
}
interface List {
  items: Item[];
  visible: boolean;
  /** The answer was no list, or longer than allowed. */
  fault: 'shape' | 'tooMany' | undefined;
}

/** Open a session on answers (a draft, a prefill or nothing). Never throws for any answers. */
export function createFormSession(form: CompiledForm, answers: Answers, input: FormInput): FormSession {
  const { env } = input;
  const today = beijingDay(env.now);
  const scope: FeelScope = {};
  for (const [name, type] of Object.entries(form.extraNames))
    scope[name] = fromJson(own(input.context ?? {}, name), type);
  let provenance: Record<string, Provenance> = { ...input.provenance };
  const given: object = isRecord(answers) ? answers : {};
  const unknown: string[] = [];
  const cells = new Map<string, Cell>();
  const lists = new Map<string, List>();
  const crossFaults = new Map<number, FormIssue>();
  let current: FormState | undefined;

  for (const node of form.order) {
    if (node.kind === 'field') {
      cells.set(node.name, newCell(node.compiled, own(given, node.name)));
      scope[node.name] = null;
    } else {
      lists.set(node.name, readList(node.section, own(given, node.name)));
      scope[node.name] = [];
    }
  }
  noteUnknown(given, '', (name) => form.nodeOf.has(name));

  const valueDirty = new Uint8Array(form.order.length).fill(1);
  const ruleDirty = new Uint8Array(form.order.length).fill(1);
  const crossDirty = new Uint8Array(form.crossChecks.length).fill(1);
  settle();

  function noteUnknown(record: object, prefix: string, known: (name: string) => boolean): void {
    for (const key of Object.keys(record))
      if (!known(key) && unknown.length < 50) unknown.push(prefix + key.slice(0, 80));
  }

  function readList(compiled: CompiledSection, raw: unknown): List {
    const { name, repeat } = compiled.section;
    const max = repeat!.max;
    if (raw === null || raw === undefined) {
      const items = Array.from({ length: repeat!.min }, () => newItem(compiled, {}));
      return { items, visible: false, fault: undefined };
    }
    if (!Array.isArray(raw)) return { items: [], visible: false, fault: 'shape' };
    const names = new Set(compiled.fields.map((f) => f.field.name));
    const items = raw.slice(0, max).map((entry: unknown, i) => {
      if (!isRecord(entry)) return newItem(compiled, {});
      noteUnknown(entry, `${name}.${i}.`, (key) => names.has(key));
      return newItem(compiled, entry);
    });
    const shaped = raw.slice(0, max).every(isRecord);
    return { items, visible: false, fault: !shaped ? 'shape' : raw.length > max ? 'tooMany' : undefined };
  }

  function newItem(compiled: CompiledSection, entry: object): Item {
    const made = new Map(compiled.fields.map((f) => [f.field.name, newCell(f, own(entry, f.field.name))]));
    return { cells: made, scope: {}, dirty: true };
  }

  function changed(name: string): void {
    for (const i of form.valueReaders.get(name) ?? []) {
      valueDirty[i] = 1;
      const node = form.order[i]!;
      if (node.kind === 'list') for (const item of lists.get(node.name)!.items) item.dirty = true;
    }
    for (const i of form.ruleReaders.get(name) ?? []) ruleDirty[i] = 1;
    for (const i of form.crossReaders.get(name) ?? []) crossDirty[i] = 1;
    const self = form.nodeOf.get(name);
    if (self !== undefined) ruleDirty[self] = 1;
  }

  /** Everything dirty, each node after those it reads; then rules, which may read any value; then checks across fields. */
  function settle(): void {
    current = undefined;
    for (const [i, node] of form.order.entries()) {
      if (valueDirty[i] === 0) continue;
      valueDirty[i] = 0;
      const moved = node.kind === 'field' ? settleField(node) : settleList(node.section);
      if (moved) changed(node.name);
    }
    for (const [i, node] of form.order.entries()) {
      if (ruleDirty[i] === 0) continue;
      ruleDirty[i] = 0;
      if (node.kind === 'field') settleRules(cells.get(node.name)!, scope, env);
      else
        for (const item of lists.get(node.name)!.items) {
          for (const name of node.section.outerRuleReads) item.scope[name] = scope[name] ?? null;
          for (const cell of item.cells.values()) settleRules(cell, item.scope, env);
        }
    }
    for (const [i, { check, rule }] of form.crossChecks.entries()) {
      if (crossDirty[i] === 0) continue;
      crossDirty[i] = 0;
      const filled = rule.paths.every(isFilled);
      const right = filled ? rule.run(scope, env) : null;
      const failed = right !== true && right !== null;
      if (failed !== crossFaults.has(i)) {
        const cell = cells.get(check.at);
        if (cell !== undefined) cell.state = undefined;
      }
      if (failed) crossFaults.set(i, { path: check.at, code: 'check', message: check.message });
      else crossFaults.delete(i);
    }
  }

  /** Whether a path a check reads has its answer: of a repeated section, in every item in which it is asked. */
  function isFilled([name, inner]: readonly string[]): boolean {
    const list = lists.get(name!);
    if (list === undefined) return !form.nodeOf.has(name!) || scope[name!] !== null;
    if (inner === undefined || !list.visible) return true;
    return list.items.every((item) => {
      const cell = item.cells.get(inner);
      return cell === undefined || !cell.visible || cell.parsed.value !== null;
    });
  }

  function sectionShown(section: CompiledSection): boolean {
    return section.show === undefined || section.show.run(scope, env) === true;
  }

  function settleField(node: FormNode & { readonly kind: 'field' }): boolean {
    const cell = cells.get(node.name)!;
    const before = cell.parsed;
    const moved = settleValue(cell, sectionShown(node.section), scope, env, today);
    scope[node.name] = cell.parsed.feel;
    // A fault that came or went moves no value, but the field's own rules look at it.
    if (cell.parsed !== before) ruleDirty[form.nodeOf.get(node.name)!] = 1;
    return moved;
  }

  function settleList(section: CompiledSection): boolean {
    const { name } = section.section;
    const list = lists.get(name)!;
    const shown = sectionShown(section);
    let moved = shown !== list.visible;
    list.visible = shown;
    for (const item of list.items) {
      if (!item.dirty && !moved) continue;
      item.dirty = false;
      for (const outer of section.outerValueReads) item.scope[outer] = scope[outer] ?? null;
      for (const field of section.fields) item.scope[field.field.name] = item.cells.get(field.field.name)!.parsed.feel;
      for (const field of section.itemOrder) {
        const cell = item.cells.get(field.field.name)!;
        moved = settleValue(cell, shown, item.scope, env, today) || moved;
        item.scope[field.field.name] = cell.parsed.feel;
      }
    }
    const entries = shown
      ? list.items.map((item) =>
          Object.fromEntries(section.fields.map((f) => [f.field.name, item.cells.get(f.field.name)!.parsed.feel])),
        )
      : [];
    moved ||= entries.length !== (scope[name] as readonly unknown[]).length;
    scope[name] = entries;
    ruleDirty[form.nodeOf.get(name)!] = 1;
    return moved;
  }

  function itemLocked(section: string, index: number): boolean {
    const prefix = `${section}.${index}.`;
    return Object.entries(provenance).some(([path, p]) => p.locked && path.startsWith(prefix));
  }

  function assemble(): FormState {
    const sections = new Map<string, SectionState>();
    const fields = new Map<string, FieldState>();
    const errors: FormIssue[] = [];
    const missing: FormIssue[] = [];
    const crossAt = new Map<string, FormIssue[]>();
    for (const found of crossFaults.values()) crossAt.set(found.path, [...(crossAt.get(found.path) ?? []), found]);
    const put = (cell: Cell, path: string) => {
      const state = cellState(cell, path, provenance[path], crossAt.get(path) ?? []);
      fields.set(path, state);
      errors.push(...state.errors);
      if (state.missing) missing.push(missingIssue(cell, path));
    };
    for (const compiled of form.sections) {
      const { name, repeat } = compiled.section;
      const visible = sectionShown(compiled);
      if (repeat === undefined) {
        sections.set(name, { name, visible, items: 0, canAdd: false, canRemove: false, errors: [] });
        for (const f of compiled.fields) put(cells.get(f.field.name)!, f.field.name);
        continue;
      }
      const list = lists.get(name)!;
      const count = list.items.length;
      const own: FormIssue[] = visible ? [...(crossAt.get(name) ?? [])] : [];
      if (visible && list.fault !== undefined) {
        const found = list.fault === 'shape' ? FAULTS.shape : tooManyItems(repeat.max, repeat.item);
        own.push({ path: name, ...found });
      }
      if (visible && count < repeat.min) missing.push({ path: name, ...tooFewItems(repeat.min, repeat.item) });
      errors.push(...own);
      sections.set(name, {
        name,
        visible,
        items: count,
        canAdd: visible && count < repeat.max,
        canRemove: visible && count > repeat.min,
        errors: own,
      });
      for (const [i, item] of list.items.entries())
        for (const f of compiled.fields) put(item.cells.get(f.field.name)!, `${name}.${i}.${f.field.name}`);
    }
    const complete = errors.length === 0 && missing.length === 0 && unknown.length === 0;
    return { sections, fields, errors, missing, unknown, complete };
  }

  function state(): FormState {
    current ??= assemble();
    return current;
  }

  function listOf(section: string): {
    readonly list: List;
    readonly compiled: CompiledSection;
    readonly index: number;
  } {
    const index = form.nodeOf.get(section);
    const node = index === undefined ? undefined : form.order[index];
    if (node?.kind !== 'list') throw new RangeError(`There is no repeated section ${JSON.stringify(section)}.`);
    return { list: lists.get(section)!, compiled: node.section, index: index! };
  }

  return {
    state,
    answers() {
      const out: Record<string, AnswerValue> = {};
      for (const [name, cell] of cells) if (cell.raw !== undefined) out[name] = cell.raw as AnswerValue;
      for (const [name, list] of lists)
        out[name] = list.items.map((item) => {
          const entry: Record<string, AnswerValue> = {};
          for (const [field, cell] of item.cells) if (cell.raw !== undefined) entry[field] = cell.raw as AnswerValue;
          return entry;
        });
      return out;
    },
    provenance: () => provenance,
    set(path, value) {
      const [name, at, field] = path.split('.') as [string, string?, string?];
      let cell: Cell | undefined;
      let item: Item | undefined;
      if (at === undefined) cell = cells.get(name);
      else if (field !== undefined) {
        item = lists.get(name)?.items[Number(at)];
        cell = item?.cells.get(field);
      }
      if (cell === undefined) throw new RangeError(`There is no field ${JSON.stringify(path)}.`);
      const { compiled } = cell;
      if (compiled.compute !== undefined || compiled.field.edit === 'never' || provenance[path]?.locked === true)
        return state();
      if (path in provenance && !sameAnswer(value as AnswerValue, cell.raw as AnswerValue)) {
        const { [path]: _, ...rest } = provenance;
        provenance = rest;
      }
      cell.raw = value;
      cell.parsedRaw = undefined;
      cell.state = undefined;
      if (item !== undefined) item.dirty = true;
      valueDirty[form.nodeOf.get(name)!] = 1;
      settle();
      return state();
    },
    setContext(context) {
      for (const [name, type] of Object.entries(form.extraNames)) {
        if (!Object.hasOwn(context, name)) continue;
        scope[name] = fromJson(context[name], type);
        changed(name);
      }
      settle();
      return state();
    },
    addItem(section) {
      const { list, compiled, index } = listOf(section);
      if (list.items.length >= compiled.section.repeat!.max) return state();
      list.items.push(newItem(compiled, {}));
      valueDirty[index] = 1;
      settle();
      return state();
    },
    removeItem(section, at) {
      const { list, compiled, index } = listOf(section);
      if (list.items[at] === undefined) throw new RangeError(`Section ${section} has no item ${at}.`);
      if (list.items.length <= compiled.section.repeat!.min || itemLocked(section, at)) return state();
      list.items.splice(at, 1);
      list.fault = list.fault === 'tooMany' ? undefined : list.fault;
      provenance = withoutItem(provenance, section, at);
      for (const item of list.items) for (const cell of item.cells.values()) cell.state = undefined;
      valueDirty[index] = 1;
      settle();
      return state();
    },
  };
}

/** Provenance after an item is gone: its paths are dropped, those behind it move up. */
function withoutItem(
  provenance: Readonly<Record<string, Provenance>>,
  section: string,
  at: number,
): Record<string, Provenance> {
  const out: Record<string, Provenance> = {};
  for (const [path, value] of Object.entries(provenance)) {
    const [name, index, field] = path.split('.');
    if (name !== section || index === undefined || Number(index) < at) out[path] = value;
    else if (Number(index) > at) out[`${name}.${Number(index) - 1}.${field}`] = value;
  }
  return out;
}

function own(record: object, key: string): unknown {
  return Object.hasOwn(record, key) ? (record as Record<string, unknown>)[key] : undefined;
}
function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
