import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

const left = new Set(['node_modules', 'dist', 'dist-ssr', '.build', 'data', '.git', 'coverage', 'test-results']);

/** Files under a folder of the checkout, as paths from its root, sorted. */
export function filesUnder(folder: string, ends: readonly string[] = ['.ts', '.tsx']): string[] {
  const found: string[] = [];
  const visit = (path: string) => {
    for (const name of readdirSync(path).sort()) {
      if (left.has(name)) continue;
      const at = join(path, name);
      if (statSync(at).isDirectory()) visit(at);
      else if (ends.some((end) => name.endsWith(end))) found.push(relative(root, at));
    }
  };
  if (existsSync(join(root, folder))) visit(join(root, folder));
  return found;
}

const texts = new Map<string, string>();

export function textOf(file: string): string {
  let text = texts.get(file);
  if (text === undefined) {
    text = readFileSync(join(root, file), 'utf8');
    texts.set(file, text);
  }
  return text;
}

export interface Import {
  readonly from: string;
  /** As written. */
  readonly specifier: string;
  /** Path from the root for a relative import; the specifier itself otherwise. */
  readonly to: string;
}

/** Every import of a file: static, dynamic, re-exports, and those of types only. */
export function importsOf(file: string): Import[] {
  const { importedFiles } = ts.preProcessFile(textOf(file), true, true);
  return importedFiles.map(({ fileName: specifier }) => ({
    from: file,
    specifier,
    to: specifier.startsWith('.')
      ? relative(root, resolve(root, dirname(file), specifier.replace(/\?.*$/, '')))
      : specifier,
  }));
}

export const isTest = (file: string) => /\.test\.tsx?$/.test(file);

/** Texts of the SQL a file holds: what stands in its `sql` templates, values struck out. */
export function sqlIn(file: string): string[] {
  const source = ts.createSourceFile(file, textOf(file), ts.ScriptTarget.ES2023, true);
  const found: string[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isTaggedTemplateExpression(node) && node.tag.getText(source) === 'sql') {
      const { template } = node;
      found.push(
        ts.isNoSubstitutionTemplateLiteral(template)
          ? template.text
          : [template.head.text, ...template.templateSpans.map((s) => s.literal.text)].join(' ? '),
      );
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** What a source says, comments and texts struck out; for rules about code. */
export function codeOf(file: string): ts.SourceFile {
  return ts.createSourceFile(
    file,
    textOf(file),
    ts.ScriptTarget.ES2023,
    true,
    file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  );
}
