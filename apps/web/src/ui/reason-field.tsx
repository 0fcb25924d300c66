import { Field } from './kit.tsx';

/** Why: a few lines, kept with the act and told where the hint says so. They must be given unless they are `optional`. */
export function ReasonField(props: {
  label: string;
  hint?: string;
  value: string;
  onChange: (value: string) => void;
  /** Characters; 2 unless told. */
  least?: number;
  /** Characters; 200 unless told. */
  longest?: number;
  optional?: boolean;
}) {
  return (
    <Field label={props.label} hint={props.hint}>
      {(c) => (
        <textarea
          {...c}
          className="input"
          rows={3}
          required={!props.optional}
          minLength={props.least ?? 2}
          maxLength={props.longest ?? 200}
          value={props.value}
          onChange={(event) => props.onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
