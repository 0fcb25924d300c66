import type { OfficeLicence } from '@miaopi/contracts';
import type { Tone } from '../../ui/kit.tsx';

/** Red for what ended by decision or must not be used, amber for what rests or ran out, green for what is good. */
export function toneOf(row: Pick<OfficeLicence, 'state' | 'recalled'>): Tone {
  if (row.recalled) return 'danger';
  switch (String(row.state)) {
    case 'valid':
      return 'ok';
    case 'suspended':
    case 'expired':
    case 'not-yet-valid':
      return 'waiting';
    case 'revoked':
    case 'withdrawn':
      return 'danger';
    default:
      return 'plain';
  }
}
