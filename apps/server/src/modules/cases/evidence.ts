import type { CaseInput, CompiledItem, EvidenceAnswer } from '@miaopi/items';
import type { DraftEvidence } from '../forms/index.ts';

/** An answer gathered for a case or a draft, with where it came from. Kept as it is. */
export type GatheredEvidence = DraftEvidence;

/**
 * Plug point, filled in `wiring/`: asks what the item's plan says, in parallel, until nothing more is to be asked. Never throws for a source that
 * does not answer; that is an answer of status `unavailable`.
 */
export type GatherEvidence = (request: {
  readonly item: CompiledItem;
  readonly input: CaseInput;
  readonly when: 'draft' | 'submit';
  /** Answers there are already; those that are old or unavailable are left out by the caller. */
  readonly known: readonly GatheredEvidence[];
  readonly caseRef?: string;
  /** Told as each answer comes. */
  readonly onAnswer?: (answer: GatheredEvidence) => void;
}) => Promise<GatheredEvidence[]>;

/** As the judging functions of an item package take it. */
export function toAnswers(evidence: readonly GatheredEvidence[]): Record<string, EvidenceAnswer> {
  return Object.fromEntries(
    evidence.map((e) => [
      e.name,
      {
        status: e.status,
        data: e.data,
        params: e.params,
        source: {
          office: e.source.office.zh,
          at: e.at,
          requestId: e.requestId,
          ...(e.digest ? { digest: e.digest } : {}),
        },
      },
    ]),
  );
}
