import { proposeCorrection } from '@miaopi/contracts';
import { api } from '../../app/api.ts';
import { useAfterTexts } from '../../portal/cases/after-texts.ts';
import { useSay } from '../../texts/lang.tsx';
import { Button, Field } from '../../ui/kit.tsx';
import { ReasonField } from '../../ui/reason-field.tsx';
import { ActDialog, type CaseDialog } from '../app/act-dialog.tsx';
import { useKept } from '../app/kept.ts';

interface Words {
  readonly key: number;
  readonly wrong: string;
  readonly right: string;
}

/** 更正: words of the decision as they stand and as they are to read, fields of the licence. */
export function CorrectDecisionDialog(props: CaseDialog) {
  const { view } = props;
  const t = useAfterTexts();
  const say = useSay();
  const paper = view.after?.paper === true;
  const fields = view.after?.fields ?? [];
  const [words, setWords] = useKept<readonly Words[]>(
    view.id,
    'correct-decision.words',
    paper ? [{ key: 0, wrong: '', right: '' }] : [],
  );
  const [values, setValues] = useKept<Readonly<Record<string, string>>>(view.id, 'correct-decision.fields', {});
  const [reason, setReason] = useKept(view.id, 'correct-decision.reason', '');
  const said = {
    reason: reason.trim(),
    decision: words.flatMap(({ wrong, right }) =>
      wrong.trim() && right.trim() ? [{ wrong: wrong.trim(), right: right.trim() }] : [],
    ),
    licence: fields.flatMap(({ name, value }) => {
      const next = values[name]?.trim();
      return next && next !== value ? [{ field: name, value: next }] : [];
    }),
  };
  const change = (key: number, part: Partial<Words>) =>
    setWords(words.map((one) => (one.key === key ? { ...one, ...part } : one)));
  return (
    <ActDialog
      {...props}
      name="correct-decision"
      title={t.correctTitle}
      label={t.propose}
      icon="send"
      wants={[said.decision.length + said.licence.length === 0 && t.wantChange]}
      send={(requestId) => api.call(proposeCorrection, { params: { caseId: view.id }, body: { requestId, ...said } })}
    >
      <p className="quiet">{t.correctText}</p>
      <fieldset className="field resubmit__fields">
        <legend className="field__label">{t.words}</legend>
        {!paper && <p className="quiet">{t.noPaper}</p>}
        {words.map((one) => (
          <div key={one.key} className="change-words">
            <Field label={t.wrong} hint={t.wrongHint}>
              {(control) => (
                <input
                  {...control}
                  className="input"
                  maxLength={200}
                  value={one.wrong}
                  onChange={(event) => change(one.key, { wrong: event.target.value })}
                />
              )}
            </Field>
            <Field label={t.right}>
              {(control) => (
                <input
                  {...control}
                  className="input"
                  maxLength={200}
                  value={one.right}
                  onChange={(event) => change(one.key, { right: event.target.value })}
                />
              )}
            </Field>
            {words.length > 1 && (
              <Button kind="text" icon="cross" onClick={() => setWords(words.filter((w) => w.key !== one.key))}>
                {t.remove}
              </Button>
            )}
          </div>
        ))}
        {paper && words.length < 20 && (
          <Button
            kind="text"
            icon="plus"
            onClick={() => setWords([...words, { key: (words.at(-1)?.key ?? 0) + 1, wrong: '', right: '' }])}
          >
            {t.addWords}
          </Button>
        )}
      </fieldset>
      {fields.length > 0 && (
        <fieldset className="field resubmit__fields">
          <legend className="field__label">{t.fields}</legend>
          <p className="quiet">{t.fieldsText}</p>
          {fields.map((field) => {
            const value = values[field.name] ?? field.value;
            return (
              <Field
                key={field.name}
                label={say(field.label)}
                hint={value.trim() === field.value ? undefined : t.before(field.value)}
              >
                {(control) => (
                  <input
                    {...control}
                    className="input"
                    inputMode={String(field.type) === 'number' ? 'decimal' : undefined}
                    maxLength={500}
                    value={value}
                    onChange={(event) => setValues({ ...values, [field.name]: event.target.value })}
                  />
                )}
              </Field>
            );
          })}
        </fieldset>
      )}
      <ReasonField label={t.reason} hint={t.reasonHint} least={4} longest={1000} value={reason} onChange={setReason} />
    </ActDialog>
  );
}
