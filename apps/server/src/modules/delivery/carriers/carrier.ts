import type { Text } from '../../../kernel/text.ts';
import type { CarrierState } from '../domain/delivery-life.ts';

export interface Parcel {
  /** Ours; the same reference twice is one parcel. */
  readonly reference: string;
  readonly name: string;
  readonly mobile: string;
  readonly address: string;
  readonly from: string;
  readonly content: string;
  readonly paidBy: 'state' | 'receiver';
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
  /** @returns the waybill number */
  book(parcel: Parcel): Promise<string>;
  track(waybill: string): Promise<Tracking>;
}
