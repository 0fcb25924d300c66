import type { CaseView } from '@miaopi/contracts';
import { askedNothing } from '../portal/cases/step-line.tsx';
import { formatDate, formatDuration, formatTime } from '../texts/format.ts';
import { useLang, useSay } from '../texts/lang.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import { FLOW } from './flow-texts.ts';
import { useFlowPlace } from './use-flow-place.ts';
import './flow.css';

interface Entry {
  readonly at: string;
  readonly key: string;
  readonly kind: 'action' | 'step';
  readonly name: string;
  readonly who: string;
  readonly note: string;
  readonly opinion: string;
  readonly by: string;
  /** Id of the step of the flow it stands at. */
  readonly place: string;
}

const PERSON: Record<string, IconName> = { applicant: 'user', official: 'stamp', machine: 'check' };

/** Where the flow shows a step of the machine's chain. */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  gather: ['check'],
  judge: ['check'],
  accept: ['accept', 'intake', 'check'],
  decide: ['decide', 'accept', 'check'],
  make: ['make'],
  seal: ['make'],
};

/** Acts that tell a step of the machine's chain themselves: the step's note goes with them. */
const TOLD_BY: Readonly<Record<string, readonly string[]>> = {
  accept: ['accept'],
  decide: ['grant', 'refuse', 'decide'],
};

/** One line of time: what people did and what the machine did, in the order it happened, each with its step in the flow; below it what is still to come. */
export function Timeline({ view }: { view: CaseView }) {
  const say = useSay();
  const { lang } = useLang();
  const words = FLOW[lang];
  const { at: chosen, go } = useFlowPlace();
  const numbers = new Map(view.flow.nodes.map((node, i) => [node.id, { number: i + 1, name: say(node.name) }]));
  const acts = new Set(view.actions.map((action) => String(action.kind)));
  const noteOf = (step: CaseView['steps'][number]): string =>
    [
      step.note && say(step.note),
      askedNothing(step)
        ? words.askedBefore
        : step.milliseconds !== undefined && formatDuration(step.milliseconds, lang),
    ]
      .filter(Boolean)
      .join(' · ');
  const actions: Entry[] = view.actions.map((action, n) => {
    const step = view.steps.find((s) => s.note && TOLD_BY[String(s.step)]?.includes(String(action.kind)));
    const name =
      String(action.by.kind) === 'machine'
        ? words.machine
        : action.by.number
          ? words.by(action.by.name, action.by.number)
          : action.by.name;
    const who = [name, action.by.actingFor && words.actingFor(action.by.actingFor)].filter(Boolean).join(' ');
    return {
      at: action.at,
      key: `action-${n}`,
      kind: 'action',
      name: say(action.name),
      who: [who, action.by.office && say(action.by.office)].filter(Boolean).join(' · '),
      note: step?.note ? say(step.note) : '',
      opinion: action.reasons?.map(say).join(lang === 'zh' ? '；' : '; ') ?? action.opinion ?? '',
      by: String(action.by.kind),
      place: action.place,
    };
  });
  // A step that an action tells already is not told twice.
  const told = new Set(['review', 'intake', 'deliver', 'close', 'jump']);
  const steps: Entry[] = view.steps
    .filter((step) => step.state === 'done' && step.endedAt && !told.has(String(step.step)))
    .filter((step) => !TOLD_BY[String(step.step)]?.some((kind) => acts.has(kind)))
    .map((step) => ({
      at: step.endedAt ?? '',
      key: `step-${step.step}`,
      kind: 'step',
      name: say(step.name),
      who: '',
      note: noteOf(step),
      opinion: '',
      by: 'machine',
      place: (PLACES[String(step.step)] ?? []).find((id) => numbers.has(id)) ?? '',
    }));
  // Within one second, which is what is shown, in the order of the flow: the machine looks things up before it writes down that the case came in.
  const order = (entry: Entry): number => numbers.get(entry.place)?.number ?? 99;
  const line = [...actions, ...steps].sort(
    (a, b) => a.at.slice(0, 19).localeCompare(b.at.slice(0, 19)) || order(a) - order(b) || a.at.localeCompare(b.at),
  );
  const coming = view.steps.filter((step) => step.state !== 'done' && step.state !== 'skipped');
  const seen = new Set<string>();
  let day = '';
  return (
    <ol className="timeline">
      {line.map((entry) => {
        const date = formatDate(entry.at, lang);
        const newDay = date !== day;
        day = date;
        const step = numbers.get(entry.place);
        const first = !seen.has(entry.place);
        seen.add(entry.place);
        return (
          <li
            key={entry.key}
            id={first && step ? `time-${entry.place}` : undefined}
            tabIndex={first && step ? -1 : undefined}
            className={`timeline__${entry.kind}`}
            data-at={step && chosen === entry.place ? '' : undefined}
          >
            {newDay && <p className="timeline__day tabular">{date}</p>}
            <time className="tabular" dateTime={entry.at}>
              {formatTime(entry.at, true)}
            </time>
            <span className="timeline__dot">
              <Icon name={PERSON[entry.by] ?? 'check'} />
            </span>
            <span className="timeline__what">
              <strong>{entry.name}</strong>
              {step && (
                <a
                  className="timeline__place"
                  href={`#flow-${entry.place}`}
                  title={words.toFlow(step.number, step.name)}
                  onClick={(event) => {
                    event.preventDefault();
                    go({ kind: 'flow', id: entry.place });
                  }}
                >
                  <span aria-hidden="true">{step.number}</span>
                  <span className="visually-hidden">{words.toFlow(step.number, step.name)}</span>
                </a>
              )}
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
              {step.state === 'running' ? words.running : step.state === 'waiting' ? words.waiting : words.todo}
            </span>
          </span>
        </li>
      ))}
    </ol>
  );
}
