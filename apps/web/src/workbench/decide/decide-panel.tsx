import { type CaseView, REASONS } from '@miaopi/contracts';
import { useEffect, useRef, useState } from 'react';
import { useSay } from '../../texts/lang.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Button, Notice } from '../../ui/kit.tsx';
import { abilityOf } from '../facts/actions.tsx';
import { isOpen } from '../file/verdict.tsx';
import { useWorkTexts } from '../texts.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { draftAsText, type Gap, gapsOf, type Outcome, REASON_ID, useDecisionDraft } from './decision-draft.ts';
import { DecisionPreview } from './decision-preview.tsx';
import { PhraseField } from './phrase-field.tsx';
import { reasonsToGrant, reasonsToRefuse } from './phrases.ts';
import { SettleConditions, TickGrounds } from './settle-conditions.tsx';
import type { Decision } from './use-decision.ts';

/** Where an official grants or refuses: what must be said, what the applicant will read, and a last look before it takes effect. */
export function DecidePanel(props: {
  view: CaseView;
  outcome: Outcome;
  decision: Decision;
  staffNumber: string;
  close: () => void;
  decided: (outcome: Outcome) => void;
}) {
  const { view, outcome } = props;
  const { confirming, send, sending, trouble, clear } = props.decision;
  const work = useWorkTexts();
  const { decide } = work;
  const say = useSay();
  const { draft, change, forget } = useDecisionDraft(props.staffNumber, view);
  const [tried, setTried] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const told = useRef<HTMLDivElement>(null);
  const gaps = gapsOf(outcome, draft, view.conditions);
  const ability = abilityOf(view, outcome);
  const errors = new Map(tried ? gaps.map((gap) => [gap.control, sayGap(gap)]) : []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: opening, or turning to the other outcome, starts at its heading
  useEffect(() => {
    setTried(false);
    heading.current?.focus();
    heading.current?.scrollIntoView({ block: 'nearest' });
  }, [outcome]);

  const conflict = trouble?.kind === 'conflict' || (!ability.allowed && !confirming);
  const refused = trouble?.kind === 'refused' ? trouble : undefined;
  // it stands above all that was written, and who pressed last is at its end
  useEffect(() => {
    if (conflict || refused) told.current?.scrollIntoView({ block: 'nearest' });
  }, [conflict, refused]);

  function sayGap(gap: Gap): string {
    if (gap.kind === 'reason') return decide.gapReason;
    if (gap.kind === 'grounds') return decide.gapGrounds;
    return decide.gapWhy(gap.condition ? say(gap.condition.text) : '');
  }
  function next(): void {
    clear();
    if (!ability.allowed) return;
    setTried(gaps.length > 0);
    props.decision.confirm(gaps.length === 0);
    document.getElementById(gaps[0]?.control ?? '')?.focus();
  }
  async function confirm(): Promise<void> {
    if (await send(draft)) {
      forget();
      props.decided(outcome);
    }
  }
  const settled = view.conditions.filter(isOpen);
  const grounds = view.conditions.filter((one) => draft.grounds[one.id]?.ticked);
  const shared = { conditions: view.conditions, draft, change, errors };
  const asking = confirming && (trouble === undefined || trouble.kind === 'silent');
  return (
    <>
      <form
        className={`decide decide--${outcome}`}
        aria-labelledby="decide-title"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          next();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            next();
          }
          if (event.key === 'Escape' && !confirming && !event.nativeEvent.isComposing) {
            event.stopPropagation();
            props.close();
          }
        }}
      >
        <header className="decide__head">
          <h2 id="decide-title" ref={heading} tabIndex={-1}>
            <Icon name={outcome === 'grant' ? 'stamp' : 'gavel'} />
            {outcome === 'grant' ? decide.grantTitle : decide.refuseTitle}
          </h2>
          <button
            type="button"
            className="icon-button"
            aria-label={decide.close}
            title={decide.close}
            onClick={props.close}
          >
            <Icon name="cross" />
          </button>
        </header>
        <div ref={told} className="decide__told">
          {conflict && (
            <Notice tone="danger" title={decide.conflict} live="alert">
              <p>
                {trouble?.kind === 'conflict' && `${trouble.title}${trouble.detail ? ` · ${trouble.detail}` : ''} `}
                {trouble?.kind !== 'conflict' && ability.reason && say(ability.reason)}
              </p>
              <p>{decide.conflictText}</p>
              <Button
                icon="copy"
                onClick={() =>
                  navigator.clipboard?.writeText(draftAsText(draft, view.conditions)).catch(() => undefined)
                }
              >
                {decide.copyMine}
              </Button>
            </Notice>
          )}
          {refused && (
            <Notice tone="danger" title={refused.title} live="alert">
              {refused.detail && <p>{refused.detail}</p>}
              <ul>
                {refused.issues.map((one) => (
                  <li key={one}>{one}</li>
                ))}
              </ul>
            </Notice>
          )}
        </div>
        {outcome === 'grant' ? <SettleConditions {...shared} /> : <TickGrounds {...shared} />}
        <PhraseField
          id={REASON_ID}
          label={decide.reason}
          hint={decide.reasonHint}
          error={errors.get(REASON_ID)}
          value={draft.reason[outcome]}
          rows={3}
          maxLength={REASONS[outcome].most}
          least={REASONS[outcome].least}
          use={outcome}
          phrases={outcome === 'grant' ? reasonsToGrant(view.conditions, settled) : reasonsToRefuse(grounds)}
          set={(reason) => change({ ...draft, reason: { ...draft.reason, [outcome]: reason } })}
        />
        <DecisionPreview view={view} outcome={outcome} draft={draft} />
        <footer className="decide__foot">
          <Button type="submit" kind={outcome === 'grant' ? 'primary' : 'danger'} aria-disabled={!ability.allowed}>
            {decide.submit} <kbd>Ctrl Enter</kbd>
          </Button>
          <span role="status" className="quiet">
            {!ability.allowed && ability.reason
              ? say(ability.reason)
              : tried && gaps.length > 0
                ? decide.gaps(gaps.length)
                : decide.kept}
          </span>
        </footer>
      </form>
      {asking && (
        <ConfirmDialog
          view={view}
          outcome={outcome}
          draft={draft}
          sending={sending}
          trouble={trouble}
          confirm={confirm}
          back={() => {
            clear();
            props.decision.confirm(false);
          }}
        />
      )}
    </>
  );
}
