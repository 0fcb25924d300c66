import { Navigate, NavLink, Outlet, useLocation } from 'react-router';
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
  const say = useSay();
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
    <div className="studio">
      <nav ref={nav} className="studio__nav" aria-label={texts.nav}>
        {roles.includes('seal-keeper') && (
          <p className="studio__work">
            <a href="/work/seals">{texts.toSealWork}</a>
          </p>
        )}
        {seen.map(({ section, pages }) => (
          <section key={section.id} aria-labelledby={`nav-${section.id}`}>
            <h2 id={`nav-${section.id}`}>
              <Icon name={section.icon} />
              {say(section.title)}
            </h2>
            <ul>
              {pages.map((page) => (
                <li key={page.path}>
                  <NavLink to={addressOf(section, page)} end={page.path === ''}>
                    {page.title && say(page.title)}
                  </NavLink>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </nav>
      <div className="studio__page">
        <Outlet />
      </div>
    </div>
  );
}

type Page = StudioSection['pages'][number];

function opens(page: Page, roles: readonly string[]): boolean {
  return !page.roles || page.roles.some((role) => roles.includes(role));
}

function addressOf(section: StudioSection, page: Page | undefined): string {
  return `/studio/${section.id}${page?.path ? `/${page.path}` : ''}`;
}
