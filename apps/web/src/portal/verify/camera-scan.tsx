import { useEffect, useRef, useState } from 'react';
import { useTexts } from '../../texts/lang.tsx';
import { Button, Notice } from '../../ui/kit.tsx';

/** Reads a QR code with the camera; the reader comes when first needed, and the picture never leaves the device. */
export function CameraScan({ onFound }: { onFound: (text: string) => void }) {
  const texts = useTexts();
  const video = useRef<HTMLVideoElement>(null);
  const [on, setOn] = useState(false);
  const [trouble, setTrouble] = useState('');
  const found = useRef(onFound);
  found.current = onFound;
  useEffect(() => {
    if (!on) return;
    if (!navigator.mediaDevices) {
      setTrouble(texts.verify.cameraNone);
      setOn(false);
      return;
    }
    setTrouble('');
    let gone = false;
    let stop = () => {};
    import('../../offline/read-picture.ts')
      .then(({ watchCamera }) => {
        if (gone || !video.current) return;
        return watchCamera(video.current, (text) => found.current(text)).then((end) => {
          if (gone) end();
          else stop = end;
        });
      })
      .catch(() => {
        if (gone) return;
        setTrouble(texts.verify.cameraDenied);
        setOn(false);
      });
    return () => {
      gone = true;
      stop();
    };
  }, [on, texts]);
  return (
    <>
      <Button icon="camera" onClick={() => setOn(!on)}>
        {on ? texts.verify.cameraStop : texts.verify.camera}
      </Button>
      {on && <video ref={video} className="camera" muted playsInline aria-label={texts.verify.camera} />}
      {trouble && (
        <Notice tone="waiting" live="polite">
          {trouble}
        </Notice>
      )}
    </>
  );
}
