import type { Draft } from '@miaopi/contracts';
import type { Answers } from '@miaopi/forms';
import type { CompiledCore } from '@miaopi/items';
import { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { formatTime } from '../../texts/format.ts';
import { useSay, useTexts } from '../../texts/lang.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Button, ButtonLink, Notice } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';
import { SigningOfFormContext } from '../signing/signing-offer.tsx';
import { readBackup, useAutosave } from './autosave.ts';
import { Companion } from './companion.tsx';
import { ConflictDialog } from './conflict-dialog.tsx';
import { inputOf, useFormEngine } from './engine.ts';
import { ErrorList } from './error-list.tsx';
import { focusField } from './field-path.ts';
import { FormSection } from './form-section.tsx';
import { type Filing, ReviewView } from './review-view.tsx';
import { useLookUps } from './use-look-ups.ts';

interface Props {
  core: CompiledCore;
  opened: Draft;
  title: string;
  onReopen: () => void;
  /** Filed for somebody else, at a window or a kiosk: what comes then; absent: the page of the case. */
  filing?: Filing;
}

function showErrors(): void {
  requestAnimationFrame(() => document.getElementById('form-errors')?.focus());
}

/** The form in one column with its companion; then the whole read back. */
export function FormView({ core, opened, title, onReopen, filing }: Props) {
  const texts = useTexts();
  const say = useSay();
  const navigate = useNavigate();
  const [draft, setDraft] = useState(opened);
  const [backup] = useState(() => readBackup(opened));
  const [answers, setAnswers] = useState<Answers>(() => backup ?? (opened.answers as Answers));
  const autosave = useAutosave(draft, () => engine.session.answers());
  const engine = useFormEngine(core, draft, answers, () => autosave.schedule());
  const [reviewing, setReviewing] = useState(false);
  const [attempted, setAttempted] = useState(false);
  const [changesSeen, setChangesSeen] = useState(false);
  const [wantsReview, setWantsReview] = useState(false);
  const [held, setHeld] = useState(false);

  const take = (next: Draft, kept: Answers = next.answers as Answers, changed = false) => {
    autosave.found(next);
    setAnswers(kept);
    setDraft(next);
    if (changed) autosave.schedule();
  };
  const lookUps = useLookUps({
    core,
    draft,
    engine,
    autosave,
    // A draft found again may have been saved without asking.
    openedWith: opened.revision === 1 && !backup ? (opened.answers as Answers) : undefined,
    take,
  });
  const latestLookUps = useRef(lookUps);
  latestLookUps.current = lookUps;
  const { looking } = lookUps;
  const trouble = lookUps.trouble ?? autosave.refused;
  const look = useRef(autosave.look);
  look.current = autosave.look;
  useEffect(() => {
    // back from another window, where it may have been changed or filed; what the registers are answering here is no other window's
    const back = () => {
      if (document.visibilityState === 'visible' && !latestLookUps.current.looking) void look.current();
    };
    document.addEventListener('visibilitychange', back);
    return () => document.removeEventListener('visibilitychange', back);
  }, []);
  const sections = core.form.sections.filter(({ section }) => engine.state.sections.get(section.name)?.visible);
  const toReview = async () => {
    setAttempted(true);
    setHeld(false);
    if (looking) return;
    // What the registers answer may ask for more (an address they do not know: a lease) or for less, so completeness is judged after it.
    if (await (lookUps.stale() ? lookUps.ask() : autosave.flush())) setWantsReview(true);
    else if (!engine.state.complete) showErrors();
    else setHeld(true);
  };
  const signing = {
    draftId: draft.id,
    core,
    input: () => inputOf(draft, engine.session.answers()),
    async save() {
      for (let tries = 0; tries < 3; tries++) {
        const { stale, ask } = latestLookUps.current;
        if (await (stale() ? ask() : autosave.flush())) return true;
        // what was typed while the registers answered is taken over by the next drawing, and asked with again
        await new Promise((drawn) => setTimeout(drawn, 50));
      }
      return false;
    },
  };
  const { complete } = engine.state;
  useEffect(() => {
    if (!wantsReview) return;
    setWantsReview(false);
    if (complete) setReviewing(true);
    else showErrors();
  }, [wantsReview, complete]);
  const noNetwork = !autosave.conflict && !autosave.refused;
  const status =
    autosave.status === 'saving'
      ? texts.apply.saving
      : autosave.status === 'unsaved'
        ? noNetwork
          ? texts.apply.notSaved
          : texts.apply.notSavedYet
        : texts.apply.saved(formatTime(autosave.savedAt));

  if (draft.caseId)
    return (
      <Notice tone="ok" title={texts.apply.notYet}>
        <ButtonLink to={`/cases/${draft.caseId}`} kind="primary">
          {texts.apply.seeCase}
        </ButtonLink>
      </Notice>
    );
  return (
    <>
      <header className="apply-head">
        <h1 tabIndex={-1}>{reviewing ? texts.apply.reviewTitle : title}</h1>
        <p className="apply-head__who">
          <span>
            {texts.apply.applicant} <strong>{draft.applicant.name}</strong>{' '}
            <span className="quiet tabular">{draft.applicant.number}</span>
          </span>
          {draft.agent && (
            <span>
              {texts.apply.agent} <strong>{draft.agent.name}</strong>
            </span>
          )}
          <span className="apply-head__saved" role="status">
            <Icon name={autosave.status === 'unsaved' ? 'warn' : 'check'} />
            {status}
          </span>
        </p>
      </header>
      {draft.formChanged && !changesSeen && (
        <FormChanged
          change={draft.formChanged}
          onSeen={(first) => {
            setChangesSeen(true);
            if (first) focusField(first);
          }}
        />
      )}
      {reviewing ? (
        <ReviewView
          core={core}
          engine={engine}
          draft={draft}
          autosave={autosave}
          onBack={() => setReviewing(false)}
          onReopen={onReopen}
          {...(filing ? { filing } : {})}
          onRefused={() => {
            setReviewing(false);
            setAttempted(true);
          }}
        />
      ) : (
        <div className="apply">
          <div className="apply__form">
            {backup && <Notice tone="ok">{texts.apply.restored}</Notice>}
            {trouble !== undefined && <Failure error={trouble} />}
            {attempted && !engine.state.complete && <ErrorList core={core} state={engine.state} />}
            <SigningOfFormContext value={signing}>
              {sections.map((compiled, index) => (
                <FormSection
                  key={compiled.section.name}
                  compiled={compiled}
                  engine={engine}
                  attempted={attempted}
                  place={texts.apply.section(index + 1, sections.length)}
                />
              ))}
            </SigningOfFormContext>
            {held && noNetwork && autosave.status !== 'saved' && (
              <Notice tone="waiting" icon="offline" live="alert">
                {texts.apply.held}
              </Notice>
            )}
            <div className="apply__end">
              <Button kind="primary" size="large" onClick={toReview} aria-disabled={looking} aria-busy={looking}>
                {looking && <Icon name="refresh" className="icon--busy" />}
                {looking ? texts.apply.asking : texts.apply.toReview}
              </Button>
              <p role="status" className="quiet">
                {looking ? texts.apply.askingText : autosave.status === 'unsaved' ? status : ''}
              </p>
            </div>
          </div>
          <Companion
            core={core}
            engine={engine}
            lookups={draft.lookups}
            looking={looking}
            onLookUp={() => void lookUps.ask()}
            slug={draft.slug}
            itemName={say(draft.itemName)}
            onWithdrawn={() => {
              void autosave.flush();
              if (filing) filing.onWithdrawn();
              else navigate(`/items/${draft.slug}`);
            }}
          />
        </div>
      )}
      {autosave.conflict && (
        <ConflictDialog
          core={core}
          here={engine.session.answers()}
          there={autosave.conflict}
          onKeep={autosave.keepHere}
          onTake={() => autosave.conflict && take(autosave.conflict)}
        />
      )}
    </>
  );
}

/** What the newer form asks differently. */
function FormChanged(props: {
  change: NonNullable<Draft['formChanged']>;
  onSeen: (first: string | undefined) => void;
}) {
  const texts = useTexts();
  const say = useSay();
  const changes = props.change.changes as readonly {
    name: string;
    message?: { zh: string; en: string };
  }[];
  return (
    <Notice tone="waiting" title={texts.apply.changedTitle} live="polite">
      <p>{texts.apply.changedText(props.change.from, props.change.to)}</p>
      <ul className="bullets">
        {changes.map((one, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a field may change in two ways
          <li key={`${one.name}${index}`}>{one.message ? say(one.message) : one.name}</li>
        ))}
      </ul>
      <Button onClick={() => props.onSeen(changes[0]?.name)}>{texts.apply.changedGo}</Button>
    </Notice>
  );
}
