import { type CompiledItem, type Finding, formatFinding, hasErrors } from '@miaopi/items';
import type { Actor } from '../../../kernel/actor.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import { checkPackage } from '../check-package.ts';
import { rowOfPackage } from '../item-row.ts';
import { digestOf, type PackageFiles } from '../package-files.ts';
import { wordsVersion } from '../search/words.ts';
import { upsertItems } from '../store/items.ts';
import { findFiles, findVersionInForce, insertVersion, replaceVersion } from '../store/versions.ts';

export type Published =
  | { readonly ok: true; readonly item: CompiledItem; readonly findings: readonly Finding[] }
  | { readonly ok: false; readonly findings: readonly Finding[] };

/**
 * Puts a package into force: only one that has no fault and passes its golden cases. A published version never changes: other content needs a new
 * version number, unless `replace` (while a package is being written).
 */
export async function publishVersion(
  kernel: Kernel,
  actor: Actor,
  given: { readonly slug: string; readonly files: PackageFiles },
  options: { readonly replace: boolean },
): Promise<Published> {
  const { slug, files } = given;
  const digest = digestOf(files);
  const { item, findings } = checkPackage(slug, files);
  if (!item) return { ok: false, findings };
  const { version } = item.package.item;
  // decided inside the transaction: another process may publish the same folder at this moment
  const refused = await kernel.command('catalog.publish_version', { actor }, async (ctx) => {
    const inForce = await findVersionInForce(ctx.tx, slug);
    if (inForce !== undefined && version < inForce) return older(version, inForce);
    const row = { slug, version, digest, files, now: ctx.now };
    if (!(await insertVersion(ctx.tx, row)) && (await findFiles(ctx.tx, slug, version))?.digest !== digest) {
      if (!options.replace) return changed(version);
      await replaceVersion(ctx.tx, row);
    }
    await upsertItems(ctx.tx, [rowOfPackage(item.package)], wordsVersion, ctx.now);
    ctx.audit({ action: 'catalog.version_published', subject: `item:${slug}`, data: { version, digest } });
    return undefined;
  });
  return refused ? { ok: false, findings: [...findings, refused] } : { ok: true, item, findings };
}

/** The faults for the log, one a line. */
export function faultsOf(findings: readonly Finding[]): string[] {
  return findings.filter((f) => hasErrors([f])).map((f) => formatFinding(f, 'en'));
}

function changed(version: number): Finding {
  return refusal(
    'version.changed',
    `版本 ${version} 已发布且内容不同：请提高 version（编写期间可设 ITEMS_DEV=1）`,
    `version ${version} is published with other content: raise “version” (or set ITEMS_DEV=1 while writing the package)`,
  );
}

function older(version: number, inForce: number): Finding {
  return refusal(
    'version.older',
    `版本 ${inForce} 正在使用，不能发布更早的版本 ${version}：请提高 version`,
    `version ${inForce} is in force, the older ${version} can't follow it: raise “version”`,
  );
}

function refusal(code: string, zh: string, en: string): Finding {
  return { file: 'item.yaml', line: 1, column: 1, code, severity: 'error', message: { zh, en } };
}
