import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { useMe } from '../../app/api.ts';
import { useLang } from '../../texts/lang.tsx';
import { Icon } from '../../ui/icon.tsx';
import { AWAY } from '../away/away-texts.ts';
import { WORDS as BOOKINGS } from '../bookings/bookings-texts.ts';
import { WORDS as COMPLAINTS } from '../complaints/complaints-texts.ts';
import { WORDS as DELIVERIES } from '../deliveries/deliveries-texts.ts';
import { useDeskTexts } from '../desk/desk-texts.ts';
import { WORDS } from '../experiences/experiences-texts.ts';
import { HOTLINE } from '../hotline/hotline-texts.ts';
import { INCOMING } from '../incoming/incoming-texts.ts';
import { PHRASES } from '../phrases/phrase-texts.ts';
import { REVIEW } from '../review/review-texts.ts';
import { useWorkTexts } from '../texts.ts';

/** Pages beside the list: those of his role at once, the others under one word, so that the head stays one line. */
export function ListTools({ help }: { help: () => void }) {
  const { lang } = useLang();
  const work = useWorkTexts();
  const desk = useDeskTexts();
  const roles = useMe()?.staff?.roles ?? [];
  const menu = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    // it closes like any menu: by Escape, and by a press elsewhere
    const close = (event: Event) => {
      const { current } = menu;
      if (!current?.open) return;
      if (event instanceof KeyboardEvent ? event.key !== 'Escape' : current.contains(event.target as Node)) return;
      current.open = false;
      if (event instanceof KeyboardEvent) current.querySelector('summary')?.focus();
    };
    document.addEventListener('pointerdown', close);
    document.addEventListener('keydown', close);
    return () => {
      document.removeEventListener('pointerdown', close);
      document.removeEventListener('keydown', close);
    };
  }, []);
  return (
    <span className="list-tools">
      {roles.includes('head') && (
        <Link className="top__button" to="/work/team">
          {REVIEW[lang].team.open}
        </Link>
      )}
      {roles.includes('acceptor') && (
        <Link className="top__button" to="/work/desk">
          {desk.open}
        </Link>
      )}
      {roles.includes('hotline') && (
        <Link className="top__button" to="/work/hotline">
          {HOTLINE[lang].title}
        </Link>
      )}
      <details className="menu" ref={menu}>
        <summary className="top__button">
          {work.list.pages}
          <Icon name="down" />
        </summary>
        <div className="menu__list">
          <Link to="/work/bookings">{BOOKINGS[lang].open}</Link>
          <Link to="/work/away">{AWAY[lang].open}</Link>
          <Link to="/work/deliveries">{DELIVERIES[lang].title}</Link>
          <Link to="/work/parcels">{INCOMING[lang].title}</Link>
          {roles.includes('head') && <Link to="/work/complaints">{COMPLAINTS[lang].open}</Link>}
          <Link to="/work/experiences">{WORDS[lang].open}</Link>
          <Link to="/work/phrases">{PHRASES[lang].open}</Link>
        </div>
      </details>
      <button
        type="button"
        className="top__button"
        aria-keyshortcuts="?"
        aria-label={work.help.open}
        title={work.help.open}
        onClick={help}
      >
        <kbd>?</kbd>
      </button>
    </span>
  );
}
