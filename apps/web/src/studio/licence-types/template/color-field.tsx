import { useEffect, useState } from 'react';
import { Field } from '../../../ui/kit.tsx';
import { useTemplateTexts } from './template-texts.ts';

const isColor = (text: string) => /^#[0-9a-f]{6}$/i.test(text);

/** A colour by the picker or as #RRGGBB; what is no colour yet stays in the box only. Empty: what the paper says otherwise. */
export function ColorField(props: {
  label: string;
  value: string | undefined;
  /** What is drawn when nothing is said. */
  otherwise: string;
  disabled: boolean;
  /** It can't be empty. */
  needed?: boolean;
  onChange: (color: string | undefined) => void;
}) {
  const t = useTemplateTexts();
  const { value = '', otherwise } = props;
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const wrong = text === '' ? props.needed === true : !isColor(text);
  const take = (next: string) => {
    setText(next);
    if (isColor(next)) props.onChange(next.toUpperCase());
    else if (next === '' && !props.needed) props.onChange(undefined);
  };
  return (
    <Field label={props.label} {...(wrong ? { error: t.colorWrong } : {})}>
      {(control) => (
        <span className="template-color">
          <input
            type="color"
            aria-label={t.pick(props.label)}
            disabled={props.disabled}
            value={isColor(value) ? value.toLowerCase() : otherwise.toLowerCase()}
            onChange={(event) => take(event.target.value)}
          />
          <input
            {...control}
            className="input tabular"
            maxLength={7}
            spellCheck={false}
            placeholder={props.needed ? undefined : otherwise}
            disabled={props.disabled}
            value={text}
            onChange={(event) => take(event.target.value.trim())}
          />
        </span>
      )}
    </Field>
  );
}
