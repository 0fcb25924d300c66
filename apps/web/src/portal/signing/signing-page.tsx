import {
  getSigning,
  getSigningEvidence,
  getSigningFile,
  lookAtSigning,
  remindSigning,
  type SigningView,
} from '@miaopi/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useParams } from 'react-router';
import { api, queryKey, useMe, useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { formatDate, formatInstant } from '../../texts/format.ts';
import { useLang, useSay, useTexts } from '../../texts/lang.tsx';
import { Button, ButtonLink, FileLink, More, Notice } from '../../ui/kit.tsx';
import { Failure, Loaded } from '../../ui/states.tsx';
import { SignInFirst } from '../signin/sign-in-first.tsx';
import { DocumentPages } from './document-pages.tsx';
import { EndDialog } from './end-dialog.tsx';
import { SigningStateTag } from './my-signings.tsx';
import { PartyList } from './party-list.tsx';
import { SignDialog } from './sign-dialog.tsx';
import { useSigningTexts } from './signing-texts.ts';
import './signing.css';

/** One document with the places where it is signed, who has signed, and what the reader may do. */
export function SigningPage() {
  const { signingId = '' } = useParams();
  const t = useSigningTexts();
  const say = useSay();
  const me = useMe();
  const signing = useRead(
    getSigning,
    { params: { signingId } },
    { enabled: me !== null && me !== undefined, staleTime: 0, refetchInterval: 10_000 },
  );
  if (me === null) return <SignInFirst title={t.title} />;
  return (
    <Page
      title={signing.data ? say(signing.data.title) : t.title}
      lead={signing.data ? `${say(signing.data.itemName)} · ${t.from(signing.data.initiator)}` : undefined}
      className="signing-page"
    >
      <Loaded query={signing} shape="paper">
        {(data) => <SigningViewPanel view={data} />}
      </Loaded>
    </Page>
  );
}

function SigningViewPanel({ view }: { view: SigningView }) {
  const t = useSigningTexts();
  const say = useSay();
  const texts = useTexts();
  const { lang } = useLang();
  const client = useQueryClient();
  const [dialog, setDialog] = useState<'sign' | 'decline' | 'cancel'>();
  const [done, setDone] = useState('');
  const [trouble, setTrouble] = useState<unknown>();
  const take = (next: SigningView) => {
    client.setQueryData(queryKey(getSigning, { params: { signingId: view.id } }), next);
    void client.invalidateQueries({ queryKey: ['signing.listSignings'] });
  };
  const invited = view.parties.some((p) => p.me && String(p.state) === 'invited');
  // biome-ignore lint/correctness/useExhaustiveDependencies: told once, when the document is first shown
  useEffect(() => {
    if (invited) void api.call(lookAtSigning, { params: { signingId: view.id } }).then(take, () => {});
  }, [view.id, invited]);
  const open = String(view.state) === 'open';
  const holds = view.checks.every((c) => c.ok);
  const may = (what: string) => view.abilities[what]?.allowed === true;
  return (
    <>
      <div role="status">
        {done && (
          <Notice tone="ok" title={t.done}>
            <p>{done}</p>
          </Notice>
        )}
      </div>
      {view.reason && (
        <Notice tone={String(view.state) === 'declined' ? 'danger' : 'info'} title={say(view.stateName)}>
          <p>
            {t.reason}
            {texts.common.colon}
            {view.reason}
          </p>
        </Notice>
      )}
      {trouble !== undefined && <Failure error={trouble} />}
      <div className="signing-columns">
        <DocumentPages view={view} />
        <aside className="stack signing-side">
          <section className="card">
            <div className="signing-side__head">
              <h2>{t.parties}</h2>
              <SigningStateTag state={String(view.state)} name={say(view.stateName)} />
            </div>
            <p className="quiet tabular">
              {String(view.order) === 'together' ? t.together : t.inTurn}
              {open && ` · ${t.until(formatDate(view.deadline, lang))}`}
            </p>
            <PartyList view={view} />
            {view.checks.length > 0 && (
              <p className={holds ? 'quiet' : 'field__error'}>{holds ? t.valid : t.invalid}</p>
            )}
            <div className="stack stack--tight">
              {may('sign') && (
                <>
                  <Button kind="primary" size="wide" icon="pencil" onClick={() => setDialog('sign')}>
                    {t.sign}
                  </Button>
                  <Button kind="text" onClick={() => setDialog('decline')}>
                    {t.decline}
                  </Button>
                </>
              )}
              {view.draftId && (
                <ButtonLink to={`/items/${view.slug}/apply`} kind={may('sign') ? 'plain' : 'primary'}>
                  {t.toForm}
                </ButtonLink>
              )}
              {may('remind') && !(view.signed === 0 && view.parties.length === 1) && (
                <Button
                  icon="bell"
                  onClick={() =>
                    api.call(remindSigning, { params: { signingId: view.id } }).then((next) => {
                      setTrouble(undefined);
                      take(next as SigningView);
                      setDone(t.reminded);
                    }, setTrouble)
                  }
                >
                  {t.remind}
                </Button>
              )}
              {may('cancel') && (
                <Button kind="text" onClick={() => setDialog('cancel')}>
                  {t.cancel}
                </Button>
              )}
            </div>
          </section>
          <div className="stack stack--tight">
            <FileLink href={api.url(getSigningFile, { params: { signingId: view.id } })}>
              {t.download(String(view.mediaType) === 'application/pdf' ? 'PDF' : 'OFD')}
            </FileLink>
            <FileLink href={api.url(getSigningEvidence, { params: { signingId: view.id } })} icon="shield">
              {t.evidence}
            </FileLink>
          </div>
          <More summary={t.history}>
            <ol className="plain-list signing-history">
              {view.events.map((event) => (
                <li key={`${event.at} ${event.name.zh} ${event.who}`}>
                  <strong>{say(event.name)}</strong> {event.who}{' '}
                  <span className="quiet tabular">{formatInstant(event.at, lang, true)}</span>
                  {event.note && <p className="quiet">{event.note}</p>}
                </li>
              ))}
            </ol>
          </More>
        </aside>
      </div>
      {dialog === 'sign' && (
        <SignDialog
          view={view}
          onClose={() => setDialog(undefined)}
          onSigned={(next) => {
            setDialog(undefined);
            take(next);
            setDone(String(next.state) === 'complete' ? t.doneAll : t.doneWait);
          }}
        />
      )}
      {(dialog === 'decline' || dialog === 'cancel') && (
        <EndDialog
          view={view}
          how={dialog}
          onClose={() => setDialog(undefined)}
          onEnded={(next) => {
            setDialog(undefined);
            take(next);
          }}
        />
      )}
    </>
  );
}
