import type { Field, FieldState, FileAnswer } from '@miaopi/forms';
import { NATIONS } from '@miaopi/identifiers';
import { useLang, useSay, useTexts } from '../../texts/lang.tsx';
import { RegionControl } from './region-control.tsx';
import { UploadControl } from './upload-control.tsx';

export interface ControlProps {
  field: Field;
  state: FieldState;
  /** id, aria-describedby, aria-invalid from the field around it. */
  given: Record<string, unknown>;
  set: (value: unknown) => void;
  onLeave: () => void;
}

const INPUT: Partial<Record<Field['type'], { inputMode?: 'numeric' | 'decimal' | 'tel'; autoComplete?: string }>> = {
  number: { inputMode: 'decimal' },
  money: { inputMode: 'decimal' },
  mobile: { inputMode: 'tel', autoComplete: 'tel' },
  address: { autoComplete: 'street-address' },
};

const CODES = new Set<Field['type']>(['citizenId', 'uscc', 'mobile', 'number', 'money', 'date']);

/** The control of a field by its type. */
export function FieldControl(props: ControlProps) {
  const { field, state, given, set, onLeave } = props;
  const texts = useTexts();
  const say = useSay();
  const { lang } = useLang();
  const text = typeof state.value === 'string' || typeof state.value === 'number' ? String(state.value) : '';
  const common = {
    ...given,
    className: `input${CODES.has(field.type) ? ' tabular' : ''}`,
    required: state.required,
    onBlur: onLeave,
    placeholder: field.placeholder ? say(field.placeholder) : undefined,
  };
  const give = (value: string) => set(value === '' ? null : value);
  switch (field.type) {
    case 'longText':
      return <textarea {...common} value={text} maxLength={field.maxLength} onChange={(e) => give(e.target.value)} />;
    case 'date':
      return <input {...common} type="date" value={text} onChange={(e) => give(e.target.value)} />;
    case 'choice':
    case 'boolean': {
      const options =
        field.type === 'boolean'
          ? [
              { value: true, label: texts.common.yes },
              { value: false, label: texts.common.no },
            ]
          : (field.options ?? []).map((one) => ({ value: one.value, label: say(one.label) }));
      if (options.length > 6)
        return (
          <select
            {...common}
            aria-label={say(field.label)}
            value={text}
            onChange={(e) => {
              give(e.target.value);
              onLeave();
            }}
          >
            <option value="">{texts.apply.choose}</option>
            {options.map((one) => (
              <option key={String(one.value)} value={String(one.value)}>
                {one.label}
              </option>
            ))}
          </select>
        );
      return (
        <div className="choice-group">
          {options.map((one) => (
            <label key={String(one.value)} className="choice">
              <input
                type="radio"
                name={state.path}
                checked={state.value === one.value}
                onChange={() => {
                  set(one.value);
                  onLeave();
                }}
              />
              <span>{one.label}</span>
            </label>
          ))}
        </div>
      );
    }
    case 'choices': {
      const chosen = Array.isArray(state.value) ? (state.value as string[]) : [];
      return (
        <div className="choice-group">
          {(field.options ?? []).map((one) => (
            <label key={one.value} className="choice">
              <input
                type="checkbox"
                checked={chosen.includes(one.value)}
                onChange={(e) => {
                  set(e.target.checked ? [...chosen, one.value] : chosen.filter((value) => value !== one.value));
                  onLeave();
                }}
              />
              <span>{say(one.label)}</span>
            </label>
          ))}
        </div>
      );
    }
    case 'declaration':
      return (
        <label className="choice">
          <input
            type="checkbox"
            checked={state.value === true}
            onChange={(e) => {
              set(e.target.checked ? true : null);
              onLeave();
            }}
          />
          <span>{field.statement ? say(field.statement) : say(field.label)}</span>
        </label>
      );
    case 'nation':
      return (
        <select {...common} value={text} onChange={(e) => give(e.target.value)}>
          <option value="">{texts.apply.choose}</option>
          {NATIONS.map((one) => (
            <option key={one.code} value={one.zh}>
              {lang === 'zh' ? one.zh : `${one.zh}`}
            </option>
          ))}
        </select>
      );
    case 'region':
      return <RegionControl value={text} set={set} onLeave={onLeave} />;
    case 'file':
    case 'photo': {
      const files = (Array.isArray(state.value)
        ? state.value
        : state.value
          ? [state.value]
          : []) as unknown as FileAnswer[];
      return <UploadControl field={field} files={files} set={set} onLeave={onLeave} />;
    }
    default:
      return (
        <input
          {...common}
          {...INPUT[field.type]}
          type="text"
          autoComplete={INPUT[field.type]?.autoComplete ?? 'off'}
          value={text}
          maxLength={field.maxLength ?? 200}
          onChange={(e) => give(e.target.value)}
        />
      );
  }
}
