import { type AmendmentView, type CaseView, getFile } from '@miaopi/contracts';
import { api } from '../../app/api.ts';
import { formatDate } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Tag, type Tone } from '../../ui/kit.tsx';
import { useAfterTexts } from './after-texts.ts';
import './changes.css';

const TONES: Readonly<Record<string, Tone>> = { open: 'waiting', done: 'primary' };

/** What became of a decision after it was made, for the official's file and the holder's page. */
export function Changes({ view, heading = 'work-part' }: { view: CaseView; heading?: string }) {
  const t = useAfterTexts();
  if (view.amendments.length === 0) return null;
  return (
    <section className={heading} aria-labelledby="changes-title">
      <h2 id="changes-title">{t.title}</h2>
      <ul className="changes">
        {view.amendments.map((one) => (
          <li key={one.id}>
            <Change change={one} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** One change: what, why, on which clause, who, and what the holder said. */
export function Change({ change }: { change: AmendmentView }) {
  const t = useAfterTexts();
  const say = useSay();
  const { lang } = useLang();
  const kind = String(change.kind);
  const name = change.ground ? say(change.ground.ending) : t.kinds[kind];
  const day = (at: string) => formatDate(at, lang);
  return (
    <div className="change">
      <p>
        <strong>{name}</strong>{' '}
        <Tag tone={TONES[String(change.state)] ?? 'plain'}>{t.states[String(change.state)]}</Tag>{' '}
        <span className="quiet tabular">
          {day(change.at)} · {kind === 'reopen' ? t.enteredBy(change.by.name) : t.by(change.by.name)}
          {kind !== 'reopen' && change.decided && ` · ${t.confirmedBy(change.decided.by)}`}
        </span>
      </p>
      <p className="quiet">{t.former(change.former.number, day(change.former.on), String(change.former.outcome))}</p>
      {change.ground && (
        <p>
          {say(change.ground.text)}{' '}
          <span className="quiet" lang="zh-CN">{`《${change.ground.law}》${change.ground.article}`}</span>
        </p>
      )}
      {change.order && (
        <p>
          <a href={api.url(getFile, { params: { fileId: change.order.fileId } })}>
            {t.orderLine(change.order.body, change.order.number, day(change.order.on))}
          </a>
        </p>
      )}
      {change.words.map((one) => (
        <p key={`${one.wrong} ${one.right}`}>{t.wasIs(one.wrong, one.right)}</p>
      ))}
      {change.fields.map((one) => (
        <p key={one.label.zh}>
          {say(one.label)}
          {lang === 'zh' ? '：' : ': '}
          {t.wasIs(one.before, one.after)}
        </p>
      ))}
      <p>{change.reason}</p>
      {change.answerUntil && !change.answer && String(change.state) === 'open' && (
        <p className="quiet tabular">{t.untilDay(day(change.answerUntil))}</p>
      )}
      {change.answer && (
        <blockquote>
          {t.answered}
          {change.answer.hearing && (lang === 'zh' ? `（${t.hearing}）` : ` (${t.hearing})`)}
          {lang === 'zh' ? '：' : ': '}
          {change.answer.text}
        </blockquote>
      )}
      {change.decided?.note && <p className="quiet">{change.decided.note}</p>}
    </div>
  );
}
