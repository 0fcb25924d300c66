import type { SealCard } from '@miaopi/contracts';
import { useSay } from '../../texts/lang.tsx';
import { Tag, type Tone } from '../../ui/kit.tsx';

const tones: Readonly<Record<SealCard['state'], Tone>> = {
  made: 'primary',
  'in-use': 'ok',
  suspended: 'waiting',
  lost: 'danger',
  replaced: 'plain',
  revoked: 'plain',
  expired: 'waiting',
};

export function SealStateTag({ seal }: { seal: Pick<SealCard, 'state' | 'stateName'> }) {
  const say = useSay();
  return (
    <Tag tone={tones[seal.state]} icon={seal.state === 'in-use' ? 'check' : seal.state === 'lost' ? 'warn' : undefined}>
      {say(seal.stateName)}
    </Tag>
  );
}
