import type { PersonActor, StaffActor } from '../../kernel/actor.ts';
import type { KeyDevices } from './carriers/read-devices.ts';
import type { StatusSource } from './status/status-source.ts';

/** What identity knows of whoever applies for a seal, and whom the connectors bring; filled by the composition root. */
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
  /** Authorities of outside systems whose signatures are believed on what people bring. */
  authorities?(): readonly NamedAuthority[];
  /** Brings what authorities say of their certificates; absent: nobody is asked. */
  readonly status?: StatusSource;
  /** Counts who asks for certificates' status and time stamps; throws when it is too many. Absent: nobody counts. */
  spend?(limit: 'statusAddress', key: string): Promise<void>;
  /** Devices that keep machine's keys; absent: all lie in the key store. */
  readonly keyDevices?: KeyDevices;
}

/** An authority that a connector's configuration names. */
export interface NamedAuthority {
  /** The connector's system. */
  readonly id: string;
  readonly role: 'business-licence';
  /** DER */
  readonly root: Uint8Array;
  readonly sealMaker: Uint8Array;
}
