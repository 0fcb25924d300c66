import type { Opinion } from '@miaopi/items';
import type { Text } from '../../../kernel/text.ts';
import type { ActionKind, ActorKind, CaseState } from '../domain/lifecycle.ts';
import type { TaskLine, TaskState } from '../domain/tasks.ts';
import type { VerticalPhase } from '../domain/vertical-life.ts';

export interface CaseRow {
  readonly id: string;
  readonly number: string;
  readonly exchangeNumber: string;
  readonly queryCode: string;
  readonly region: string;
  readonly office: string;
  readonly officeName: Text;
  readonly slug: string;
  readonly itemVersion: number;
  readonly itemName: Text;
  readonly handlingCode: string;
  readonly caseKind: '1' | '2';
  readonly applicantKind: 'person' | 'firm';
  readonly applicantId: string;
  readonly applicantName: string;
  readonly applicantNumber: string;
  /** Person who filed: the applicant himself or the firm's agent; gets the messages. */
  readonly contactId: string;
  readonly contactMobile: string | null;
  readonly agentName: string | null;
  readonly agentNumber: string | null;
  readonly channel: string;
  readonly projectNumber: string | null;
  readonly state: CaseState;
  readonly automatic: boolean | null;
  readonly outcome: 'granted' | 'refused' | 'withdrawn' | 'not-accepted' | 'abandoned' | null;
  readonly submittedAt: Date;
  /** Which filing of its file is in force: 1, and one more with each correction. */
  readonly filing: number;
  /** When that filing came in; null in cases older than this. */
  readonly receivedAt: Date | null;
  readonly acceptedAt: Date | null;
  readonly decidedAt: Date | null;
  readonly closedAt: Date | null;
  readonly dueOn: string | null;
  readonly licenceId: string | null;
  readonly waiting: Waiting | null;
  /** 撤销 · 撤回 · 注销: the grant stands no more. */
  readonly undone: 'withdrawn' | 'recalled' | 'cancelled' | null;
  /** 依决定重办: the round it is in; null in the first. */
  readonly reopened: Reopened | null;
  /** 换用事项新版本: how it came to the version it has; null where it has the one it began with. */
  readonly migrated: Migrated | null;
  readonly unmet: number;
  readonly unknown: number;
  readonly actions: number;
}

/** A case that is handled anew by order: decided, or, where it had not been accepted, looked at once more. */
export interface Reopened {
  /** ISO; what was done before belongs to an earlier round. */
  readonly at: string;
  /** yyyy-mm-dd the order reached the office; the limit counts from the day after. */
  readonly from: string;
  /** The limit of this round; none where it begins before the acceptance, from which the item's own counts. */
  readonly limit?: { readonly amount: number; readonly unit: string };
  /** It had not been accepted: working days to say whether it is now, since when, and the filing the order began. */
  readonly receipt?: { readonly days: number; readonly since: string; readonly filing: number };
  /** Special procedures of earlier rounds, which no longer count. */
  readonly procedures: number;
  /** Licence of the decision that was set aside. */
  readonly licence: string | null;
  readonly order: { readonly number: string; readonly body: string };
}

/** A case that went over to a newer version of its item. */
export interface Migrated {
  /** ISO, the last time. */
  readonly at: string;
  /** The version it had before. */
  readonly from: number;
  /** Filing in force afterwards, and the first of those whose steps go on under it. */
  readonly filing: number;
  readonly since: number;
  /** The limit it keeps, where the new version would have been to the applicant's disadvantage. */
  readonly limit?: { readonly amount: number; readonly unit: string };
}

export interface Waiting {
  /** Names of the evidence that could not be had. */
  readonly evidence: readonly string[];
  readonly systems: readonly string[];
  readonly offices: readonly Text[];
  readonly since: string;
  readonly attempts: number;
  readonly retryAt: string;
  /** It is handled in this vertical system: how far, which of its messages was the last that counted, whether the applicant has been there. */
  readonly vertical?: {
    readonly system: string;
    readonly phase: VerticalPhase;
    readonly applied: number;
    readonly opened: boolean;
  };
  /** A bill is to be paid first. */
  readonly payment?: { readonly bill: string };
  /** The licence waits for the keeper of this seal, asked by `request`; `rejected`: why he would not set it as it is. */
  readonly keeper?: { readonly seal: string; readonly request?: string; readonly rejected?: string };
  /** The licence waits for the device that holds the seal's key. */
  readonly device?: true;
}

export interface ApplicantSnapshot {
  readonly kind: 'person' | 'firm';
  readonly id: string;
  readonly name: string;
  readonly number: string;
  readonly mobile: string | null;
  readonly facts: Readonly<Record<string, string | null>>;
}

export interface FileRow {
  readonly answers: Readonly<Record<string, unknown>>;
  readonly provenance: Readonly<
    Record<string, { readonly source: string; readonly from: Text; readonly at: string; readonly locked: boolean }>
  >;
  readonly applicant: ApplicantSnapshot;
  readonly agent: Omit<ApplicantSnapshot, 'kind'> | null;
  readonly materials: readonly CaseMaterial[];
}

/** 申请材料: what was handed in or drawn from the state, how and when. */
export interface CaseMaterial {
  readonly name: Text;
  /** 收取方式 2.4.13: 2 附件上传 · 5 证照库 · plus `data` for a register's answer and `form` for the form itself. */
  readonly by: 'upload' | 'licence' | 'data' | 'form' | 'paper';
  readonly count: number;
  readonly fileId?: string;
  /** ISO; when it was not handed in with the first filing. */
  readonly receivedAt?: string;
  readonly source: Text;
}

/** How a filing after the first came in, and what it changed. */
export interface Filed {
  /** `order`: nothing came in; the same file is decided anew by order. `version`: moved to another version of the item. */
  readonly way: 'online' | 'hall' | 'courier' | 'spot' | 'order' | 'version';
  readonly by: 'applicant' | 'official';
  readonly id: string;
  readonly name: string;
  /** The notice it answers; null on the spot. */
  readonly correction: number | null;
  readonly from?: string;
  readonly copies?: number;
  readonly tracking?: string;
  /** Names of the form whose answers are others now. */
  readonly changed: readonly string[];
}

/** A filing of the file. The first has no `filed`. */
export interface FilingRow {
  readonly filing: number;
  readonly filedAt: string | null;
  readonly filed: Filed | null;
  readonly answers: Readonly<Record<string, unknown>>;
}

/** 补正告知: one notice, told once. */
export interface CorrectionRow {
  readonly nth: number;
  /** The filing it is about. */
  readonly filing: number;
  readonly askedAt: Date;
  readonly askedBy: string;
  readonly askedByName: string;
  readonly askedByNumber: string;
  /** yyyy-mm-dd */
  readonly until: string;
  readonly points: readonly {
    readonly field: string;
    readonly label: Text;
    readonly kind: 'field' | 'material';
    readonly page?: number;
    readonly why: string;
    readonly how: string;
  }[];
  readonly number: string;
}

/** 核对原件: one original as an official saw it. */
export interface OriginalRow {
  /** ISO */
  readonly at: string;
  /** At the window before the acceptance, when the result was collected, or in a parcel that was opened. */
  readonly place: 'window' | 'collection' | 'courier';
  /** Chinese name of the material. */
  readonly material: string;
  /** Uploads it was compared with. */
  readonly files: readonly string[];
  readonly copies: number;
  readonly equal: boolean;
  readonly note: string | null;
  readonly shownBy: string;
  readonly staffName: string;
  readonly staffNumber: string;
}

/** 特别程序 (the construction guide's ten fields): A adds days to the limit, B stops its clock. */
export interface ProcedureRow {
  readonly id: string;
  readonly seq: number;
  readonly kind: 'A' | 'B';
  readonly code: string;
  readonly name: Text;
  /** yyyy-mm-dd */
  readonly startedOn: string;
  readonly reason: string;
  readonly startedBy: string;
  readonly startedByName: string;
  readonly days: number;
  readonly expectedOn: string;
  readonly endedOn: string | null;
  readonly result: string | null;
  readonly opinion: string | null;
  readonly endedByName: string | null;
}

/** 区办任务: one thing an office must do, or has done, for a case. */
export interface TaskRow {
  readonly id: string;
  readonly step: string;
  readonly name: Text;
  readonly line: TaskLine;
  readonly office: string;
  readonly officeName: Text;
  readonly role: string;
  readonly state: TaskState;
  readonly assignee: string | null;
  readonly assigneeName: string | null;
  /** yyyy-mm-dd */
  readonly dueOn: string | null;
  readonly position: number;
  readonly decides: boolean;
  readonly days: number | null;
  readonly says: readonly Opinion[];
  readonly silence: 'wait' | 'agree' | 'none';
  readonly question: string | null;
  readonly askedByName: string | null;
  readonly blocks: boolean;
  /** Its office is a department outside the installation. */
  readonly outside: boolean;
  readonly openedAt: Date;
  readonly doneAt: Date | null;
  readonly doneBy: string | null;
  readonly doneByName: string | null;
  readonly doneByNumber: string | null;
  /** The colleague in whose place it was done. */
  readonly actingFor: string | null;
  readonly actingForName: string | null;
  readonly result: string | null;
  readonly opinion: string | null;
}

export type AmendmentKind = 'correct' | 'revoke' | 'reopen';

/** 决定之后的变动: proposed by one, confirmed by another; a re-opening is the head's own by order. */
export interface AmendmentRow {
  readonly id: string;
  readonly nth: number;
  readonly kind: AmendmentKind;
  /** Of a revocation: id of the statutory ground. */
  readonly ground: string | null;
  readonly reason: string;
  readonly content: AmendmentContent;
  readonly proposedBy: string;
  readonly proposedByName: string;
  readonly proposedByNumber: string;
  readonly proposedByHead: boolean;
  readonly proposedAt: Date;
  /** yyyy-mm-dd, the last day for the holder to say what he has to say. */
  readonly answerUntil: string | null;
  readonly answer: string | null;
  readonly wantsHearing: boolean | null;
  readonly answeredByName: string | null;
  readonly answeredAt: Date | null;
  readonly state: 'open' | 'done' | 'refused' | 'dropped';
  readonly decidedByName: string | null;
  readonly decidedAt: Date | null;
  readonly decisionNote: string | null;
}

/** What a body above can set aside. */
export type DecidedOutcome = 'granted' | 'refused' | 'not-accepted';

export interface AmendmentContent {
  /** 更正 of the paper of the decision. */
  readonly decision?: readonly { readonly wrong: string; readonly right: string }[];
  /** 更正 of what the licence says. */
  readonly licence?: readonly { readonly field: string; readonly before: string; readonly after: string }[];
  /** 依决定重办. */
  readonly order?: {
    readonly kind: 'review' | 'court' | 'superior';
    readonly number: string;
    readonly body: string;
    readonly on: string;
    readonly servedOn: string;
    readonly fileId: string;
    readonly licence: 'none' | 'suspend' | 'withdraw';
  };
  /** The decision it is about. */
  readonly former: { readonly number: string | null; readonly on: string; readonly outcome: DecidedOutcome };
}

/** A numbered document with what was decided or told in it. */
export interface DocumentRow {
  readonly kind: string;
  /** Of its kind in the case, from 1. */
  readonly nth: number;
  readonly number: string;
  readonly name: Text;
  readonly at: Date;
  readonly content: Readonly<Record<string, unknown>>;
}

export interface ActionRow {
  readonly seq: number;
  readonly kind: ActionKind;
  readonly at: Date;
  readonly actorKind: ActorKind;
  readonly actorId: string;
  readonly actorName: string;
  readonly actorNumber: string | null;
  readonly office: string | null;
  readonly opinion: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface NewAction {
  readonly kind: ActionKind;
  /** When it was done, where that is not the moment of what writes it. */
  readonly at?: Date;
  readonly by: ActorKind;
  readonly actorId: string;
  readonly actorName: string;
  readonly actorNumber?: string;
  readonly office?: string;
  readonly opinion?: string;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly requestId?: string;
}

export const machine = { by: 'machine', actorId: 'machine', actorName: '系统' } as const;
