import type { CaseView } from '@miaopi/contracts';
import { useSay, useTexts } from '../../texts/lang.tsx';
import { Button, Dialog, Notice } from '../../ui/kit.tsx';
import { useWorkTexts } from '../texts.ts';
import { bodyOf, type DecisionDraft, type Outcome } from './decision-draft.ts';
import type { Trouble } from './use-decision.ts';

/** The last look: about whom, what will happen, in which words. */
export function ConfirmDialog(props: {
  view: CaseView;
  outcome: Outcome;
  draft: DecisionDraft;
  sending: boolean;
  trouble: Trouble | undefined;
  confirm: () => void;
  back: () => void;
}) {
  const { decide } = useWorkTexts();
  const texts = useTexts();
  const say = useSay();
  const { view, outcome, trouble } = props;
  const body = bodyOf(outcome, props.draft, view.conditions);
  const nameOf = (id: string) => {
    const found = view.conditions.find((one) => one.id === id);
    return found ? say(found.text) : id;
  };
  return (
    <Dialog title={outcome === 'grant' ? decide.confirmGrant : decide.confirmRefuse} onClose={props.back}>
      <p className="confirm__who">
        <strong>{view.applicant}</strong> {say(view.itemName)} <span className="tabular quiet">{view.number}</span>
      </p>
      <p>{outcome === 'grant' ? decide.confirmGrantText : decide.confirmRefuseText}</p>
      <h3>{decide.effects}</h3>
      <ol className="effects">
        {(outcome === 'grant' ? decide.effectGrant : decide.effectRefuse).map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ol>
      {outcome === 'refuse' && (
        <>
          <h3>{decide.grounds}</h3>
          <ul className="effects">
            {body.grounds?.map((id) => (
              <li key={id}>{nameOf(id)}</li>
            ))}
          </ul>
        </>
      )}
      {body.findings.length > 0 && (
        <>
          <h3>{decide.yourFindings}</h3>
          <ul className="effects">
            {body.findings.map((one) => (
              <li key={one.condition}>
                {nameOf(one.condition)}
                {texts.common.colon}
                {one.why}
              </li>
            ))}
          </ul>
        </>
      )}
      <h3>{decide.reason}</h3>
      <p className="confirm__reason">{body.reason}</p>
      {trouble?.kind === 'silent' && (
        <Notice tone="waiting" icon="offline" title={decide.notSent} live="alert">
          <p>{decide.notSentText}</p>
        </Notice>
      )}
      <div className="button-row">
        <Button
          kind={outcome === 'grant' ? 'primary' : 'danger'}
          onClick={props.confirm}
          busy={props.sending}
          autoFocus
        >
          {decide.confirm}
        </Button>
        <Button onClick={props.back}>{decide.goBack}</Button>
      </div>
    </Dialog>
  );
}
