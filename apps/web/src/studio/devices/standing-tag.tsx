import type { HallDeviceStanding } from '@miaopi/contracts';
import { DEVICE_STANDINGS } from '../../texts/hall-devices.ts';
import { useSay } from '../../texts/lang.tsx';
import type { IconName } from '../../ui/icon.tsx';
import { Tag, type Tone } from '../../ui/kit.tsx';

const looks: Readonly<Record<HallDeviceStanding, { readonly tone: Tone; readonly icon: IconName }>> = {
  fault: { tone: 'danger', icon: 'warn' },
  offline: { tone: 'waiting', icon: 'offline' },
  unheard: { tone: 'plain', icon: 'question' },
  busy: { tone: 'primary', icon: 'clock' },
  ready: { tone: 'ok', icon: 'check-circle' },
  retired: { tone: 'plain', icon: 'stop' },
};

/** How a device is: a word, a shape and a colour. */
export function StandingTag({ standing }: { standing: HallDeviceStanding }) {
  const say = useSay();
  return <Tag {...looks[standing]}>{say(DEVICE_STANDINGS[standing])}</Tag>;
}
