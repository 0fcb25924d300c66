import { type CaseView, getWork, listWork, type OfficeLoad, reviewLoad } from '@miaopi/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { useRead } from '../../app/api.ts';
import { todayInChina } from '../../texts/day.ts';
import { formatDate } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Button, Empty, Tag } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';
import { Place } from '../app/place.tsx';
import { urgencyOf } from '../list/due.ts';
import { AssignDialog } from './assign-dialog.tsx';
import { REVIEW } from './review-texts.ts';
import { StandIns } from './stand-ins.tsx';

/** The head's view: what lies with whom, what is late, how old it is; tasks are assigned from here. */
export function TeamPage() {
  const { lang } = useLang();
  const { team } = REVIEW[lang];
  const load = useRead(reviewLoad, {}, { staleTime: 0, refetchInterval: 60_000 });
  const [who, setWho] = useState<{ official: string; name: string }>();
  return (
    <Place title={team.title} lead={team.lead} width="wide">
      <Loaded query={load} shape="list">
        {(data) => (
          <div className="team">
            {data.rows.length === 0 ? (
              <Empty icon="check-circle" title={team.none} text={team.noneText} />
            ) : (
              <LoadTable rows={data.rows} chosen={who?.official} choose={setWho} />
            )}
            {who && <TasksOf who={who} />}
            <StandIns rows={data.standIns} />
          </div>
        )}
      </Loaded>
    </Place>
  );
}

function LoadTable(props: {
  rows: OfficeLoad['rows'];
  chosen: string | undefined;
  choose: (who: { official: string; name: string }) => void;
}) {
  const { lang } = useLang();
  const { team } = REVIEW[lang];
  return (
    <table className="record-table tabular" aria-label={team.title}>
      <thead>
        <tr>
          <th scope="col">{team.who}</th>
          <th scope="col" className="team__n">
            {team.count}
          </th>
          <th scope="col" className="team__n">
            {team.overdue}
          </th>
          <th scope="col" className="team__n">
            {team.soon}
          </th>
          {team.ages.map((age) => (
            <th key={age} scope="col" className="team__n">
              {age}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.rows.map((row) => {
          const official = row.official ?? 'nobody';
          const name = row.name ?? team.pool;
          return (
            <tr key={official}>
              <th scope="row">
                <Button
                  kind="text"
                  aria-pressed={props.chosen === official}
                  onClick={() => props.choose({ official, name })}
                >
                  {name}
                </Button>
              </th>
              <td className="team__n" data-label={team.count}>
                {row.open}
              </td>
              <td className={row.overdue > 0 ? 'team__n team__late' : 'team__n'} data-label={team.overdue}>
                {row.overdue}
              </td>
              <td className="team__n" data-label={team.soon}>
                {row.soon}
              </td>
              {row.ageing.map((n, at) => (
                <td key={team.ages[at]} className="team__n" data-label={team.ages[at]}>
                  {n}
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function TasksOf({ who }: { who: { official: string; name: string } }) {
  const { lang } = useLang();
  const say = useSay();
  const { team } = REVIEW[lang];
  const title = who.official === 'nobody' ? team.untaken : team.tasksOf(who.name);
  const client = useQueryClient();
  const today = todayInChina();
  const [giving, setGiving] = useState<string>();
  const list = useRead(
    listWork,
    { query: { scope: 'office', who: who.official, limit: 50 } },
    { staleTime: 0, keep: true },
  );
  return (
    <section aria-labelledby="team-tasks">
      <h2 id="team-tasks">{title}</h2>
      <Loaded query={list} shape="list">
        {(data) => (
          <>
            <table className="record-table" aria-label={title}>
              <thead>
                <tr>
                  <th scope="col">{team.due}</th>
                  <th scope="col">{team.applicant}</th>
                  <th scope="col">{team.item}</th>
                  <th scope="col">{team.step}</th>
                  <th scope="col">
                    <span className="visually-hidden">{team.give}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {data.cases.map((row) => (
                  <tr key={row.task?.id ?? row.id}>
                    <td className="tabular record-table__when" data-label={team.due}>
                      {row.dueAt && formatDate(row.dueAt, lang)}{' '}
                      {urgencyOf(row.dueAt, today) === 'overdue' && (
                        <Tag tone="danger" icon="clock">
                          {team.overdue}
                        </Tag>
                      )}
                    </td>
                    <td data-label={team.applicant}>
                      <Link to={`/work/${row.id}`}>{row.applicant}</Link>
                    </td>
                    <td data-label={team.item}>{say(row.itemName)}</td>
                    <td data-label={team.step}>{row.task && say(row.task.name)}</td>
                    <td className="team__act">
                      <Button icon="user" onClick={() => setGiving(row.id)}>
                        {team.give}
                      </Button>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            {data.next && <p className="quiet">{team.more}</p>}
          </>
        )}
      </Loaded>
      {giving && (
        <Giving
          caseId={giving}
          close={() => setGiving(undefined)}
          done={() => {
            setGiving(undefined);
            void client.invalidateQueries({ queryKey: [listWork.name] });
            void client.invalidateQueries({ queryKey: [reviewLoad.name] });
          }}
        />
      )}
    </section>
  );
}

/** The case is read when the head is about to give it to somebody. */
function Giving(props: { caseId: string; close: () => void; done: () => void }) {
  const read = useRead(getWork, { params: { caseId: props.caseId } }, { staleTime: 0 });
  return (
    <Loaded query={read} shape="lines">
      {(view: CaseView) => <AssignDialog view={view} onClose={props.close} onDone={props.done} />}
    </Loaded>
  );
}
