import { SYSTEMS, type SystemId } from './systems.ts';

/** How a system behaves: as usual, late, not at all, or lying (signature of other bytes, half a document). */
export type Mode = 'ok' | 'slow' | 'down' | 'wrong';
export const MODES: readonly Mode[] = ['ok', 'slow', 'down', 'wrong'];

export interface SwitchSetting {
  readonly mode: Mode;
  /** ms a slow answer takes. */
  readonly delayMs: number;
}

const SLOW_BY_DEFAULT = 8_000;
const LONGEST_DELAY = 120_000;

/** The state of one system's switches: one for the whole system, and one for an operation where it was set. */
export interface Switches {
  /** Returns what is wrong with the order, or null when it was carried out. */
  set(order: unknown): string | null;
  of(operation: string): SwitchSetting;
  all(): { readonly system: SwitchSetting; readonly operations: Readonly<Record<string, SwitchSetting>> };
}

export function createSwitches(system: SystemId): Switches {
  let whole: SwitchSetting = { mode: 'ok', delayMs: SLOW_BY_DEFAULT };
  const byOperation = new Map<string, SwitchSetting>();
  return {
    set(order) {
      if (typeof order !== 'object' || order === null)
        return 'the order must be a JSON object {mode, delayMs?, operation?}';
      const { mode, delayMs = SLOW_BY_DEFAULT, operation } = order as Record<string, unknown>;
      if (!MODES.includes(mode as Mode)) return `mode must be one of ${MODES.join(', ')}`;
      if (typeof delayMs !== 'number' || !(delayMs >= 0 && delayMs <= LONGEST_DELAY)) {
        return `delayMs must be a number from 0 to ${LONGEST_DELAY}`;
      }
      const setting = { mode: mode as Mode, delayMs };
      if (operation === undefined || operation === '') {
        // Switching the whole system is meant for all of it, so what was set for single operations goes.
        whole = setting;
        byOperation.clear();
        return null;
      }
      if (typeof operation !== 'string' || !Object.hasOwn(SYSTEMS[system].operations, operation)) {
        return `operation must be one of ${Object.keys(SYSTEMS[system].operations).join(', ')}`;
      }
      byOperation.set(operation, setting);
      return null;
    },
    of: (operation) => byOperation.get(operation) ?? whole,
    all: () => ({ system: whole, operations: Object.fromEntries(byOperation) }),
  };
}
