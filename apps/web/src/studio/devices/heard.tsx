import { formatDate, formatInstant, formatTime } from '../../texts/format.ts';
import { useLang } from '../../texts/lang.tsx';
import { useT } from './texts.ts';

/** When a device was heard last: today by the clock, before with the day. */
export function Heard({ at }: { at: string | undefined }) {
  const t = useT();
  const { lang } = useLang();
  if (!at) return t('never');
  return formatDate(at, lang) === formatDate(new Date(), lang) ? formatTime(at, true) : formatInstant(at, lang);
}
