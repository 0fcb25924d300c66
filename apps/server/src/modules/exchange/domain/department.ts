import type { Text } from '../../../kernel/text.ts';

/** A department outside the installation that takes part in reviews. */
export interface Department {
  readonly uscc: string;
  readonly name: Text;
  /** Its system among the connectors. */
  readonly system: string;
  /** DER of the certificates it may sign with: its own, not merely one of the same authority. */
  readonly certificates: readonly Uint8Array[];
}
