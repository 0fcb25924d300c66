import { actFor, type Draft, getGuide, openDraft } from '@miaopi/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Navigate, useLocation, useParams } from 'react-router';
import { api, type MeValue, newRequestId, problemOf, useMe, useRead, useSetMe } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { useSay, useTexts } from '../../texts/lang.tsx';
import { Button, ButtonLink, Notice } from '../../ui/kit.tsx';
import { Failure, Skeleton } from '../../ui/states.tsx';
import { ConsentView } from './consent-view.tsx';
import { useCore } from './engine.ts';
import { FormView } from './form-view.tsx';
import './apply.css';

/** From guide to filled form: signed in, consented, looked up, filled. Each gate says what it waits for. */
export function ApplyPage() {
  const { slug = '' } = useParams();
  const location = useLocation();
  const texts = useTexts();
  const say = useSay();
  const me = useMe();
  const guide = useRead(getGuide, { params: { slug } }, { staleTime: 60_000 });
  const [opening, setOpening] = useState(newRequestId);
  const who = me?.actingFor?.id ?? me?.name;
  const draft = useQuery<Draft, Error>({
    queryKey: ['draft', slug, who, opening],
    enabled: me?.account === 'person',
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    queryFn: () => api.call(openDraft, { body: { requestId: opening, slug } }),
  });
  const core = useCore(slug, draft.data?.itemVersion);
  const reopen = () => setOpening(newRequestId());

  if (me === null && !draft.data)
    return <Navigate to={`/signin?to=${encodeURIComponent(location.pathname)}`} replace />;
  const title = guide.data ? texts.apply.title(say(guide.data.name)) : texts.guide.apply;
  const code = problemOf(draft.error)?.code;
  if (code === 'forms.consent_needed' && guide.data)
    return (
      <Page title={texts.consent.title} width="narrow">
        <ConsentView
          guide={guide.data}
          onGiven={reopen}
          onChanged={() => guide.refetch()}
          otherwise={
            <ButtonLink to={`/items/${slug}`} kind="text">
              {texts.consent.disagree}
            </ButtonLink>
          }
        />
      </Page>
    );
  if (draft.data && core.data)
    return (
      <Page title={title} heading={null} className="apply-page">
        <FormView key={draft.data.id} core={core.data} opened={draft.data} title={title} onReopen={reopen} />
      </Page>
    );
  const error = draft.error ?? core.error ?? guide.error;
  return (
    <Page title={title} width="narrow">
      {code === 'forms.wrong_applicant' && me ? (
        <WrongApplicant
          me={me}
          forFirm={guide.data?.objects.some((one) => one.zh.includes('法人') || one.zh.includes('企业')) ?? false}
        />
      ) : me?.account === 'staff' ? (
        <Notice tone="danger" title={texts.errors.refused}>
          <p>{texts.errors.refusedText}</p>
        </Notice>
      ) : code === 'catalog.item_suspended' || code === 'catalog.item_cancelled' ? (
        <Notice tone="waiting" title={problemOf(error)?.title} live="alert">
          <p>{problemOf(error)?.detail}</p>
          <div className="button-row">
            <ButtonLink to={`/items/${slug}`}>{texts.search.guide}</ButtonLink>
            <ButtonLink to="/me/drafts">{texts.apply.myDrafts}</ButtonLink>
          </div>
        </Notice>
      ) : error ? (
        <Failure error={error} retry={reopen} />
      ) : (
        <div className="stack">
          <Notice tone="info" title={texts.apply.filling} live="polite">
            <p>{texts.apply.fillingText}</p>
          </Notice>
          <Skeleton />
        </div>
      )}
    </Page>
  );
}

function WrongApplicant({ me, forFirm }: { me: MeValue; forFirm: boolean }) {
  const texts = useTexts();
  const setMe = useSetMe();
  const others = me.principals.filter((one) => one.id !== me.actingFor?.id);
  return (
    <Notice tone="info" icon="firm" title={texts.apply.wrongApplicant} live="alert">
      <p>{forFirm ? texts.apply.wrongApplicantFirm : texts.apply.wrongApplicantPerson}</p>
      <div className="button-row">
        {others.map((one) => (
          <Button
            key={one.id}
            icon={one.kind === 'firm' ? 'firm' : 'user'}
            onClick={async () => setMe((await api.call(actFor, { body: { principal: one.id } })) as MeValue)}
          >
            {texts.apply.switchTo(one.name)}
          </Button>
        ))}
        {others.length === 0 && <ButtonLink to="/">{texts.errors.goHome}</ButtonLink>}
      </div>
    </Notice>
  );
}
