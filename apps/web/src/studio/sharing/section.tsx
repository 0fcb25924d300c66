import type { StudioSection } from '../section.ts';
import { NewSystemPage } from './new-system-page.tsx';
import { SystemPage } from './system-page.tsx';
import { SystemsPage } from './systems-page.tsx';
import { T } from './texts.ts';

/** 证照共享 (F219): systems that may ask for licences, for what, and what they asked. */
export const sharingSection: StudioSection = {
  id: 'sharing',
  title: T.section,
  icon: 'send',
  roles: ['operator'],
  pages: [
    { path: '', title: T.systems, element: <SystemsPage /> },
    { path: 'new', title: T.register, element: <NewSystemPage /> },
    { path: ':systemId', element: <SystemPage /> },
  ],
};
