import type { Guide } from '@miaopi/contracts';
import { useSay, useTexts } from '../../texts/lang.tsx';
import { useOriginalsTexts } from './originals-texts.ts';
import './originals.css';

/** On the guide: each way an item is handled in, with its visits and what is brought. */
export function GuideModes({ guide }: { guide: Guide }) {
  const t = useOriginalsTexts();
  const say = useSay();
  const texts = useTexts();
  return (
    <ul className="guide-modes">
      {guide.modes.map((mode) => (
        <li key={mode.when?.zh ?? ''}>
          <span>
            {mode.when && `${say(mode.when)}${texts.common.colon}`}
            {say(mode.name)}
            {texts.common.comma}
            {t.guideWhen(mode.visits)}
          </span>
          {mode.originals.length > 0 && (
            <span className="quiet">
              {t.guideBring}
              {mode.originals.map((name) => say(name)).join(texts.common.comma)}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
