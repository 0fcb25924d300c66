import type { Booking } from '@miaopi/contracts';
import { Tag } from '../../ui/kit.tsx';
import { useBookingTexts } from './booking-texts.ts';

const looks = {
  booked: ['primary', 'clock'],
  arrived: ['ok', 'check'],
  handled: ['ok', 'check'],
  missed: ['waiting', 'warn'],
  cancelled: ['plain', 'cross'],
  'called-off': ['danger', 'warn'],
} as const;

export function BookingTag({ state }: { state: Booking['state'] }) {
  const t = useBookingTexts();
  const [tone, icon] = looks[state];
  return (
    <Tag tone={tone} icon={icon}>
      {t.states[state]}
    </Tag>
  );
}
