import type { CompiledItem } from '@miaopi/items';
import { compileFiles } from './check-package.ts';
import type { PackageFiles } from './package-files.ts';

/** Versions held in memory: their files, and compiled on first use the most recently used of them. */
export interface CompiledVersions {
  readonly inForce: ReadonlyMap<string, number>;
  /** @throws when files that were accepted once can't be compiled any more */
  get(slug: string, version?: number): CompiledItem | undefined;
  hold(slug: string, version: number, files: PackageFiles): void;
  keep(item: CompiledItem): void;
  putInForce(slug: string, version: number): void;
}

/** @param most compiled versions kept besides those in force */
export function createCompiledVersions(most = 50): CompiledVersions {
  const files = new Map<string, { slug: string; files: PackageFiles }>();
  const compiled = new Map<string, CompiledItem>();
  const inForce = new Map<string, number>();
  const key = (slug: string, version: number) => `${slug}@${version}`;

  function keep(at: string, item: CompiledItem): void {
    compiled.delete(at);
    compiled.set(at, item);
    for (const [old, one] of compiled) {
      if (compiled.size <= most + inForce.size) break;
      if (inForce.get(one.package.slug) !== one.package.item.version) compiled.delete(old);
    }
  }

  return {
    inForce,
    get(slug, version = inForce.get(slug)) {
      if (version === undefined) return undefined;
      const at = key(slug, version);
      const known = compiled.get(at);
      if (known) return known;
      const source = files.get(at);
      if (!source) return undefined;
      const item = compileFiles(slug, source.files);
      keep(at, item);
      return item;
    },
    hold(slug, version, text) {
      files.set(key(slug, version), { slug, files: text });
    },
    keep: (item) => keep(key(item.package.slug, item.package.item.version), item),
    putInForce: (slug, version) => void inForce.set(slug, version),
  };
}
