import { type CaseInput, type GatherRequest, gatherPlan } from '@miaopi/items';
import { newId } from '../kernel/ids.ts';
import { type GatherEvidence, type GatheredEvidence, toAnswers } from '../modules/cases/index.ts';
import type { Exchange } from '../modules/exchange/index.ts';
import type { Licences } from '../modules/licences/index.ts';

/** Rounds of asking: an answer can make further questions possible. */
const rounds = 5;

/** Asks what an item's plan says: outside systems through the exchange, licences from the library. */
export function gatherEvidence(exchange: Exchange, licences: Licences): GatherEvidence {
  async function ask(request: GatherRequest, input: CaseInput, caseRef: string | undefined): Promise<GatheredEvidence> {
    const base = { name: request.name, label: request.label, params: request.params };
    const source = { office: request.office, purpose: request.purpose };
    if (request.licence !== undefined) {
      const began = performance.now();
      const found = await licences.heldBy(holderOf(input), request.licence, request.params);
      return {
        ...base,
        requestId: newId(),
        status: found ? 'found' : 'none',
        data: found ?? {},
        source: { ...source, system: 'licences', operation: request.licence },
        at: new Date().toISOString(),
        milliseconds: Math.round(performance.now() - began),
      };
    }
    const system = request.connector ?? '';
    const operation = request.operation ?? '';
    const answer = await exchange.ask({
      system,
      operation,
      params: request.params,
      purpose: request.purpose.zh,
      budget: request.budget,
      ...(caseRef ? { caseRef } : {}),
    });
    return { ...base, ...answer, source: { ...source, system, operation } };
  }

  return async ({ item, input, when, known, caseRef, onAnswer }) => {
    const all = new Map(known.map((e) => [e.name, e]));
    for (let round = 0; round < rounds; round++) {
      // when every answer it was judged over still counts, what was computed of it does
      const now =
        round === 0 && sameAnswers(input, known) ? input : { ...input, evidence: toAnswers([...all.values()]) };
      const plan = gatherPlan(item, now, when);
      // an answer whose parameters no longer fit is asked for again; one just had in vain is not
      if (plan.length === 0) break;
      const answers = await Promise.all(
        plan.map(async (request) => {
          const answer = await ask(request, input, caseRef);
          onAnswer?.(answer);
          return answer;
        }),
      );
      for (const answer of answers) all.set(answer.name, answer);
    }
    return [...all.values()];
  };
}

/** Whether the input is judged over these answers and no others. */
function sameAnswers({ evidence }: CaseInput, known: readonly GatheredEvidence[]): boolean {
  return (
    known.length === Object.keys(evidence).length &&
    known.every(({ name, requestId }) => evidence[name]?.source?.requestId === requestId)
  );
}

/** The library answers about the applicant only, whatever an item's parameters say. */
function holderOf(input: CaseInput): { kind: 'person' | 'firm'; number: string } {
  const { 类型, 统一社会信用代码, 身份号码 } = input.applicant;
  return 类型 === '企业'
    ? { kind: 'firm', number: String(统一社会信用代码 ?? '') }
    : { kind: 'person', number: String(身份号码 ?? '') };
}
