import * as c from '@miaopi/contracts';
import { type CompiledItem, clientItem, flowSvg } from '@miaopi/items';
import type { RawReply } from '../../kernel/http/route.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import type { CompiledVersions } from './compiled-versions.ts';
import type { Catalog } from './door.ts';
import { catalogErrors } from './errors.ts';
import { guideArchive } from './guide/guide-archive.ts';
import { resultSample } from './guide/result-sample.ts';
import { presentCard } from './present.ts';
import type { createRendered } from './rendered.ts';
import { highlight } from './search/highlight.ts';
import { type SearchQuery, searchQuery } from './search/query.ts';
import type { RecentSearches } from './search/recent-searches.ts';
import { type Found, mostRanked, type SearchFilter, searchItems } from './store/search.ts';

interface RouteDeps extends Pick<Catalog, 'guide' | 'home' | 'load'> {
  readonly kernel: Kernel;
  readonly versions: CompiledVersions;
  readonly rendered: ReturnType<typeof createRendered>;
  readonly searches: RecentSearches<Found>;
}

const suggestions = 8;

export function catalogRoutes({ kernel, versions, rendered, searches, guide, home, load }: RouteDeps): BoundRoute[] {
  const inForce = (slug: string): CompiledItem => {
    const item = versions.get(slug);
    if (!item) throw catalogErrors.item_missing();
    return item;
  };
  const search = (asked: SearchQuery | undefined, filter: SearchFilter, page: Parameters<typeof searchItems>[3]) =>
    searches.get(JSON.stringify([asked?.plain, filter, page]), () => searchItems(kernel.read, asked, filter, page));
  return [
    route(c.searchItems, async ({ query }) => {
      const { q, limit = 20, after, theme, office, event, nature } = query;
      const asked = q === undefined ? undefined : searchQuery(q);
      const offset = offsetOf(after);
      const found = await search(
        asked,
        {
          ...(theme ? { theme } : {}),
          ...(office ? { office } : {}),
          ...(event ? { event } : {}),
          ...(nature ? { nature } : {}),
          ...(query.for ? { for: query.for } : {}),
        },
        { limit, offset, facets: true },
      );
      const total = Number(found.total);
      return {
        items: found.items.map((item) => presentCard(item, asked)),
        total,
        ...(offset + limit < Math.min(total, mostRanked) ? { next: `p${offset + limit}` } : {}),
        facets: {
          themes: [...found.themes],
          offices: found.offices.map(({ code, zh, en, count }) => ({ code, name: { zh, en }, count })),
        },
      };
    }),
    route(c.suggestItems, async ({ query }) => {
      const asked = searchQuery(query.q);
      if (!asked) return [];
      const found = await search(asked, {}, { limit: suggestions, offset: 0, facets: false });
      return found.items.map((item) => ({
        slug: item.slug,
        name: { zh: item.name_zh, en: item.name_en },
        highlighted: { zh: highlight(item.name_zh, asked), en: highlight(item.name_en, asked) },
        ...(item.themes[0] ? { topic: item.themes[0] } : {}),
      }));
    }),
    route(c.getHome, () => home()),
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
  return Math.min(offset, mostRanked);
}
