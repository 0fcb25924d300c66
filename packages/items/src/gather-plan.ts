import { toJson } from '@miaopi/decisions';
import { type CaseInput, scopeOf } from './case-input.ts';
import type { CompiledCore } from './compile-core.ts';
import type { ConnectorId, Evidence } from './model.ts';

/** One request to an outside system or to the licence library. */
export interface GatherRequest {
  readonly name: string;
  readonly label: Evidence['label'];
  readonly office: Evidence['office'];
  readonly purpose: Evidence['purpose'];
  readonly connector?: ConnectorId;
  readonly operation?: string;
  /** 证照类型代码 in the licence library instead of a connector. */
  readonly licence?: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** ms */
  readonly budget: number;
  /** ISO 8601 duration an answer to the same parameters may be reused. */
  readonly fresh: string;
  readonly unavailable: 'wait' | 'person';
}

/**
 * What to ask now: at `draft` the evidence shown while filling, at `submit` all. Evidence answered for the same parameters is left out,
 * as is what isn't needed or still lacks a parameter. An answer can make further evidence necessary: ask again until the plan is empty.
 */
export function gatherPlan(item: CompiledCore, input: CaseInput, when: 'draft' | 'submit'): GatherRequest[] {
  const scope = scopeOf(item, input);
  const requests: GatherRequest[] = [];
  for (const { evidence, if: only, input: params } of item.evidence) {
    if (when === 'draft' && evidence.when === 'submit') continue;
    if (Object.hasOwn(scope.evidence, evidence.name)) continue;
    if (only && only.evaluate(scope.all) !== true) continue;
    const given: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(params)) given[key] = toJson(value.evaluate(scope.all));
    if (Object.values(given).some((v) => v === null)) continue;
    const { name, label, office, purpose, budget, fresh, unavailable, from } = evidence;
    requests.push({ name, label, office, purpose, budget, fresh, unavailable, params: given, ...from });
  }
  return requests;
}
