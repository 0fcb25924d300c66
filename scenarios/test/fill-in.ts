import { type Answers, type AnswerValue, prefill } from '@miaopi/forms';
import {
  type CaseInput,
  type CompiledItem,
  type EvidenceAnswer,
  type GatherRequest,
  gatherPlan,
  prefillSources,
  scopeOf,
} from '@miaopi/items';
import type { District, Firm, Person } from '../src/district/model.ts';
import { createStubAnswers } from '../src/outside/answers.ts';
import type { SystemId } from '../src/outside/systems.ts';

/** Who applies, as the account tells it. */
export function factsOf(who: Person | Firm): Record<string, unknown> {
  if ('uscc' in who)
    return {
      类型: '企业',
      名称: who.name,
      统一社会信用代码: who.uscc,
      法定代表人: who.legalRepresentative.name,
      法定代表人身份号码: who.legalRepresentative.citizenId,
    };
  return {
    类型: '自然人',
    姓名: who.name,
    身份号码: who.citizenId,
    出生日期: who.birthDate,
    性别: who.sex,
    手机号码: who.mobile,
  };
}

/** What stands behind the questions of an item: the outside systems, and the district's stock of licences as the library has it. */
export function askOf(
  district: District,
): (request: GatherRequest, applicant: CaseInput['applicant']) => EvidenceAnswer {
  const stub = createStubAnswers(district.registers);
  return (request, applicant) => {
    if (request.licence === undefined) {
      const answer = stub(request.connector as SystemId, request.operation ?? '', request.params as never);
      return { ...answer, params: request.params } as EvidenceAnswer;
    }
    const held = district.stockLicences.find((one) => one.holder.uscc === applicant.统一社会信用代码);
    return held
      ? { status: 'found', data: { ...held.fields, 证照编号: held.number, 证照标识: held.key }, params: request.params }
      : { status: 'none', params: request.params };
  };
}

/**
 * Fills in as a person would: the form opens filled from the registers, what is declared is added, what was looked up is asked again for the answers
 * given, and everything due at submission is gathered.
 */
export function fillIn(
  item: CompiledItem,
  who: Person | Firm,
  declared: Answers,
  today: string,
  ask: ReturnType<typeof askOf>,
  agent: Person | null = null,
): CaseInput {
  const applicant = factsOf(who);
  let input: CaseInput = { applicant, agent: agent && factsOf(agent), answers: {}, evidence: {}, today };
  const gather = (when: 'draft' | 'submit') => {
    for (let round = 0; round < 5; round++) {
      const plan = gatherPlan(item, input, when);
      if (plan.length === 0) return;
      const answers = plan.map((request) => [request.name, ask(request, applicant)] as const);
      input = { ...input, evidence: { ...input.evidence, ...Object.fromEntries(answers) } };
    }
  };
  const env = { now: new Date(`${today}T12:00:00+08:00`) };
  const account = { values: { ...input.agent, ...applicant }, from: { zh: '账号', en: 'Account' }, at: today };
  const fill = () => {
    const sources = prefillSources(item, { account, evidence: scopeOf(item, input).evidence });
    const answers: Record<string, AnswerValue> = { ...prefill(item.form, sources, { env }).answers, ...declared };
    input = { ...input, answers };
  };
  fill();
  gather('draft');
  fill();
  gather('draft');
  fill();
  gather('submit');
  return input;
}
