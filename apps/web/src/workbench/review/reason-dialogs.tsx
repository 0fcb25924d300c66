import { type CaseView, forwardCase, REASONS, returnStep, takeBack } from '@miaopi/contracts';
import { type ReactNode, useState } from 'react';
import { api } from '../../app/api.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Button, Dialog, Field } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';
import { useKept } from '../app/kept.ts';
import { useClockAct } from '../clock/use-clock-act.ts';
import { PhraseField } from '../decide/phrase-field.tsx';
import { ChangedMeanwhile } from '../presence/colleagues.tsx';
import { REVIEW } from './review-texts.ts';

interface Props {
  readonly view: CaseView;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

export function SendBackDialog(props: Props) {
  const { lang } = useLang();
  const say = useSay();
  const words = REVIEW[lang];
  const { view } = props;
  const steps = view.review?.mine?.returnTo ?? [];
  const [to, setTo] = useState(steps.at(-1)?.id ?? '');
  return (
    <ReasonDialog
      {...props}
      act="sendBack"
      title={words.sendBackTitle}
      text={words.sendBackText}
      button={words.sendBack}
      ready={to !== ''}
      send={(requestId, reason) =>
        api.call(returnStep, { params: { caseId: view.id }, body: { requestId, to, reason } })
      }
    >
      <Field label={words.to}>
        {(c) => (
          <select {...c} className="input" value={to} onChange={(event) => setTo(event.target.value)}>
            {steps.map((step) => (
              <option key={step.id} value={step.id}>
                {say(step.name)}
              </option>
            ))}
          </select>
        )}
      </Field>
    </ReasonDialog>
  );
}

export function TakeBackDialog(props: Props) {
  const { lang } = useLang();
  const words = REVIEW[lang];
  const { view } = props;
  return (
    <ReasonDialog
      {...props}
      act="takeBack"
      title={words.takeBackTitle}
      text={words.takeBackText}
      button={words.takeBack}
      ready
      send={(requestId, reason) => api.call(takeBack, { params: { caseId: view.id }, body: { requestId, reason } })}
    />
  );
}

export function ForwardDialog(props: Props) {
  const { lang } = useLang();
  const say = useSay();
  const words = REVIEW[lang];
  const { view } = props;
  return (
    <ReasonDialog
      {...props}
      act="forward"
      title={words.forwardTitle(view.review?.forward ? say(view.review.forward) : '')}
      text={words.forwardText}
      button={words.forward}
      ready
      send={(requestId, reason) => api.call(forwardCase, { params: { caseId: view.id }, body: { requestId, reason } })}
    />
  );
}

/** An act that needs a reason and no more than a choice. */
function ReasonDialog(
  props: Props & {
    readonly act: 'sendBack' | 'takeBack' | 'forward';
    readonly title: string;
    readonly text: string;
    readonly button: string;
    readonly ready: boolean;
    readonly children?: ReactNode;
    readonly send: (requestId: string, reason: string) => Promise<CaseView>;
  },
) {
  const { lang } = useLang();
  const words = REVIEW[lang];
  const [reason, setReason] = useKept(props.view.id, `${props.act}.reason`, '');
  const { act, busy, trouble } = useClockAct(props.view, props.onDone, props.act);
  const said = reason.trim();
  return (
    <Dialog title={props.title} onClose={props.onClose}>
      <ChangedMeanwhile />
      <p className="quiet">{props.text}</p>
      {props.children}
      <PhraseField
        id="act-reason"
        label={words.reason}
        error={undefined}
        value={reason}
        rows={3}
        maxLength={REASONS[props.act].most}
        least={REASONS[props.act].least}
        phrases={[]}
        use="reason"
        set={setReason}
      />
      {trouble !== undefined && <Failure error={trouble} />}
      <div className="button-row">
        <Button
          kind="primary"
          icon="check"
          disabled={busy || !props.ready || said.length < REASONS[props.act].least}
          onClick={() => void act({ said, title: props.title }, (requestId) => props.send(requestId, said))}
        >
          {props.button}
        </Button>
        <Button kind="text" onClick={props.onClose}>
          {words.cancel}
        </Button>
      </div>
    </Dialog>
  );
}
