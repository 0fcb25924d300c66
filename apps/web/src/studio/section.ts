import type { ReactNode } from 'react';
import type { Text } from '../texts/lang.tsx';
import type { IconName } from '../ui/icon.tsx';

/** One area of the studio: its own folder beside this file, its pages listed once. */
export interface StudioSection {
  /** Path below /studio. */
  readonly id: string;
  readonly title: Text;
  readonly icon: IconName;
  /** Staff roles that see it; the server asks again. */
  readonly roles: readonly string[];
  readonly pages: readonly StudioPage[];
}

export interface StudioPage {
  /** Path below the section's, as react-router writes it; '' is its first page. */
  readonly path: string;
  /** In the navigation under this name; absent: reached from another page. */
  readonly title?: Text;
  /** Only for these of the section's roles. */
  readonly roles?: readonly string[];
  readonly element: ReactNode;
}
