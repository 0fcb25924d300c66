import { actForAtDesk, type DeskVisit, endDeskVisit, getDeskVisit, searchItems } from '@miaopi/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { api, newRequestId, problemOf, queryKey, useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { useSay } from '../../texts/lang.tsx';
import { Button, ButtonLink, Empty, Field, More, Notice } from '../../ui/kit.tsx';
import { Failure, Loaded } from '../../ui/states.tsx';
import { AgentForm } from './agent-form.tsx';
import { useDeskTexts } from './desk-texts.ts';
import './desk.css';

/** A visit that is under way: for whom, by whom, and which item. */
export function VisitPage() {
  const { visitId = '' } = useParams();
  const t = useDeskTexts();
  const read = useRead(getDeskVisit, { params: { visitId } }, { staleTime: 0 });
  if (problemOf(read.error)?.code === 'identity.visit_over') return <VisitOver />;
  return (
    <Page
      title={read.data ? t.visit(read.data.name) : t.title}
      up={{ to: '/work/desk', text: t.title }}
      width="wide"
      className="desk"
    >
      <Loaded query={read} shape="list">
        {(visit) => (
          <>
            <VisitBar visit={visit} />
            <div className="desk__columns">
              <FindItem visit={visit} />
              <section className="stack">
                {visit.principals.length > 1 && <ForWhom visit={visit} />}
                {visit.actingFor === visit.principals[0]?.id && (
                  <More summary={visit.agent ? t.agentIs(visit.agent.name, visit.agent.number) : t.agentTitle}>
                    <AgentForm visit={visit} />
                  </More>
                )}
              </section>
            </div>
          </>
        )}
      </Loaded>
    </Page>
  );
}

export function VisitOver() {
  const t = useDeskTexts();
  return (
    <Page title={t.over} width="narrow">
      <Notice tone="unknown">
        <p>{t.overText}</p>
        <div className="button-row">
          <ButtonLink kind="primary" to="/work/desk">
            {t.again}
          </ButtonLink>
        </div>
      </Notice>
    </Page>
  );
}

/** Who it is, always in sight, and the way to end it. */
export function VisitBar({ visit }: { visit: DeskVisit }) {
  const t = useDeskTexts();
  const navigate = useNavigate();
  const client = useQueryClient();
  const acting = visit.principals.find((p) => p.id === visit.actingFor);
  return (
    <div className="desk__bar">
      <p>
        <strong>{visit.name}</strong> <span className="tabular quiet">{visit.number}</span>
        {acting && acting.name !== visit.name && ` · ${acting.name}`}
        {visit.agent && ` · ${t.agentIs(visit.agent.name, visit.agent.number)}`}
      </p>
      <Button
        onClick={async () => {
          await api
            .call(endDeskVisit, { params: { visitId: visit.id }, body: { requestId: newRequestId() } })
            .catch(() => undefined);
          // nothing of him stays on the screen
          client.removeQueries({ predicate: (q) => q.queryKey.includes(visit.id) || q.queryKey[0] === 'desk-draft' });
          navigate('/work/desk');
        }}
      >
        {t.end}
      </Button>
    </div>
  );
}

function ForWhom({ visit }: { visit: DeskVisit }) {
  const t = useDeskTexts();
  const client = useQueryClient();
  const [trouble, setTrouble] = useState<unknown>();
  return (
    <>
      <Field label={t.forWhom}>
        {(control) => (
          <select
            {...control}
            className="input"
            value={visit.actingFor}
            onChange={async (event) => {
              setTrouble(undefined);
              try {
                const next = await api.call(actForAtDesk, {
                  params: { visitId: visit.id },
                  body: { requestId: newRequestId(), principal: event.target.value },
                });
                client.setQueryData(queryKey(getDeskVisit, { params: { visitId: visit.id } }), next);
              } catch (error) {
                setTrouble(error);
              }
            }}
          >
            {visit.principals.map((one) => (
              <option key={one.id} value={one.id}>
                {String(one.kind) === 'person' ? t.self(one.name) : one.name}
              </option>
            ))}
          </select>
        )}
      </Field>
      {trouble !== undefined && <Failure error={trouble} />}
    </>
  );
}

function FindItem({ visit }: { visit: DeskVisit }) {
  const t = useDeskTexts();
  const say = useSay();
  const [typed, setTyped] = useState('');
  const [q, setQ] = useState('');
  const acting = visit.principals.find((p) => p.id === visit.actingFor);
  const found = useRead(searchItems, {
    query: { ...(q ? { q } : {}), for: String(acting?.kind ?? 'person') as never, limit: 20 },
  });
  return (
    <section className="stack" aria-labelledby="desk-find">
      <h2 id="desk-find">{t.find}</h2>
      <form
        className="desk__find"
        onSubmit={(event) => {
          event.preventDefault();
          setQ(typed.trim());
        }}
      >
        <Field label={t.findHint}>
          {(control) => (
            <input
              {...control}
              type="search"
              className="input"
              maxLength={100}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" icon="search">
          {t.go}
        </Button>
      </form>
      <Loaded query={found} shape="list">
        {({ items }) => {
          const open = items.filter((one) => one.online);
          return open.length === 0 ? (
            <Empty icon="search" title={t.notFound} />
          ) : (
            <ul className="desk__items">
              {open.map((one) => (
                <li key={one.slug}>
                  <div>
                    <strong>{say(one.name)}</strong>
                    <p className="quiet">{say(one.office)}</p>
                  </div>
                  <Link className="button button--plain" to={`/work/desk/${visit.id}/${one.slug}`}>
                    {t.choose}
                    <span className="visually-hidden"> {say(one.name)}</span>
                  </Link>
                </li>
              ))}
            </ul>
          );
        }}
      </Loaded>
    </section>
  );
}
