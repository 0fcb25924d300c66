import type { CaseView } from '@miaopi/contracts';
import { formatDate, formatDuration, formatTime } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { useWorkTexts } from '../texts.ts';

interface Entry {
  readonly at: string;
  readonly key: string;
  readonly kind: 'action' | 'step';
  readonly name: string;
  readonly who: string;
  readonly note: string;
  readonly opinion: string;
}

const PERSON: Record<string, IconName> = { applicant: 'user', official: 'stamp', machine: 'check' };

/** One line of time: what people did and what the machine did, in the order it happened; below it what is still to come. */
export function Timeline({ view }: { view: CaseView }) {
  const { facts } = useWorkTexts();
  const say = useSay();
  const { lang } = useLang();
  const inBrackets = (text: string) => (lang === 'zh' ? `（${text}）` : ` (${text})`);
  const actions: (Entry & { by: string })[] = view.actions.map((action, n) => ({
    at: action.at,
    key: `action-${n}`,
    kind: 'action',
    name: say(action.name),
    who:
      action.by.kind === 'machine'
        ? facts.machine
        : `${action.by.name}${action.by.number ? inBrackets(action.by.number) : ''}`,
    note: '',
    opinion: action.opinion ?? '',
    by: String(action.by.kind),
  }));
  // A step that a person's action tells already is not told twice.
  const steps: (Entry & { by: string })[] = view.steps
    .filter((step) => step.state === 'done' && step.endedAt && step.step !== 'review')
    .map((step) => ({
      at: step.endedAt ?? '',
      key: `step-${step.step}`,
      kind: 'step',
      name: say(step.name),
      who: '',
      note: [step.note && say(step.note), step.milliseconds !== undefined && formatDuration(step.milliseconds, lang)]
        .filter(Boolean)
        .join(' · '),
      opinion: '',
      by: 'machine',
    }));
  const told = [...actions, ...steps].sort((a, b) => a.at.localeCompare(b.at));
  const coming = view.steps.filter((step) => step.state !== 'done' && step.state !== 'skipped');
  let day = '';
  return (
    <ol className="timeline">
      {told.map((entry) => {
        const date = formatDate(entry.at, lang);
        const newDay = date !== day;
        day = date;
        return (
          <li key={entry.key} className={`timeline__${entry.kind}`}>
            {newDay && <p className="timeline__day tabular">{date}</p>}
            <time className="tabular" dateTime={entry.at}>
              {formatTime(entry.at, true)}
            </time>
            <span className="timeline__dot">
              <Icon name={PERSON[entry.by] ?? 'check'} />
            </span>
            <span className="timeline__what">
              <strong>{entry.name}</strong>
              {entry.who && <span>{entry.who}</span>}
              {entry.note && <span className="quiet">{entry.note}</span>}
              {entry.opinion && <q className="timeline__opinion">{entry.opinion}</q>}
            </span>
          </li>
        );
      })}
      {coming.map((step) => (
        <li key={`coming-${step.step}`} className={`timeline__coming timeline__coming--${step.state}`}>
          <span className="timeline__dot">
            <Icon name={step.state === 'todo' ? 'next' : 'clock'} />
          </span>
          <span className="timeline__what">
            {say(step.name)}
            <span className="quiet">
              {step.state === 'running' ? facts.running : step.state === 'waiting' ? facts.waitingStep : facts.todo}
            </span>
          </span>
        </li>
      ))}
    </ol>
  );
}
