import type { ReactNode } from 'react';
import { useCurrentInSight } from './use-current-in-sight.ts';

/** Views of one page as links in a row, the one shown in sight on a small screen too. `shown` changes with it, and when the row itself comes to be another. */
export function Tabs(props: { label: string; shown: string; children: ReactNode }) {
  const row = useCurrentInSight<HTMLElement>(props.shown);
  return (
    <nav ref={row} className="tabs" aria-label={props.label}>
      {props.children}
    </nav>
  );
}
