import { type CaseView, type Draft, getCase, getGuide, submitApplication } from '@miaopi/contracts';
import { readBack } from '@miaopi/forms';
import { type CompiledCore, modeOf, originalsOf } from '@miaopi/items';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { api, newRequestId, problemOf, queryKey, useRead } from '../../app/api.ts';
import { useLang, useSay, useTexts } from '../../texts/lang.tsx';
import { Button, FieldError, Notice } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';
import { useOriginalsTexts } from '../originals/originals-texts.ts';
import { goOver } from '../vertical/go-over.ts';
import { HandOver } from '../vertical/hand-over.tsx';
import { useVerticalTexts } from '../vertical/vertical-texts.ts';
import { type Autosave, forgetBackup } from './autosave.ts';
import { type FormEngine, inputOf } from './engine.ts';
import { focusField } from './field-path.ts';
import { PersonCheck } from './person-check.tsx';
import { ProvenanceTag } from './provenance-tag.tsx';

/** One id for one intent, kept through reloads: pressing twice, or again after silence, files once. */
function submitId(draftId: string): string {
  const key = `submit:${draftId}`;
  const kept = sessionStorage.getItem(key) ?? newRequestId();
  sessionStorage.setItem(key, kept);
  return kept;
}

/** A filing that does not end on the page of the case. */
export interface Filing {
  readonly channel: 'window' | 'kiosk';
  readonly onFiled: (view: CaseView) => void;
  /** Consent was taken back: where to, for the guide is not for this place. */
  readonly onWithdrawn: () => void;
}

interface Props {
  filing?: Filing;
  core: CompiledCore;
  engine: FormEngine;
  draft: Draft;
  autosave: Autosave;
  onBack: () => void;
  onReopen: () => void;
  onRefused: () => void;
}

/** The whole application read back as a page; the declaration; the one button. */
export function ReviewView({ filing, core, engine, draft, autosave, onBack, onReopen, onRefused }: Props) {
  const texts = useTexts();
  const { lang } = useLang();
  const over = useVerticalTexts();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [declared, setDeclared] = useState(false);
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  const guide = useRead(getGuide, { params: { slug: draft.slug } }, { staleTime: 60_000 });
  // at a window an official has looked at him and his card
  const needsPerson = filing?.channel !== 'window' && (guide.data?.realPerson ?? false);
  const [person, setPerson] = useState(false);
  const [checks, setChecks] = useState(0);
  const [unsaved, setUnsaved] = useState(false);
  const running = useRef(false);
  useEffect(() => {
    // The next page is fetched while this one is read: the first steps must not be missed.
    void import('../cases/case-page.tsx');
    window.scrollTo(0, 0);
    document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
  }, []);
  const sections = readBack(core.form, engine.state, lang);

  const submit = async () => {
    if (running.current) return;
    if (!declared) {
      setAsked(true);
      document.getElementById('declare')?.focus();
      return;
    }
    if (needsPerson && !person) {
      setAsked(true);
      document.getElementById('person-check')?.focus();
      return;
    }
    running.current = true;
    setBusy(true);
    setTrouble(undefined);
    setUnsaved(false);
    try {
      if (!(await autosave.flush())) {
        setUnsaved(true);
        return;
      }
      const view = await api.call(submitApplication, {
        params: { draftId: draft.id },
        // who waits at a window or a terminal is told how it ended
        ...(filing ? { query: { wait: 10_000 } } : {}),
        body: {
          requestId: submitId(draft.id),
          revision: autosave.revision(),
          ...(filing?.channel === 'window' ? {} : { channel: (filing?.channel ?? 'portal') as never }),
          declared: true,
        },
      });
      sessionStorage.removeItem(`submit:${draft.id}`);
      forgetBackup(draft.id);
      if (filing) return filing.onFiled(view as CaseView);
      queries.setQueryData(queryKey(getCase, { params: { caseId: view.id } }), view as never);
      for (const name of ['forms.listDrafts', 'cases.listCases', 'licences.listLicences'])
        void queries.invalidateQueries({ queryKey: [name] });
      navigate(`/cases/${view.id}`, { replace: true, state: { submitted: true } });
      // the case stands behind when he comes back; where the way is barred its page says so
      if (view.vertical && !(await goOver(view.id)))
        void queries.invalidateQueries({ queryKey: queryKey(getCase, { params: { caseId: view.id } }) });
    } catch (error) {
      const problem = problemOf(error);
      if (problem?.code === 'forms.incomplete') onRefused();
      // it ran out while this page was open
      else if (problem?.code === 'cases.person_not_checked') {
        setPerson(false);
        setChecks((n) => n + 1);
      } else if (problem?.code === 'forms.version_changed' || problem?.code === 'forms.draft_submitted') onReopen();
      setTrouble(error);
    } finally {
      running.current = false;
      setBusy(false);
    }
  };
  return (
    <div className="review">
      <p>{texts.apply.reviewLead}</p>
      <ModeTold core={core} draft={draft} engine={engine} />
      {sections.map((section) => (
        <section key={section.name} className="card review__section">
          <header>
            <h2>{section.title}</h2>
            <Button
              kind="text"
              icon="pencil"
              onClick={() => {
                onBack();
                setTimeout(() => focusField(section.groups[0]?.rows[0]?.path ?? section.name), 60);
              }}
            >
              {texts.apply.edit}
              <span className="visually-hidden"> {section.title}</span>
            </Button>
          </header>
          {section.groups.map((group, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: groups are known by their place
            <div key={index}>
              {group.title && <h3>{group.title}</h3>}
              <dl className="facts">
                {group.rows.map((row) => (
                  <ReviewRow key={row.path} label={row.label} text={row.text || '—'}>
                    {row.provenance && <ProvenanceTag provenance={row.provenance} />}
                  </ReviewRow>
                ))}
              </dl>
            </div>
          ))}
        </section>
      ))}
      {needsPerson && (
        <PersonCheck
          key={checks}
          missing={asked && declared && !person}
          onResult={(result) => setPerson(result?.same ?? false)}
        />
      )}
      {guide.data?.vertical && <HandOver vertical={guide.data.vertical} at="review" />}
      <div className="card review__sign">
        <label className="choice">
          <input
            id="declare"
            type="checkbox"
            checked={declared}
            aria-invalid={asked && !declared ? true : undefined}
            aria-describedby={asked && !declared ? 'declare-error' : undefined}
            onChange={(event) => setDeclared(event.target.checked)}
          />
          <span>{texts.apply.declare}</span>
        </label>
        <FieldError
          id="declare-error"
          live="alert"
          {...(asked && !declared ? { error: texts.apply.declareNeeded } : {})}
        />
        {unsaved &&
          !autosave.conflict &&
          autosave.status === 'unsaved' &&
          (autosave.refused ? (
            <Failure error={autosave.refused} />
          ) : (
            <Notice tone="waiting" icon="offline" live="alert">
              {texts.apply.submitFailed}
            </Notice>
          ))}
        {trouble !== undefined &&
          (problemOf(trouble) ? (
            <Failure error={trouble} />
          ) : (
            <Notice tone="waiting" icon="offline" live="alert">
              {texts.apply.submitFailed}
            </Notice>
          ))}
        <div className="button-row">
          <Button kind="primary" size="large" onClick={submit} aria-disabled={busy || (needsPerson && !person)}>
            {busy ? texts.apply.submitting : guide.data?.vertical ? over.submit : texts.apply.submit}
          </Button>
          <Button kind="text" onClick={onBack}>
            {texts.apply.backToForm}
          </Button>
        </div>
      </div>
    </div>
  );
}

/** How the case will be handled as it is filled in, with what is to be brought; nothing where it is wholly online. */
function ModeTold({ core, draft, engine }: Pick<Props, 'core' | 'draft' | 'engine'>) {
  const t = useOriginalsTexts();
  const say = useSay();
  const input = inputOf(draft, engine.session.answers());
  const { by } = modeOf(core, input);
  if (by === 'online') return null;
  return (
    <Notice title={t.here}>
      <p>{by === 'pre-check' ? t.preCheckTell : t.collectionTell}</p>
      <p>
        {t.guideBring}
        {originalsOf(core, input)
          .map((m) => say(m.name))
          .join(', ')}
      </p>
    </Notice>
  );
}

function ReviewRow({ label, text, children }: { label: string; text: string; children: React.ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd className="review__value">
        <span className="tabular">{text}</span>
        {children}
      </dd>
    </>
  );
}
