import { Field } from '../../ui/kit.tsx';
import { readHours } from './hours-text.ts';
import { useT } from './texts.ts';

/** Five lines, Monday to Friday, each as one would say the hours. */
export function WeekFields({ week, onChange }: { week: readonly string[]; onChange: (week: string[]) => void }) {
  const t = useT();
  return (
    <div className="hall-week">
      {t('days')
        .split(' ')
        .map((name, day) => (
          <Field key={name} label={name} error={readHours(week[day] ?? '') === undefined ? t('hoursWrong') : undefined}>
            {(c) => (
              <input
                {...c}
                className="input tabular"
                maxLength={90}
                autoComplete="off"
                value={week[day] ?? ''}
                onChange={(e) => onChange(week.map((text, i) => (i === day ? e.target.value : text)))}
              />
            )}
          </Field>
        ))}
    </div>
  );
}
