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
  /** Construction projects it develops, as the approval system has them. */
  readonly projects?: readonly ProjectSpec[];
  readonly story: Text;
  readonly account?: false;
}

export interface ProjectSpec {
  /** Of the national platform: year-region-branch-kind-number. */
  readonly code: string;
  readonly name: string;
  readonly site: string;
  readonly land?: string;
  readonly planning?: string;
  /** m² the planning permit allows. */
  readonly area: number;
  /** Number in the register of building contracts. */
  readonly contract?: string;
  readonly drawings?: '合格' | '不合格';
  /** What the departments said when the drawings were examined; absent: they were not asked. */
  readonly agreed?: '同意' | '不同意';
  /** 万元 */
  readonly investment: number;
}
