import type { StudioSection } from '../sections.ts';
import { MineSealsPage } from './mine-seals-page.tsx';

/** 印章: whole life, carriers, permissions, ledger, alarms, recall. */
export const sealsSection: StudioSection = {
  id: 'seals',
  title: { zh: '印章', en: 'Seals' },
  icon: 'stamp',
  roles: ['seal-keeper', 'seal-approver', 'seal-maker', 'security-auditor'],
  pages: [{ path: '', title: { zh: '印章一览', en: 'All seals' }, element: <MineSealsPage /> }],
};
