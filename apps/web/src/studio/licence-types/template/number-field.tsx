import { useEffect, useState } from 'react';
import { Field } from '../../../ui/kit.tsx';

/** A length in mm or another number; what is no number yet stays in the box only. */
export function NumberField(props: {
  label: string;
  value: number | undefined;
  disabled: boolean;
  step?: number;
  onChange: (value: number | undefined) => void;
}) {
  const shown = props.value === undefined ? '' : String(props.value);
  const [text, setText] = useState(shown);
  useEffect(() => setText(shown), [shown]);
  return (
    <Field label={props.label}>
      {(control) => (
        <input
          {...control}
          className="input tabular"
          type="number"
          step={props.step ?? 0.5}
          disabled={props.disabled}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            const value = event.target.value === '' ? undefined : Number(event.target.value);
            if (value === undefined || Number.isFinite(value)) props.onChange(value);
          }}
        />
      )}
    </Field>
  );
}
