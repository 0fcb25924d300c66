export { createSmppClient, type SmppClient, type SmppOptions, SmppRefused, SmppUncertain } from './client.ts';
export { type DeliveryReceipt, parseReceipt } from './receipt.ts';
export { segmentsOf } from './segments.ts';
