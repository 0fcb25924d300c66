import { actOnLicence, type OfficeLicenceDetail } from '@miaopi/contracts';
import { useState } from 'react';
import { api, newRequestId, problemOf } from '../../app/api.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { focusFirstFault } from '../../ui/first-fault.ts';
import { Button, Dialog, Field, Notice } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';
import { useOfficeTexts } from './office-texts.ts';

type Action = OfficeLicenceDetail['actions'][number];

/** Ground, facts and number of the decision for one action; says what will come of it before it is done. */
export function ActionDialog(props: {
  licence: OfficeLicenceDetail;
  action: Action;
  onClose: () => void;
  onDone: (next: OfficeLicenceDetail, message: string) => void;
}) {
  const { licence, action } = props;
  const t = useOfficeTexts();
  const say = useSay();
  const { lang } = useLang();
  const [ground, setGround] = useState('');
  const [note, setNote] = useState('');
  const [document, setDocument] = useState('');
  const [validTo, setValidTo] = useState(licence.suggestedValidTo ?? '');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<{ readonly error: unknown }>();
  const renews = String(action.action) === 'renew';
  const makes = ['renew', 'replace', 'transfer-in'].includes(String(action.action));
  const submit = async () => {
    if (busy) return;
    setBusy(true);
    try {
      const next = await api.call(actOnLicence, {
        params: { licenceId: licence.id },
        body: {
          requestId: newRequestId(),
          action: action.action,
          ground,
          note,
          ...(document.trim() ? { document } : {}),
          ...(renews ? { validTo } : {}),
        },
      });
      props.onDone(next, action.twoPersons ? t.proposed : next.waitsForKeeper ? t.toKeeper : t.done(say(action.name)));
    } catch (failure) {
      setProblem({ error: failure });
      setBusy(false);
    }
  };
  const issues: Readonly<Record<string, string>> = Object.fromEntries(
    (problemOf(problem?.error)?.issues ?? []).map((i) => [i.path.replace('body.', ''), i.message[lang]]),
  );
  return (
    <Dialog title={`${say(action.name)} · ${licence.number}`} onClose={props.onClose}>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const form = event.currentTarget;
          void submit().then(() => focusFirstFault(form));
        }}
      >
        {(makes || action.twoPersons) && (
          <Notice tone={action.twoPersons ? 'waiting' : 'info'}>
            <p>{makes ? t.makes : `${t.twoPersons}${lang === 'zh' ? '。' : '. '}${t.ends}`}</p>
          </Notice>
        )}
        <Field label={t.ground} error={issues.ground}>
          {(control) => (
            <select {...control} className="input" value={ground} onChange={(e) => setGround(e.target.value)}>
              <option value="">{t.chooseGround}</option>
              {action.grounds.map((one) => (
                <option key={one.id} value={one.id}>
                  {lang === 'zh'
                    ? `${one.text.zh}（${one.law}${one.article}）`
                    : `${say(one.text)} (${one.law}, ${one.article})`}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={t.note} hint={t.noteHint} error={issues.note}>
          {(control) => (
            <textarea
              {...control}
              className="input"
              rows={3}
              maxLength={500}
              value={note}
              onChange={(e) => setNote(e.target.value)}
            />
          )}
        </Field>
        {action.document && (
          <Field label={t.document} error={issues.document}>
            {(control) => (
              <input
                {...control}
                className="input"
                maxLength={80}
                value={document}
                onChange={(e) => setDocument(e.target.value)}
              />
            )}
          </Field>
        )}
        {renews && (
          <Field label={t.newValidTo} error={issues.validTo}>
            {(control) => (
              <input
                {...control}
                className="input"
                type="date"
                value={validTo}
                onChange={(e) => setValidTo(e.target.value)}
              />
            )}
          </Field>
        )}
        {problem && <Failure error={problem.error} />}
        <div className="button-row">
          <Button type="submit" kind={action.twoPersons ? 'danger' : 'primary'} busy={busy}>
            {action.twoPersons ? t.propose : t.confirmText(say(action.name))}
          </Button>
          <Button kind="text" onClick={props.onClose}>
            {t.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
