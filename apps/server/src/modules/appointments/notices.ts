import type { DomainEvent } from '../../kernel/command.ts';
import type { Text } from '../../kernel/text.ts';
import { bookingNumber, timeText } from './domain/wording.ts';
import type { BookingRow } from './store/bookings.ts';

type Booking = Pick<BookingRow, 'id' | 'serial' | 'personId' | 'itemName' | 'date' | 'from' | 'to' | 'desk'>;
interface Place {
  readonly name: Text;
  readonly address: string;
}

function notice(b: Booking, sms: boolean, title: Text, body: Text): DomainEvent {
  return { name: 'notice', payload: { personId: b.personId, bookingId: b.id, sms, title, body } };
}

export function bookedNotice(b: Booking, hall: Place, moved: boolean): DomainEvent {
  const at = timeText(b);
  return notice(
    b,
    true,
    moved ? { zh: '预约已改期', en: 'Appointment moved' } : { zh: '预约成功', en: 'Appointment made' },
    {
      zh: `“${b.itemName.zh}”，${at.zh}，${hall.name.zh}${b.desk.zh}（${hall.address}）。预约号 ${bookingNumber(b.serial)}，请带身份证按时到场。`,
      en: `“${b.itemName.en}”, ${at.en}, ${hall.name.en}, ${b.desk.en} (${hall.address}). Number ${bookingNumber(b.serial)}. Bring your identity card.`,
    },
  );
}

export function cancelledNotice(b: Booking): DomainEvent {
  const at = timeText(b);
  return notice(
    b,
    false,
    { zh: '预约已取消', en: 'Appointment cancelled' },
    {
      zh: `您已取消${at.zh}的“${b.itemName.zh}”预约。`,
      en: `You cancelled “${b.itemName.en}”, ${at.en}.`,
    },
  );
}

/** F160: the day before. */
export function reminderNotice(b: Booking, hall: Place): DomainEvent {
  const at = timeText(b);
  return notice(
    b,
    true,
    { zh: '明天有预约', en: 'Your appointment is tomorrow' },
    {
      zh: `${at.zh}，${hall.name.zh}${b.desk.zh}（${hall.address}），办理“${b.itemName.zh}”，预约号 ${bookingNumber(b.serial)}。不能来请提前取消。`,
      en: `${at.en}, ${hall.name.en}, ${b.desk.en} (${hall.address}), “${b.itemName.en}”, number ${bookingNumber(b.serial)}. If you cannot come, please cancel.`,
    },
  );
}

/** The hall took the time away: why, and which others are free. */
export function calledOffNotice(
  b: Booking,
  hall: Place,
  reason: Text,
  offers: readonly { readonly date: string; readonly from: number; readonly to: number }[],
): DomainEvent {
  const at = timeText(b);
  const others = offers.map(timeText);
  return notice(
    b,
    true,
    { zh: '预约因大厅调整取消', en: 'The hall had to call off your appointment' },
    {
      zh: `您${at.zh}在${hall.name.zh}的“${b.itemName.zh}”预约取消，原因：${reason.zh}。${others.length > 0 ? `最近可约：${others.map((o) => o.zh).join('、')}。` : ''}请在“我的预约”改期，不计入未到场。`,
      en: `“${b.itemName.en}” at ${hall.name.en}, ${at.en}, is called off: ${reason.en}. ${others.length > 0 ? `Free next: ${others.map((o) => o.en).join('; ')}. ` : ''}Choose another time among your appointments.`,
    },
  );
}

export function missedNotice(b: Booking, until: string | undefined): DomainEvent {
  const at = timeText(b);
  return notice(
    b,
    false,
    { zh: '预约未到场', en: 'You missed an appointment' },
    {
      zh: `${at.zh}的“${b.itemName.zh}”预约登记为未到场。${until ? `30 天内超过 3 次，网上预约暂停至 ${until}。` : '30 天内超过 3 次将暂停网上预约。'}`,
      en: `“${b.itemName.en}”, ${at.en}, was noted as missed. ${until ? `More than three within 30 days: booking online is suspended until ${until}.` : 'More than three within 30 days suspend booking online.'}`,
    },
  );
}
