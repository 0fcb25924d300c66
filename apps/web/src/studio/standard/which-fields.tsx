import type { listStandardTables, ReplyOf } from '@miaopi/contracts';
import { useSay } from '../../texts/lang.tsx';
import { Field } from '../../ui/kit.tsx';
import { useT } from './texts.ts';

export interface Which {
  from: string;
  to: string;
  office: string;
  item: string;
}

export const anyCase: Which = { from: '', to: '', office: '', item: '' };

/** What was filled in, as the routes take it. */
export function asked(which: Which): Partial<Which> {
  return Object.fromEntries(Object.entries(which).filter(([, value]) => value !== ''));
}

/** Period, office and item; the office only where there is a choice. */
export function WhichFields(props: {
  choices: ReplyOf<typeof listStandardTables>;
  which: Which;
  onChange: (which: Which) => void;
}) {
  const t = useT();
  const say = useSay();
  const { choices, which } = props;
  const bind = (key: keyof Which) => ({
    value: which[key],
    onChange: (e: { target: { value: string } }) =>
      props.onChange({ ...which, [key]: e.target.value, ...(key === 'office' ? { item: '' } : {}) }),
  });
  return (
    <>
      <Field label={t('from')}>
        {(c) => <input {...c} className="input" type="date" max={which.to || undefined} {...bind('from')} />}
      </Field>
      <Field label={t('to')}>
        {(c) => <input {...c} className="input" type="date" min={which.from || undefined} {...bind('to')} />}
      </Field>
      {choices.offices.length > 1 && (
        <Field label={t('office')}>
          {(c) => (
            <select {...c} className="input" {...bind('office')}>
              <option value="">{t('allOffices')}</option>
              {choices.offices.map((o) => (
                <option key={o.code} value={o.code}>
                  {say(o.name)}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      <Field label={t('item')}>
        {(c) => (
          <select {...c} className="input" {...bind('item')}>
            <option value="">{t('allItems')}</option>
            {choices.items
              .filter((i) => !which.office || i.office === which.office)
              .map((i) => (
                <option key={i.slug} value={i.slug}>
                  {say(i.name)}
                </option>
              ))}
          </select>
        )}
      </Field>
    </>
  );
}
