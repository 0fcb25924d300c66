import type { Text } from './model.ts';

/** How a firm is written down: what the business register holds today, and where the old licence and the housing register differ. */
export interface FirmSpec {
  readonly key: string;
  /** Eight characters of the organisation code. */
  readonly body: string;
  readonly name: string;
  readonly address: string;
  readonly legal: string;
  /** 万元 */
  readonly capital: number;
  readonly state?: '注销' | '吊销';
  /** As the old licence and the housing department know it, where that differs from the business register. */
  readonly former?: { readonly name?: string; readonly address?: string; readonly legal?: string };
  /** Let the month pass in which the certificate must follow the business register. */
  readonly late?: true;
  /** A construction firm: its qualifications. Absent: it has none. */
  readonly qualification?: {
    readonly number: string;
    readonly grades: readonly string[];
    readonly state?: '暂扣' | '注销';
    readonly confirm?: 'refused' | 'unavailable';
    readonly known?: false;
  };
  readonly story: Text;
  readonly account?: false;
}
