import { join, resolve } from 'node:path';
import type { Kernel } from '../../kernel/kernel.ts';
import { root } from '../../kernel/root.ts';
import { createCompiledVersions } from './compiled-versions.ts';
import { mayGrantAlone } from './domain/tags.ts';
import type { Catalog, CatalogPlugs, Home, SmartItems } from './door.ts';
import { createFigures, days, shown } from './figures.ts';
import { presentGuide } from './guide/present-guide.ts';
import { presentSmart } from './guide/present-smart.ts';
import { presentEvents } from './life-events.ts';
import { createLiveDirectory } from './live-directory.ts';
import { presentCard } from './present.ts';
import { createRendered } from './rendered.ts';
import { catalogRoutes } from './routes.ts';
import { warmWords } from './search/words.ts';
import { findFiles, firstLoaded } from './store/versions.ts';
import { importDirectory } from './use-cases/import-directory.ts';
import { loadPackages } from './use-cases/load-packages.ts';

export interface CatalogOptions {
  /** Folders of packages; `items/` of the checkout and those of ITEMS_DIR (separated by `:`) unless told. */
  readonly roots?: readonly string[];
  /** A published version may be replaced by other content; ITEMS_DEV=1 unless told. */
  readonly replace?: boolean;
}

const hotItems = 8;

export function createCatalog(kernel: Kernel, plugs: CatalogPlugs, options: CatalogOptions = {}): Catalog {
  const versions = createCompiledVersions();
  const figures = createFigures(kernel, plugs);
  const rendered = createRendered();
  const directory = createLiveDirectory(kernel);
  let warming: NodeJS.Timeout | undefined;
  let published: readonly string[] = [];

  /** What takes long when it is first needed, done in small pieces after the start. */
  function warm(): void {
    const read = () =>
      void directory
        .current()
        .catch((error) => kernel.log.error({ err: error }, 'the items can’t be read for the search'));
    const work = [warmWords, read, ...[...versions.inForce.keys()].map((slug) => () => void versions.get(slug))];
    const next = () => {
      warming = undefined;
      try {
        work.shift()?.();
      } catch (error) {
        kernel.log.error({ err: error }, 'an item in force can’t be compiled');
      }
      if (work.length > 0) warming = setTimeout(next, 50).unref();
    };
    warming = setTimeout(next, 300).unref();
  }

  async function guide(slug: string) {
    const item = versions.get(slug);
    if (!item) return undefined;
    const [byItem, experiences] = await Promise.all([figures.byItem(), plugs.experiencesOf?.(slug)]);
    return presentGuide(item, shown(byItem.get(slug)), [...(experiences ?? [])]);
  }

  async function home(): Promise<Home> {
    const [today, byItem, { withPackage, events }] = await Promise.all([
      figures.today(),
      figures.byItem(),
      directory.current(),
    ]);
    const { automaticShare, medianSeconds } = shown(today);
    // F062: by what people really apply for, then by what was decided
    const heat = (slug: string) => (byItem.get(slug)?.submitted ?? 0) * 1000 + (byItem.get(slug)?.decided ?? 0);
    return {
      region: plugs.region?.() ?? regionOf(kernel),
      today: { cases: today.submitted, automaticShare, medianSeconds },
      hot: withPackage
        .map((item) => ({ item, heat: heat(item.slug) }))
        .sort((a, b) => b.heat - a.heat || (a.item.slug < b.item.slug ? -1 : 1))
        .slice(0, hotItems)
        .map(({ item }) => presentCard(item)),
      lifeEvents: presentEvents(events),
      demo: kernel.config.demo,
    };
  }

  async function smart(): Promise<SmartItems> {
    const [byItem, since] = await Promise.all([figures.byItem(), firstLoaded(kernel.read)]);
    const all = [...versions.inForce.keys()].flatMap((slug) => versions.get(slug) ?? []);
    const items = all
      .filter((item) => mayGrantAlone(item.package) && item.package.item.state === 'in-use')
      .map((item) => {
        const { slug } = item.package;
        return presentSmart(item, since.get(slug) ?? kernel.clock.now(), byItem.get(slug));
      })
      .sort((a, b) => b.submitted - a.submitted || (a.slug < b.slug ? -1 : 1));
    return { days, items, others: all.length - items.length };
  }

  return {
    module: {
      name: 'catalog',
      routes: catalogRoutes({ versions, rendered, directory, guide, home, load, smart }),
      async start() {
        published = await loadPackages(kernel, versions, {
          roots: options.roots ?? packageRoots(process.env.ITEMS_DIR),
          replace: options.replace ?? process.env.ITEMS_DEV === '1',
        });
      },
      ready: warm,
      async stop() {
        clearTimeout(warming);
      },
    },
    published: () => published,
    item: versions.get,
    load,
    slugs,
    list: () => slugs().flatMap((slug) => versions.get(slug) ?? []),
    guide,
    home,
    smart,
    async importDirectory(actor, entries) {
      await importDirectory(kernel, actor, entries);
      directory.changed();
    },
  };

  function slugs(): string[] {
    return [...versions.inForce.keys()].sort();
  }

  async function load(slug: string, version: number) {
    const held = versions.get(slug, version);
    if (held) return held;
    const stored = await findFiles(kernel.read, slug, version);
    if (!stored) return undefined;
    versions.hold(slug, version, stored.files);
    return versions.get(slug, version);
  }
}

function packageRoots(more: string | undefined): string[] {
  return [
    join(root, 'items'),
    ...(more ?? '')
      .split(':')
      .filter(Boolean)
      .map((dir) => resolve(root, dir)),
  ];
}

function regionOf(kernel: Kernel) {
  return kernel.config.demo
    ? { zh: '云州市云溪区', en: 'Yunxi District, Yunzhou' }
    : { zh: '本地区', en: 'this region' };
}
