import type { Text } from '../../../kernel/text.ts';
import type { PartyState, SessionState } from '../domain/session-life.ts';

export interface SessionRow {
  readonly id: string;
  readonly slug: string;
  readonly itemVersion: number;
  readonly itemName: Text;
  readonly title: Text;
  readonly draftId: string;
  readonly field: string;
  readonly region: string;
  readonly initiatorId: string;
  readonly initiatorName: string;
  readonly principalKind: 'person' | 'firm';
  readonly principalId: string;
  readonly sequence: 'together' | 'in-turn';
  readonly source: 'generated' | 'uploaded';
  readonly state: SessionState;
  readonly reason: string | null;
  readonly version: number;
  readonly createdAt: Date;
  readonly deadline: Date;
  readonly endedAt: Date | null;
  readonly remindedAt: Date | null;
  readonly fileId: string | null;
}

export type Means = 'signature' | 'seal' | 'business-licence';

export interface PartyRow {
  readonly sessionId: string;
  readonly turn: number;
  readonly name: string;
  readonly label: Text;
  readonly kind: 'person' | 'firm';
  readonly holder: string;
  /** ID number or USCC. */
  readonly number: string;
  readonly means: readonly Means[];
  readonly page: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly state: PartyState;
  readonly openedAt: Date | null;
  readonly signedAt: Date | null;
  readonly signerId: string | null;
  readonly signerName: string | null;
  readonly byMeans: Means | null;
  readonly sealId: string | null;
  readonly sealName: string | null;
  readonly reason: string | null;
}

/** How one signature on a version was judged. */
export interface SignatureCheck {
  readonly sealId: string;
  readonly seal: string;
  readonly signer: string;
  /** ISO */
  readonly time: string;
  readonly ok: boolean;
}

export interface VersionRow {
  readonly sessionId: string;
  readonly n: number;
  readonly key: string;
  readonly sm3: string;
  readonly bytes: number;
  readonly turn: number | null;
  readonly at: Date;
  readonly verdict: readonly SignatureCheck[];
}
