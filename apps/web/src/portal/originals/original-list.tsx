import type { HandlingView } from '@miaopi/contracts';
import { formatInstant } from '../../texts/format.ts';
import { useLang, useSay, useTexts } from '../../texts/lang.tsx';
import { Tag } from '../../ui/kit.tsx';
import { useOriginalsTexts } from './originals-texts.ts';
import './originals.css';

const LOOK = {
  'to-show': { tone: 'waiting', icon: 'clock' },
  equal: { tone: 'ok', icon: 'check' },
  differs: { tone: 'danger', icon: 'cross' },
} as const;

/** Each original of a case with what was seen of it. */
export function OriginalList({ originals }: { originals: HandlingView['originals'] }) {
  const t = useOriginalsTexts();
  const say = useSay();
  const texts = useTexts();
  const { lang } = useLang();
  return (
    <ul className="originals">
      {originals.map((one) => {
        const state = String(one.state) as keyof typeof LOOK;
        return (
          <li key={one.name.zh}>
            <span>
              <strong>{say(one.name)}</strong>{' '}
              <Tag tone={LOOK[state].tone} icon={LOOK[state].icon}>
                {t.states[state]}
              </Tag>
            </span>
            {one.at && (
              <span className="quiet">
                {t.seenBy(one.by ?? '', one.copies ?? 0)} ·{' '}
                <span className="tabular">{formatInstant(one.at, lang)}</span>
                {one.note && `${texts.common.colon}${one.note}`}
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
