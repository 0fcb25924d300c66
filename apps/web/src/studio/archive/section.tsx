import type { StudioSection } from '../section.ts';
import { PackagesPage } from './packages-page.tsx';
import { SearchPage } from './search-page.tsx';
import { T } from './texts.ts';

/** 历史办件 (F179): searched by those who may, and archived in packages that verify on their own. */
export const archiveSection: StudioSection = {
  id: 'archive',
  title: T.section,
  icon: 'book',
  roles: ['auditor', 'head'],
  pages: [
    { path: '', title: T.search, element: <SearchPage /> },
    { path: 'packages', title: T.packages, element: <PackagesPage /> },
  ],
};
