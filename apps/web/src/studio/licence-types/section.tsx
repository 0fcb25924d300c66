import type { StudioSection } from '../section.ts';
import { T } from './texts.ts';
import { TypePage } from './type-page.tsx';
import { TypesPage } from './types-page.tsx';

/** 证照目录 (F215): rows of the office's licence types, in versions. */
export const licenceTypesSection: StudioSection = {
  id: 'licence-types',
  title: T.section,
  icon: 'book',
  roles: ['approver', 'head'],
  pages: [
    { path: '', title: T.types, element: <TypesPage /> },
    { path: ':typeCode', element: <TypePage /> },
  ],
};
