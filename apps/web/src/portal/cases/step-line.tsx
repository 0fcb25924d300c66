import type { StepView } from '@miaopi/contracts';
import { formatDuration } from '../../texts/format.ts';
import { useLang, useSay, useTexts } from '../../texts/lang.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { Pause } from '../../ui/kit.tsx';
import './step-line.css';

const ICON: Record<string, IconName> = {
  done: 'check',
  waiting: 'clock',
  running: 'refresh',
  skipped: 'next',
  todo: 'next',
};

/** A note that only repeats the time beside it. */
function isTime(note: string): boolean {
  return /^[\d.]+ ?(秒|毫秒|s|ms)$/.test(note.trim());
}

/** Nothing was asked in this step: all answers were there already, and a time of its own would say nothing. */
export function askedNothing({ parts = [] }: StepView): boolean {
  return parts.length > 0 && parts.every((part) => part.milliseconds === undefined);
}

/** The vertical line of steps that fill with their real times. */
export function StepLine({ steps, live }: { steps: readonly StepView[]; live?: boolean }) {
  const texts = useTexts();
  const say = useSay();
  const { lang } = useLang();
  const shown = steps.filter((step) => String(step.state) !== 'skipped');
  const current = shown.find((step) => ['running', 'waiting'].includes(String(step.state)));
  return (
    <div className="step-line">
      <h2 className="visually-hidden">{texts.moment.steps}</h2>
      {live && (
        <p className="visually-hidden" role="status">
          {current ? texts.moment.nowAt(say(current.name)) : ''}
        </p>
      )}
      <ol>
        {shown.map((step) => (
          <li
            key={String(step.step)}
            className={`step step--${step.state}`}
            aria-current={step === current ? 'step' : undefined}
          >
            <span className="step__dot">
              <Icon name={ICON[String(step.state)] ?? 'next'} />
            </span>
            <div className="step__head">
              <h3>
                {say(step.name)}
                <span className="visually-hidden"> {texts.moment.stepStates[String(step.state)]}</span>
              </h3>
              {step.note && <span className="step__note">{say(step.note)}</span>}
              {step.milliseconds !== undefined && String(step.state) === 'done' && !askedNothing(step) && (
                <>
                  <Pause />
                  <span className="step__time tabular">{formatDuration(step.milliseconds, lang)}</span>
                </>
              )}
            </div>
            {step.parts && step.parts.length > 0 && (
              <ul className="step__parts">
                {step.parts.map((part) => (
                  <li key={part.name.zh} className={`part part--${part.state}`}>
                    <span>{say(part.name)}</span>
                    {part.note && !isTime(say(part.note)) && (
                      <>
                        <Pause />
                        <span className="step__note">{say(part.note)}</span>
                      </>
                    )}
                    {part.milliseconds !== undefined && (
                      <>
                        <Pause />
                        <span className="step__time tabular">{formatDuration(part.milliseconds, lang)}</span>
                      </>
                    )}
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ol>
    </div>
  );
}
