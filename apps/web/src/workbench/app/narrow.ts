import { useSyncExternalStore } from 'react';

/** True where a table of five columns has no room; follows the window and the size of text. */
export function useNarrow(query = '(max-width: 52rem)'): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = matchMedia(query);
      media.addEventListener('change', changed);
      return () => media.removeEventListener('change', changed);
    },
    () => matchMedia(query).matches,
  );
}
