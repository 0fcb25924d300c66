import {
  type CaseView,
  type Draft,
  type Guide,
  getDeskVisit,
  getGuide,
  giveConsent,
  openDraft,
} from '@miaopi/contracts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { api, callForVisit, newRequestId, problemOf, useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { useSend } from '../../app/use-send.ts';
import { PageCamera } from '../../devices/device-button.tsx';
import { useCore } from '../../portal/apply/engine.ts';
import { FormView } from '../../portal/apply/form-view.tsx';
import { CaptureContext } from '../../portal/apply/upload-control.tsx';
import { SignaturePad, type Stroke } from '../../portal/seals/signature-pad.tsx';
import { useSay, useTexts } from '../../texts/lang.tsx';
import { AskingForm } from '../../ui/asking-form.tsx';
import { Button, Notice } from '../../ui/kit.tsx';
import { Failure, Skeleton } from '../../ui/states.tsx';
import { useDeskTexts } from './desk-texts.ts';
import { VisitBar, VisitOver } from './visit-page.tsx';
import '../../portal/apply/apply.css';
import '../../portal/seals/seals.css';
import './desk.css';

/** The same consent and the same form as on the portal, for who stands at the window. */
export function DeskApply() {
  const { visitId = '', slug = '' } = useParams();
  const t = useDeskTexts();
  const texts = useTexts();
  const say = useSay();
  const navigate = useNavigate();
  const [opening, setOpening] = useState(newRequestId);
  const [calling, setCalling] = useState(false);
  useEffect(() => {
    callForVisit(visitId);
    setCalling(true);
    return () => callForVisit(undefined);
  }, [visitId]);
  const visit = useRead(getDeskVisit, { params: { visitId } }, { staleTime: 0 });
  const guide = useRead(getGuide, { params: { slug } }, { staleTime: 60_000 });
  const here = guide.data?.channels.includes('window') ?? false;
  const draft = useQuery<Draft, Error>({
    queryKey: ['desk-draft', slug, visitId, visit.data?.actingFor, opening],
    enabled: calling && visit.data !== undefined && here,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    queryFn: () => api.call(openDraft, { body: { requestId: opening, slug } }),
  });
  const core = useCore(slug, draft.data?.itemVersion);
  const reopen = () => setOpening(newRequestId());
  const code = problemOf(draft.error)?.code;
  if (problemOf(visit.error)?.code === 'identity.visit_over' || code === 'identity.visit_over') return <VisitOver />;
  const title = guide.data ? texts.apply.title(say(guide.data.name)) : t.title;
  const error = visit.error ?? guide.error ?? (code === 'forms.consent_needed' ? undefined : draft.error) ?? core.error;
  return (
    <Page
      title={title}
      heading={draft.data && core.data ? null : title}
      up={{ to: `/work/desk/${visitId}`, text: visit.data ? t.visit(visit.data.name) : t.title }}
      className="desk apply-page"
    >
      {visit.data && <VisitBar visit={visit.data} />}
      {guide.data && !here ? (
        <Notice tone="danger">
          <p>{t.notHere}</p>
        </Notice>
      ) : code === 'forms.consent_needed' && guide.data ? (
        <DeskConsent guide={guide.data} onGiven={reopen} />
      ) : draft.data && core.data ? (
        <CaptureContext value={PageCamera}>
          <FormView
            key={draft.data.id}
            core={core.data}
            opened={draft.data}
            title={title}
            onReopen={reopen}
            filing={{
              channel: 'window',
              onFiled: (view: CaseView) =>
                navigate(`/work/desk/receipts/${view.id}?visit=${visitId}`, { replace: true }),
              onWithdrawn: () => navigate(`/work/desk/${visitId}`, { replace: true }),
            }}
          />
        </CaptureContext>
      ) : error ? (
        <Failure error={error} retry={reopen} />
      ) : (
        <Skeleton />
      )}
    </Page>
  );
}

/** Read to the applicant, and signed by him. */
function DeskConsent({ guide, onGiven }: { guide: Guide; onGiven: () => void }) {
  const t = useDeskTexts();
  const texts = useTexts();
  const say = useSay();
  const [on, setOn] = useState<'screen' | 'paper'>('screen');
  const [strokes, setStrokes] = useState<readonly Stroke[]>([]);
  const points = strokes.reduce((n, stroke) => n + stroke.length, 0);
  const { busy, trouble, onSend } = useSend(
    (requestId) =>
      api.call(giveConsent, {
        params: { slug: guide.slug },
        body: {
          requestId,
          version: guide.version,
          signed: {
            on: on as never,
            ...(on === 'screen' ? { strokes: strokes.map((s) => s.map((point) => [...point])) } : {}),
          },
        },
      }),
    onGiven,
  );
  return (
    <AskingForm
      className="stack consent"
      wants={[on === 'screen' && points < 8 && t.signMissing]}
      busy={busy}
      onSend={onSend}
    >
      <h2>{t.consentTitle}</h2>
      <p>{t.consentText}</p>
      <ul className="consent__list">
        {guide.lookups.map((lookup) => (
          <li key={lookup.name} className="card card--tight">
            <h3>{say(lookup.office)}</h3>
            <p>{say(lookup.purpose)}</p>
            <p className="quiet">{lookup.fields.map((f) => say(f)).join(texts.common.comma)}</p>
          </li>
        ))}
      </ul>
      <fieldset className="desk__sign">
        <legend className="visually-hidden">{t.consentTitle}</legend>
        {(['screen', 'paper'] as const).map((one) => (
          <label key={one} className="desk__tick">
            <input type="radio" name="signed-on" checked={on === one} onChange={() => setOn(one)} />
            <span>{one === 'screen' ? t.signScreen : t.signPaper}</span>
          </label>
        ))}
      </fieldset>
      {on === 'screen' && (
        <div>
          <SignaturePad width={600} height={240} strokes={strokes} onChange={setStrokes} label={t.signHere} />
          <Button kind="text" onClick={() => setStrokes([])}>
            {t.clear}
          </Button>
        </div>
      )}
      {trouble !== undefined && <Failure error={trouble} />}
      <div className="button-row">
        <Button type="submit" kind="primary" size="large" busy={busy}>
          {t.agree}
        </Button>
      </div>
    </AskingForm>
  );
}
