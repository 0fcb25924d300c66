import { useRef } from 'react';
import { Field } from '../../ui/kit.tsx';
import { useWorkTexts } from '../texts.ts';

/** A text with phrases to start from; a phrase is added to what stands there, never over it. */
export function PhraseField(props: {
  id: string;
  label: string;
  hint?: string;
  error?: string;
  value: string;
  rows: number;
  maxLength: number;
  phrases: readonly string[];
  set: (value: string) => void;
}) {
  const { decide } = useWorkTexts();
  const area = useRef<HTMLTextAreaElement>(null);
  const offered = props.phrases.filter((one) => !props.value.includes(one));
  return (
    <div className="phrase-field">
      <Field id={props.id} label={props.label} hint={props.hint} error={props.error}>
        {(control) => (
          <textarea
            {...control}
            ref={area}
            className="input"
            rows={props.rows}
            maxLength={props.maxLength}
            value={props.value}
            onChange={(event) => props.set(event.target.value)}
          />
        )}
      </Field>
      {offered.length > 0 && (
        <ul className="phrases" aria-label={`${decide.phrases} · ${props.label}`}>
          {offered.map((phrase) => (
            <li key={phrase}>
              <button
                type="button"
                className="phrase"
                lang="zh-CN"
                title={decide.phrasesHint}
                onClick={() => {
                  props.set(`${props.value}${phrase}`.slice(0, props.maxLength));
                  area.current?.focus();
                }}
              >
                {phrase}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
