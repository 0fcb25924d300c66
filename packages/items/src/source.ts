import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { Finding, Path } from './finding.ts';

/** Bounds of a package: far above any real one, far below what hurts. */
export const limits = {
  files: 200,
  fileBytes: 512 * 1024,
  totalBytes: 4 * 1024 * 1024,
  depth: 24,
  aliases: 50,
  findings: 200,
};

/** A YAML file read with the place of each of its nodes. */
export interface SourceFile {
  readonly name: string;
  readonly value: unknown;
  at(path: Path, key?: boolean): { readonly file: string; readonly line: number; readonly column: number };
}

/** Reads YAML 1.2 (core schema, unique keys, one document); never throws, every fault is a finding. */
export function parseSource(name: string, text: string): { file?: SourceFile; findings: Finding[] } {
  const findings: Finding[] = [];
  const fault = (code: string, line: number, column: number, zh: string, en: string): Finding => ({
    file: name,
    line,
    column,
    code,
    severity: 'error',
    message: { zh, en },
  });
  if (text.length > limits.fileBytes) {
    return {
      findings: [
        fault(
          'file.size',
          1,
          1,
          `文件超过 ${limits.fileBytes / 1024} kB`,
          `file is over ${limits.fileBytes / 1024} kB`,
        ),
      ],
    };
  }
  const deep = deepestIndent(text);
  if (deep > limits.depth * 8) {
    return { findings: [fault('yaml.depth', 1, 1, '嵌套过深', 'nested too deeply')] };
  }
  const lines = new LineCounter();
  let doc: Document;
  try {
    doc = parseDocument(text, {
      lineCounter: lines,
      strict: true,
      uniqueKeys: true,
      schema: 'core',
      prettyErrors: false,
    });
  } catch (error) {
    return {
      findings: [fault('yaml.syntax', 1, 1, `无法解析：${reason(error)}`, `cannot be parsed: ${reason(error)}`)],
    };
  }
  for (const e of [...doc.errors, ...doc.warnings].slice(0, 20)) {
    const { line, col } = lines.linePos(e.pos[0]);
    findings.push(fault('yaml.syntax', line, col, `YAML 语法错误：${e.message}`, `YAML: ${e.message}`));
  }
  if (findings.length) return { findings };
  let value: unknown;
  try {
    value = doc.toJS({ maxAliasCount: limits.aliases });
    if (depthOf(value, 0) > limits.depth)
      return { findings: [fault('yaml.depth', 1, 1, '嵌套过深', 'nested too deeply')] };
  } catch (error) {
    return {
      findings: [fault('yaml.alias', 1, 1, `别名不可用：${reason(error)}`, `aliases refused: ${reason(error)}`)],
    };
  }
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { file: name, line: Math.max(1, line), column: Math.max(1, col) };
  };
  return { file: { name, value, at: (path, key) => place(offsetOf(doc, path, key ?? false)) }, findings };
}

/** Offset of the deepest existing node on the path; of its key when asked. */
function offsetOf(doc: Document, path: Path, key: boolean): number {
  let node: unknown = doc.contents;
  let offset = start(node) ?? 0;
  path.forEach((step, i) => {
    if (isAlias(node)) node = node.resolve(doc);
    const last = i === path.length - 1;
    if (isMap(node)) {
      const pair = node.items.find((p) => (isScalar(p.key) ? String(p.key.value) : p.key) === String(step));
      if (!pair) {
        node = undefined;
        return;
      }
      offset = (last && key ? start(pair.key) : (start(pair.value) ?? start(pair.key))) ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      offset = start(node) ?? offset;
    } else node = undefined;
  });
  return offset;
}

function start(node: unknown): number | undefined {
  if (node && typeof node === 'object' && 'range' in node && Array.isArray(node.range)) return Number(node.range[0]);
  return undefined;
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message.slice(0, 200) : 'unknown';
}

/** Cheap look before parsing: the parser recurses with the nesting. */
function deepestIndent(text: string): number {
  let open = 0;
  let deepest = 0;
  for (const line of text.split('\n')) {
    const indent = line.length - line.trimStart().length;
    if (indent > deepest) deepest = indent;
  }
  for (const ch of text) {
    if (ch === '[' || ch === '{') open++;
    else if ((ch === ']' || ch === '}') && open > 0) open--;
    if (open > deepest) deepest = open;
  }
  return deepest;
}

function depthOf(value: unknown, depth: number): number {
  if (depth > limits.depth || value === null || typeof value !== 'object') return depth;
  let deepest = depth;
  for (const child of Object.values(value)) deepest = Math.max(deepest, depthOf(child, depth + 1));
  return deepest;
}
