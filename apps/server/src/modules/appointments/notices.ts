import { inBoth, noticeTo, onDay, type Told, told } from '@miaopi/items';
import type { DomainEvent } from '../../kernel/command.ts';
import type { Text } from '../../kernel/text.ts';
import { bookingNumber, timeText } from './domain/wording.ts';
import type { BookingRow } from './store/bookings.ts';

type Booking = Pick<BookingRow, 'id' | 'serial' | 'personId' | 'itemName' | 'date' | 'from' | 'to' | 'desk'>;
interface Place {
  readonly name: Text;
  readonly address: string;
}

const notice = (b: Booking, what: Told, sms: boolean): DomainEvent =>
  noticeTo({ personId: b.personId }, what, { bookingId: b.id, sms });

const of = (b: Booking) => ({ item: b.itemName, time: timeText(b), booking: inBoth(bookingNumber(b.serial)) });
const at = (b: Booking, hall: Place) => ({ hall: hall.name, desk: b.desk, address: inBoth(hall.address) });

export const bookedNotice = (b: Booking, hall: Place, moved: boolean): DomainEvent =>
  notice(b, told(moved ? 'bookingMoved' : 'booked', { ...of(b), ...at(b, hall) }), true);

export const cancelledNotice = (b: Booking): DomainEvent => notice(b, told('bookingCancelled', of(b)), false);

/** F160: the day before. */
export const reminderNotice = (b: Booking, hall: Place): DomainEvent =>
  notice(b, told('bookingTomorrow', { ...of(b), ...at(b, hall) }), true);

/** The hall took the time away: why, and which others are free. */
export function calledOffNotice(
  b: Booking,
  hall: Place,
  reason: Text,
  offers: readonly { readonly date: string; readonly from: number; readonly to: number }[],
): DomainEvent {
  const others = offers.map(timeText);
  const note: Text =
    others.length === 0
      ? { zh: '', en: '' }
      : {
          zh: `最近可约：${others.map((o) => o.zh).join('、')}。`,
          en: `Free next: ${others.map((o) => o.en).join('; ')}. `,
        };
  return notice(b, told('bookingCalledOff', { ...of(b), hall: hall.name, reason, note }), true);
}

export function missedNotice(b: Booking, until: string | undefined): DomainEvent {
  const end = until && onDay(until);
  const note: Text = end
    ? {
        zh: `30 天内超过 3 次，网上预约暂停至${end.zh}。`,
        en: `More than three within 30 days: booking online is suspended until ${end.en}.`,
      }
    : { zh: '30 天内超过 3 次将暂停网上预约。', en: 'More than three within 30 days suspend booking online.' };
  return notice(b, told('bookingMissed', { ...of(b), note }), false);
}
