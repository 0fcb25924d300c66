import type { Abilities } from '@miaopi/contracts';
import { useSay } from '../../texts/lang.tsx';
import { Button } from '../../ui/kit.tsx';
import { useCallTexts } from './call-texts.ts';
import { call, useCall } from './calls.ts';

/** Calls the other side of the case; while nobody could answer, grey with the reason. */
export function CallButtons({ caseId, may }: { caseId: string; may: Abilities[string] | undefined }) {
  const t = useCallTexts();
  const say = useSay();
  const { at } = useCall();
  if (!may) return null;
  const barred = !may.allowed || (at !== 'idle' && at !== 'over');
  const why = `call-why-${caseId}`;
  return (
    <div className="call-buttons">
      {(['audio', 'video'] as const).map((medium) => (
        <Button
          key={medium}
          icon={medium === 'video' ? 'camera' : 'phone'}
          aria-disabled={barred}
          aria-describedby={may.reason ? why : undefined}
          onClick={() => {
            if (!barred) void call(caseId, medium);
          }}
        >
          {t[medium]}
        </Button>
      ))}
      {may.reason && (
        <span id={why} className="quiet">
          {say(may.reason)}
        </span>
      )}
    </div>
  );
}
