import { type CaseView, forwardCase, REASONS, returnStep, takeBack } from '@miaopi/contracts';
import { type ReactNode, useState } from 'react';
import { api } from '../../app/api.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Field } from '../../ui/kit.tsx';
import { ActDialog, type CaseDialog } from '../app/act-dialog.tsx';
import { useKept } from '../app/kept.ts';
import { PhraseField } from '../decide/phrase-field.tsx';
import { REVIEW } from './review-texts.ts';

export function SendBackDialog(props: CaseDialog) {
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
      send={(requestId, reason) =>
        api.call(returnStep, { params: { caseId: view.id }, body: { requestId, to, reason } })
      }
    >
      <Field label={words.to}>
        {(c) => (
          <select {...c} className="input" required value={to} onChange={(event) => setTo(event.target.value)}>
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

export function TakeBackDialog(props: CaseDialog) {
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
      send={(requestId, reason) => api.call(takeBack, { params: { caseId: view.id }, body: { requestId, reason } })}
    />
  );
}

export function ForwardDialog(props: CaseDialog) {
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
      send={(requestId, reason) => api.call(forwardCase, { params: { caseId: view.id }, body: { requestId, reason } })}
    />
  );
}

/** An act that needs a reason and no more than a choice. */
function ReasonDialog(
  props: CaseDialog & {
    readonly act: 'sendBack' | 'takeBack' | 'forward';
    readonly title: string;
    readonly text: string;
    readonly button: string;
    readonly children?: ReactNode;
    readonly send: (requestId: string, reason: string) => Promise<CaseView>;
  },
) {
  const { lang } = useLang();
  const words = REVIEW[lang];
  const [reason, setReason] = useKept(props.view.id, `${props.act}.reason`, '');
  const said = reason.trim();
  return (
    <ActDialog
      {...props}
      name={props.act}
      label={props.button}
      icon="check"
      send={(requestId) => props.send(requestId, said)}
    >
      <p className="quiet">{props.text}</p>
      {props.children}
      <PhraseField
        id="act-reason"
        label={words.reason}
        value={reason}
        rows={3}
        maxLength={REASONS[props.act].most}
        least={REASONS[props.act].least}
        phrases={[]}
        use="reason"
        set={setReason}
      />
    </ActDialog>
  );
}
