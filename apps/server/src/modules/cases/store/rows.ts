import type { Opinion } from '@miaopi/items';
import type { Text } from '../../../kernel/text.ts';
import type { ActionKind, ActorKind, CaseState } from '../domain/lifecycle.ts';
import type { TaskLine, TaskState } from '../domain/tasks.ts';

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
  readonly unmet: number;
  readonly unknown: number;
  readonly actions: number;
}

export interface Waiting {
  /** Names of the evidence that could not be had. */
  readonly evidence: readonly string[];
  readonly systems: readonly string[];
  readonly offices: readonly Text[];
  readonly since: string;
  readonly attempts: number;
  readonly retryAt: string;
  /** A bill is to be paid first. */
  readonly payment?: { readonly bill: string };
  /** The licence waits for the keeper of this seal, asked by `request`; `rejected`: why he would not set it as it is. */
  readonly keeper?: { readonly seal: string; readonly request?: string; readonly rejected?: string };
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
  readonly way: 'online' | 'hall' | 'courier' | 'spot';
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
