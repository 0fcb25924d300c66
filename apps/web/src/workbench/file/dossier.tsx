import type { CaseView, ConditionView, Text } from '@miaopi/contracts';
import { todayInChina } from '../../texts/day.ts';
import { formatInstant, formatTime } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { shortDay } from '../list/due.ts';
import { useWorkTexts } from '../texts.ts';
import { Article } from './article.tsx';
import { ReadValue } from './read-value.tsx';
import { isOpen, troubleFirst, Verdict } from './verdict.tsx';

type Read = ConditionView['reads'][number];

interface Group {
  readonly key: string;
  readonly source: Read['source'];
  readonly at: string | undefined;
  /** What was asked for, as the item calls it; empty where nothing was. */
  readonly asked: Text;
  readonly reads: { readonly read: Read; readonly answer: Text }[];
}

/** What one source answered at one time to one question stands together: source and question are named once. */
function bySource(reads: readonly Read[]): Group[] {
  const groups = new Map<string, Group>();
  for (const read of reads) {
    const [zh, en] = [split(read.label.zh), split(read.label.en)];
    const key = `${read.source.zh} ${read.at ?? ''} ${zh.asked}`;
    const group: Group = groups.get(key) ?? {
      key,
      source: read.source,
      at: read.at,
      asked: { zh: zh.asked, en: en.asked },
      reads: [],
    };
    group.reads.push({ read, answer: { zh: zh.answer, en: en.answer } });
    groups.set(key, group);
  }
  return [...groups.values()];
}

function Source({ group }: { group: Group }) {
  const say = useSay();
  const { lang } = useLang();
  return (
    <>
      {group.asked.zh && <span className="source__asked">{say(group.asked)}</span>}
      <span className="source__office">{say(group.source)}</span>
      {group.at && (
        <time className="source__at tabular" dateTime={group.at} title={formatInstant(group.at, lang, true)}>
          {shortDay(group.at, todayInChina())} {formatTime(group.at)}
        </time>
      )}
    </>
  );
}

/** `驾驶证和记分·有效期止`: what was asked for, and which of its answers. */
function split(label: string): { asked: string; answer: string } {
  const [, asked, answer] = /^(.+?)(?:·|: )(.+)$/.exec(label) ?? [];
  return asked && answer ? { asked, answer } : { asked: '', answer: label };
}

function Values({ group }: { group: Group }) {
  const say = useSay();
  // That there is a record is said by its values.
  const more = group.reads.some(({ read }) => !read.path.endsWith('有记录'));
  const reads = group.reads.filter(({ read }) => !(more && read.path.endsWith('有记录') && read.value.zh === 'true'));
  return (
    <ul className="values">
      {reads.map(({ read, answer }) => (
        <li key={`${read.path} ${read.value.zh}`}>
          <span className="read__label">{say(answer)}</span> <ReadValue value={say(read.value)} />
        </li>
      ))}
    </ul>
  );
}

function Named({ condition }: { condition: ConditionView }) {
  const { file } = useWorkTexts();
  const say = useSay();
  return (
    <>
      {say(condition.text)}
      {condition.finding ? (
        <span className="because">{file.foundBy(condition.finding)}</span>
      ) : (
        condition.because && condition.verdict !== 'met' && <span className="because">{say(condition.because)}</span>
      )}
    </>
  );
}

/** condition · verdict · value · source and time · article. Open conditions stand first; where there is no room, the same as a list. */
export function Dossier({ view, folded }: { view: CaseView; folded: boolean }) {
  const { file } = useWorkTexts();
  const conditions = troubleFirst(view.conditions);
  const open = conditions.filter(isOpen).length;
  const met = conditions.filter((one) => one.verdict === 'met').length;
  return (
    <section aria-labelledby="dossier-title" className="work-part">
      <div className="work-part__head">
        <h2 id="dossier-title">{file.dossier}</h2>
        <span className="quiet">{file.dossierCount(met, conditions.length)}</span>
        {open > 0 &&
          (view.decidedAt ? (
            <span className="quiet">{file.leftOpenCount(open)}</span>
          ) : (
            <strong className="mark mark--unknown">{file.openCount(open)}</strong>
          ))}
      </div>
      {conditions.length === 0 ? (
        <p className="quiet">{file.noConditions}</p>
      ) : folded ? (
        <ol className="dossier-list">
          {conditions.map((condition) => (
            <Folded key={condition.id} condition={condition} />
          ))}
        </ol>
      ) : (
        <table className="dossier">
          <thead>
            <tr>
              <th scope="col">{file.condition}</th>
              <th scope="col">{file.verdict}</th>
              <th scope="col">{file.value}</th>
              <th scope="col">{file.source}</th>
              <th scope="col">{file.article}</th>
            </tr>
          </thead>
          {conditions.map((condition) => (
            <Rows key={condition.id} condition={condition} />
          ))}
        </table>
      )}
    </section>
  );
}

function Rows({ condition }: { condition: ConditionView }) {
  const { file } = useWorkTexts();
  const groups: readonly (Group | undefined)[] = condition.reads.length > 0 ? bySource(condition.reads) : [undefined];
  return (
    <tbody className={`dossier__${condition.verdict}`}>
      {groups.map((group, n) => (
        <tr key={group?.key ?? 'none'}>
          {n === 0 && (
            <>
              <th scope="rowgroup" rowSpan={groups.length}>
                <Named condition={condition} />
              </th>
              <td rowSpan={groups.length}>
                <Verdict verdict={String(condition.verdict)} />
              </td>
            </>
          )}
          <td>{group ? <Values group={group} /> : <span className="quiet">{file.noReads}</span>}</td>
          <td className="source">{group && <Source group={group} />}</td>
          {n === 0 && (
            <td rowSpan={groups.length}>
              <Article basis={condition.basis} />
            </td>
          )}
        </tr>
      ))}
    </tbody>
  );
}

function Folded({ condition }: { condition: ConditionView }) {
  const { file } = useWorkTexts();
  return (
    <li className={`dossier__${condition.verdict}`}>
      <h3>
        <Named condition={condition} />
      </h3>
      <p>
        <Verdict verdict={String(condition.verdict)} />
      </p>
      {condition.reads.length === 0 && <p className="quiet">{file.noReads}</p>}
      {bySource(condition.reads).map((group) => (
        <div key={group.key} className="dossier-list__group">
          <Values group={group} />
          <p className="source">
            <Source group={group} />
          </p>
        </div>
      ))}
      <Article basis={condition.basis} />
    </li>
  );
}
