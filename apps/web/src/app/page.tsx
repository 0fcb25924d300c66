import { type ReactNode, useEffect, useLayoutEffect, useRef } from 'react';
import { Link, useLocation } from 'react-router';
import { useTexts } from '../texts/lang.tsx';
import { Icon } from '../ui/icon.tsx';

/** Address the visit began at, until another page is gone to. */
let beginning: string | undefined;
let moved = false;

/** A page's frame: its title in the window, its heading focused after moving within the site, so that readers hear where they are. */
export function Page(props: {
  title: string;
  /** The heading as drawn; the title when absent. `null`: the page draws its own h1. */
  heading?: ReactNode;
  lead?: ReactNode;
  /** The list this one thing is of. */
  up?: { to: string; text: string };
  width?: 'narrow' | 'wide';
  className?: string;
  children: ReactNode;
}) {
  const texts = useTexts();
  const location = useLocation();
  const main = useRef<HTMLElement>(null);
  useEffect(() => {
    document.title = `${props.title} · ${texts.brand}`;
  }, [props.title, texts]);
  useLayoutEffect(() => {
    // at once: an effect left for later would run at the first key pressed, and take it for the visitor's move within the site
    beginning ??= location.pathname;
    moved ||= location.pathname !== beginning;
    // The visit's first page is coming up, or is led on before anything was pressed: the focus stays where it was, before the link that skips the navigation.
    if (!moved || navigator.userActivation?.hasBeenActive === false) return;
    window.scrollTo(0, 0);
    const place = main.current?.querySelector<HTMLElement>('h1') ?? main.current;
    place?.focus({ preventScroll: true });
  }, [location.pathname]);
  return (
    <main
      id="main"
      ref={main}
      tabIndex={-1}
      className={`page page--${props.width ?? 'wide'}${props.className ? ` ${props.className}` : ''}`}
    >
      {props.up && (
        <p className="page__up no-print">
          <Link to={props.up.to}>
            <Icon name="back" />
            {props.up.text}
          </Link>
        </p>
      )}
      {props.heading !== null && (
        <header className="page__head">
          <h1 tabIndex={-1}>{props.heading ?? props.title}</h1>
          {props.lead && <p className="page__lead">{props.lead}</p>}
        </header>
      )}
      {props.children}
    </main>
  );
}
