import { answerCall, type CallView, endCall, getCallSetup, keepCall, startCall } from '@miaopi/contracts';
import { useSyncExternalStore } from 'react';
import { api, newRequestId, problemOf } from '../../app/api.ts';
import { closeDevices, DeviceError, type DeviceTrouble, type Medium, openDevices } from './devices.ts';
import { answerTo, offerOf, openPeer, type Peer } from './peer.ts';

/** This page, among all that may take part. */
export const callPage = newRequestId();

export type Trouble = DeviceTrouble | 'failed' | 'offline' | { readonly error: unknown };

/** The call of this page. There is one at most. */
export interface CallState {
  readonly at: 'idle' | 'rung' | 'preparing' | 'ringing' | 'connecting' | 'talking' | 'over';
  readonly medium: Medium;
  readonly call?: CallView;
  readonly own?: MediaStream;
  readonly remote?: MediaStream;
  readonly muted: boolean;
  readonly dark: boolean;
  /** The network falters; it is not given up yet. */
  readonly shaky: boolean;
  readonly talkingSince?: number;
  readonly outcome?: string;
  readonly trouble?: Trouble;
}

const nothing: CallState = { at: 'idle', medium: 'audio', muted: false, dark: false, shaky: false };
/** ms between two signs of life; the server gives a call up after a minute without. */
const sign = 15_000;

let state = nothing;
let peer: Peer | undefined;
let beat: ReturnType<typeof setInterval> | undefined;
/** Of the call that is being set up: what ends meanwhile is not gone on with. */
let attempt = 0;
const listeners = new Set<() => void>();

function become(next: Partial<CallState>): void {
  state = { ...state, ...next };
  for (const listener of listeners) listener();
}

export function useCall(): CallState {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );
}

const engaged = (): boolean => state.at !== 'idle' && state.at !== 'over' && state.at !== 'rung';

/** Calls the other side of a case. */
export async function call(caseId: string, medium: Medium): Promise<void> {
  if (engaged()) return;
  const mine = ++attempt;
  become({ ...nothing, at: 'preparing', medium });
  try {
    const { iceServers } = await api.call(getCallSetup, { params: { caseId } });
    const own = await devices(medium, mine);
    if (!own) return;
    const line = connect(iceServers, own);
    const description = await offerOf(line);
    if (mine !== attempt) return;
    const body = { requestId: newRequestId(), page: callPage, medium, description };
    const made = await api.call(startCall, { params: { caseId }, body });
    if (mine !== attempt) {
      tellEnd(made.id, 'hung-up');
      return;
    }
    become({ at: 'ringing', call: made });
  } catch (error) {
    if (mine === attempt) fail(error);
  }
}

/** Answers the call that rings; a video call by voice only where that is wished, or no camera is there. */
export async function answer(medium: Medium): Promise<void> {
  const rings = state.call;
  if (state.at !== 'rung' || !rings?.description) return;
  const mine = ++attempt;
  become({ at: 'preparing', medium });
  try {
    const own = await devices(medium, mine);
    if (!own) return;
    const line = connect(rings.iceServers, own);
    const description = await answerTo(line, rings.description);
    if (mine !== attempt) return;
    const body = { requestId: newRequestId(), page: callPage, description };
    const made = await api.call(answerCall, { params: { callId: rings.id }, body });
    if (mine === attempt) talk(made);
  } catch (error) {
    if (mine !== attempt) return;
    // it rings on: whoever has no camera may answer by voice, or another official
    if (error instanceof DeviceError) become({ at: 'rung', call: rings, trouble: error.trouble });
    else fail(error);
  }
}

export function decline(): void {
  if (state.at === 'rung' && state.call) tellEnd(state.call.id, 'declined');
  leave({ ...nothing });
}

export function hangUp(): void {
  const ended = state.call;
  if (ended) tellEnd(ended.id, 'hung-up');
  if (state.at === 'over' || !ended) leave({ ...nothing });
  else
    leave({
      ...nothing,
      at: 'over',
      medium: state.medium,
      call: ended,
      outcome: state.talkingSince ? 'talked' : 'cancelled',
    });
}

export function toggleSound(): void {
  const muted = !state.muted;
  for (const track of state.own?.getAudioTracks() ?? []) track.enabled = !muted;
  become({ muted });
}

export function toggleCamera(): void {
  const dark = !state.dark;
  for (const track of state.own?.getVideoTracks() ?? []) track.enabled = !dark;
  become({ dark });
}

/** What the server tells of calls: one that rings for me, mine that was answered, and how they end. */
export function heard(told: CallView): void {
  const now = String(told.state);
  if (told.id !== state.call?.id) {
    if (now === 'ringing' && String(told.mine) === 'rung' && !engaged())
      become({ ...nothing, at: 'rung', medium: told.medium, call: told });
    return;
  }
  if (now === 'over') {
    if (state.at === 'over') return;
    const outcome = state.at === 'rung' && String(told.outcome) === 'talked' ? 'elsewhere' : String(told.outcome);
    leave({ ...nothing, at: 'over', medium: state.medium, call: told, outcome });
    return;
  }
  if (state.at === 'rung' && now === 'talking')
    leave({ ...nothing, at: 'over', medium: state.medium, call: told, outcome: 'elsewhere' });
  else if (state.at === 'ringing' && now === 'talking' && told.description) {
    void peer?.connection.setRemoteDescription({ type: 'answer', sdp: told.description }).catch(() => lost());
    talk(told);
  }
}

/** The page goes away. */
export function leavePage(): void {
  if (engaged() && state.call) tellEnd(state.call.id, 'hung-up');
}

async function devices(medium: Medium, mine: number): Promise<MediaStream | undefined> {
  const own = await openDevices(medium);
  if (mine !== attempt) {
    closeDevices(own);
    return undefined;
  }
  become({ own });
  return own;
}

function connect(servers: CallView['iceServers'], own: MediaStream): Peer {
  const line = openPeer(servers, own);
  peer = line;
  become({ remote: line.remote });
  line.connection.addEventListener('connectionstatechange', () => {
    if (peer !== line) return;
    const at = line.connection.connectionState;
    if (at === 'connected') become({ at: 'talking', shaky: false, talkingSince: state.talkingSince ?? Date.now() });
    if (at === 'disconnected') become({ shaky: true });
    if (at === 'failed') lost();
  });
  return line;
}

function talk(made: CallView): void {
  become({ at: peer?.connection.connectionState === 'connected' ? 'talking' : 'connecting', call: made });
  clearInterval(beat);
  beat = setInterval(() => {
    void api.call(keepCall, { params: { callId: made.id }, body: { page: callPage } }).catch(() => undefined);
  }, sign);
}

function lost(): void {
  const ended = state.call;
  const talked = state.talkingSince !== undefined;
  if (ended) tellEnd(ended.id, 'lost');
  leave({
    ...nothing,
    at: 'over',
    medium: state.medium,
    ...(ended ? { call: ended } : {}),
    ...(talked ? { outcome: 'lost' } : { trouble: 'failed' as const }),
  });
}

function fail(error: unknown): void {
  const problem = problemOf(error);
  const trouble: Trouble = error instanceof DeviceError ? error.trouble : problem ? { error } : 'offline';
  leave({ ...nothing, at: 'over', medium: state.medium, trouble });
}

function leave(next: CallState): void {
  attempt++;
  clearInterval(beat);
  peer?.connection.close();
  peer = undefined;
  closeDevices(state.own);
  state = { ...next };
  become({});
}

function tellEnd(callId: string, why: 'hung-up' | 'declined' | 'lost'): void {
  void api.call(endCall, { params: { callId }, body: { page: callPage, why } }).catch(() => undefined);
}
