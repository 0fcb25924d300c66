import { checkPerson, type ReplyOf } from '@miaopi/contracts';
import { useCallback, useEffect, useId, useRef, useState } from 'react';
import { api, newRequestId, problemOf } from '../../app/api.ts';
import { formatTime } from '../../texts/format.ts';
import { useTexts } from '../../texts/lang.tsx';
import { Button, FieldError, Notice } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';
import { portraitOf } from './portrait.ts';

type Result = ReplyOf<typeof checkPerson>;

/**
 * F029: the picture of whoever submits, by the camera or out of a file, compared at once. What is asked, why and what is kept is said before anything is taken.
 * `onResult` gets each answer of the register; null when the picture could not be compared.
 */
export function PersonCheck({ missing, onResult }: { missing: boolean; onResult: (result: Result | null) => void }) {
  const texts = useTexts().apply.person;
  const id = useId();
  const video = useRef<HTMLVideoElement>(null);
  const stream = useRef<MediaStream | null>(null);
  const [camera, setCamera] = useState<'off' | 'on' | 'refused'>('off');
  const [busy, setBusy] = useState(false);
  const [result, setResult] = useState<Result | null>(null);
  const [trouble, setTrouble] = useState<unknown>();
  const [unreadable, setUnreadable] = useState(false);

  const stop = useCallback(() => {
    for (const track of stream.current?.getTracks() ?? []) track.stop();
    stream.current = null;
  }, []);
  useEffect(() => stop, [stop]);
  const open = async () => {
    try {
      stream.current = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'user' }, audio: false });
      setCamera('on');
    } catch {
      setCamera('refused');
    }
  };
  useEffect(() => {
    if (camera !== 'on' || !video.current) return;
    video.current.srcObject = stream.current;
    void video.current.play().catch(() => setCamera('refused'));
  }, [camera]);

  const compare = async (source: HTMLVideoElement | File | undefined) => {
    if (!source || busy) return;
    setBusy(true);
    setTrouble(undefined);
    setResult(null);
    const portrait = await portraitOf(source);
    setUnreadable(!portrait);
    try {
      if (!portrait) return onResult(null);
      stop();
      setCamera('off');
      const answer = await api.call(checkPerson, {
        body: { requestId: newRequestId(), portrait, mediaType: 'image/jpeg', agreed: true },
      });
      setResult(answer);
      onResult(answer);
    } catch (error) {
      setTrouble(error);
      onResult(null);
    } finally {
      setBusy(false);
    }
  };

  return (
    <section className="card person-check" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{texts.title}</h2>
      <p>{texts.why}</p>
      <ul className="person-check__facts">
        <li>{texts.asked}</li>
        <li>{texts.kept}</li>
        <li>{texts.otherwise}</li>
      </ul>
      {camera === 'on' && (
        <video ref={video} className="person-check__video" muted playsInline aria-label={texts.live}>
          <track kind="captions" />
        </video>
      )}
      {camera === 'refused' && (
        <Notice tone="waiting" live="polite">
          {texts.noCamera}
        </Notice>
      )}
      {!result?.same && (
        <div className="button-row">
          {camera === 'on' ? (
            <Button
              id="person-check"
              kind="primary"
              icon="camera"
              busy={busy}
              onClick={() => compare(video.current ?? undefined)}
            >
              {busy ? texts.comparing : texts.take}
            </Button>
          ) : (
            <Button id="person-check" kind="primary" icon="camera" busy={busy} onClick={open}>
              {busy ? texts.comparing : texts.open}
            </Button>
          )}
          <label className="button button--plain">
            <input
              className="visually-hidden"
              type="file"
              accept="image/*"
              capture="user"
              disabled={busy}
              onChange={(event) => {
                const file = event.target.files?.[0];
                event.target.value = '';
                void compare(file);
              }}
            />
            {texts.choose}
          </label>
        </div>
      )}
      <div aria-live="polite">
        {result?.same && result.validUntil && (
          <Notice tone="ok" title={texts.passed}>
            <p>{texts.passedText(result.score, formatTime(result.validUntil))}</p>
          </Notice>
        )}
        {result && !result.same && (
          <Notice tone="danger" title={texts.notSame}>
            <p>{texts.notSameText(result.score)}</p>
          </Notice>
        )}
      </div>
      <FieldError live="alert" {...(unreadable ? { error: texts.unreadable } : {})} />
      {trouble !== undefined &&
        (problemOf(trouble) ? (
          <Failure error={trouble} />
        ) : (
          <Notice tone="waiting" icon="offline" live="alert">
            {texts.noAnswer}
          </Notice>
        ))}
      <FieldError live="alert" {...(missing && !result?.same ? { error: texts.needed } : {})} />
    </section>
  );
}
