import { type CompiledItem, checkItem, compileItem, type Finding, hasErrors, readItem, runGolden } from '@miaopi/items';
import { notoPaperEnv } from '@miaopi/layout/noto';
import type { PackageFiles } from './package-files.ts';

export interface CheckedPackage {
  /** Absent when the package may not be loaded. */
  readonly item?: CompiledItem;
  readonly findings: readonly Finding[];
}

/** Everything that keeps a package from being published: shape, codes, expressions, rules, papers, and its own golden cases. */
export function checkPackage(slug: string, files: PackageFiles): CheckedPackage {
  const read = readItem(slug, new Map(Object.entries(files)));
  if (!read.package) return { findings: read.findings };
  const findings = [...read.findings, ...checkItem(read.package, read.locate)];
  if (hasErrors(findings)) return { findings };
  let item: CompiledItem;
  try {
    item = compileItem(read.package);
  } catch (error) {
    // what no check foresaw is a finding all the same: one package must not keep the others from loading
    const reason = error instanceof Error ? error.message : String(error);
    const message = { zh: `无法编译：${reason}`, en: `can't be compiled: ${reason}` };
    return { findings: [...findings, { ...read.locate(['item']), code: 'compile', severity: 'error', message }] };
  }
  for (const golden of runGolden(item, { paper: notoPaperEnv() }))
    for (const failure of golden.failures)
      findings.push({
        ...read.locate(['golden', golden.index]),
        code: 'golden.differs',
        severity: 'error',
        message: {
          zh: `金标用例“${golden.name}”不符：${failure.what} 应为 ${failure.expected}，实为 ${failure.found}`,
          en: `golden case “${golden.name}” differs: ${failure.what} should be ${failure.expected}, is ${failure.found}`,
        },
      });
  return hasErrors(findings) ? { findings } : { item, findings };
}

/** Compiles a version that has been checked before. */
export function compileFiles(slug: string, files: PackageFiles): CompiledItem {
  const { package: pkg, findings } = readItem(slug, new Map(Object.entries(files)), { accepted: true });
  if (!pkg)
    throw new Error(`the stored package ${slug} can't be read any more: ${findings[0]?.message.en ?? 'unknown'}`);
  return compileItem(pkg);
}
