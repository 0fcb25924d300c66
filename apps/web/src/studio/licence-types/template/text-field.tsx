import { Field } from '../../../ui/kit.tsx';

export function TextField(props: {
  label: string;
  hint?: string;
  value: string;
  disabled: boolean;
  max: number;
  children: (value: string) => void;
}) {
  return (
    <Field label={props.label} hint={props.hint}>
      {(control) => (
        <input
          {...control}
          className="input"
          maxLength={props.max}
          disabled={props.disabled}
          value={props.value}
          onChange={(event) => props.children(event.target.value)}
        />
      )}
    </Field>
  );
}
