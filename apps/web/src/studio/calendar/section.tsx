import type { StudioSection } from '../section.ts';
import { CalendarPage } from './calendar-page.tsx';
import { EnterYearPage } from './enter-year-page.tsx';
import { T } from './texts.ts';
import './calendar.css';

/** 工作日历 (X12): of which years working days are known, and the next one entered from its notice. */
export const calendarSection: StudioSection = {
  id: 'calendar',
  title: T.section,
  icon: 'calendar',
  roles: ['operator'],
  pages: [
    { path: '', title: T.section, element: <CalendarPage /> },
    { path: ':year', element: <EnterYearPage /> },
  ],
};
