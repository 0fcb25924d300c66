/** Door of the delivery module: the register of deliveries, counter, couriers, public notice. */

export type { Carrier } from './carriers/carrier.ts';
export { httpCarrier } from './carriers/http-carrier.ts';
export { type SfSettings, sfCarrier } from './carriers/sf/sf-carrier.ts';
export { createDelivery, type Delivery } from './delivery.ts';
export type { CollectionPlug } from './deps.ts';
export { type CourierTariff, tariffFault } from './domain/tariff.ts';
export { deliveryErrors } from './errors.ts';
export type { ResultDue } from './use-cases/record-due.ts';
