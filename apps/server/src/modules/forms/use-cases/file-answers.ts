import type { Answers, AnswerValue, CompiledForm, FormIssue } from '@miaopi/forms';
import type { StoredFile } from '../deps.ts';

/**
 * Puts what is stored of each upload in place of what the browser says of it (its name, kind, size and digest), so that the form's own checks see the truth.
 * An upload that is not there, or not this person's, is an issue at its field.
 */
export async function withStoredFiles(
  form: CompiledForm,
  answers: Answers,
  stored: (fileIds: readonly string[]) => Promise<readonly StoredFile[]> | undefined,
): Promise<{ readonly answers: Answers; readonly issues: readonly FormIssue[] }> {
  const ids = new Set<string>();
  eachFile(form, answers, (file) => {
    ids.add(file.fileId);
    return file;
  });
  const found = ids.size === 0 ? undefined : stored([...ids]);
  if (!found) return { answers, issues: [] };
  const files = new Map((await found).map((f) => [f.fileId, f]));
  const issues: FormIssue[] = [];
  const replaced = eachFile(form, answers, (file, path) => {
    const known = files.get(file.fileId);
    if (!known) {
      issues.push({
        path,
        code: 'fileMissing',
        message: { zh: '文件已不在，请重新上传。', en: 'The file is no longer there; please upload it again.' },
      });
      return file;
    }
    const { fileId, name, mediaType, bytes, sm3 } = known;
    return { fileId, name, mediaType, bytes, sm3 };
  });
  return { answers: replaced, issues };
}

type FileLike = { readonly fileId: string };

function eachFile(form: CompiledForm, answers: Answers, change: (file: FileLike, path: string) => FileLike): Answers {
  const out: Record<string, AnswerValue> = { ...answers };
  const visit = (value: AnswerValue | undefined, path: string): AnswerValue => {
    if (Array.isArray(value)) return value.map((one: AnswerValue) => visit(one, path));
    return isFile(value) ? (change(value, path) as unknown as AnswerValue) : (value ?? null);
  };
  for (const { section } of form.sections) {
    const fields = section.fields.filter((f) => f.type === 'file' || f.type === 'photo');
    if (section.repeat === undefined) {
      for (const { name } of fields) if (Object.hasOwn(out, name)) out[name] = visit(out[name], name);
      continue;
    }
    const list = out[section.name];
    if (fields.length === 0 || !Array.isArray(list)) continue;
    out[section.name] = list.map((item: AnswerValue, i) => {
      if (typeof item !== 'object' || item === null || Array.isArray(item)) return item;
      const copy: Record<string, AnswerValue> = { ...(item as Readonly<Record<string, AnswerValue>>) };
      for (const { name } of fields)
        if (Object.hasOwn(copy, name)) copy[name] = visit(copy[name], `${section.name}.${i}.${name}`);
      return copy;
    });
  }
  return out;
}

function isFile(value: unknown): value is FileLike {
  return typeof value === 'object' && value !== null && 'fileId' in value && typeof value.fileId === 'string';
}
