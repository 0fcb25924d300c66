import type { listMessages, ReplyOf } from '@miaopi/contracts';
import { formatInstant } from '../texts/format.ts';
import { useLang } from '../texts/lang.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import { useNoticeTexts } from './texts.ts';
import './notices.css';

type Delivery = ReplyOf<typeof listMessages>['messages'][number]['deliveries'][number];

const ICON: Readonly<Record<Delivery['state'], IconName>> = {
  pending: 'clock',
  sent: 'check',
  delivered: 'check-circle',
  failed: 'warn',
  unknown: 'question',
};

/** By which channels a message went, and whether it arrived. */
export function Deliveries({ of }: { of: readonly Delivery[] }) {
  const t = useNoticeTexts();
  const { lang } = useLang();
  if (of.length === 0) return null;
  return (
    <ul className="told-by">
      {of.map((d) => (
        <li key={d.channel} className={`told-by__${d.state}`}>
          <Icon name={ICON[d.state]} />
          <span>
            {t.channel[d.channel]} {d.notBefore ? t.held(formatInstant(d.notBefore, lang)) : t.state[d.state]}
            {d.error &&
              (d.state === 'failed' || d.state === 'unknown') &&
              `${lang === 'zh' ? '：' : ': '}${t.why(d.error)}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
