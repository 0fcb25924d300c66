import type { PersonActor, StaffActor } from '../../kernel/actor.ts';

/** What identity knows of whoever applies for a seal; filled by the composition root. */
export interface SealsPlugs {
  /** Full name as it stands on a seal, region of six digits. Undefined when the actor may no longer act for the principal. */
  applicant(actor: PersonActor | StaffActor): Promise<
    | {
        readonly name: string;
        readonly region: string;
        /** Name of the firm's legal representative. */
        readonly legalName?: string;
      }
    | undefined
  >;
}
