import type { Text } from '@miaopi/forms';

/** `error` makes a package unloadable, `warning` is worth mending, `info` is worth knowing. */
export type Severity = 'error' | 'warning' | 'info';

/** A fault of an item package, at the place where its author mends it. Lines and columns count from 1. */
export interface Finding {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Stable, e.g. `yaml.syntax`, `shape.unknown-key`, `code.uscc`, `V3`, `feel.unknown-name`, `table.gap`. */
  readonly code: string;
  readonly severity: Severity;
  readonly message: Text;
  /** A concrete example, e.g. the input no rule covers. */
  readonly example?: string;
}

/** Path inside a file: keys and list indexes. */
export type Path = readonly (string | number)[];

/** Where a path of a package stands in its files; `['form', 'sections', 0]` is in form.yaml. */
export type Locator = (
  path: Path,
  /** The key of the last step rather than its value. */
  key?: boolean,
) => { readonly file: string; readonly line: number; readonly column: number };

/** Does any finding forbid loading the package? */
export function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some((f) => f.severity === 'error');
}

/** `file:line:column severity code message` for a terminal. */
export function formatFinding(finding: Finding, lang: 'zh' | 'en' = 'zh'): string {
  const example =
    finding.example === undefined ? '' : lang === 'zh' ? `（例：${finding.example}）` : ` (e.g. ${finding.example})`;
  const { file, line, column, severity, code } = finding;
  return `${file}:${line}:${column} ${severity} ${code} ${finding.message[lang]}${example}`;
}

/** Errors first, then by place. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  const rank = { error: 0, warning: 1, info: 2 };
  return [...findings].sort(
    (a, b) =>
      rank[a.severity] - rank[b.severity] ||
      (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) ||
      a.line - b.line ||
      a.column - b.column,
  );
}
