import { type RefObject, useEffect, useRef } from 'react';

/** For a row of links that is moved sideways on a small screen: brings the one of the page shown into its middle. `page` changes with it. */
export function useCurrentInSight<T extends HTMLElement>(page: string): RefObject<T | null> {
  const row = useRef<T>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is another current link
  useEffect(() => {
    const current = row.current?.querySelector('[aria-current]');
    if (!row.current || !current) return;
    const [around, one] = [row.current.getBoundingClientRect(), current.getBoundingClientRect()];
    row.current.scrollLeft += one.left + one.width / 2 - (around.left + around.width / 2);
  }, [page]);
  return row;
}
