import type { Text } from '../../../kernel/text.ts';
import type { Week } from './hours.ts';

/** How a hall receives people by appointment: one document, saved whole, each version kept. */
export interface HallPlan {
  /** Booking, moving and cancelling end this long before a slot begins. */
  readonly cutOffMinutes: number;
  /** Share of each slot that is kept for people who come without an appointment, 0–90. */
  readonly walkInPercent: number;
  readonly week: Week;
  readonly desks: readonly Desk[];
}

/** 业务组: the windows of a hall that serve the same items. Each item has one desk in a hall. */
export interface Desk {
  readonly id: string;
  readonly name: Text;
  /** Minutes that handling one person takes. */
  readonly minutes: number;
  /** Most bookings of one slot, where the office wants fewer than its hours give; null: what they give. */
  readonly most: number | null;
  readonly items: readonly string[];
  readonly windows: readonly ServiceWindow[];
}

export interface ServiceWindow {
  readonly label: string;
  /** Its own hours; null: open when the hall is. */
  readonly week: Week | null;
  /** Officials who sit there. A window without any receives nobody. */
  readonly staff: readonly WindowStaff[];
}

export interface WindowStaff {
  readonly id: string;
  readonly account: string;
  readonly name: string;
}

/** A day that is not as the week says: closed (no hours), or open at other times, with the reason people read. */
export interface SpecialDay {
  readonly date: string;
  readonly hours: readonly { readonly from: number; readonly to: number }[];
  readonly reason: Text;
}

export function deskOf(plan: HallPlan, slug: string): Desk | undefined {
  return plan.desks.find((d) => d.items.includes(slug));
}
