import type { StudioSection } from '../section.ts';
import { BatchPage } from './batch-page.tsx';
import { BatchesPage } from './batches-page.tsx';
import { T } from './texts.ts';

/** 批量制证: stock licences of the office converted from tables and pictures. */
export const batchesSection: StudioSection = {
  id: 'batches',
  title: T.title,
  icon: 'inbox',
  roles: ['approver', 'head'],
  pages: [
    { path: '', title: T.all, element: <BatchesPage /> },
    { path: ':batchId', element: <BatchPage /> },
  ],
};
