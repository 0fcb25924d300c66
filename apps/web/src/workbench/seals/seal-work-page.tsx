import {
  approveSealUses,
  beginKeySealing,
  completeKeySealing,
  listSealUseRequests,
  rejectSealUses,
  type SealUseRequest,
} from '@miaopi/contracts';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useRead } from '../../app/api.ts';
import { signSealings } from '../../portal/signin/seal-bridge.ts';
import { useAct } from '../../studio/seals/use-act.ts';
import { formatInstant } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Button, Empty, Notice, Tag } from '../../ui/kit.tsx';
import { Picture } from '../../ui/picture.tsx';
import { Loaded } from '../../ui/states.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { Place } from '../app/place.tsx';
import { DecideDialog } from './decide-dialog.tsx';
import { useSealWorkTexts } from './texts.ts';

const STATES = ['waiting', 'decided'] as const;

/** 专管加盖: what waits for the keeper, each as it will be sealed; several at once with one password. */
export function SealWorkPage() {
  const texts = useSealWorkTexts();
  const [search] = useSearchParams();
  const state = STATES.find((one) => one === search.get('list')) ?? 'waiting';
  const list = useRead(listSealUseRequests, { query: { state } }, { refetchInterval: 15_000, keep: true });
  // kept here: the list it was said of may be empty now
  const [done, setDone] = useState('');
  return (
    <Place title={texts.title} lead={texts.lead}>
      <Tabs label={texts.title} shown={state}>
        {STATES.map((one) => (
          <Link key={one} to={`?list=${one}`} aria-current={one === state ? 'page' : undefined}>
            {texts[one]}
          </Link>
        ))}
        <a href="/studio/seals">{texts.toStudio}</a>
      </Tabs>
      {done && (
        <Notice tone="ok" live="polite">
          <p>{done}</p>
        </Notice>
      )}
      <Loaded query={list} shape="list">
        {(requests) =>
          requests.length === 0 ? (
            <Empty
              icon="stamp"
              title={state === 'waiting' ? texts.empty : texts.emptyDecided}
              {...(state === 'waiting' ? { text: texts.emptyText } : {})}
            />
          ) : (
            <Requests key={state} requests={requests} open={state === 'waiting'} onDone={setDone} />
          )
        }
      </Loaded>
    </Place>
  );
}

function Requests({
  requests,
  open,
  onDone,
}: {
  requests: readonly SealUseRequest[];
  open: boolean;
  onDone: (message: string) => void;
}) {
  const texts = useSealWorkTexts();
  const say = useSay();
  const { lang } = useLang();
  const { act, error, busy, clear } = useAct();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [shownId, setShownId] = useState<string>();
  const [deciding, setDeciding] = useState<'approve' | 'reject'>();
  const shown = requests.find((r) => r.id === shownId) ?? requests[0];
  const picked = requests.filter((r) => chosen.has(r.id));
  // one password opens one seal: what is chosen first says which
  const sealId = picked[0]?.sealId;
  const onKey = picked[0]?.carrier === 'hardware';
  const [trouble, setTrouble] = useState<unknown>();
  const toggle = (id: string) =>
    setChosen((now) => {
      const next = new Set(now);
      if (!next.delete(id)) next.add(id);
      return next;
    });

  /** The server composes what is signed, the key signs it, the server checks and seals. */
  async function sealWithKey(sealId: string, requestIds: string[], pin: string) {
    setTrouble(undefined);
    const begun = await act(beginKeySealing, { params: { sealId }, body: { requestIds } });
    if (!begun) return undefined;
    const { sealingId, certificate, items } = begun;
    try {
      const signed = await signSealings(
        certificate,
        pin,
        items.map((one) => one.toSign),
      );
      const signatures = items.map(({ requestId }, i) => ({ requestId, signature: signed[i] ?? '' }));
      return await act(completeKeySealing, { params: { sealId, sealingId }, body: { signatures } });
    } catch (thrown) {
      setTrouble(thrown);
      return undefined;
    }
  }

  async function send(given: string) {
    if (!sealId) return;
    const params = { sealId };
    const requestIds = picked.map((r) => r.id);
    if (deciding === 'approve') {
      const answer = onKey
        ? await sealWithKey(sealId, requestIds, given)
        : await act(approveSealUses, { params, body: { requestIds, password: given } });
      if (!answer) return;
      onDone(texts.sealed(answer.sealed));
    } else {
      const answer = await act(rejectSealUses, { params, body: { requestIds, reason: given } });
      if (!answer) return;
      onDone(texts.rejected(answer.rejected));
    }
    setChosen(new Set());
    setDeciding(undefined);
  }

  return (
    <>
      <div className="seal-work">
        <div>
          <ul className="seal-work__list">
            {requests.map((r) => (
              <li key={r.id} className={`seal-work__row${r.id === shown?.id ? ' seal-work__row--open' : ''}`}>
                {open ? (
                  <input
                    type="checkbox"
                    aria-label={texts.choose(say(r.title))}
                    checked={chosen.has(r.id)}
                    disabled={sealId !== undefined && r.sealId !== sealId}
                    onChange={() => toggle(r.id)}
                  />
                ) : (
                  <Tag tone={r.state === 'rejected' ? 'danger' : 'ok'}>{say(r.stateName)}</Tag>
                )}
                <button type="button" className="seal-work__open" onClick={() => setShownId(r.id)}>
                  <strong>{say(r.title)}</strong>
                  <br />
                  <span className="quiet">
                    {r.holder} · {r.sealName}
                  </span>
                  <br />
                  <span className="quiet tabular">{texts.since(formatInstant(r.requestedAt, lang))}</span>
                  {r.reason && (
                    <>
                      <br />
                      <span className="quiet">{r.reason}</span>
                    </>
                  )}
                </button>
              </li>
            ))}
          </ul>
          {open && (
            <div className="seal-work__bar button-row">
              <Button
                onClick={() =>
                  setChosen(new Set(requests.filter((r) => r.sealId === requests[0]?.sealId).map((r) => r.id)))
                }
              >
                {texts.all}
              </Button>
              <Button kind="primary" icon="stamp" disabled={picked.length === 0} onClick={() => setDeciding('approve')}>
                {texts.approve}
              </Button>
              <Button disabled={picked.length === 0} onClick={() => setDeciding('reject')}>
                {texts.reject}
              </Button>
              <span className="quiet tabular">{texts.chosen(picked.length)}</span>
            </div>
          )}
        </div>
        {shown && (
          <figure className="seal-work__preview">
            <Picture
              className="seal-work__paper"
              src={`/api/seals/requests/${shown.id}/page`}
              alt={`${texts.preview} · ${say(shown.title)}`}
            />
            <figcaption className="quiet tabular">SM3 {shown.digest}</figcaption>
          </figure>
        )}
      </div>
      {deciding && (
        <DecideDialog
          approve={deciding === 'approve'}
          title={
            deciding === 'approve'
              ? texts.approveTitle(picked.length, picked[0]?.sealName ?? '')
              : texts.rejectTitle(picked.length)
          }
          names={picked.map((r) => say(r.title))}
          onKey={onKey}
          error={error ?? trouble}
          busy={busy}
          onSend={(given) => void send(given)}
          onClose={() => {
            clear();
            setTrouble(undefined);
            setDeciding(undefined);
          }}
        />
      )}
    </>
  );
}
