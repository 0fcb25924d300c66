import type { Text } from '../../kernel/text.ts';

/** One line of the doctor's report. */
export interface Finding {
  readonly state: 'ok' | 'warn' | 'fail';
  readonly what: Text;
  /** What to do; with everything that is not ok. */
  readonly remedy?: Text;
}

export const text = (zh: string, en: string): Text => ({ zh, en });
export const ok = (what: Text): Finding => ({ state: 'ok', what });
export const warn = (what: Text, remedy: Text): Finding => ({ state: 'warn', what, remedy });
export const fail = (what: Text, remedy: Text): Finding => ({ state: 'fail', what, remedy });
