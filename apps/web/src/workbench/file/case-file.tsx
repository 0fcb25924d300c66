import type { CaseView } from '@miaopi/contracts';
import { type ReactNode, useEffect, useRef } from 'react';
import { Link, useSearchParams } from 'react-router';
import { Conversation } from '../../conversation/conversation.tsx';
import { useTalkTexts } from '../../conversation/texts.ts';
import { CaseFlow } from '../../flow/case-flow.tsx';
import { Changes } from '../../portal/cases/changes.tsx';
import { CaseStateTag } from '../../portal/cases/state-tag.tsx';
import { CaseHandling } from '../../portal/originals/case-handling.tsx';
import { CaseVertical } from '../../portal/vertical/case-vertical.tsx';
import { formatInstant } from '../../texts/format.ts';
import { useLang, useSay, useTexts } from '../../texts/lang.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Notice } from '../../ui/kit.tsx';
import { Procedures } from '../clock/procedures.tsx';
import { CaseIncoming } from '../incoming/case-incoming.tsx';
import { Corrections } from '../intake/corrections.tsx';
import { ChangedMeanwhile, Colleagues } from '../presence/colleagues.tsx';
import { ComparedAnswers } from '../proofs/compared-answers.tsx';
import { useWorkTexts } from '../texts.ts';
import { ClockBar } from './clock-bar.tsx';
import { Dossier } from './dossier.tsx';
import { FollowButton } from './follow-button.tsx';
import { Materials } from './materials.tsx';
import { Told } from './told.tsx';

/** The middle pane: the clock, then what the machine found, then what was filed. */
export function CaseFile(props: {
  view: CaseView;
  /** The dossier as a list. */
  folded: boolean;
  /** What was filed as a list. */
  stacked: boolean;
  /** Proofs are read in it, not beside it. */
  inline: boolean;
  /** What may be done, where it has no pane of its own. */
  acts?: ReactNode;
}) {
  const { view, folded } = props;
  const { file } = useWorkTexts();
  const texts = useTexts();
  const say = useSay();
  const { lang } = useLang();
  const talk = useTalkTexts();
  const WAITING: Readonly<Record<string, string>> = { granted: file.waitingKeeper, returned: file.returned };
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another case is what makes a new page
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    heading.current?.closest('.pane__scroll')?.scrollTo(0, 0);
  }, [view.id]);
  useEffect(() => {
    document.title = `${view.applicant} · ${say(view.itemName)} · ${texts.brand}`;
  });
  return (
    <>
      <header className="file__head">
        <BackToList />
        <h1 ref={heading} tabIndex={-1}>
          {[...view.applicant].length > LONG_NAME ? (
            <span className="file__long" title={view.applicant}>
              {view.applicant}
            </span>
          ) : (
            view.applicant
          )}
          <span className="file__item">{say(view.itemName)}</span>
        </h1>
        <CaseStateTag of={view} />
        <FollowButton view={view} />
        <Colleagues />
      </header>
      {props.acts}
      <ChangedMeanwhile />
      {view.waiting && (
        <Notice tone="waiting" title={WAITING[String(view.state)] ?? file.waiting}>
          {!view.waiting.sentBack && <p>{say(view.waiting.text)}</p>}
          <p className="quiet">
            {file.waitingSince(formatInstant(view.waiting.since, lang))}
            {view.waiting.retryAt && ` · ${file.retryAt(formatInstant(view.waiting.retryAt, lang, true))}`}
          </p>
          {view.waiting.sentBack && (
            <p>
              <strong>{file.sentBack(view.waiting.sentBack.reason)}</strong> {file.sentBackNext}
            </p>
          )}
        </Notice>
      )}
      <ClockBar view={view} />
      <Procedures view={view} />
      <Corrections view={view} />
      <Changes view={view} />
      {view.handling && String(view.handling.mode) !== 'online' && (
        <div className="work-part">
          <CaseHandling view={view} />
        </div>
      )}
      <CaseIncoming view={view} />
      {view.vertical && (
        <section className="work-part">
          <CaseVertical view={view} />
        </section>
      )}
      <Dossier view={view} folded={folded} />
      <ComparedAnswers view={view} stacked={props.stacked} inline={props.inline} />
      <Materials view={view} />
      <CaseFlow view={view} className="work-part" />
      <section className="work-part" aria-labelledby="talk-title">
        <div className="work-part__head">
          <h2 id="talk-title">{talk.title}</h2>
        </div>
        <Conversation key={view.id} caseId={view.id} side="official" />
      </section>
      <Told caseId={view.id} />
    </>
  );
}

/** Characters of a name that the head of a file shortens to three lines; it stands whole among the facts. */
const LONG_NAME = 60;

/** Where panes are pages: the way back. */
export function BackToList() {
  const { file } = useWorkTexts();
  const [params] = useSearchParams();
  const search = params.toString();
  return (
    <Link className="back-link" to={`/work${search ? `?${search}` : ''}`}>
      <Icon name="back" />
      {file.back}
    </Link>
  );
}
