import { useTexts } from '../texts/lang.tsx';
import { Field } from './kit.tsx';

/** How many days: a whole number within bounds. */
export function DaysField(props: {
  label: string;
  hint?: string;
  least: number;
  most: number;
  /** As it is written. */
  value: string;
  onChange: (value: string) => void;
  optional?: boolean;
}) {
  const { faults } = useTexts();
  const { label, least, most, value } = props;
  const wrong = value !== '' && wholeDays(value, least, most) === undefined;
  return (
    <Field label={label} hint={props.hint}>
      {(control) => (
        <input
          {...control}
          className="input input--short tabular"
          inputMode="numeric"
          required={!props.optional}
          maxLength={String(most).length}
          data-fault={wrong ? faults.between(label, String(least), String(most)) : undefined}
          value={value}
          onChange={(event) => props.onChange(event.target.value.trim())}
        />
      )}
    </Field>
  );
}

/** What is written in a `DaysField`; undefined when it is no whole number within the bounds. */
export function wholeDays(value: string, least: number, most: number): number | undefined {
  const n = Number(value);
  return /^\d+$/.test(value) && n >= least && n <= most ? n : undefined;
}

/** A day that must be given. @param earliest, @param latest yyyy-mm-dd */
export function DayField(props: {
  label: string;
  value: string;
  onChange: (day: string) => void;
  earliest?: string;
  latest?: string;
}) {
  return (
    <Field label={props.label}>
      {(control) => (
        <input
          {...control}
          className="input input--short tabular"
          type="date"
          required
          min={props.earliest}
          max={props.latest}
          value={props.value}
          onChange={(event) => props.onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
