import { type CompiledItem, canonicalJson, compileItem } from '@miaopi/items';
import type { Actor } from '../../kernel/actor.ts';
import { actorKey } from '../../kernel/actor.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { governedPackage, rowOfPackage } from './domain/type-row.ts';
import {
  findTypeVersion,
  insertTypeVersion,
  listInForce,
  listTypeVersions,
  lockType,
  type TypeVersionRow,
} from './store/types.ts';

/** How items are governed by the catalogue rows in force. Asked in the hot path: answers from memory, looks again beside it. */
export interface TypeCatalogue {
  /** At installation: a type's first row comes from its item's package; a later package changes a row that was never edited in the studio. */
  seed(actor: Actor, item: CompiledItem): Promise<void>;
  /** The item as the row in force has its licences made. */
  governed(item: CompiledItem): { readonly item: CompiledItem; readonly version: number | null };
  /** The item as the row's version had it, for what was issued under it. */
  governedAt(item: CompiledItem, version: number | null): Promise<CompiledItem>;
  inForce(typeCode: string): TypeVersionRow | undefined;
  /** After a publication by this process. */
  refresh(): Promise<void>;
}

/** Another process sees a publication at most this much later. */
const freshMs = 5000;

export function createTypeCatalogue(kernel: Kernel): TypeCatalogue {
  let rows = new Map<string, TypeVersionRow>();
  let loadedAt = 0;
  let loading: Promise<void> | undefined;
  const compiled = new WeakMap<CompiledItem, Map<number, CompiledItem>>();

  function load(): Promise<void> {
    loading ??= listInForce(kernel.read)
      .then((found) => {
        rows = new Map(found.map((row) => [row.typeCode, row]));
        loadedAt = Date.now();
      })
      .finally(() => {
        loading = undefined;
      });
    return loading;
  }

  function current(typeCode: string): TypeVersionRow | undefined {
    if (Date.now() - loadedAt > freshMs)
      load().catch((error) => kernel.log.warn({ err: error }, 'licence types could not be read'));
    return rows.get(typeCode);
  }

  /** A later package may have lost what an older row prints: then it is made as the package says, and somebody has to look. */
  function compiledUnder(item: CompiledItem, row: TypeVersionRow): CompiledItem {
    try {
      return compileItem(governedPackage(item.package, row.body));
    } catch (error) {
      kernel.log.error({ err: error, type: row.typeCode, version: row.version }, 'licence type does not fit its item');
      return item;
    }
  }

  function under(item: CompiledItem, row: TypeVersionRow): CompiledItem {
    let known = compiled.get(item);
    if (!known) {
      known = new Map();
      compiled.set(item, known);
    }
    let governed = known.get(row.version);
    if (!governed) {
      // a row that says what the package says anyway needs no second compilation
      const same = row.slug !== item.core.slug || canonicalJson(row.body) === canonicalJson(rowOfPackage(item.package));
      governed = same ? item : compiledUnder(item, row);
      known.set(row.version, governed);
    }
    return governed;
  }

  return {
    async seed(actor, item) {
      const { typeCode } = item.package.licence;
      const body = rowOfPackage(item.package);
      await kernel.command('licences.seed_type', { actor }, async (ctx) => {
        await lockType(ctx.tx, typeCode);
        const versions = await listTypeVersions(ctx.tx, typeCode);
        const inForce = versions.find((v) => v.state === 'published');
        if (inForce && (inForce.source === 'studio' || inForce.slug !== item.core.slug)) return;
        if (inForce && canonicalJson(inForce.body) === canonicalJson(body)) return;
        await insertTypeVersion(ctx.tx, {
          typeCode,
          version: (versions[0]?.version ?? 0) + 1,
          state: 'published',
          source: 'package',
          slug: item.core.slug,
          office: item.package.item.office.uscc,
          body,
          note: null,
          savedBy: actorKey(actor),
          savedByName: '事项包',
          savedByHead: false,
          savedAt: ctx.now,
          publishedBy: actorKey(actor),
          publishedByName: '事项包',
          publishedAt: ctx.now,
        });
        ctx.audit({
          action: 'licences.type_seeded',
          subject: `licence_type:${typeCode}`,
          data: { slug: item.core.slug },
        });
      });
      await load();
    },
    governed(item) {
      const row = current(item.package.licence.typeCode);
      return row ? { item: under(item, row), version: row.version } : { item, version: null };
    },
    async governedAt(item, version) {
      if (version === null) return item;
      const { typeCode } = item.package.licence;
      const inForce = rows.get(typeCode);
      const row = inForce?.version === version ? inForce : await findTypeVersion(kernel.read, typeCode, version);
      return row ? under(item, row) : item;
    },
    inForce: current,
    refresh: load,
  };
}
