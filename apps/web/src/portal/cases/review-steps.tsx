import type { CaseView, TaskView } from '@miaopi/contracts';
import { formatDate, formatInstant } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { More } from '../../ui/kit.tsx';
import { OutsideLine } from './outside-line.tsx';
import { REVIEW_WORDS } from './review-texts.ts';
import './review-steps.css';

const ICON: Record<string, IconName> = {
  done: 'check-circle',
  current: 'clock',
  todo: 'next',
  skipped: 'minus',
  void: 'minus',
};

/** F116, F125: the way of a case through people: each step with who said what and when, those left out with the reason. Nothing where no person was needed. */
export function ReviewSteps({ view }: { view: CaseView }) {
  const { lang } = useLang();
  const say = useSay();
  const words = REVIEW_WORDS[lang];
  const { review } = view;
  if (!review) return null;
  const beside = view.tasks.filter((t) => String(t.line) === 'beside');
  return (
    <section className="review" aria-labelledby="review-title">
      <h2 id="review-title">{words.title}</h2>
      <ol className="review-steps">
        {review.steps.map((step) => {
          const tasks = view.tasks.filter((t) => t.step === step.id && String(t.line) === 'main');
          return (
            <li key={step.id} className={`review-step review-step--${step.state}`}>
              <Icon name={ICON[step.state] ?? 'next'} />
              <div>
                <p className="review-step__head">
                  <strong>{say(step.name)}</strong>
                  <span className="quiet">
                    {[
                      words.states[step.state],
                      step.decides && words.decides,
                      step.days !== undefined && step.state !== 'skipped' && words.days(step.days),
                      step.offices.map((o) => say(o)).join(lang === 'zh' ? '、' : ', '),
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                  </span>
                </p>
                {step.why && <p className="quiet">{say(step.why)}</p>}
                {tasks.length > 0 && (
                  <ul className="review-step__tasks">
                    {tasks.map((task) => (
                      <TaskLine key={task.id} caseId={view.id} task={task} office={step.offices.length > 1} />
                    ))}
                  </ul>
                )}
              </div>
            </li>
          );
        })}
      </ol>
      {beside.length > 0 && (
        <>
          <h3>{words.beside}</h3>
          <ul className="review-step__tasks">
            {beside.map((task) => (
              <TaskLine key={task.id} caseId={view.id} task={task} office />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function TaskLine({ caseId, task, office }: { caseId: string; task: TaskView; office: boolean }) {
  const { lang } = useLang();
  const say = useSay();
  const words = REVIEW_WORDS[lang];
  const who = task.by
    ? `${task.by.name}${task.by.number ? (lang === 'zh' ? `（${task.by.number}）` : ` (${task.by.number})`) : ''}`
    : (task.assignee ?? (String(task.state) === 'open' && !task.outside ? words.waits : ''));
  return (
    <li>
      <p>
        {office && `${say(task.office)} · `}
        {who}
        {task.actingFor && <span className="quiet"> {words.forStand(task.actingFor)}</span>}
        {task.result && <strong className="review-step__said"> {words.results[task.result] ?? task.result}</strong>}
        <span className="quiet tabular">
          {' '}
          {task.doneAt ? formatInstant(task.doneAt, lang) : task.dueAt ? words.due(formatDate(task.dueAt, lang)) : ''}
        </span>
      </p>
      {task.derivation && task.derivation.length > 0 && (
        <More summary={words.derivation}>
          <ol className="review-step__days">
            {task.derivation.map((one, n) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the days stand in their order
              <li key={n} className={one.counted ? undefined : 'quiet'}>
                <span className="tabular">{formatDate(one.day, lang)}</span> {say(one.why)}
              </li>
            ))}
          </ol>
        </More>
      )}
      <OutsideLine caseId={caseId} task={task} />
      {task.question && <p className="quiet">{task.question}</p>}
      {task.opinion && <blockquote>{task.opinion}</blockquote>}
    </li>
  );
}
