import { Link, Navigate, Outlet, useLocation } from 'react-router';
import { useMe } from '../../app/api.ts';
import { useSay } from '../../texts/lang.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useCurrentInSight } from '../../ui/use-current-in-sight.ts';
import type { StudioSection } from '../section.ts';
import { sections } from '../sections.ts';
import { useStudioTexts } from '../texts.ts';

/** Navigation at the side (on a phone above), the page beside it. */
export function StudioFrame() {
  const texts = useStudioTexts();
  const { pathname } = useLocation();
  const nav = useCurrentInSight<HTMLElement>(pathname);
  const roles = useMe()?.staff?.roles ?? [];
  const seen = sections
    .filter((section) => section.roles.some((role) => roles.includes(role)))
    .map((section) => ({ section, pages: section.pages.filter((page) => page.title && opens(page, roles)) }))
    .filter(({ pages }) => pages.length > 0);
  const path = pathname.replace(/\/$/, '');
  const first = seen[0];
  if (path === '/studio' && first) return <Navigate to={addressOf(first.section, first.pages[0])} replace />;
  // a section without a page of its own address begins at the first one that this official may open
  const bare = sections.find((section) => path === `/studio/${section.id}` && section.pages.every((page) => page.path));
  if (bare) {
    const own = seen.find(({ section }) => section === bare);
    return <Navigate to={own ? addressOf(bare, own.pages[0]) : '/studio'} replace />;
  }
  return (
    <div className="studio-room">
      <div className="studio">
        <nav ref={nav} className="studio__nav" aria-label={texts.nav}>
          {roles.includes('seal-keeper') && (
            <p className="studio__work">
              <a href="/work/seals">{texts.toSealWork}</a>
            </p>
          )}
          {seen.map(({ section, pages }) => (
            <NavSection key={section.id} section={section} pages={pages} path={path} />
          ))}
        </nav>
        <div className="studio__page">
          <Outlet />
        </div>
      </div>
    </div>
  );
}

/** The pages of a section under its name; a page that stands alone needs no name above its own. */
function NavSection(props: { section: StudioSection; pages: readonly Page[]; path: string }) {
  const { section, pages, path } = props;
  const say = useSay();
  const alone = pages.length === 1;
  // the page itself, or the list that the one thing shown is of
  const [here] = pages
    .map((page) => addressOf(section, page))
    .filter((address) => path === address || path.startsWith(`${address}/`))
    .sort((a, b) => b.length - a.length);
  const currentOf = (address: string) => (address !== here ? undefined : address === path ? 'page' : 'true');
  const links = (
    <ul>
      {pages.map((page) => (
        <li key={page.path}>
          <Link to={addressOf(section, page)} aria-current={currentOf(addressOf(section, page))}>
            {alone && <Icon name={section.icon} />}
            {page.title && say(page.title)}
          </Link>
        </li>
      ))}
    </ul>
  );
  if (alone) return <div className="studio__alone">{links}</div>;
  return (
    <section aria-labelledby={`nav-${section.id}`}>
      <h2 id={`nav-${section.id}`}>
        <Icon name={section.icon} />
        {say(section.title)}
      </h2>
      {links}
    </section>
  );
}

type Page = StudioSection['pages'][number];

function opens(page: Page, roles: readonly string[]): boolean {
  return !page.roles || page.roles.some((role) => roles.includes(role));
}

function addressOf(section: StudioSection, page: Page | undefined): string {
  return `/studio/${section.id}${page?.path ? `/${page.path}` : ''}`;
}
