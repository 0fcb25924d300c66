/** What a region is called by when its focused part is gone: told by its heading, else by itself. */
const REGION = 'li, section, fieldset, form, dialog[open], [role="region"], main';
const HEADING = 'h1, h2, h3, h4';

/**
 * Keeps the place of who moves by keyboard or hears the page read. What has the focus may be taken away: a row that is done with, the button
 * that opened a dialog, a heading that another takes the place of. The focus then goes to the heading of what was around it, unless
 * the page itself has moved it. A button that was grey while its request ran has the focus back afterwards.
 * @returns ends it
 */
export function keepFocus(): () => void {
  let last: HTMLElement | undefined;
  let around: HTMLElement[] = [];
  let grey = false;

  const came = (event: FocusEvent) => {
    if (!(event.target instanceof HTMLElement)) return;
    last = event.target;
    around = ancestorsOf(last);
    grey = false;
  };
  /** Who presses on an empty place leaves of his own accord. */
  const went = () => setTimeout(() => nowhere() && last?.isConnected && !last.matches(':disabled') && forget());
  const forget = () => {
    last = undefined;
  };
  const look = () => {
    if (!last) return;
    if (!last.isConnected) return void requestAnimationFrame(() => setTimeout(replace));
    const was = grey;
    grey = last.matches(':disabled');
    if (was && !grey && nowhere()) last.focus({ preventScroll: true });
  };
  /** After the effects of what took it away, which may have their own place for the focus. */
  const replace = () => {
    if (!last || last.isConnected || !nowhere()) return;
    const place = placeFor(last, around);
    if (!place) return;
    if (place.tabIndex < 0) place.tabIndex = -1;
    place.focus({ preventScroll: true });
  };

  const changes = new MutationObserver(look);
  changes.observe(document.body, { childList: true, subtree: true, attributeFilter: ['disabled'] });
  document.addEventListener('focusin', came);
  document.addEventListener('focusout', went);
  return () => {
    changes.disconnect();
    document.removeEventListener('focusin', came);
    document.removeEventListener('focusout', went);
  };
}

function nowhere(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

function ancestorsOf(element: HTMLElement): HTMLElement[] {
  const found: HTMLElement[] = [];
  for (let one = element.parentElement; one; one = one.parentElement) found.push(one);
  return found;
}

function placeFor(lost: HTMLElement, around: readonly HTMLElement[]): HTMLElement | null {
  const region =
    lost.tagName === 'H1' ? undefined : around.find((one) => one.isConnected && one.matches(REGION) && drawn(one));
  const whole = document.getElementById('main');
  return region?.querySelector<HTMLElement>(HEADING) ?? region ?? whole?.querySelector<HTMLElement>('h1') ?? whole;
}

function drawn(element: HTMLElement): boolean {
  return element.getClientRects().length > 0;
}
