import type { Answers } from '@miaopi/forms';
import type { CaseInput, CompiledItem, EvidenceAnswer } from '@miaopi/items';
import type { DraftEvidence } from '../door.ts';

type Facts = Readonly<Record<string, string | null>>;

/** A draft as the functions of an item package read it. */
export function inputOf(
  applicant: { readonly facts: Facts; readonly agent: { readonly facts: Facts } | null },
  answers: Answers,
  evidence: readonly DraftEvidence[],
  today: string,
): CaseInput {
  return {
    applicant: applicant.facts,
    agent: applicant.agent?.facts ?? null,
    answers,
    evidence: answersOf(evidence),
    today,
  };
}

function answersOf(evidence: readonly DraftEvidence[]): Record<string, EvidenceAnswer> {
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

/** Noon of a day in Beijing: forms know one date only. */
export function noonOf(day: string): Date {
  return new Date(`${day}T12:00:00+08:00`);
}

/** 服务对象 (GB/T 39554.2): 1 is a natural person, everything else a legal person or organisation. */
export function mayApply(item: CompiledItem, kind: 'person' | 'firm'): boolean {
  const { objects } = item.package.item;
  return objects.some((code) => (code === '1') === (kind === 'person'));
}
