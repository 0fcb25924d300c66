import { useEffect, useRef } from 'react';
import { Link, useSearchParams } from 'react-router';
import { AFTER } from '../../portal/cases/after-texts.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Pause } from '../../ui/kit.tsx';
import { useWorkTexts } from '../texts.ts';
import { shortDay, urgencyOf } from './due.ts';
import type { WorkRow } from './use-work.ts';

/** One case as one line: who, what, what is open, until when. */
export function WorkRowLink(props: {
  row: WorkRow;
  open: boolean;
  today: string;
  done: boolean;
  /** Undefined where nothing is to be marked. */
  marked: boolean | undefined;
  mark: (on: boolean) => void;
}) {
  const { row, open, today, done, marked } = props;
  const work = useWorkTexts();
  const say = useSay();
  const { lang } = useLang();
  const [params] = useSearchParams();
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (open) link.current?.scrollIntoView({ block: 'nearest' });
  }, [open]);
  const urgency = done ? 'later' : urgencyOf(row.dueAt, today);
  const refused = String(row.stateName.zh).includes('不予');
  const when = done ? row.decidedAt : row.dueAt;
  const search = params.toString();
  return (
    <li className={marked === undefined ? undefined : 'work-line'}>
      {marked !== undefined && (
        <label className="work-line__mark">
          <span className="visually-hidden">{work.bulk.mark(row.applicant, row.number)}</span>
          <input type="checkbox" checked={marked} onChange={(event) => props.mark(event.target.checked)} />
        </label>
      )}
      <Link
        ref={link}
        to={`/work/${row.id}${search ? `?${search}` : ''}`}
        className={`work-row work-row--${urgency}`}
        aria-current={open ? 'true' : undefined}
        title={`${row.number} · ${row.applicant} · ${say(row.itemName)}`}
      >
        <span className="work-row__who">{row.applicant}</span>
        <Pause />
        <span className="work-row__what">{say(row.itemName)}</span>
        <Pause />
        <span className="work-row__open">
          {done ? (
            <span className={refused || row.undone ? 'mark mark--unmet' : 'mark mark--met'}>
              <Icon name={refused || row.undone ? 'cross-circle' : 'check-circle'} />
              {row.undone ? AFTER[lang].ended[row.undone] : refused ? work.list.refused : work.list.granted}
            </span>
          ) : (
            <>
              {row.unknown > 0 && (
                <span className="mark mark--unknown">
                  <Icon name="question" />
                  <span aria-hidden="true">{row.unknown}</span>
                  <span className="visually-hidden">{work.list.unknown(row.unknown)}</span>
                </span>
              )}
              {row.unmet > 0 && (
                <span className="mark mark--unmet">
                  <Icon name="cross-circle" />
                  <span aria-hidden="true">{row.unmet}</span>
                  <span className="visually-hidden">{work.list.unmet(row.unmet)}</span>
                </span>
              )}
              {row.unknown + row.unmet === 0 && (
                <span className="mark" title={say(row.why)}>
                  <Icon name="user" />
                  <span className="visually-hidden">{say(row.why)}</span>
                </span>
              )}
              {row.claimedBy && (
                <span className={row.claimedByMe ? 'mark mark--mine' : 'mark'}>
                  <Icon name={row.claimedByMe ? 'check' : 'lock'} />
                  <span className="visually-hidden">
                    {row.claimedByMe ? work.list.mine : work.list.taken(row.claimedBy)}
                  </span>
                </span>
              )}
            </>
          )}
        </span>
        <Pause />
        <span className="work-row__due tabular">
          {urgency === 'overdue' ? (
            work.list.overdue
          ) : urgency === 'today' ? (
            work.list.today
          ) : when ? (
            <>
              {!done && <span className="visually-hidden">{work.list.until} </span>}
              {shortDay(when, today)}
            </>
          ) : (
            work.list.noDue
          )}
        </span>
      </Link>
    </li>
  );
}
