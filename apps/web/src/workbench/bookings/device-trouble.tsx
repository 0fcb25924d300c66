import { listDeviceTrouble } from '@miaopi/contracts';
import { useRead } from '../../app/api.ts';
import { formatTime } from '../../texts/format.ts';
import { DEVICE_KINDS, DEVICE_STANDINGS } from '../../texts/hall-devices.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Notice } from '../../ui/kit.tsx';
import { WORDS } from './bookings-texts.ts';

/** F201: devices of the hall that are out of order or silent, for whoever receives people there. */
export function DeviceTrouble({ hallId }: { hallId: string }) {
  const { lang } = useLang();
  const words = WORDS[lang];
  const say = useSay();
  const read = useRead(listDeviceTrouble, {}, { staleTime: 0, refetchInterval: 30_000 });
  const here = (read.data ?? []).filter((one) => one.hallId === hallId);
  if (here.length === 0) return null;
  return (
    <Notice tone="waiting" icon="warn" title={words.deviceTrouble(here.length)}>
      <ul className="bullets">
        {here.map((one) => (
          <li key={one.id}>
            {one.name} <span className="quiet">{say(DEVICE_KINDS[one.kind])}</span> ·{' '}
            {say(DEVICE_STANDINGS[one.standing])}
            {one.fault ? ` · ${one.fault}` : ''}
            {one.standing === 'offline' && one.heardAt ? ` · ${words.heardLast(formatTime(one.heardAt))}` : ''}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
