import type { Text } from '../../../kernel/text.ts';
import type { CarrierState } from '../domain/delivery-life.ts';
import type { CourierTariff } from '../domain/tariff.ts';

export interface Parcel {
  /** Ours; the same reference twice is one parcel. */
  readonly reference: string;
  readonly name: string;
  readonly mobile: string;
  readonly address: string;
  readonly from: string;
  readonly content: string;
  /** Who pays the carrier: us by our account with him, or at the door who sends or who receives. */
  readonly paidBy: 'state' | 'sender' | 'receiver';
  /** Where it is picked up; at the office's own place when absent. */
  readonly pickUp?: { readonly name: string; readonly mobile: string; readonly address: string };
}

export interface Tracking {
  readonly state: CarrierState;
  readonly signedBy?: string;
  /** The oldest first. */
  readonly events: readonly { readonly at: Date; readonly state: CarrierState; readonly text: Text }[];
}

/** The port to who carries parcels. Both throw when there is no answer; they are asked again. */
export interface Carrier {
  readonly name: Text;
  /** What he takes for a parcel; undefined: paid at the door or by the state only. */
  readonly tariff?: CourierTariff;
  /** @returns the waybill number */
  book(parcel: Parcel): Promise<string>;
  track(waybill: string): Promise<Tracking>;
  /** Takes back a booking that was not picked up, or was never made: the reference is not booked afterwards. @returns false when the carrier has the parcel already */
  cancel(reference: string): Promise<boolean>;
}
