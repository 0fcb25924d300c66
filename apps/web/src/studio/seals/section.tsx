import type { StudioSection } from '../section.ts';
import { AlarmsPage } from './alarms-page.tsx';
import { ApplicationsPage } from './applications-page.tsx';
import { AuthoritiesPage } from './authorities-page.tsx';
import { CarriersPage } from './carriers-page.tsx';
import { GrantsPage } from './grants-page.tsx';
import { LedgerPage } from './ledger-page.tsx';
import { RecallPage } from './recall-page.tsx';
import { SealPage } from './seal-page.tsx';
import { SealsPage } from './seals-page.tsx';
import { T } from './texts.ts';

/** 印章: whole life, carriers, permissions, ledger, alarms, recall. */
export const sealsSection: StudioSection = {
  id: 'seals',
  title: { zh: '印章', en: 'Seals' },
  icon: 'stamp',
  roles: ['seal-keeper', 'seal-approver', 'seal-maker', 'security-auditor'],
  pages: [
    { path: '', title: T.all, element: <SealsPage /> },
    { path: 'applications', title: T.applications, element: <ApplicationsPage /> },
    { path: 'carriers', title: T.carriers, element: <CarriersPage /> },
    { path: 'grants', title: T.grants, element: <GrantsPage /> },
    { path: 'ledger', title: T.ledger, element: <LedgerPage /> },
    { path: 'alarms', title: T.alarms, element: <AlarmsPage /> },
    { path: 'authorities', title: T.authorities, element: <AuthoritiesPage /> },
    { path: 'recall', title: T.recall, roles: ['security-auditor'], element: <RecallPage /> },
    { path: ':sealId', element: <SealPage /> },
  ],
};
