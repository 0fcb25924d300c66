import { useSyncExternalStore } from 'react';

/** Three panes; two with the facts above; one at a time. */
export type Layout = 'wide' | 'compact' | 'narrow';

function layoutNow(): Layout {
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
  const width = window.innerWidth / rem;
  return width > 74 ? 'wide' : width > 52 ? 'compact' : 'narrow';
}

function subscribe(changed: () => void): () => void {
  window.addEventListener('resize', changed);
  return () => window.removeEventListener('resize', changed);
}

/** Room measured in text: at twice the size of text a wide window holds what a narrow one does. */
export function useLayout(): Layout {
  return useSyncExternalStore(subscribe, layoutNow);
}
