import { useEffect, useRef, useState } from 'react';
import { problemOf } from '../../app/api.ts';
import { useSay } from '../../texts/lang.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Button } from '../../ui/kit.tsx';
import { callLength } from './call-length.ts';
import { useCallTexts } from './call-texts.ts';
import { answer, type CallState, decline, hangUp, toggleCamera, toggleSound, useCall } from './calls.ts';
import { ring } from './ring-tone.ts';
import './call.css';

/** The call of this page in a corner of it; the case stays in sight and in reach. */
export function CallPanel() {
  const state = useCall();
  const t = useCallTexts();
  const say = useSay();
  const rings = state.at === 'rung';
  useEffect(() => (rings ? ring() : undefined), [rings]);
  if (state.at === 'idle') return null;
  const other = otherOf(state);
  return (
    <section className={`call call--${state.at}`} aria-label={t.title[state.medium]}>
      {state.remote && state.at !== 'over' && <Pictures state={state} />}
      <div className="call__words">
        <h2>
          <Icon name={state.medium === 'video' ? 'camera' : 'phone'} />
          {rings && other ? t.incoming(other) : (other ?? t.title[state.medium])}
        </h2>
        {state.call && <p className="quiet">{t.about(say(state.call.itemName), state.call.caseNumber)}</p>}
        <Standing state={state} />
        {state.at !== 'over' && <p className="call__note quiet">{t.notKept}</p>}
      </div>
      <Controls state={state} />
    </section>
  );
}

/** Who is at the other end, as far as it is known. */
function otherOf({ call }: CallState): string | undefined {
  const mine = String(call?.mine);
  const party = mine === 'caller' ? call?.to : call?.from;
  return party?.name;
}

function Standing({ state }: { state: CallState }) {
  const t = useCallTexts();
  const { trouble, outcome, at } = state;
  const lasting = useLasting(at === 'talking' ? state.talkingSince : undefined);
  const words =
    at === 'over'
      ? outcome && t.over[outcome]
      : at === 'talking'
        ? state.shaky
          ? t.shaky
          : t.talking
        : at === 'rung'
          ? ''
          : { preparing: t.preparing, ringing: t.ringing, connecting: t.connecting }[at as 'preparing'];
  return (
    <>
      <p role="status" className="call__standing">
        {words}
      </p>
      {lasting && <p className="tabular quiet call__lasting">{lasting}</p>}
      {trouble && (
        <div role="alert" className="call__trouble">
          <strong>{typeof trouble === 'string' ? t.trouble[trouble] : problemOf(trouble.error)?.title}</strong>
          <p>{typeof trouble === 'string' ? t.troubleText[trouble] : problemOf(trouble.error)?.detail}</p>
        </div>
      )}
    </>
  );
}

/** How long it has been going on, by the second. */
function useLasting(since: number | undefined): string | undefined {
  const [, tick] = useState(0);
  useEffect(() => {
    if (since === undefined) return;
    const timer = setInterval(() => tick((n) => n + 1), 1000);
    return () => clearInterval(timer);
  }, [since]);
  return since === undefined ? undefined : callLength(Math.floor((Date.now() - since) / 1000));
}

function Pictures({ state }: { state: CallState }) {
  const t = useCallTexts();
  const video = state.medium === 'video' || state.call?.medium === 'video';
  return (
    <div className={`call__pictures${video ? '' : ' call__pictures--sound'}`}>
      <Picture stream={state.remote} label={t.them} />
      {state.medium === 'video' && !state.dark && <Picture stream={state.own} label={t.me} own />}
    </div>
  );
}

function Picture({ stream, label, own }: { stream: MediaStream | undefined; label: string; own?: boolean }) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (video.current) video.current.srcObject = stream ?? null;
  }, [stream]);
  return (
    <video
      ref={video}
      className={own ? 'call__own' : 'call__remote'}
      aria-label={label}
      autoPlay
      playsInline
      muted={own}
    />
  );
}

function Controls({ state }: { state: CallState }) {
  const t = useCallTexts();
  if (state.at === 'over')
    return (
      <div className="button-row">
        <Button kind="plain" onClick={hangUp}>
          {t.close}
        </Button>
      </div>
    );
  if (state.at === 'rung')
    return (
      <div className="button-row">
        {state.call?.medium === 'video' && (
          <Button kind="primary" icon="camera" onClick={() => answer('video')}>
            {t.answerVideo}
          </Button>
        )}
        <Button
          kind={state.call?.medium === 'video' ? 'plain' : 'primary'}
          icon="phone"
          onClick={() => answer('audio')}
        >
          {t.answerAudio}
        </Button>
        <Button kind="danger" onClick={decline}>
          {t.decline}
        </Button>
      </div>
    );
  return (
    <div className="button-row">
      {state.at === 'talking' && (
        <Button icon="sound" aria-pressed={state.muted} onClick={toggleSound}>
          {state.muted ? t.unmute : t.mute}
        </Button>
      )}
      {state.at === 'talking' && state.medium === 'video' && (
        <Button icon={state.dark ? 'eye-off' : 'eye'} aria-pressed={state.dark} onClick={toggleCamera}>
          {state.dark ? t.cameraOn : t.cameraOff}
        </Button>
      )}
      <Button kind="danger" icon="phone" onClick={hangUp}>
        {state.at === 'talking' || state.at === 'connecting' ? t.hangUp : t.cancel}
      </Button>
    </div>
  );
}
