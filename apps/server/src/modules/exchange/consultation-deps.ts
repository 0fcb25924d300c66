import type { Kernel } from '../../kernel/kernel.ts';
import type { Department } from './domain/department.ts';
import type { Answer, Ask } from './exchange.ts';

/** What the composition root fills in for consultations of departments outside. */
export interface ConsultationPlugs {
  readonly departments: readonly Department[];
  /** DER of the roots that departments' certificates stem from. */
  readonly anchors: readonly Uint8Array[];
  /** Whether anybody still waits for this, and its limit as it stands now (yyyy-mm-dd). */
  wanted(subject: string): Promise<{ readonly open: boolean; readonly dueOn: string | null }>;
  readFile(fileId: string): Promise<Uint8Array | undefined>;
  /** @throws identity.too_many */
  spend(limit: 'departmentAddress' | 'departmentFailed', key: string): Promise<void>;
}

export interface ConsultationDeps extends ConsultationPlugs {
  readonly kernel: Kernel;
  ask(question: Ask): Promise<Answer>;
}

export const exchangeActor = { kind: 'system', name: 'exchange' } as const;

export const consultJob = 'exchange.consult';

/** The consultation is looked at again then. */
export function jobOf(id: string, runAt: Date) {
  return { task: consultJob, payload: { id }, key: `consult:${id}`, runAt } as const;
}
