import type { StudioSection } from '../section.ts';
import { BillPage } from './bill-page.tsx';
import { BillsPage } from './bills-page.tsx';
import { FeeItemsPage } from './fee-items-page.tsx';
import { ReconciliationPage } from './reconciliation-page.tsx';
import { T } from './texts.ts';
import './payments.css';

const handlers = ['acceptor', 'approver', 'head'];

/** 收费与对账 (F110, F202): what is charged, bills and refunds of the office, the day's statements. */
export const paymentsSection: StudioSection = {
  id: 'fees',
  title: T.section,
  icon: 'file',
  roles: [...handlers, 'operator'],
  pages: [
    { path: '', title: T.feeItems, element: <FeeItemsPage /> },
    { path: 'bills', title: T.bills, roles: handlers, element: <BillsPage /> },
    { path: 'bills/:billId', roles: handlers, element: <BillPage /> },
    { path: 'reconciliation', title: T.reconciliation, roles: ['operator'], element: <ReconciliationPage /> },
  ],
};
