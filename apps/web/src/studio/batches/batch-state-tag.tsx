import type { LicenceBatchCard } from '@miaopi/contracts';
import { useSay } from '../../texts/lang.tsx';
import type { IconName } from '../../ui/icon.tsx';
import { Tag, type Tone } from '../../ui/kit.tsx';

const looks: Readonly<Record<LicenceBatchCard['state'], readonly [Tone, IconName]>> = {
  draft: ['plain', 'pencil'],
  proposed: ['waiting', 'clock'],
  running: ['primary', 'refresh'],
  stopped: ['waiting', 'stop'],
  done: ['ok', 'check'],
  dropped: ['plain', 'cross'],
};

export function BatchStateTag({ batch }: { batch: Pick<LicenceBatchCard, 'state' | 'stateName'> }) {
  const say = useSay();
  const [tone, icon] = looks[batch.state];
  return (
    <Tag tone={tone} icon={icon}>
      {say(batch.stateName)}
    </Tag>
  );
}
