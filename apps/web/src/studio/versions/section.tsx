import type { StudioSection } from '../section.ts';
import { OldCasesPage } from './old-cases-page.tsx';
import { T } from './texts.ts';
import { VersionsPage } from './versions-page.tsx';

/** 事项版本 (X03): which running cases of the office began with an older version of their item, and their way to the one in force. */
export const versionsSection: StudioSection = {
  id: 'versions',
  title: T.section,
  icon: 'refresh',
  roles: ['head'],
  pages: [
    { path: '', title: T.versions, element: <VersionsPage /> },
    { path: ':slug', element: <OldCasesPage /> },
  ],
};
