import { useEffect, useState } from 'react';

/** Seconds without a touch after which the kiosk forgets who stood there. */
export const idleSeconds = 60;

/** Seconds left until `onIdle`; any touch or key starts them anew. Undefined while not `on`. */
export function useIdle(on: boolean, onIdle: () => void): number | undefined {
  const [left, setLeft] = useState(idleSeconds);
  useEffect(() => {
    if (!on) return;
    let since = Date.now();
    setLeft(idleSeconds);
    const touched = () => {
      since = Date.now();
      setLeft(idleSeconds);
    };
    const timer = setInterval(() => {
      const rest = idleSeconds - Math.floor((Date.now() - since) / 1000);
      if (rest > 0) return setLeft(rest);
      clearInterval(timer);
      onIdle();
    }, 500);
    const events = ['pointerdown', 'keydown', 'wheel'] as const;
    for (const name of events) window.addEventListener(name, touched);
    return () => {
      clearInterval(timer);
      for (const name of events) window.removeEventListener(name, touched);
    };
  }, [on, onIdle]);
  return on ? left : undefined;
}
