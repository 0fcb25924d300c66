import type { Finding, Locator, Path } from './finding.ts';
import { hasErrors } from './finding.ts';
import type { GoldenCase, GoldenHistory, ItemPackage } from './model.ts';
import {
  decisionShape,
  evidenceShape,
  formShape,
  goldenShape,
  historyShape,
  itemShape,
  licenceShape,
  noticesShape,
  paperShape,
  processShape,
} from './schema.ts';
import type { Shape } from './shape.ts';
import { limits, parseSource, type SourceFile } from './source.ts';

/** An item folder read: the package when its shape is right, what is wrong otherwise, and where everything stands. */
export interface ReadItem {
  /** Absent when an error makes the parts unusable. */
  readonly package?: ItemPackage;
  readonly findings: readonly Finding[];
  readonly locate: Locator;
}

const parts: Readonly<Record<string, { readonly part: string; readonly shape: Shape }>> = {
  'item.yaml': { part: 'item', shape: itemShape },
  'form.yaml': { part: 'form', shape: formShape },
  'evidence.yaml': { part: 'evidence', shape: evidenceShape },
  'decision.yaml': { part: 'decision', shape: decisionShape },
  'process.yaml': { part: 'process', shape: processShape },
  'licence.yaml': { part: 'licence', shape: licenceShape },
  'paper.yaml': { part: 'paper', shape: paperShape },
  'notices.yaml': { part: 'notices', shape: noticesShape },
};

/**
 * Reads an item package from its files (path inside the folder, with `/`, → text). Golden cases are in `golden/*.yaml`, one case
 * or a list of cases a file, golden histories likewise in `histories/*.yaml`; further papers in `papers/*.yaml`. Never throws: files are hostile until read. Use `checkItem` next for what the shape can't tell.
 * With `accepted` the files are those of a version that came into force before both languages were asked for everywhere: cases still run by it,
 * and a text in one language is no more than a warning.
 */
export function readItem(
  slug: string,
  files: ReadonlyMap<string, string>,
  options: { readonly accepted?: boolean } = {},
): ReadItem {
  const findings: Finding[] = [];
  const sources = new Map<string, SourceFile>();
  const add = (code: string, file: string, zh: string, en: string, severity: Finding['severity'] = 'error') =>
    findings.push({ file, line: 1, column: 1, code, severity, message: { zh, en } });

  if (!/^[a-z][a-z0-9-]{0,62}$/.test(slug)) {
    add(
      'file.slug',
      '.',
      '文件夹名只能用小写字母、数字和连字符',
      'the folder name may have lower-case letters, digits and hyphens only',
    );
  }
  let bytes = 0;
  for (const text of files.values()) bytes += text.length;
  if (files.size > limits.files || bytes > limits.totalBytes) {
    add('file.size', '.', '事项包过大', 'the package is too large');
    return { findings, locate: nowhere };
  }

  const read: Record<string, unknown> = {};
  const papers: Record<string, unknown> = {};
  const golden: Entry[] = [];
  const histories: Entry[] = [];
  for (const [name, text] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const known = Object.hasOwn(parts, name) ? parts[name]! : undefined;
    const folder = /^(golden|histories)\/[^/]+\.yaml$/.exec(name)?.[1];
    const cases = folder === 'golden' ? golden : folder === 'histories' ? histories : undefined;
    const paper = /^papers\/([a-z][a-z0-9-]{0,39})\.yaml$/.exec(name)?.[1];
    if (!known && !cases && !paper) {
      if (/\.ya?ml$/.test(name))
        add('file.unknown', name, '事项包中没有这个文件', 'a package has no such file', 'warning');
      continue;
    }
    const parsed = parseSource(name, text);
    findings.push(...parsed.findings);
    const source = parsed.file;
    if (!source) continue;
    sources.set(name, source);
    let found = 0;
    const shaped = (shape: Shape, value: unknown, path: Path) =>
      shape(value, path, (code, at, zh, en, key) => {
        if (++found > limits.findings) return;
        findings.push({
          ...source.at(at, key),
          code,
          severity: code === 'shape.language' && options.accepted ? 'warning' : 'error',
          message: { zh: `${zh}（${at.join('.') || name}）`, en: `${en} (${at.join('.') || name})` },
        });
      });
    if (paper) papers[paper] = shaped(paperShape, source.value, []);
    else if (known) read[known.part] = shaped(known.shape, source.value, []);
    else if (cases) {
      const shape = cases === golden ? goldenShape : historyShape;
      if (Array.isArray(source.value))
        source.value.slice(0, 200).forEach((value, index) => {
          cases.push({ value: shaped(shape, value, [index]), file: name, index });
        });
      else cases.push({ value: shaped(shape, source.value, []), file: name, index: undefined });
    }
  }
  for (const name of Object.keys(parts)) {
    if (!files.has(name)) add('file.missing', name, `缺少文件 ${name}`, `the file ${name} is missing`);
  }

  const locate: Locator = (path, key) => {
    const [part, ...rest] = path;
    if (part === 'golden' || part === 'histories') {
      const entry = (part === 'golden' ? golden : histories)[Number(rest[0])];
      const source = entry && sources.get(entry.file);
      if (!entry || !source) return { file: part, line: 1, column: 1 };
      return source.at(entry.index === undefined ? rest.slice(1) : [entry.index, ...rest.slice(1)], key);
    }
    if (part === 'papers') {
      const file = `papers/${rest[0]}.yaml`;
      return sources.get(file)?.at(rest.slice(1), key) ?? { file, line: 1, column: 1 };
    }
    const file = `${part}.yaml`;
    return sources.get(file)?.at(rest, key) ?? { file, line: 1, column: 1 };
  };
  if (hasErrors(findings)) return { findings, locate };
  return {
    package: {
      slug,
      ...read,
      papers,
      golden: golden.map((g) => g.value as GoldenCase),
      ...(histories.length > 0 ? { histories: histories.map((h) => h.value as GoldenHistory) } : {}),
    } as unknown as ItemPackage,
    findings,
    locate,
  };
}

/** A golden case or history where it stands: a file holds one, or a list. */
interface Entry {
  readonly value: unknown;
  readonly file: string;
  readonly index: number | undefined;
}

const nowhere: Locator = () => ({ file: '.', line: 1, column: 1 });
