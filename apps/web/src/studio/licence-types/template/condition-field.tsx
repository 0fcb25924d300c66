import { Field } from '../../../ui/kit.tsx';
import { registerNames } from './new-items.ts';
import { useTemplateTexts } from './template-texts.ts';

/** When an element is drawn: a FEEL condition over the fields of the row and the register, checked as one types. Empty: always. */
export function ConditionField(props: {
  value: string;
  names: readonly string[];
  error: string | undefined;
  disabled: boolean;
  onChange: (show: string | undefined) => void;
}) {
  const t = useTemplateTexts();
  const { value, names, disabled } = props;
  return (
    <fieldset className="template-part" disabled={disabled}>
      <legend>{t.when}</legend>
      <Field label={t.condition} hint={t.conditionHint} {...(props.error ? { error: props.error } : {})}>
        {(control) => (
          <textarea
            {...control}
            className="input input--code"
            rows={2}
            maxLength={400}
            spellCheck={false}
            value={value}
            onChange={(event) => props.onChange(event.target.value.trim() === '' ? undefined : event.target.value)}
          />
        )}
      </Field>
      <Field label={t.insertField}>
        {(control) => (
          <select
            {...control}
            className="input"
            value=""
            onChange={(event) =>
              event.target.value && props.onChange(value ? `${value} ${event.target.value}` : event.target.value)
            }
          >
            <option value="">{t.choose}</option>
            <optgroup label={t.rowFields}>
              {names.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </optgroup>
            <optgroup label={t.register}>
              {registerNames.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </optgroup>
          </select>
        )}
      </Field>
    </fieldset>
  );
}
