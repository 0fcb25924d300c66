import {
  CORRECTION_NOTE,
  type CorrectionForm,
  correctCase,
  getCase,
  getCorrection,
  getDocument,
} from '@miaopi/contracts';
import type { CompiledCore } from '@miaopi/items';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { api, newRequestId, problemOf, queryKey, useMe, useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { todayInChina } from '../../texts/day.ts';
import { formatDate } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Button, ButtonLink, Field, More, Notice } from '../../ui/kit.tsx';
import { Failure, Loaded } from '../../ui/states.tsx';
import { useCore } from '../apply/engine.ts';
import { fieldId, focusField } from '../apply/field-path.ts';
import { SignInFirst } from '../signin/sign-in-first.tsx';
import { useCorrectTexts } from './correct-texts.ts';
import { CorrectionFields, useCorrecting } from './correction-fields.tsx';
import { useReadRows } from './read-rows.ts';
import '../apply/apply.css';
import './correct.css';

/** F093: exactly what the notice opened, each with why and how; everything else is shown and stays as it is. */
export function CorrectPage() {
  const { caseId = '' } = useParams();
  const t = useCorrectTexts();
  const me = useMe();
  const form = useRead(getCorrection, { params: { caseId } }, { staleTime: Number.POSITIVE_INFINITY });
  const core = useCore(form.data?.slug ?? '', form.data?.itemVersion);
  if (me === null) return <SignInFirst title={t.title} />;
  if (problemOf(form.error)?.code === 'cases.correction_over')
    return (
      <Page title={t.title}>
        <Notice tone="ok" title={t.over}>
          <ButtonLink to={`/cases/${caseId}`} kind="primary">
            {t.back}
          </ButtonLink>
        </Notice>
      </Page>
    );
  return (
    <Page title={t.title} heading={form.data && core.data ? null : undefined} className="correct-page">
      <Loaded query={form}>
        {(found) => <Loaded query={core}>{(compiled) => <Correct form={found} core={compiled} />}</Loaded>}
      </Loaded>
    </Page>
  );
}

function Correct({ form, core }: { form: CorrectionForm; core: CompiledCore }) {
  const t = useCorrectTexts();
  const say = useSay();
  const { lang } = useLang();
  const client = useQueryClient();
  const navigate = useNavigate();
  const correcting = useCorrecting(core, form);
  const [note, setNote] = useState('');
  const [declared, setDeclared] = useState(false);
  const [attempted, setAttempted] = useState(false);
  const [busy, setBusy] = useState(false);
  const [looked, setLooked] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  const alert = useRef<HTMLDivElement>(null);
  const untouched = useReadRows(core, form, correcting.open);
  const { notice } = form;
  const today = todayInChina();
  const unsaid = correcting.asFiled.length > 0 && note.trim().length < CORRECTION_NOTE.shortest;
  const ready = correcting.gaps === 0 && !unsaid && declared;
  const wanting = attempted && !ready;
  useEffect(() => {
    if (trouble !== undefined) alert.current?.focus();
  }, [trouble]);
  async function send(): Promise<void> {
    setAttempted(true);
    if (!ready) {
      requestAnimationFrame(() => alert.current?.focus());
      return;
    }
    setBusy(true);
    setTrouble(undefined);
    try {
      // what the registers answer to a changed place can ask for more: sent once they have
      await correcting.lookUp();
      setLooked(true);
    } catch (error) {
      setTrouble(error);
      setBusy(false);
    }
  }
  // after the look-up has been drawn
  useEffect(() => {
    if (!looked) return;
    setLooked(false);
    if (latest.current.gaps > 0) {
      setBusy(false);
      requestAnimationFrame(() => alert.current?.focus());
      return;
    }
    void file.current();
  }, [looked]);
  async function fileIt(): Promise<void> {
    if (!notice) return;
    try {
      const view = await api.call(correctCase, {
        params: { caseId: form.caseId },
        query: { wait: 8000 },
        body: {
          requestId: newRequestId(),
          nth: notice.nth,
          answers: correcting.answers(),
          ...(correcting.asFiled.length > 0 ? { note: note.trim() } : {}),
          declared: true,
        },
      });
      client.setQueryData(queryKey(getCase, { params: { caseId: form.caseId } }), view);
      client.removeQueries({ queryKey: queryKey(getCorrection, { params: { caseId: form.caseId } }) });
      void navigate(`/cases/${form.caseId}`, { state: { submitted: true } });
    } catch (error) {
      setTrouble(error);
      setBusy(false);
    }
  }
  const latest = useRef(correcting);
  latest.current = correcting;
  const file = useRef(fileIt);
  file.current = fileIt;
  if (!notice) return null;
  return (
    <>
      <header className="correct-head">
        <p className="quiet">
          {say(form.itemName)} <span className="tabular">{form.number}</span>
        </p>
        <h1 tabIndex={-1}>{t.title}</h1>
        <p>{t.lead(notice.points.length)}</p>
        <p className="correct-head__until tabular">
          {(notice.until < today ? t.late : t.until)(formatDate(notice.until, lang))}
        </p>
        <p className="quiet">
          <a
            href={api.url(getDocument, {
              params: { caseId: form.caseId, kind: notice.nth === 1 ? 'correction' : `correction-${notice.nth}` },
              query: { format: 'pdf' as never },
            })}
            target="_blank"
            rel="noreferrer"
          >
            {t.notice} <span className="tabular">{notice.number}</span>
          </a>
        </p>
        <p className="quiet">{t.elsewhere}</p>
      </header>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        {(wanting || trouble !== undefined) && (
          <div ref={alert} tabIndex={-1} className="correct-alert">
            {wanting && (
              <Notice
                tone="danger"
                title={
                  correcting.gaps > 0
                    ? t.gaps(correcting.gaps)
                    : unsaid
                      ? t.asFiled(correcting.asFiled.length)
                      : t.declareFirst
                }
                live="alert"
              >
                {correcting.gaps === 0 && unsaid && (
                  <>
                    <ul className="bullets">
                      {correcting.asFiled.map(({ field, label }) => (
                        <li key={field}>
                          <a
                            href={`#${fieldId(field)}`}
                            onClick={(event) => {
                              event.preventDefault();
                              focusField(field);
                            }}
                          >
                            {say(label)}
                          </a>
                        </li>
                      ))}
                    </ul>
                    <p>{t.asFiledText}</p>
                  </>
                )}
              </Notice>
            )}
            {trouble !== undefined && <Failure error={trouble} />}
          </div>
        )}
        <CorrectionFields core={core} form={form} correcting={correcting} attempted={attempted} />
        {attempted && correcting.asFiled.length > 0 && (
          <Field
            label={t.note}
            hint={t.noteHint}
            className="correct-stays"
            {...(unsaid ? { error: t.noteMissing(CORRECTION_NOTE.shortest) } : {})}
          >
            {(control) => (
              <textarea
                {...control}
                className="input"
                rows={3}
                maxLength={CORRECTION_NOTE.longest}
                value={note}
                onChange={(event) => setNote(event.target.value)}
              />
            )}
          </Field>
        )}
        <More summary={t.others} className="correct-others">
          <dl className="readback">
            {untouched.map((row) => (
              <div key={row.path}>
                <dt>{row.label}</dt>
                <dd>{row.text || '—'}</dd>
              </div>
            ))}
          </dl>
        </More>
        <label className="choice correct-declare">
          <input type="checkbox" checked={declared} onChange={(event) => setDeclared(event.target.checked)} />
          <span>{t.declare}</span>
        </label>
        <div className="button-row">
          <Button kind="primary" icon="send" type="submit" busy={busy}>
            {busy ? t.submitting : t.submit}
          </Button>
          <ButtonLink kind="text" to={`/cases/${form.caseId}`}>
            {t.back}
          </ButtonLink>
        </div>
      </form>
    </>
  );
}
