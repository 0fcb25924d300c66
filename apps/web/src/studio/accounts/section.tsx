import type { StudioSection } from '../section.ts';
import { AccessPage } from './access-page.tsx';
import { FindPage } from './find-page.tsx';
import { RecordPage } from './record-page.tsx';
import { T } from './texts.ts';

/** 账户: disabled by the operator, unblocked with the head's approval, all of it on record. */
export const accountsSection: StudioSection = {
  id: 'accounts',
  title: T.title,
  icon: 'user',
  roles: ['operator', 'head', 'auditor', 'security-auditor'],
  pages: [
    { path: '', title: T.record, element: <RecordPage /> },
    {
      path: 'access',
      title: T.access,
      roles: ['operator', 'auditor', 'security-auditor'],
      element: <AccessPage />,
    },
    { path: 'find', title: T.find, roles: ['operator'], element: <FindPage /> },
  ],
};
