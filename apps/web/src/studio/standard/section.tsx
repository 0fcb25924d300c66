import type { StudioSection } from '../section.ts';
import { CheckPage } from './check-page.tsx';
import { ExchangePage } from './exchange-page.tsx';
import { ReadersPage } from './readers-page.tsx';
import { TablesPage } from './tables-page.tsx';
import { T } from './texts.ts';

/** 办件数据标准 (F100–F105): seen and exported, checked, read by other systems. */
export const standardSection: StudioSection = {
  id: 'standard',
  title: T.section,
  icon: 'grid',
  roles: ['auditor', 'head', 'operator'],
  pages: [
    { path: 'readers', title: T.readers, roles: ['operator'], element: <ReadersPage /> },
    { path: 'tables', title: T.tables, roles: ['auditor', 'head'], element: <TablesPage /> },
    { path: 'check', title: T.check, roles: ['auditor', 'head'], element: <CheckPage /> },
    { path: 'exchange', title: T.exchange, element: <ExchangePage /> },
  ],
};
