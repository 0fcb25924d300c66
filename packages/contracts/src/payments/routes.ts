import { Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Id, oneOf, RequestId } from '../shapes.ts';
import { Begun, Bill, BillParams, BillSummary, PayWay } from './shapes.ts';

export const listBills = defineRoute({
  name: 'payments.listBills',
  method: 'GET',
  path: '/api/bills',
  permission: 'applicant',
  summary: 'My bills, the newest first',
  reply: Type.Object({ bills: Type.Array(BillSummary) }),
  errors: [],
});

export const getBill = defineRoute({
  name: 'payments.getBill',
  method: 'GET',
  path: '/api/bills/:billId',
  permission: 'applicant',
  alsoOfficials: true,
  summary: 'A bill with its lines, payments and refunds',
  params: BillParams,
  reply: Bill,
  errors: ['payments.bill_missing'],
});

export const beginPayment = defineRoute({
  name: 'payments.beginPayment',
  method: 'POST',
  path: '/api/bills/:billId/payments',
  permission: 'applicant',
  summary: 'Begin to pay a bill: the page of the cashier, or the code to scan',
  params: BillParams,
  body: Type.Object({
    requestId: RequestId,
    provider: oneOf(['alipay', 'wechat']),
    way: PayWay,
  }),
  reply: Begun,
  errors: [
    'payments.bill_missing',
    'payments.bill_not_due',
    'payments.bill_expired',
    'payments.provider_unknown',
    'payments.provider_down',
  ],
});

export const checkBill = defineRoute({
  name: 'payments.checkBill',
  method: 'POST',
  path: '/api/bills/:billId/check',
  permission: 'applicant',
  summary: 'Ask the providers now whether a bill was paid; what the browser brings back is never believed',
  params: BillParams,
  reply: Bill,
  errors: ['payments.bill_missing', 'payments.provider_down'],
});

export const reissueBill = defineRoute({
  name: 'payments.reissueBill',
  method: 'POST',
  path: '/api/bills/:billId/reissue',
  permission: 'applicant',
  summary: 'Have a bill made anew that ran out unpaid',
  params: BillParams,
  body: Type.Object({ requestId: RequestId }),
  reply: Bill,
  status: 201,
  errors: ['payments.bill_missing', 'payments.bill_not_due'],
});

export const getReceipt = defineRoute({
  name: 'payments.getReceipt',
  method: 'GET',
  path: '/api/bills/:billId/receipt',
  permission: 'applicant',
  alsoOfficials: true,
  summary: 'The receipt of a paid bill, a PDF signed by its office',
  params: BillParams,
  reply: 'binary',
  errors: ['payments.bill_missing', 'payments.receipt_missing'],
});

export const takeNotification = defineRoute({
  name: 'payments.takeNotification',
  method: 'POST',
  path: '/api/payments/notify/:provider',
  permission: 'public',
  summary: 'A payment provider tells what was paid; believed by its signature only',
  params: Type.Object({ provider: Id }),
  raw: true,
  reply: 'binary',
  errors: ['payments.provider_unknown', 'payments.notification_refused'],
});
