import * as c from '@miaopi/contracts';
import { type CompiledItem, clientItem, flowSvg } from '@miaopi/items';
import type { RawReply } from '../../kernel/http/route.ts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import type { CompiledVersions } from './compiled-versions.ts';
import type { Catalog } from './door.ts';
import { catalogErrors } from './errors.ts';
import { guideArchive } from './guide/guide-archive.ts';
import { resultSample } from './guide/result-sample.ts';
import type { LiveDirectory } from './live-directory.ts';
import { presentCard } from './present.ts';
import type { createRendered } from './rendered.ts';
import { findItems } from './search/find-items.ts';
import { highlight } from './search/highlight.ts';
import { searchQuery } from './search/query.ts';

interface RouteDeps extends Pick<Catalog, 'guide' | 'home' | 'load' | 'smart'> {
  readonly versions: CompiledVersions;
  readonly rendered: ReturnType<typeof createRendered>;
  readonly directory: LiveDirectory;
}

const suggestions = 8;
/** Nobody turns pages further; a narrower question helps. */
const deepest = 1000;

export function catalogRoutes({ versions, rendered, directory, guide, home, load, smart }: RouteDeps): BoundRoute[] {
  const inForce = (slug: string): CompiledItem => {
    const item = versions.get(slug);
    if (!item) throw catalogErrors.item_missing();
    return item;
  };
  return [
    route(c.searchItems, async ({ query }) => {
      const { q, limit = 20, after, theme, office, event, nature } = query;
      const asked = q === undefined ? undefined : searchQuery(q);
      const offset = offsetOf(after);
      const found = findItems(
        await directory.current(),
        asked,
        {
          ...(theme ? { theme } : {}),
          ...(office ? { office } : {}),
          ...(event ? { event } : {}),
          ...(nature ? { nature } : {}),
          ...(query.for ? { for: query.for } : {}),
        },
        { limit, offset },
      );
      return {
        items: found.items.map((item) => presentCard(item, asked)),
        total: found.total,
        ...(offset + limit < Math.min(found.total, deepest) ? { next: `p${offset + limit}` } : {}),
        facets: {
          themes: [...found.themes],
          offices: [...found.offices],
        },
      };
    }),
    route(c.suggestItems, async ({ query }) => {
      const asked = searchQuery(query.q);
      if (!asked) return [];
      const found = findItems(await directory.current(), asked, {}, { limit: suggestions, offset: 0 });
      return found.items.map((item) => ({
        slug: item.slug,
        name: item.name,
        highlighted: { zh: highlight(item.name.zh, asked), en: highlight(item.name.en, asked) },
        ...(item.themes[0] ? { topic: item.themes[0] } : {}),
      }));
    }),
    route(c.getHome, () => home()),
    route(c.listSmartItems, () => smart()),
    route(c.getGuide, async ({ params }) => {
      const found = await guide(params.slug);
      if (!found) throw catalogErrors.item_missing();
      return found;
    }),
    route(c.getResultSample, async ({ params }) => {
      const item = inForce(params.slug);
      return svg(rendered(item, 'sample', resultSample), item);
    }),
    route(c.getFlowPicture, async ({ params, query, lang }) => {
      const item = inForce(params.slug);
      const language = query.lang ?? lang;
      return svg(
        rendered(item, `flow ${language}`, (i) => flowSvg(i.package, language)),
        item,
      );
    }),
    route(c.downloadGuide, async ({ params }): Promise<RawReply> => {
      const item = inForce(params.slug);
      return {
        mediaType: 'application/zip',
        body: rendered(item, 'archive', guideArchive),
        fileName: `${item.core.name.zh}-办事指南.zip`,
        cacheSeconds: 300,
        shared: true,
        etag: `${item.core.slug}-${item.core.version}`,
      };
    }),
    route(c.getClientItem, async ({ params, query }) => {
      const item = query.version === undefined ? versions.get(params.slug) : await load(params.slug, query.version);
      if (!item) throw catalogErrors.item_missing();
      return clientItem(item);
    }),
  ];
}

function svg(body: string, item: CompiledItem): RawReply {
  return {
    mediaType: 'image/svg+xml; charset=utf-8',
    body,
    cacheSeconds: 300,
    shared: true,
    etag: `${item.core.slug}-${item.core.version}`,
  };
}

/** A cursor not made here starts at the beginning. */
function offsetOf(after: string | undefined): number {
  const offset = Number(/^p(\d{1,5})$/.exec(after ?? '')?.[1] ?? 0);
  return Math.min(offset, deepest);
}
