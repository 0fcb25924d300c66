import type { CommandContext } from '../../kernel/command.ts';
import type { Reader } from '../../kernel/db/database.ts';
import type { ServerModule } from '../../kernel/module.ts';
import type { Text } from '../../kernel/text.ts';
import { type ConsultationDeps, consultJob } from './consultation-deps.ts';
import { departmentRoutes } from './department-routes.ts';
import {
  type ConsultationRow,
  findConsultation,
  type KeptAnswer,
  listOfSubjects,
  listRecords,
} from './store/consultations.ts';
import { consultDepartment, endConsultation, type NewConsultation } from './use-cases/consult-department.ts';
import { followConsultation, followForgotten } from './use-cases/follow-consultation.ts';

/** How far a consultation is, for who looks at the case. */
export type ConsultationView = Pick<
  ConsultationRow,
  | 'id'
  | 'subject'
  | 'department'
  | 'state'
  | 'failures'
  | 'trouble'
  | 'told'
  | 'receipt'
  | 'answer'
  | 'createdAt'
  | 'sentAt'
  | 'nextAt'
>;

/** Opinions of departments outside the installation. */
export interface Consultations {
  /** Those that can be asked. */
  readonly departments: readonly { readonly uscc: string; readonly name: Text }[];
  /** Asks a department, in my transaction; a subject once. */
  consult(ctx: CommandContext, asked: NewConsultation): Promise<void>;
  /** Nobody waits for it any more, in my transaction. */
  end(ctx: CommandContext, subject: string, why: string): Promise<void>;
  ofSubjects(subjects: readonly string[], db?: Reader): Promise<readonly ConsultationView[]>;
  /** Everything kept about them, the signed messages byte for byte: for an archive. */
  recordOf(subjects: readonly string[]): ReturnType<typeof listRecords>;
  find(id: string, db?: Reader): Promise<ConsultationView | undefined>;
  /** The paper that came with the answer; undefined when none did. */
  paperOf(
    subject: string,
  ): Promise<{ readonly paper: NonNullable<KeptAnswer['paper']>; readonly data: Buffer } | undefined>;
}

export function createConsultations(
  deps: ConsultationDeps,
): Consultations & { readonly module: Pick<ServerModule, 'routes' | 'jobs' | 'schedule'> } {
  const { kernel } = deps;
  return {
    departments: deps.departments.map(({ uscc, name }) => ({ uscc, name })),
    consult: consultDepartment,
    end: endConsultation,
    ofSubjects: (subjects, db = kernel.read) =>
      subjects.length === 0 ? Promise.resolve([]) : listOfSubjects(db, subjects),
    recordOf: (subjects) => listRecords(kernel.read, subjects),
    find: (id, db = kernel.read) => findConsultation(db, id),
    async paperOf(subject) {
      const [row] = await listOfSubjects(kernel.read, [subject]);
      if (!row?.answer?.paper || !row.paperKey) return undefined;
      return { paper: row.answer.paper, data: await kernel.files.get(row.paperKey) };
    },
    module: {
      routes: departmentRoutes(deps),
      jobs: {
        [consultJob]: (payload) => followConsultation(deps, (payload as { id: string }).id),
        'exchange.consult_forgotten': () => followForgotten(deps),
      },
      schedule: { 'exchange.consult_forgotten': '*/15 * * * *' },
    },
  };
}
