import type { HallDeviceKind } from '@miaopi/contracts';
import type { HallDeviceMood } from '../devices/hall-device.ts';
import type { Registers } from '../outside/answers.ts';
import type { OutsideRecord } from '../outside/systems.ts';
import type { Handwriting } from './handwriting.ts';
import type { AssumedYear } from './working-days.ts';

/** The demo district as plain data. Days are `yyyy-mm-dd`, regions 12 digits unless said otherwise. */

export interface Text {
  readonly zh: string;
  readonly en: string;
}

export interface District {
  /** The day the facts of the registers are told for. */
  readonly today: string;
  /** The day the district was made: births, and with them the citizen numbers, count from it and never change. */
  readonly founded: string;
  readonly offices: readonly Office[];
  readonly staff: readonly Staff[];
  readonly persons: readonly Person[];
  readonly firms: readonly Firm[];
  /** A mandate that hangs from another stands behind it. */
  readonly mandates: readonly Mandate[];
  readonly stockLicences: readonly StockLicence[];
  readonly holderSeals: readonly HolderSeal[];
  readonly sharedSystems: readonly SharedSystem[];
  readonly halls: readonly Hall[];
  /** Years whose working days the district assumes, in their order. */
  readonly years: readonly AssumedYear[];
  readonly registers: Registers;
  /** Password of every person and official. */
  readonly password: string;
}

export interface Office {
  readonly uscc: string;
  readonly name: Text;
  readonly region: string;
  /** 实施主体性质: 1 法定机关 2 授权组织. */
  readonly kind: '1' | '2';
  readonly phone: string;
  readonly address: string;
  /** 政务服务中心. */
  readonly serviceCentre?: true;
}

export type StaffRole =
  | 'acceptor'
  | 'approver'
  | 'head'
  | 'seal-keeper'
  | 'seal-approver'
  | 'seal-maker'
  | 'security-auditor'
  | 'auditor'
  | 'operator'
  | 'hotline';

export interface Staff {
  /** Name to sign in with. */
  readonly account: string;
  readonly name: string;
  readonly citizenId: string;
  readonly mobile: string;
  /** USCC of the office. */
  readonly office: string;
  readonly roles: readonly StaffRole[];
  readonly title: Text;
}

export interface Person {
  /** Short name of the person in tests and stories. */
  readonly key: string;
  readonly name: string;
  readonly sex: '男' | '女';
  readonly nation: string;
  readonly birthDate: string;
  readonly citizenId: string;
  readonly mobile: string;
  readonly householdAddress: string;
  readonly residence: string | null;
  /** What the person shows. */
  readonly story: Text;
  /** Has an account on the platform; children and the dead have none. */
  readonly account: boolean;
}

export interface Firm {
  readonly key: string;
  readonly uscc: string;
  /** As the account on the platform knows it, which is how the business register has it today. */
  readonly name: string;
  readonly type: string;
  readonly address: string;
  readonly legalRepresentative: { readonly name: string; readonly citizenId: string };
  readonly mobile: string;
  readonly established: string;
  readonly state: '存续' | '注销' | '吊销';
  readonly story: Text;
  readonly account: boolean;
}

export interface Mandate {
  readonly id: string;
  readonly principal:
    | { readonly kind: 'person'; readonly citizenId: string }
    | { readonly kind: 'firm'; readonly uscc: string };
  /** Who gave it: the legal representative, the person himself, or the agent of the mandate above. */
  readonly givenBy: string;
  /** Citizen number of the agent. */
  readonly agent: string;
  /** 1 straight from the principal, 2 passed on by the agent, at most 3. */
  readonly level: 1 | 2 | 3;
  readonly above: string | null;
  readonly items: readonly string[];
  readonly validFrom: string;
  readonly validTo: string;
  readonly revokedOn: string | null;
  readonly story: Text;
}

/** A licence issued before the platform was there, to be taken into the licence library. */
export interface StockLicence {
  readonly key: string;
  /** Slug of the item whose licence type it has. */
  readonly item: string;
  readonly name: string;
  readonly number: string;
  readonly holder: { readonly uscc: string; readonly name: string };
  /** Field name of the licence type (Chinese) → value. */
  readonly fields: OutsideRecord;
  readonly issuedOn: string;
  readonly validTo: string;
  /** USCC of the office. */
  readonly issuedBy: string;
}

/** A seal of a firm, kept by its legal representative, or a person's own signature. */
export interface HolderSeal {
  readonly holder:
    | { readonly kind: 'firm'; readonly uscc: string /** Citizen number. */; readonly keeper: string }
    | { readonly kind: 'person'; readonly citizenId: string };
  readonly seal: 'legal-name' | 'contract' | 'signature';
  /** How far it came: waiting for its approval, made and not yet taken into use, in use. */
  readonly until: 'submitted' | 'made' | 'in-use';
  readonly reason: string;
  /** Of a signature. */
  readonly handwriting?: Handwriting;
}

/** A system of another office that is registered to ask for licences. */
export interface SharedSystem {
  readonly name: string;
  readonly office: string;
  readonly region: string;
  readonly contact: string;
  readonly scopes: readonly {
    /** Slug of the item whose licence type it is. */
    readonly item: string;
    readonly purpose: string;
    readonly region: string;
    readonly byDuty: boolean;
  }[];
  /** What it asked on its first day: licences of a firm. */
  readonly questions: readonly { readonly item: string; readonly purpose: string; readonly uscc: string }[];
}

export interface DaySpan {
  /** `HH:MM` */
  readonly from: string;
  readonly to: string;
}

/** A hall that receives people by appointment, as the head of its office sets it up. */
export interface Hall {
  /** USCC of the office that runs it. */
  readonly office: string;
  readonly name: Text;
  readonly address: string;
  readonly phone: string;
  readonly cutOffMinutes: number;
  readonly walkInPercent: number;
  /** Monday to Friday. */
  readonly week: readonly (readonly DaySpan[])[];
  readonly desks: readonly HallDesk[];
  /** Who had booked when it was set up: keys of persons, each the next free time. */
  readonly bookings: readonly { readonly person: string; readonly item: string }[];
  /** Its devices, and how they behave. */
  readonly devices: readonly {
    readonly kind: HallDeviceKind;
    readonly name: string;
    readonly window?: string;
    readonly mood: HallDeviceMood;
  }[];
}

/** Windows that serve the same items. */
export interface HallDesk {
  readonly name: Text;
  readonly minutes: number;
  readonly items: readonly string[];
  readonly windows: readonly {
    readonly label: string;
    /** Its own hours; absent: the hall's. */
    readonly week?: readonly (readonly DaySpan[])[];
    /** Accounts of officials. */
    readonly staff: readonly string[];
  }[];
}
