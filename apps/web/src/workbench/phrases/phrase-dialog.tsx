import { type listPhrases, type ReplyOf, savePhrase } from '@miaopi/contracts';
import { phraseUses } from '@miaopi/items';
import { useRef, useState } from 'react';
import { api } from '../../app/api.ts';
import { useSend } from '../../app/use-send.ts';
import { useSay } from '../../texts/lang.tsx';
import { DialogForm } from '../../ui/asking-form.tsx';
import { Dialog, Field } from '../../ui/kit.tsx';
import { usePhraseTexts } from './phrase-texts.ts';
import type { Kept } from './phrases-page.tsx';

/** One phrase: when it is offered, to whom, its words with the variables at hand. */
export function PhraseDialog(props: {
  phrase: Kept | undefined;
  forOffice: boolean;
  variables: ReplyOf<typeof listPhrases>['variables'];
  onClose: () => void;
  onSaved: () => void;
}) {
  const { phrase } = props;
  const t = usePhraseTexts();
  const say = useSay();
  const [of, setOf] = useState(String(phrase?.of ?? 'mine'));
  const [use, setUse] = useState(String(phrase?.use ?? 'opinion'));
  const [text, setText] = useState(phrase?.text ?? '');
  const area = useRef<HTMLTextAreaElement>(null);
  const body = { of: of as 'mine', use: use as 'opinion', text: text.trim() };
  const sending = useSend(
    (requestId) => api.call(savePhrase, { body: { requestId, ...body, ...(phrase ? { id: phrase.id } : {}) } }),
    props.onSaved,
  );
  function insert(name: string): void {
    const at = area.current?.selectionStart ?? text.length;
    setText(`${text.slice(0, at)}{{${name}}}${text.slice(area.current?.selectionEnd ?? at)}`.slice(0, 500));
    area.current?.focus();
  }
  return (
    <Dialog title={phrase ? t.changeTitle : t.add} onClose={props.onClose}>
      <DialogForm label={t.save} icon="check" {...sending} onClose={props.onClose}>
        {props.forOffice && !phrase && (
          <Field label={t.forWhom}>
            {(c) => (
              <select {...c} className="input" value={of} onChange={(event) => setOf(event.target.value)}>
                <option value="mine">{t.of.mine}</option>
                <option value="office">{t.of.office}</option>
              </select>
            )}
          </Field>
        )}
        <Field label={t.use}>
          {(c) => (
            <select {...c} className="input" value={use} onChange={(event) => setUse(event.target.value)}>
              {phraseUses.map((one) => (
                <option key={one} value={one}>
                  {t.uses[one]}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={t.text} hint={t.textHint}>
          {(c) => (
            <textarea
              {...c}
              ref={area}
              className="input"
              rows={4}
              required
              minLength={2}
              maxLength={500}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
        <div>
          <p className="quiet">
            {t.variables}　{t.variablesText}
          </p>
          <ul className="phrases" aria-label={t.variables}>
            {props.variables.map((one) => (
              <li key={one.zh}>
                <button type="button" className="phrase" onClick={() => insert(say(one))}>
                  {say(one)}
                </button>
              </li>
            ))}
          </ul>
        </div>
      </DialogForm>
    </Dialog>
  );
}
