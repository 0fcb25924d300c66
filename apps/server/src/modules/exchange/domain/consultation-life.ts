/** to-send 待送 · sent 已收到，办理中 · refused 对方退回 · answered 已答复 · closed 不再需要. */
export type ConsultationState = 'to-send' | 'sent' | 'refused' | 'answered' | 'closed';

/** States in which an answer is taken. */
export const openStates: readonly ConsultationState[] = ['to-send', 'sent', 'refused'];

/** What the lead office is told about a consultation. Each once, but for answers that came too often. */
export type Told = 'unreachable' | 'untrusted' | 'overdue' | 'refused' | 'malformed' | 'changed' | 'not-needed';

/** Failures in a row after which the lead office is told that nobody answers. */
export const failuresToTell = 3;

/** Seconds to the next try after so many failures in a row. */
export function retrySeconds(failures: number): number {
  return Math.min(120, 3 * 2 ** Math.max(0, failures - 1));
}

/** Seconds to the next question whether there is an answer; the department sends it by itself as a rule. */
export function pollSeconds(asked: number): number {
  return Math.min(600, 10 * 2 ** Math.min(10, asked));
}
