/** booked 已预约 · arrived 已到场 · handled 已办理 · missed 未到场 · cancelled 已取消 · called-off 因大厅调整取消 */
export type BookingState = 'booked' | 'arrived' | 'handled' | 'missed' | 'cancelled' | 'called-off';

/** F157: while one of these, the same person has no second booking for the item. */
export const openStates = ['booked', 'arrived'] as const satisfies readonly BookingState[];

/** What an official may note. A late-comer who was noted as missing may still arrive. */
const marks: Readonly<Record<'arrived' | 'handled' | 'missed', readonly BookingState[]>> = {
  arrived: ['booked', 'missed'],
  handled: ['booked', 'arrived'],
  missed: ['booked'],
};
export type Mark = keyof typeof marks;

export function mayMark(state: BookingState, mark: Mark): boolean {
  return marks[mark].includes(state);
}

/** May still be taken to another time: a booking that stands, or one the hall called off. */
export function mayMove(state: BookingState): boolean {
  return state === 'booked' || state === 'called-off';
}

/** The day is over: who did not come has missed it, who came was handled. */
export function afterTheDay(state: BookingState): BookingState {
  if (state === 'booked') return 'missed';
  return state === 'arrived' ? 'handled' : state;
}
