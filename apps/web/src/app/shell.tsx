import { getHome, signOut } from '@miaopi/contracts';
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { Link, NavLink, useLocation, useNavigate } from 'react-router';
import { BOOKING } from '../portal/appointments/booking-texts.ts';
import { NOTICES } from '../portal/delivery/public-notices-texts.ts';
import { SMART } from '../portal/smart/smart-texts.ts';
import { useLang, useSay, useTexts } from '../texts/lang.tsx';
import { Icon, Mark } from '../ui/icon.tsx';
import { Button, Pause } from '../ui/kit.tsx';
import { OfflineBar } from '../ui/states.tsx';
import { api, useMe, useRead, useSessionKeeper, useSetMe } from './api.ts';
import { keepFocus } from './keep-focus.ts';
import { useElder } from './settings.tsx';
import { noteSignedIn, wasSignedIn } from './signed-in-hint.ts';

function ReadAloud() {
  const texts = useTexts();
  const { lang } = useLang();
  const [speaking, setSpeaking] = useState(false);
  useEffect(() => () => window.speechSynthesis?.cancel(), []);
  if (typeof window !== 'undefined' && !('speechSynthesis' in window)) return null;
  const toggle = () => {
    window.speechSynthesis.cancel();
    if (speaking) return setSpeaking(false);
    const said = new SpeechSynthesisUtterance(
      // biome-ignore lint/performance/useDomNodeTextContent: only what is shown is read out
      document.getElementById('main')?.innerText.slice(0, 4000) ?? '',
    );
    said.lang = lang === 'zh' ? 'zh-CN' : 'en';
    said.rate = 0.9;
    said.onend = () => setSpeaking(false);
    setSpeaking(true);
    window.speechSynthesis.speak(said);
  };
  return (
    <div className="aloud">
      <Button icon={speaking ? 'stop' : 'sound'} onClick={toggle}>
        {speaking ? texts.nav.stopReading : texts.nav.readAloud}
      </Button>
    </div>
  );
}

function AccountMenu() {
  const texts = useTexts();
  const me = useMe();
  const setMe = useSetMe();
  const navigate = useNavigate();
  const location = useLocation();
  const details = useRef<HTMLDetailsElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a menu closes when the page changes
  useEffect(() => {
    if (details.current) details.current.open = false;
  }, [location.pathname]);
  useEffect(() => {
    if (me !== undefined) noteSignedIn(me !== null);
  }, [me]);
  if (me === undefined && wasSignedIn()) return <span className="top__coming" />;
  if (!me) {
    const here =
      location.pathname === '/signin' ? '' : `?to=${encodeURIComponent(location.pathname + location.search)}`;
    return (
      <Link to={`/signin${here === '?to=%2F' ? '' : here}`} className="button button--primary top__sign-in">
        {texts.nav.signIn}
      </Link>
    );
  }
  const firm = me.actingFor?.kind === 'firm' ? me.actingFor : undefined;
  return (
    <details className="menu" ref={details}>
      <summary className="top__button">
        <Icon name={firm ? 'firm' : 'user'} />
        <span className="menu__name">{firm?.name ?? me.name}</span>
        {me.unread > 0 && <span className="count">{me.unread}</span>}
        <Icon name="down" />
      </summary>
      <div className="menu__list">
        <p className="menu__who">
          <strong>{me.name}</strong>
          <span className="quiet tabular">{me.number}</span>
          {firm && <span className="quiet">{texts.nav.actingFor(firm.name)}</span>}
        </p>
        {me.account === 'staff' ? (
          <>
            <a href="/work">{texts.work.title}</a>
            <a href="/work/licences">{texts.nav.officeLicences}</a>
            <a href="/work/messages">{texts.me.tabs.messages}</a>
            <a href="/studio">{texts.studio}</a>
            <a href="/work/account">{texts.nav.officialAccount}</a>
          </>
        ) : (
          <>
            <Link to="/me">{texts.nav.me}</Link>
            <Link to="/me/messages">{texts.me.tabs.messages}</Link>
            {me.principals.length > 1 && <Link to="/me/mandates">{texts.me.actingTitle}</Link>}
          </>
        )}
        <button
          type="button"
          onClick={async () => {
            await api.call(signOut).catch(() => undefined);
            setMe(null);
            navigate('/');
          }}
        >
          {texts.nav.signOut}
        </button>
      </div>
    </details>
  );
}

function TopBar({ workbench, place }: { workbench?: boolean; place?: string }) {
  const texts = useTexts();
  const say = useSay();
  const { lang, setLang } = useLang();
  const { elder, setElder } = useElder();
  const me = useMe();
  const home = useRead(getHome, {}, { staleTime: 60_000, enabled: !workbench });
  const links = [
    ['/search', texts.nav.items],
    ['/query', texts.nav.query],
    ['/verify', texts.nav.verify],
  ] as const;
  return (
    <header className="top">
      <div className="top__inner">
        <Link to="/" className="wordmark" reloadDocument={workbench}>
          <Mark />
          <span className="wordmark__name">{texts.brand}</span>
          <Pause />
          <span className="wordmark__region">
            {workbench ? (place ?? texts.work.title) : home.data ? say(home.data.region) : texts.brandLine}
          </span>
        </Link>
        {!workbench && (
          <nav aria-label={texts.nav.label} className="top__nav">
            {links.map(([to, name]) => (
              <NavLink key={to} to={to}>
                {name}
              </NavLink>
            ))}
            {me?.account === 'staff' && <a href="/work">{texts.work.title}</a>}
          </nav>
        )}
        <div className="top__tools">
          {!workbench && (
            <button type="button" className="top__button" aria-pressed={elder} onClick={() => setElder(!elder)}>
              {elder ? texts.nav.elderOff : texts.nav.elder}
            </button>
          )}
          <button
            type="button"
            className="top__button"
            lang={lang === 'zh' ? 'en' : 'zh-CN'}
            onClick={() => setLang(lang === 'zh' ? 'en' : 'zh')}
          >
            {texts.nav.language}
          </button>
          <AccountMenu />
        </div>
      </div>
    </header>
  );
}

function Footer() {
  const texts = useTexts();
  const { lang } = useLang();
  const home = useRead(getHome, {}, { staleTime: 60_000 });
  return (
    <footer className="foot">
      <div className="foot__inner">
        <div>
          <h2>{texts.footer.help}</h2>
          <p>
            <a href={`tel:${texts.footer.phone}`} className="foot__phone tabular">
              {texts.footer.phone}
            </a>
          </p>
          <p>{texts.footer.phoneHours}</p>
        </div>
        <div>
          <h2>{texts.footer.window}</h2>
          <p>{texts.footer.windowHours}</p>
          <p>
            <Link to="/book">{BOOKING[lang].choose}</Link>
          </p>
        </div>
        <div>
          <h2>{texts.footer.about}</h2>
          <ul>
            <li>
              <Link to="/smart">{SMART[lang].title}</Link>
            </li>
            <li>
              <Link to="/public-notices">{NOTICES[lang].title}</Link>
            </li>
            <li>
              <Link to="/about/accessibility">{texts.footer.accessibility}</Link>
            </li>
            <li>
              <Link to="/about/privacy">{texts.footer.privacy}</Link>
            </li>
            <li>
              <Link to="/about/licences">{texts.footer.licences}</Link>
            </li>
            <li>
              <a href="/api/docs">API</a>
            </li>
          </ul>
        </div>
        <div className="foot__end">
          <p>{texts.footer.operator}</p>
          {home.data?.demo && <p>{texts.footer.demo}</p>}
        </div>
      </div>
    </footer>
  );
}

/** Pages that have the whole screen: a licence in its holder's hand, and the kiosk, which ends its sessions itself. */
const bare = /^\/(licences\/[^/]+\/show|kiosk(\/[^/]+)?)\/?$/;
const kiosk = /^\/kiosk(\/|$)/;

const SignInAgain = lazy(async () => ({ default: (await import('./sign-in-again.tsx')).SignInAgain }));

/** Asks whose session has run out to sign in, over whatever he is at. Who would rather not is signed out by going to another page. */
function SessionEnd() {
  const { state, decline } = useSessionKeeper();
  const setMe = useSetMe();
  const { pathname } = useLocation();
  const declinedAt = useRef<string>(undefined);
  if (state !== 'declined') declinedAt.current = undefined;
  else declinedAt.current ??= pathname;
  const left = declinedAt.current !== undefined && declinedAt.current !== pathname;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each leaving
  useEffect(() => {
    if (left) setMe(null);
  }, [left]);
  return (
    state === 'asking' && (
      <Suspense>
        <SignInAgain onClose={decline} />
      </Suspense>
    )
  );
}

/** What stands around every page. `workbench`: a page of officials; `place` names it when it is not the workbench itself. */
export function Shell({ children, workbench, place }: { children: ReactNode; workbench?: boolean; place?: string }) {
  const texts = useTexts();
  const { elder } = useElder();
  const { pathname } = useLocation();
  useEffect(keepFocus, []);
  if (bare.test(pathname))
    return (
      <div className="shell shell--bare">
        {children}
        {!kiosk.test(pathname) && <SessionEnd />}
      </div>
    );
  return (
    <div className={workbench ? 'shell shell--work' : 'shell'}>
      <a className="skip-link" href="#main">
        {texts.skip}
      </a>
      <TopBar workbench={workbench} place={place} />
      <OfflineBar />
      {elder && !workbench && <ReadAloud />}
      {children}
      {!workbench && <Footer />}
      <SessionEnd />
    </div>
  );
}
