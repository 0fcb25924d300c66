import { type CaseView, getVerticalResult, openVertical } from '@miaopi/contracts';
import { useRef, useState } from 'react';
import { api, problemOf } from '../../app/api.ts';
import { formatDate } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Button, FileLink, Notice } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';
import { useVerticalTexts } from './vertical-texts.ts';

/** A case that another system handles: how far it is there, the way over, and what it issued. */
export function CaseVertical({ view }: { view: CaseView }) {
  const over = useVerticalTexts();
  const say = useSay();
  const { vertical } = view;
  if (!vertical) return null;
  const { result } = vertical;
  return (
    <div className="stack">
      {vertical.correction && (
        <Notice tone="waiting" icon="pencil" title={over.correction}>
          <p>{vertical.correction}</p>
        </Notice>
      )}
      {vertical.trouble && (
        <Notice tone="waiting" icon="offline">
          <p>{['untrusted', 'malformed'].includes(vertical.trouble) ? over.untrusted : over.trouble}</p>
        </Notice>
      )}
      {view.waiting && !vertical.correction && <p>{say(view.waiting.text)}</p>}
      {view.abilities.goOver?.allowed && (
        <GoOver
          view={view}
          first={vertical.phase === 'registered'}
          wanted={['registered', 'correction'].includes(vertical.phase)}
        />
      )}
      {result && <VerticalResult view={view} result={result} />}
      <section className="card">
        <dl className="facts">
          <dt>{over.system}</dt>
          <dd>{say(vertical.system)}</dd>
          <dt>{over.operator}</dt>
          <dd>{say(vertical.operator)}</dd>
          <dt>{over.phase}</dt>
          <dd>{say(vertical.phaseName)}</dd>
        </dl>
      </section>
    </div>
  );
}

function VerticalResult({
  view,
  result,
}: {
  view: CaseView;
  result: NonNullable<NonNullable<CaseView['vertical']>['result']>;
}) {
  const over = useVerticalTexts();
  const { lang } = useLang();
  return (
    <section className="card stack">
      <h2>{result.name}</h2>
      <dl className="facts">
        <dt>{over.resultNumber}</dt>
        <dd className="tabular">{result.number}</dd>
        <dt>{over.issuer}</dt>
        <dd>{result.issuer}</dd>
        <dt>{over.valid}</dt>
        <dd className="tabular">
          {formatDate(result.validFrom, lang)} {over.to}{' '}
          {result.validTo ? formatDate(result.validTo, lang) : over.longTerm}
        </dd>
        {result.facts.map((fact) => (
          <VerticalFact key={fact.name} {...fact} />
        ))}
      </dl>
      {result.delivery && <p>{result.delivery}</p>}
      {result.file && (
        <div>
          <FileLink kind="primary" href={api.url(getVerticalResult, { params: { caseId: view.id } })}>
            {over.download}
          </FileLink>
        </div>
      )}
    </section>
  );
}

function VerticalFact({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

/** The way over, with a fresh ticket each time; a system that does not answer is told plainly and tried again by the same button. */
function GoOver({ view, first, wanted }: { view: CaseView; first: boolean; wanted: boolean }) {
  const over = useVerticalTexts();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  const running = useRef(false);
  const go = async () => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setTrouble(undefined);
    try {
      const { url } = await api.call(openVertical, { params: { caseId: view.id } });
      window.location.assign(url);
    } catch (error) {
      setTrouble(error);
    }
    running.current = false;
    setBusy(false);
  };
  return (
    <div className="stack stack--tight">
      {trouble !== undefined &&
        (problemOf(trouble)?.code === 'cases.vertical_unavailable' ? (
          <Notice tone="waiting" icon="offline" title={problemOf(trouble)?.title} live="alert">
            <p>{problemOf(trouble)?.detail}</p>
          </Notice>
        ) : (
          <Failure error={trouble} />
        ))}
      <div className="button-row">
        <Button kind={wanted ? 'primary' : 'plain'} size="large" icon="external" onClick={go} busy={busy}>
          {busy ? over.opening : first ? over.goOn : over.goOnAgain}
        </Button>
      </div>
      <p className="quiet">
        {over.leaves} {over.number(view.number)}
      </p>
    </div>
  );
}
