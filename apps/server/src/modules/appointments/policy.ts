import type { Abilities } from '@miaopi/contracts';
import { onDay } from '@miaopi/items';
import type { StaffActor } from '../../kernel/actor.ts';
import type { Text } from '../../kernel/text.ts';
import { type BookingState, type Mark, mayMark, mayMove } from './domain/booking-life.ts';
import { instantOf } from './domain/hours.ts';
import type { HallRow } from './store/halls.ts';

/** Officials who receive people. */
export function receives(actor: StaffActor): boolean {
  return actor.roles.some((r) => r === 'acceptor' || r === 'approver' || r === 'head');
}

/** Sets up halls for the own office: its head. */
export function opensHalls(actor: StaffActor): boolean {
  return actor.roles.includes('head');
}

/** Changes this hall. Others get 404. */
export function edits(actor: StaffActor, hall: Pick<HallRow, 'office'>): boolean {
  return opensHalls(actor) && actor.office === hall.office;
}

/** Sees the bookings of this hall, all or those for the own office's items. Others get 404. */
export function seesDay(
  actor: StaffActor,
  hall: Pick<HallRow, 'office' | 'slugs'>,
  ownSlugs: readonly string[],
): boolean {
  return receives(actor) && (hall.office === actor.office || hall.slugs.some((slug) => ownSlugs.includes(slug)));
}

const allowed = { allowed: true } as const;
const refused = (reason: Text) => ({ allowed: false, reason });

/** What the person may do with the own booking, for the buttons; the same questions as the use cases ask. */
export function ownAbilities(state: BookingState, tooLate: boolean): Abilities {
  const late = refused({ zh: '已过截止时间，请致电大厅', en: 'It is too late; call the hall' });
  const over = refused({ zh: '预约已结束', en: 'The appointment is over' });
  return {
    move: !mayMove(state) ? over : state === 'booked' && tooLate ? late : allowed,
    cancel: state !== 'booked' ? over : tooLate ? late : allowed,
  };
}

/** Whether a mark may be set now: on the day itself, and that somebody did not come once the slot has begun. */
export function isItsTime(
  mark: Mark,
  on: { readonly date: string; readonly from: number },
  at: { today: string; now: Date },
): boolean {
  return on.date === at.today && (mark !== 'missed' || instantOf(on.date, on.from) <= at.now);
}

export function markAbilities(
  booking: { readonly state: BookingState; readonly date: string; readonly from: number },
  at: { readonly today: string; readonly now: Date },
): Abilities {
  const ability = (mark: Mark) =>
    !mayMark(booking.state, mark)
      ? refused({ zh: '已登记', en: 'Noted already' })
      : isItsTime(mark, booking, at)
        ? allowed
        : refused(
            booking.date === at.today
              ? { zh: '时段还没有开始', en: 'Its time has not begun' }
              : { zh: '只能在预约当天登记', en: 'On the day only' },
          );
  return { arrived: ability('arrived'), handled: ability('handled'), missed: ability('missed') };
}

/** Whether the person may book, and until when not (F162). */
export function bookingAbility(until: string | undefined): Abilities[string] {
  if (until === undefined) return allowed;
  const end = onDay(until);
  return refused({
    zh: `近 30 天内超过 3 次预约未到场，网上预约暂停至${end.zh}`,
    en: `More than three appointments were missed within 30 days: suspended until ${end.en}`,
  });
}

/** The same answers as `opensHalls` and `edits`, for the buttons. */
export function openAbility(actor: StaffActor): Abilities[string] {
  return opensHalls(actor) ? allowed : refused({ zh: '由单位负责人设立', en: 'The head of the office sets up halls' });
}

export function editAbility(actor: StaffActor, hall: Pick<HallRow, 'office'>): Abilities[string] {
  return edits(actor, hall)
    ? allowed
    : refused({ zh: '由大厅管理单位的负责人调整', en: 'The head of the office that runs it changes it' });
}
