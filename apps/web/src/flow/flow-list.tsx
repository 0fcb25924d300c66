import type { CaseView, FlowView, TaskView, Text } from '@miaopi/contracts';
import { flowWords } from '@miaopi/items';
import { OutsideLine } from '../portal/cases/outside-line.tsx';
import { REVIEW_WORDS } from '../portal/cases/review-texts.ts';
import { formatDate, formatInstant } from '../texts/format.ts';
import { useLang, useSay } from '../texts/lang.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import { More } from '../ui/kit.tsx';
import { FLOW } from './flow-texts.ts';
import './flow-list.css';

type Node = FlowView['nodes'][number];

const ICON: Record<string, IconName> = {
  plan: 'next',
  done: 'check-circle',
  now: 'clock',
  todo: 'next',
  skipped: 'minus',
  void: 'minus',
};

/** F051, F116, F125: what the picture shows, in words; of a case also what each office said, in full, and how its limit comes about. */
export function FlowList({ flow, view }: { flow: FlowView; view?: CaseView }) {
  const { lang } = useLang();
  const words = FLOW[lang];
  const beside = view?.tasks.filter((t) => String(t.line) === 'beside') ?? [];
  return (
    <div className="flow-list">
      <ol className="flow-list__steps">
        {flow.nodes.map((node) => (
          <NodeLine key={node.id} node={node} view={view} />
        ))}
      </ol>
      {flow.shortcut && !view && <p className="quiet">{words.shortcut}</p>}
      {view && beside.length > 0 && (
        <>
          <h3>{words.beside}</h3>
          <ul className="flow-list__tasks">
            {beside.map((task) => (
              <TaskLine key={task.id} caseId={view.id} task={task} office />
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function NodeLine({ node, view }: { node: Node; view: CaseView | undefined }) {
  const { lang } = useLang();
  const say = useSay();
  const words = flowWords[lang];
  const comma = lang === 'zh' ? '、' : ', ';
  const tasks = view?.tasks.filter((t) => t.step === node.step && String(t.line) === 'main') ?? [];
  const state = String(node.state);
  const head = [
    words.states[node.state],
    node.parts.length > 0 ? node.parts.map((p) => say(p.name)).join(comma) : words.by[node.by],
    node.decides && words.decides,
    node.days !== undefined && node.days > 0 && state !== 'skipped' && words.days(node.days),
    node.mode !== 'one' && node.parts.length > 1 && words[node.mode],
    tasks.length === 0 && node.who && words.who(node.who),
    tasks.length === 0 && node.at && formatInstant(node.at, lang),
  ];
  return (
    <li className={`flow-step flow-step--${state}`}>
      <Icon name={ICON[state] ?? 'next'} />
      <div>
        <p className="flow-step__head">
          <strong>{say(node.name)}</strong>
          <span className="quiet">{head.filter(Boolean).join(' · ')}</span>
        </p>
        {node.when && <p className="quiet">{words.when(say(node.when))}</p>}
        {node.unless && <p className="quiet">{words.unless(say(node.unless))}</p>}
        {node.why && <p className="quiet">{words.why(say(node.why))}</p>}
        {view && tasks.length > 0 && (
          <ul className="flow-list__tasks">
            {tasks.map((task) => (
              <TaskLine key={task.id} caseId={view.id} task={task} office={node.parts.length > 1} />
            ))}
          </ul>
        )}
        {node.sides.map((side, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: sides stand in the order they happened
          <p key={i} className="quiet">
            {[
              say(side.name),
              side.note && say(side.note),
              words.states[side.state],
              [side.at, side.until].flatMap((at) => (at ? formatDate(at, lang) : [])).join(' – '),
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
        ))}
      </div>
    </li>
  );
}

function TaskLine({ caseId, task, office }: { caseId: string; task: TaskView; office: boolean }) {
  const { lang } = useLang();
  const say = useSay();
  const words = REVIEW_WORDS[lang];
  const saidOf = (inBoth: readonly Text[] | undefined, said: string) =>
    inBoth?.map(say).join(lang === 'zh' ? '；' : '; ') ?? said;
  const who = task.by
    ? task.by.number
      ? FLOW[lang].by(task.by.name, task.by.number)
      : task.by.machine
        ? FLOW[lang].machine
        : task.by.name
    : (task.assignee ?? (String(task.state) === 'open' && !task.outside ? words.waits : ''));
  return (
    <li>
      <p>
        {office && `${say(task.office)} · `}
        {who}
        {task.actingFor && <span className="quiet"> {words.forStand(task.actingFor)}</span>}
        {task.result && <strong className="flow-step__said"> {words.results[task.result] ?? task.result}</strong>}
        <span className="quiet tabular">
          {' '}
          {task.doneAt ? formatInstant(task.doneAt, lang) : task.dueAt ? words.due(formatDate(task.dueAt, lang)) : ''}
        </span>
      </p>
      {task.derivation && task.derivation.length > 0 && (
        <More summary={words.derivation}>
          <ol className="flow-step__days">
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
      {task.question && <p className="quiet">{saidOf(task.questionWords, task.question)}</p>}
      {task.opinion && <blockquote>{saidOf(task.opinionWords, task.opinion)}</blockquote>}
    </li>
  );
}
