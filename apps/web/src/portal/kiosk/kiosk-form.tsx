import { type CaseView, type Draft, getGuide, openDraft } from '@miaopi/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, newRequestId, problemOf, useRead } from '../../app/api.ts';
import { TerminalCamera } from '../../devices/device-button.tsx';
import { useSay, useTexts } from '../../texts/lang.tsx';
import { Button } from '../../ui/kit.tsx';
import { Failure, Skeleton } from '../../ui/states.tsx';
import { ConsentView } from '../apply/consent-view.tsx';
import { useCore } from '../apply/engine.ts';
import { FormView } from '../apply/form-view.tsx';
import { CaptureContext } from '../apply/upload-control.tsx';
import { useKioskTexts } from './kiosk-texts.ts';
import '../apply/apply.css';

/** The same consent and form as everywhere, large; pages are taken with the camera of the kiosk. */
export function KioskForm(props: { slug: string; onFiled: (view: CaseView) => void; onOther: () => void }) {
  const { slug, onFiled } = props;
  const t = useKioskTexts();
  const texts = useTexts();
  const say = useSay();
  const [opening, setOpening] = useState(newRequestId);
  const guide = useRead(getGuide, { params: { slug } }, { staleTime: 60_000 });
  const draft = useQuery<Draft, Error>({
    queryKey: ['kiosk-draft', slug, opening],
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    queryFn: () => api.call(openDraft, { body: { requestId: opening, slug } }),
  });
  const core = useCore(slug, draft.data?.itemVersion);
  const reopen = () => setOpening(newRequestId());
  const consent = problemOf(draft.error)?.code === 'forms.consent_needed';
  if (consent && guide.data)
    return (
      <div className="kiosk__step">
        <h1 tabIndex={-1}>{texts.consent.title}</h1>
        <ConsentView
          guide={guide.data}
          onGiven={reopen}
          onChanged={() => guide.refetch()}
          // the guide stands outside the terminal's frame, where nothing signs out who walks away
          otherwise={
            <Button kind="text" onClick={props.onOther}>
              {t.disagree}
            </Button>
          }
        />
      </div>
    );
  const error = guide.error ?? (consent ? undefined : draft.error) ?? core.error;
  if (error) return <Failure error={error} retry={reopen} />;
  if (!draft.data || !core.data || !guide.data) return <Skeleton />;
  return (
    <div className="kiosk__form">
      <CaptureContext value={TerminalCamera}>
        <FormView
          key={draft.data.id}
          core={core.data}
          opened={draft.data}
          title={texts.apply.title(say(guide.data.name))}
          onReopen={reopen}
          filing={{ channel: 'kiosk', onFiled, onWithdrawn: props.onOther }}
        />
      </CaptureContext>
    </div>
  );
}
