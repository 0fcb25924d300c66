import { useSyncExternalStore } from 'react';

/** Three panes; two with the facts above; one at a time. */
export type Layout = 'wide' | 'compact' | 'narrow';

function layoutNow(): Layout {
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
  const width = window.innerWidth / rem;
  return width > 74 ? 'wide' : width > 52 ? 'compact' : 'narrow';
}

/** Told of the window's width, and of the size of text, for which no event exists: an unseen box one rem wide changes with it. */
function subscribe(changed: () => void): () => void {
  const rem = document.createElement('div');
  Object.assign(rem.style, { position: 'absolute', visibility: 'hidden', inlineSize: '1rem', blockSize: '0' });
  document.body.append(rem);
  const size = new ResizeObserver(changed);
  size.observe(rem);
  window.addEventListener('resize', changed);
  return () => {
    size.disconnect();
    rem.remove();
    window.removeEventListener('resize', changed);
  };
}

/** Room measured in text: at twice the size of text a wide window holds what a narrow one does. */
export function useLayout(): Layout {
  return useSyncExternalStore(subscribe, layoutNow);
}
