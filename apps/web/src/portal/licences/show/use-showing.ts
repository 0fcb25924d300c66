import { endShowing, getShowing, type ReplyOf, type Showing, startShowing } from '@miaopi/contracts';
import { showingCode, showingPeriod, showingPeriodAt } from '@miaopi/licence-code/showing';
import { useCallback, useEffect, useRef, useState } from 'react';
import { api, newRequestId, problemOf } from '../../../app/api.ts';

type Started = ReplyOf<typeof startShowing>;

const askEvery = 5000;

export interface ShowingNow {
  /** What the QR holds; undefined before the first and after the last. */
  readonly qr: string | undefined;
  /** Until the code changes. */
  readonly secondsLeft: number;
  /** The server's time. */
  readonly now: Date;
  readonly showing: Showing | undefined;
  readonly over: boolean;
  /** False since the server was last asked in vain. */
  readonly connected: boolean;
  readonly trouble: unknown;
  start(): void;
}

/**
 * One showing from opening the page to leaving it. Its codes are made here by the server's clock, so that they go on while there is no network; the server is asked
 * every few seconds who scanned, and whether another device took over.
 */
export function useShowing(licenceId: string, enabled: boolean): ShowingNow {
  const [started, setStarted] = useState<Started>();
  const [showing, setShowing] = useState<Showing>();
  const [connected, setConnected] = useState(true);
  const [trouble, setTrouble] = useState<unknown>();
  const [tick, setTick] = useState(() => Date.now());
  /** Milliseconds that the server's clock is ahead of this one. */
  const ahead = useRef(0);
  const take = useCallback((next: Showing) => {
    ahead.current = new Date(next.now).getTime() - Date.now();
    setShowing(next);
    setConnected(true);
    setTick(Date.now());
  }, []);
  const start = useCallback(async () => {
    setTrouble(undefined);
    try {
      const made = await api.call(startShowing, { params: { licenceId }, body: { requestId: newRequestId() } });
      setStarted(made);
      take(made);
    } catch (error) {
      setConnected(problemOf(error) !== undefined);
      setTrouble(error);
    }
  }, [licenceId, take]);
  useEffect(() => {
    if (enabled) void start();
  }, [enabled, start]);
  const now = new Date(tick + ahead.current);
  const over = showing !== undefined && (showing.over || now >= new Date(showing.endsAt));
  const id = started?.id;
  useEffect(() => {
    if (!id || over) return;
    const timer = setInterval(() => setTick(Date.now()), 250);
    return () => clearInterval(timer);
  }, [id, over]);
  useEffect(() => {
    if (!id || over) return;
    let gone = false;
    const ask = () =>
      api.call(getShowing, { params: { licenceId, showingId: id } }).then(
        (next) => !gone && take(next),
        (error: unknown) => !gone && setConnected(problemOf(error) !== undefined),
      );
    const timer = setInterval(ask, askEvery);
    const back = () => document.visibilityState === 'visible' && void ask();
    document.addEventListener('visibilitychange', back);
    return () => {
      gone = true;
      clearInterval(timer);
      document.removeEventListener('visibilitychange', back);
    };
  }, [id, over, licenceId, take]);
  // put away: whoever took a picture of the screen has nothing
  useEffect(
    () => () => {
      if (id) void api.call(endShowing, { params: { licenceId, showingId: id } }).catch(() => undefined);
    },
    [id, licenceId],
  );
  const period = started ? showingPeriodAt(new Date(started.startedAt), now) : 0;
  const elapsed = started ? (now.getTime() - new Date(started.startedAt).getTime()) / 1000 : 0;
  return {
    qr: started && !over ? started.address + showingCode(started.id, bytesOf(started.secret), period) : undefined,
    secondsLeft: Math.max(0, Math.min(showingPeriod, Math.ceil((period + 1) * showingPeriod - elapsed))),
    now,
    showing,
    over,
    connected,
    trouble,
    start: () => void start(),
  };
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
}
