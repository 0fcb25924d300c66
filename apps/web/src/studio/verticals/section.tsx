import type { StudioSection } from '../section.ts';
import { T } from './texts.ts';
import { VerticalsPage } from './verticals-page.tsx';

/** 专业系统 (F016): how the vertical systems do, in figures. */
export const verticalsSection: StudioSection = {
  id: 'verticals',
  title: T.section,
  icon: 'external',
  roles: ['operator'],
  pages: [{ path: '', title: T.section, element: <VerticalsPage /> }],
};
