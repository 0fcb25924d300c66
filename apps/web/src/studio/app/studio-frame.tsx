import { Navigate, NavLink, Outlet, useLocation } from 'react-router';
import { useMe } from '../../app/api.ts';
import { useSay } from '../../texts/lang.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useCurrentInSight } from '../../ui/use-current-in-sight.ts';
import { sections } from '../sections.ts';
import { useStudioTexts } from '../texts.ts';

/** Navigation at the side (on a phone above), the page beside it. */
export function StudioFrame() {
  const texts = useStudioTexts();
  const say = useSay();
  const { pathname } = useLocation();
  const nav = useCurrentInSight<HTMLElement>(pathname);
  const roles = useMe()?.staff?.roles ?? [];
  const seen = sections.filter((section) => section.roles.some((role) => roles.includes(role)));
  const first = seen[0];
  if (pathname.replace(/\/$/, '') === '/studio' && first) return <Navigate to={`/studio/${first.id}`} replace />;
  return (
    <div className="studio">
      <nav ref={nav} className="studio__nav" aria-label={texts.nav}>
        {roles.includes('seal-keeper') && (
          <p className="studio__work">
            <a href="/work/seals">{texts.toSealWork}</a>
          </p>
        )}
        {seen.map((section) => (
          <section key={section.id} aria-labelledby={`nav-${section.id}`}>
            <h2 id={`nav-${section.id}`}>
              <Icon name={section.icon} />
              {say(section.title)}
            </h2>
            <ul>
              {section.pages
                .filter((page) => page.title && (!page.roles || page.roles.some((role) => roles.includes(role))))
                .map((page) => (
                  <li key={page.path}>
                    <NavLink to={`/studio/${section.id}${page.path ? `/${page.path}` : ''}`} end={page.path === ''}>
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
