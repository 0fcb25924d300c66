import { sameAnswer } from './cells.ts';
import type { CompiledForm } from './compiled-form.ts';
import { FAULTS, type FormIssue } from './messages.ts';
import type { Answers, AnswerValue, Provenance } from './model.ts';

export interface Merged {
  readonly answers: Answers;
  /** Without the entries whose value the person lawfully changed: those are the person's own now. */
  readonly provenance: Readonly<Record<string, Provenance>>;
  /** Locked values a client tried to change; they are put back. */
  readonly issues: readonly FormIssue[];
}

/**
 * The server's answer to a client's answers: `kept` is what the server filled in and stored itself (see `prefill`). A locked value that was
 * changed or left out is put back and reported; a value in a field that is never editable and that no source filled is dropped and reported.
 */
export function mergeProvenance(
  form: CompiledForm,
  client: Answers,
  kept: { readonly answers: Answers; readonly provenance: Readonly<Record<string, Provenance>> },
): Merged {
  const answers: Record<string, AnswerValue> = isRecord(client) ? { ...client } : {};
  const provenance: Record<string, Provenance> = {};
  const issues: FormIssue[] = [];
  for (const [path, source] of Object.entries(kept.provenance)) {
    if (!knows(form, path)) continue;
    const ours = read(kept.answers, path);
    const same = sameAnswer(read(answers, path), ours);
    if (same || source.locked) provenance[path] = source;
    if (same || !source.locked) continue;
    write(answers, path, ours);
    issues.push({ path, ...FAULTS.locked });
  }
  for (const { section } of form.sections) {
    const locked = Object.entries(kept.provenance).some(([path, p]) => p.locked && path.startsWith(`${section.name}.`));
    if (section.repeat !== undefined && !locked) followItems(section.name, answers, kept, provenance);
  }
  for (const { section, fields } of form.sections)
    for (const { field } of fields) {
      if (field.edit !== 'never' || field.compute !== undefined) continue;
      const list = answers[section.name];
      const count =
        section.repeat === undefined ? 1 : Array.isArray(list) ? Math.min(list.length, section.repeat.max) : 0;
      for (let i = 0; i < count; i++) {
        const path = section.repeat === undefined ? field.name : `${section.name}.${i}.${field.name}`;
        if (provenance[path] !== undefined || read(answers, path) === null) continue;
        write(answers, path, null);
        issues.push({ path, ...FAULTS.locked });
      }
    }
  return { answers, provenance, issues };
}

/**
 * Items the person may take out move up, so their values keep the mark of the source by content: each item follows the one of `kept` with
 * which it has most in common.
 */
function followItems(
  section: string,
  answers: Answers,
  kept: { readonly answers: Answers; readonly provenance: Readonly<Record<string, Provenance>> },
  provenance: Record<string, Provenance>,
): void {
  const sources = new Map<number, Map<string, Provenance>>();
  for (const [path, source] of Object.entries(kept.provenance)) {
    const [name, index, field] = path.split('.');
    if (name !== section || index === undefined || field === undefined) continue;
    delete provenance[path];
    const fields = sources.get(Number(index)) ?? new Map<string, Provenance>();
    sources.set(Number(index), fields.set(field, source));
  }
  const list = Object.hasOwn(answers, section) ? answers[section] : null;
  for (let i = 0; Array.isArray(list) && i < Math.min(list.length, 500) && sources.size > 0; i++) {
    let best: { readonly from: number; readonly same: readonly string[] } = { from: -1, same: [] };
    for (const [from, fields] of sources) {
      const same = [...fields.keys()].filter((field) =>
        sameAnswer(read(answers, `${section}.${i}.${field}`), read(kept.answers, `${section}.${from}.${field}`)),
      );
      if (same.length > best.same.length) best = { from, same };
    }
    for (const field of best.same) provenance[`${section}.${i}.${field}`] = sources.get(best.from)!.get(field)!;
    sources.delete(best.from);
  }
}

function knows(form: CompiledForm, path: string): boolean {
  const [name, index, field] = path.split('.') as [string, string?, string?];
  const at = form.nodeOf.get(name);
  const node = at === undefined ? undefined : form.order[at];
  if (node === undefined) return false;
  if (node.kind === 'field') return index === undefined;
  return /^\d{1,3}$/.test(index ?? '') && node.section.fields.some((f) => f.field.name === field);
}

function read(answers: Answers, path: string): AnswerValue {
  const [name, index, field] = path.split('.') as [string, string?, string?];
  const top = Object.hasOwn(answers, name) ? (answers[name] ?? null) : null;
  if (index === undefined || field === undefined) return top === '' ? null : top;
  const item: unknown = Array.isArray(top) ? top[Number(index)] : undefined;
  return isRecord(item) && Object.hasOwn(item, field) ? ((item[field] as AnswerValue | undefined) ?? null) : null;
}

function write(answers: Record<string, AnswerValue>, path: string, value: AnswerValue): void {
  const [name, index, field] = path.split('.') as [string, string?, string?];
  if (index === undefined || field === undefined) {
    answers[name] = value;
    return;
  }
  const old = answers[name];
  const list: AnswerValue[] = Array.isArray(old) ? [...old] : [];
  // A locked item the client took out comes back; those before it that are gone come back empty, their locked values follow.
  while (list.length <= Number(index)) list.push({});
  const item = list[Number(index)];
  list[Number(index)] = { ...(isRecord(item) ? item : {}), [field]: value } as AnswerValue;
  answers[name] = list;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
