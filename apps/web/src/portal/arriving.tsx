import { useSyncExternalStore } from 'react';
import { useTexts } from '../texts/lang.tsx';

let coming = 0;
const watchers = new Set<() => void>();

function tell(change: 1 | -1): void {
  coming += change;
  for (const one of watchers) one();
}

/** Counts a page's script as on its way until it is there; the router keeps the former page in sight so long. */
export async function arriving<T>(load: () => Promise<T>): Promise<T> {
  // told after the render that asks for it
  queueMicrotask(() => tell(1));
  try {
    return await load();
  } finally {
    tell(-1);
  }
}

function watch(change: () => void): () => void {
  watchers.add(change);
  return () => watchers.delete(change);
}

/** A line along the top while the page that was asked for is on its way; drawn only when that takes longer than a glance. */
export function ArrivingLine() {
  const texts = useTexts();
  const shown = useSyncExternalStore(
    watch,
    () => coming > 0,
    () => false,
  );
  return (
    <div role="status" className={shown ? 'arriving' : undefined}>
      {shown && <span className="visually-hidden">{texts.common.loading}</span>}
    </div>
  );
}
