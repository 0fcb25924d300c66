import { suggestItems } from '@miaopi/contracts';
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { useNavigate } from 'react-router';
import { useRead } from '../../app/api.ts';
import { useSay, useTexts } from '../../texts/lang.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Highlighted } from '../search/highlighted.tsx';

/** The large search with suggestions (ARIA combobox with a listbox). */
export function SearchBox({ initial = '', compact }: { initial?: string; compact?: boolean }) {
  const texts = useTexts();
  const say = useSay();
  const navigate = useNavigate();
  const id = useId();
  const [typed, setTyped] = useState(initial);
  const [asked, setAsked] = useState('');
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState(-1);
  useEffect(() => setTyped(initial), [initial]);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed.trim()), 120);
    return () => clearTimeout(timer);
  }, [typed]);
  const found = useRead(suggestItems, { query: { q: asked } }, { enabled: open && asked.length > 0, keep: true });
  const list = open && typed.trim() ? (found.data ?? []).slice(0, 6) : [];

  const go = (index: number) => {
    setOpen(false);
    const one = list[index];
    if (one) navigate(`/items/${one.slug}`);
    else navigate(`/search${typed.trim() ? `?q=${encodeURIComponent(typed.trim())}` : ''}`);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setOpen(true);
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setChosen((now) => (list.length ? (now + step + list.length + 1) % (list.length + 1) : -1));
    } else if (event.key === 'Escape') {
      setOpen(false);
      setChosen(-1);
    }
  };
  const active = chosen >= 0 && chosen < list.length ? chosen : -1;
  return (
    <search>
      <form
        className={compact ? 'search search--compact' : 'search'}
        action="/search"
        onSubmit={(event) => {
          event.preventDefault();
          go(active);
        }}
        onBlur={(event) => {
          if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
        }}
      >
        <Icon name="search" className="search__icon" />
        <input
          className="search__input"
          name="q"
          type="text"
          role="combobox"
          aria-label={texts.home.search}
          aria-autocomplete="list"
          aria-expanded={list.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
          autoComplete="off"
          maxLength={100}
          placeholder={texts.home.placeholder}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setOpen(true);
            setChosen(-1);
          }}
          onFocus={() => setOpen(true)}
          onKeyDown={onKeyDown}
        />
        <button type="submit" className="button button--primary search__go">
          {texts.home.submit}
        </button>
        <div
          id={`${id}-list`}
          role="listbox"
          aria-label={texts.home.suggestions}
          className="search__list"
          hidden={list.length === 0}
        >
          {list.map((one, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard works in the field (combobox pattern)
            <div
              key={one.slug}
              id={`${id}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              className="search__option"
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => go(index)}
            >
              <span>
                <Highlighted html={say(one.highlighted)} />
              </span>
              {one.topic && <span className="quiet">{texts.search.themeNames[one.topic] ?? one.topic}</span>}
            </div>
          ))}
        </div>
        <span className="visually-hidden" role="status">
          {open && asked ? texts.home.suggestionCount(list.length) : ''}
        </span>
      </form>
    </search>
  );
}
