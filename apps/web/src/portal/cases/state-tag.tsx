import type { CaseSummary } from '@miaopi/contracts';
import { useSay } from '../../texts/lang.tsx';
import type { IconName } from '../../ui/icon.tsx';
import { Tag, type Tone } from '../../ui/kit.tsx';

const LOOK: Record<string, [Tone, IconName]> = {
  submitted: ['primary', 'send'],
  accepted: ['primary', 'clock'],
  waiting: ['waiting', 'clock'],
  vertical: ['primary', 'external'],
  intake: ['waiting', 'inbox'],
  correction: ['waiting', 'pencil'],
  originals: ['waiting', 'file'],
  review: ['waiting', 'user'],
  procedure: ['waiting', 'clock'],
  withdrawn: ['plain', 'back'],
  abandoned: ['plain', 'cross'],
  'not-accepted': ['danger', 'cross-circle'],
  granted: ['ok', 'check-circle'],
  returned: ['waiting', 'stamp'],
  refused: ['danger', 'cross-circle'],
  closed: ['ok', 'check-circle'],
  recalled: ['plain', 'back'],
  cancelled: ['plain', 'cross'],
};

/** How a case stands: one that is over looks as it ended, not as all that is over. */
export function CaseStateTag({ of: one }: { of: Pick<CaseSummary, 'state' | 'stateName' | 'outcome' | 'undone'> }) {
  const say = useSay();
  const ended = one.undone ?? (one.outcome === 'granted' ? undefined : one.outcome);
  const [tone, icon] = LOOK[String(ended ?? one.state)] ?? ['plain', 'info'];
  return (
    <Tag tone={tone} icon={icon}>
      {say(one.stateName)}
    </Tag>
  );
}

const LICENCE: Record<string, [Tone, IconName]> = {
  valid: ['ok', 'check-circle'],
  'not-yet-valid': ['waiting', 'clock'],
  expired: ['danger', 'clock'],
  suspended: ['waiting', 'warn'],
};

export function LicenceStateTag({ state, name }: { state: string; name: string }) {
  const [tone, icon] = LICENCE[state] ?? ['danger', 'cross-circle'];
  return (
    <Tag tone={tone} icon={icon}>
      {name}
    </Tag>
  );
}
