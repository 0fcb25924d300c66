import type { PhraseUse } from '@miaopi/items';
import { type ReactNode, useContext, useRef } from 'react';
import { Field } from '../../ui/kit.tsx';
import { LibraryContext } from '../phrases/library.ts';
import { usePhraseTexts } from '../phrases/phrase-texts.ts';
import { useWorkTexts } from '../texts.ts';

/** A text with phrases to start from; a phrase is added to what stands there, never over it. */
export function PhraseField(props: {
  id: string;
  label: ReactNode;
  hint?: string;
  error?: string;
  value: string;
  rows: number;
  maxLength: number;
  /** Characters that must be written, when the act needs a reason. */
  least?: number;
  phrases: readonly string[];
  /** Phrases of the libraries that fit. */
  use?: PhraseUse;
  set: (value: string) => void;
}) {
  const { decide } = useWorkTexts();
  const area = useRef<HTMLTextAreaElement>(null);
  const t = usePhraseTexts();
  const library = useContext(LibraryContext);
  const all = [...new Set([...props.phrases, ...(props.use ? library(props.use) : [])])];
  const offered = all.filter((one) => !props.value.includes(one));
  const { least } = props;
  const wanting = least === undefined ? 0 : least - props.value.trim().length;
  return (
    <div className="phrase-field">
      <Field
        id={props.id}
        label={props.label}
        hint={[props.hint?.replace(/[。.；;]$/, ''), least !== undefined && t.length(least, props.maxLength)]
          .filter(Boolean)
          .join(' · ')}
        error={props.error}
      >
        {(control) => (
          <textarea
            {...control}
            ref={area}
            className="input"
            rows={props.rows}
            required={least !== undefined}
            minLength={least}
            maxLength={props.maxLength}
            value={props.value}
            onChange={(event) => props.set(event.target.value)}
          />
        )}
      </Field>
      {least !== undefined && (
        <p role="status" className="phrase-field__wanting">
          {wanting > 0 ? t.short(wanting) : ''}
        </p>
      )}
      {offered.length > 0 && t.inChinese && <p className="quiet">{t.inChinese}</p>}
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
