import type { Text } from '@miaopi/forms';
import { useContext } from 'react';
import { useSay } from '../../texts/lang.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useIntakeTexts } from './intake-texts.ts';
import { MarksContext } from './marks.ts';

/** Beside an answer while a correction notice is written: marks it, in the file itself. */
export function MarkButton(props: { field: string | undefined; label: Text; material: boolean }) {
  const { field, label, material } = props;
  const marks = useContext(MarksContext);
  const t = useIntakeTexts();
  const say = useSay();
  if (!marks?.on || field === undefined) return null;
  const marked = marks.list.some((one) => one.field === field);
  return (
    <button
      type="button"
      className={`mark-button${marked ? ' mark-button--on' : ''}`}
      aria-pressed={marked}
      onClick={() => marks.toggle({ field, label, material })}
    >
      <Icon name={marked ? 'check' : 'pencil'} />
      {marked ? t.marked : t.mark}
      <span className="visually-hidden"> {say(label)}</span>
    </button>
  );
}
