import { useEffect } from 'react';

/** The screen stays on while the page is looked at; a lock is lost whenever the page was hidden, and taken again. Browsers that can't, go dark as usual. */
export function useStayAwake(on: boolean): void {
  useEffect(() => {
    if (!on || !('wakeLock' in navigator)) return;
    let lock: WakeLockSentinel | undefined;
    let gone = false;
    const take = () => {
      if (document.visibilityState !== 'visible') return;
      navigator.wakeLock.request('screen').then(
        (held) => {
          if (gone) void held.release();
          else lock = held;
        },
        () => undefined,
      );
    };
    take();
    document.addEventListener('visibilitychange', take);
    return () => {
      gone = true;
      document.removeEventListener('visibilitychange', take);
      void lock?.release();
    };
  }, [on]);
}

/** The whole screen where that is a touch's length away: on phones, from a press. */
export function fillScreen(): void {
  if (window.matchMedia('(pointer: coarse)').matches)
    document.documentElement.requestFullscreen?.().catch(() => undefined);
}

export function leaveScreen(): void {
  if (document.fullscreenElement) document.exitFullscreen().catch(() => undefined);
}
