import type { StudioSection } from '../section.ts';
import { HallPage } from './hall-page.tsx';
import { HallsPage } from './halls-page.tsx';
import { OpenHallPage } from './open-hall-page.tsx';
import { T } from './texts.ts';

/** 预约大厅 (F154–F156): windows, hours and what each slot holds. */
export const hallsSection: StudioSection = {
  id: 'halls',
  title: T.section,
  icon: 'calendar',
  roles: ['head'],
  pages: [
    { path: '', title: T.halls, element: <HallsPage /> },
    { path: 'new', title: T.open, element: <OpenHallPage /> },
    { path: ':hallId', element: <HallPage /> },
  ],
};
