import { Field } from './kit.tsx';

/** Why: a few lines that must be given, kept with the act and told where the hint says so. */
export function ReasonField(props: {
  label: string;
  hint: string;
  value: string;
  onChange: (value: string) => void;
  /** Characters; 200 unless told. */
  longest?: number;
  error?: string;
}) {
  return (
    <Field label={props.label} hint={props.hint} {...(props.error ? { error: props.error } : {})}>
      {(c) => (
        <textarea
          {...c}
          className="input"
          rows={3}
          required
          minLength={2}
          maxLength={props.longest ?? 200}
          value={props.value}
          onChange={(event) => props.onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
