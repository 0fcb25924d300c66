import { Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Day, Id, Instant, oneOf, Page, RequestId, Text } from '../shapes.ts';
import { Bill, BillParams, BillState, BillSummary, Difference } from './shapes.ts';

const Reason = Type.String({ minLength: 2, maxLength: 200 });

export const listOfficeBills = defineRoute({
  name: 'payments.listOfficeBills',
  method: 'GET',
  path: '/api/work/bills',
  permission: 'official',
  summary: 'Bills of my office, by state, number, case or payer',
  query: Type.Object({
    state: Type.Optional(BillState),
    q: Type.Optional(Type.String({ maxLength: 60 })),
    ...Page,
  }),
  reply: Type.Object({ bills: Type.Array(BillSummary), next: Type.Optional(Type.String()) }),
  errors: ['payments.not_yours'],
});

export const askRefund = defineRoute({
  name: 'payments.askRefund',
  method: 'POST',
  path: '/api/work/bills/:billId/refunds',
  permission: 'official',
  summary: 'Ask for a refund, whole or in part, with its reason; the head of the office decides',
  params: BillParams,
  body: Type.Object({
    requestId: RequestId,
    amount: Type.Integer({ minimum: 1, maximum: 1_000_000_000_000, description: '分' }),
    reason: Reason,
  }),
  reply: Bill,
  errors: ['payments.bill_missing', 'payments.not_yours', 'payments.refund_not_possible', 'payments.refund_too_much'],
});

export const decideRefund = defineRoute({
  name: 'payments.decideRefund',
  method: 'POST',
  path: '/api/work/refunds/:refundId/decision',
  permission: 'official',
  summary: 'Approve or reject a refund that another official asked for',
  params: Type.Object({ refundId: Id }),
  body: Type.Object({ requestId: RequestId, approve: Type.Boolean(), note: Type.Optional(Reason) }),
  reply: Bill,
  errors: [
    'payments.refund_missing',
    'payments.not_yours',
    'payments.second_person_needed',
    'payments.refund_not_possible',
  ],
});

export const listFeeItems = defineRoute({
  name: 'payments.listFeeItems',
  method: 'GET',
  path: '/api/studio/fee-items',
  permission: 'official',
  summary: 'What items in force charge: standards, legal basis, reductions',
  reply: Type.Object({
    items: Type.Array(
      Type.Object({
        slug: Type.String(),
        name: Text,
        office: Text,
        due: oneOf(['decision', 'licence']),
        payDays: Type.Integer(),
        basis: Type.Object({ law: Type.String(), article: Type.String(), content: Type.String() }),
        lines: Type.Array(
          Type.Object({
            code: Type.String(),
            name: Text,
            standard: Text,
            amount: Type.Integer({ description: '分' }),
            reductions: Type.Array(
              Type.Object({ name: Text, percent: Type.Integer(), law: Type.String(), article: Type.String() }),
            ),
          }),
        ),
      }),
    ),
  }),
  errors: [],
});

export const listReconciliation = defineRoute({
  name: 'payments.listReconciliation',
  method: 'GET',
  path: '/api/studio/reconciliation',
  permission: 'operator',
  summary: 'Statements of the providers as they were compared, and what differs',
  reply: Type.Object({
    providers: Type.Array(Type.Object({ id: Type.String(), name: Text })),
    statements: Type.Array(
      Type.Object({
        provider: Text,
        day: Day,
        comparedAt: Instant,
        payments: Type.Integer(),
        refunds: Type.Integer(),
        received: Type.Integer({ description: '分' }),
        returned: Type.Integer({ description: '分' }),
        differences: Type.Integer(),
        open: Type.Integer(),
      }),
    ),
    differences: Type.Array(Difference),
  }),
  errors: [],
});

export const reconcileDay = defineRoute({
  name: 'payments.reconcileDay',
  method: 'POST',
  path: '/api/studio/reconciliation',
  permission: 'operator',
  summary: 'Compare a day with a provider’s statement now',
  body: Type.Object({
    provider: oneOf(['alipay', 'wechat']),
    day: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
  }),
  reply: Type.Object({ differences: Type.Integer(), open: Type.Integer() }),
  errors: ['payments.provider_unknown', 'payments.provider_down', 'payments.day_wrong'],
});

export const settleDifference = defineRoute({
  name: 'payments.settleDifference',
  method: 'POST',
  path: '/api/studio/differences/:differenceId/settlement',
  permission: 'operator',
  summary: 'Note how a difference was settled',
  params: Type.Object({ differenceId: Id }),
  body: Type.Object({ requestId: RequestId, how: Reason }),
  reply: Difference,
  errors: ['payments.difference_missing', 'payments.difference_settled'],
});
