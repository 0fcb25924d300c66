import type { CaseView, ConditionView } from '@miaopi/contracts';
import { formatInstant } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { useNarrow } from '../app/narrow.ts';
import { useWorkTexts } from '../texts.ts';
import { Article } from './article.tsx';
import { ReadValue } from './read-value.tsx';
import { isOpen, troubleFirst, Verdict } from './verdict.tsx';

type Read = ConditionView['reads'][number];

function Source({ read }: { read: Read }) {
  const say = useSay();
  const { lang } = useLang();
  return (
    <>
      {say(read.source)}
      {read.at && <time className="source__at tabular">{formatInstant(read.at, lang, true)}</time>}
    </>
  );
}

function Named({ condition }: { condition: ConditionView }) {
  const say = useSay();
  return (
    <>
      {say(condition.text)}
      {condition.because && condition.verdict !== 'met' && <span className="because">{say(condition.because)}</span>}
    </>
  );
}

/** condition · verdict · value · source and time · article. Open conditions stand first; where there is no room, the same as a list. */
export function Dossier({ view }: { view: CaseView }) {
  const { file } = useWorkTexts();
  const narrow = useNarrow();
  const conditions = troubleFirst(view.conditions);
  const open = conditions.filter(isOpen).length;
  const met = conditions.filter((one) => one.verdict === 'met').length;
  return (
    <section aria-labelledby="dossier-title" className="block">
      <div className="block__head">
        <h2 id="dossier-title">{file.dossier}</h2>
        <span className="quiet">{file.dossierCount(met, conditions.length)}</span>
        {open > 0 && <strong className="mark mark--unknown">{file.openCount(open)}</strong>}
      </div>
      {conditions.length === 0 ? (
        <p className="quiet">{file.noConditions}</p>
      ) : narrow ? (
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
  const say = useSay();
  const reads: readonly (Read | undefined)[] = condition.reads.length > 0 ? condition.reads : [undefined];
  return (
    <tbody className={`dossier__${condition.verdict}`}>
      {reads.map((read, n) => (
        <tr key={read?.path ?? 'none'}>
          {n === 0 && (
            <>
              <th scope="rowgroup" rowSpan={reads.length}>
                <Named condition={condition} />
              </th>
              <td rowSpan={reads.length}>
                <Verdict verdict={String(condition.verdict)} />
              </td>
            </>
          )}
          <td>
            {read ? (
              <>
                <span className="read__label">{say(read.label)}</span> <ReadValue value={read.value} />
              </>
            ) : (
              <span className="quiet">{file.noReads}</span>
            )}
          </td>
          <td className="source">{read && <Source read={read} />}</td>
          {n === 0 && (
            <td rowSpan={reads.length}>
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
  const say = useSay();
  return (
    <li className={`dossier__${condition.verdict}`}>
      <h3>
        <Named condition={condition} />
      </h3>
      <p>
        <Verdict verdict={String(condition.verdict)} />
      </p>
      {condition.reads.length === 0 ? (
        <p className="quiet">{file.noReads}</p>
      ) : (
        <dl className="dossier-list__reads">
          {condition.reads.map((read) => (
            <div key={read.path}>
              <dt>{say(read.label)}</dt>
              <dd>
                <ReadValue value={read.value} />
              </dd>
              <dd className="source">
                <Source read={read} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      <Article basis={condition.basis} />
    </li>
  );
}
