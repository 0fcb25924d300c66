import type { OriginalSeen } from '@miaopi/contracts';
import { useId } from 'react';
import { useSay } from '../../texts/lang.tsx';
import { ChoiceError, Field } from '../../ui/kit.tsx';
import { MaterialPreview } from '../file/material-preview.tsx';
import { useSeeTexts } from './originals-texts.ts';
import './seen-rows.css';

export interface ToSee {
  readonly name: { readonly zh: string; readonly en: string };
  readonly uploads: readonly string[];
}

/** One original as it is being looked at; `equal` is undefined until the official has said so. */
export interface Seen {
  readonly equal?: boolean;
  readonly copies: string;
  readonly note: string;
}

export const unseen: Seen = { copies: '0', note: '' };

/** What is sent of them; undefined while one is not looked at, or a difference has no words. */
export function seenOf(originals: readonly ToSee[], seen: Readonly<Record<string, Seen>>): OriginalSeen[] | undefined {
  const out = originals.flatMap(({ name }): OriginalSeen[] => {
    const one = seen[name.zh];
    const copies = Number(one?.copies);
    if (one?.equal === undefined || !Number.isInteger(copies) || copies < 0 || copies > 99) return [];
    const note = one.note.trim();
    if (!one.equal && note.length < 2) return [];
    return [{ material: name.zh, copies, equal: one.equal, ...(one.equal ? {} : { note }) }];
  });
  return out.length === originals.length ? out : undefined;
}

/** Each original beside what was uploaded: agrees or differs, in what, copies taken. */
export function SeenRows(props: {
  originals: readonly ToSee[];
  seen: Readonly<Record<string, Seen>>;
  onChange: (name: string, seen: Seen) => void;
}) {
  const t = useSeeTexts();
  const say = useSay();
  const id = useId();
  return (
    <>
      {props.originals.map(({ name, uploads }, n) => {
        const one = props.seen[name.zh] ?? unseen;
        const set = (next: Partial<Seen>) => props.onChange(name.zh, { ...one, ...next });
        return (
          <fieldset key={name.zh} className="seen-row">
            <legend>{t.result(say(name))}</legend>
            {uploads.map((fileId) => (
              <MaterialPreview key={fileId} fileId={fileId} name={say(name)} />
            ))}
            <ChoiceError of={`${id}${n}`} />
            <div className="seen-row__says">
              {([true, false] as const).map((equal) => (
                <label key={String(equal)} className="choice">
                  <input
                    type="radio"
                    name={`seen-${name.zh}`}
                    id={equal ? `${id}${n}` : undefined}
                    required
                    checked={one.equal === equal}
                    onChange={() => set({ equal })}
                  />
                  <span>{equal ? t.equal : t.differs}</span>
                </label>
              ))}
              <Field label={t.copies}>
                {(control) => (
                  <input
                    {...control}
                    className="input input--short tabular"
                    inputMode="numeric"
                    required
                    pattern="[0-9]{1,2}"
                    maxLength={2}
                    value={one.copies}
                    onChange={(event) => set({ copies: event.target.value.trim() })}
                  />
                )}
              </Field>
            </div>
            {one.equal === false && (
              <Field label={t.note} hint={t.noteHint}>
                {(control) => (
                  <input
                    {...control}
                    className="input"
                    required
                    minLength={2}
                    maxLength={300}
                    value={one.note}
                    onChange={(event) => set({ note: event.target.value })}
                  />
                )}
              </Field>
            )}
          </fieldset>
        );
      })}
    </>
  );
}
