/** Door of the payments module: bills, payments through providers, receipts, refunds, reconciliation. */
export type { FeeItem } from './deps.ts';
export { paymentsErrors } from './errors.ts';
export { type BillBrief, createPayments, type Payments } from './payments.ts';
export { type AlipaySettings, alipay } from './providers/alipay/alipay.ts';
export { readPrivateKey, readPublicKey } from './providers/alipay/signature.ts';
export type { PaymentProvider } from './providers/provider.ts';
export { type WechatSettings, wechatPay } from './providers/wechat/wechat-pay.ts';
