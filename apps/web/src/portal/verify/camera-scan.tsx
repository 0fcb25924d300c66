import { useEffect, useRef, useState } from 'react';
import { useTexts } from '../../texts/lang.tsx';
import { Button, Notice } from '../../ui/kit.tsx';

interface Detector {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}
declare global {
  interface Window {
    BarcodeDetector?: new (options: { formats: string[] }) => Detector;
  }
}

/** Reads a QR code with the camera where the browser can; says so where it cannot. The picture never leaves the device. */
export function CameraScan({ onFound }: { onFound: (text: string) => void }) {
  const texts = useTexts();
  const video = useRef<HTMLVideoElement>(null);
  const [on, setOn] = useState(false);
  const [trouble, setTrouble] = useState('');
  const found = useRef(onFound);
  found.current = onFound;
  useEffect(() => {
    if (!on) return;
    const Made = window.BarcodeDetector;
    if (!Made || !navigator.mediaDevices) {
      setTrouble(texts.verify.cameraNone);
      setOn(false);
      return;
    }
    let stream: MediaStream | undefined;
    let stopped = false;
    const detector = new Made({ formats: ['qr_code'] });
    const look = async () => {
      if (stopped || !video.current) return;
      const [code] = await detector.detect(video.current).catch(() => []);
      if (code) return found.current(code.rawValue);
      setTimeout(look, 200);
    };
    navigator.mediaDevices
      .getUserMedia({ video: { facingMode: 'environment' } })
      .then(async (given) => {
        stream = given;
        if (!video.current) return;
        video.current.srcObject = given;
        await video.current.play();
        await look();
      })
      .catch(() => {
        setTrouble(texts.verify.cameraDenied);
        setOn(false);
      });
    return () => {
      stopped = true;
      for (const track of stream?.getTracks() ?? []) track.stop();
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
