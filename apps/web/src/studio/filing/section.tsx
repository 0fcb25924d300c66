import type { StudioSection } from '../section.ts';
import { SystemsPage } from './systems-page.tsx';
import { filingTitle } from './texts.ts';

/** F009: which systems of other departments file for people, and what. */
export const filingSection: StudioSection = {
  id: 'filing',
  title: filingTitle,
  icon: 'send',
  roles: ['operator'],
  pages: [{ path: '', title: filingTitle, element: <SystemsPage /> }],
};
