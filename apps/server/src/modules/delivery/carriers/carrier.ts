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

/** The port to who carries parcels. All throw when there is no answer; they are asked again. */
export interface Carrier {
  readonly name: Text;
  /** What people write for the name, as `顺丰`; known by it when they say with whom they sent a parcel. */
  readonly alsoCalled?: readonly string[];
  /** What he takes for a parcel; undefined: paid at the door or by the state only. */
  readonly tariff?: CourierTariff;
  /** @returns the waybill number */
  book(parcel: Parcel): Promise<string>;
  track(waybill: string): Promise<Tracking>;
  /**
   * Asks about a parcel that somebody sent without us. A carrier tells its way to sender and receiver only (个人信息保护法 第六条), so the last four digits of a mobile number of either go with the question.
   * @returns undefined when he knows no such parcel, or not with these digits
   */
  lookUp(waybill: string, mobileEnd: string): Promise<Tracking | undefined>;
  /** Takes back a booking that was not picked up, or was never made: the reference is not booked afterwards. @returns false when the carrier has the parcel already */
  cancel(reference: string): Promise<boolean>;
}
