import { parseCitizenId } from '@miaopi/identifiers';
import type { Kernel } from '../../../kernel/kernel.ts';
import { mandateHolds } from '../domain/mandate.ts';
import { findFirm, findPerson, findPersonByNumber } from '../store/accounts.ts';
import { deskVisitById } from '../store/desk-visits.ts';
import { findMandateChain } from '../store/mandates.ts';

/** Applicant and agent as item packages read them (申请人, 经办人), and as a case keeps them. */
export interface ApplicantFacts {
  readonly kind: 'person' | 'firm';
  readonly id: string;
  readonly name: string;
  /** ID number or USCC. */
  readonly number: string;
  readonly mobile: string | null;
  readonly facts: Readonly<Record<string, string | null>>;
  readonly agent: {
    readonly id: string;
    readonly name: string;
    readonly number: string;
    readonly mobile: string | null;
    readonly facts: Readonly<Record<string, string | null>>;
  } | null;
}

export interface Principalled {
  readonly personId: string;
  readonly principal: {
    readonly kind: 'person' | 'firm';
    readonly id: string;
    readonly role: 'self' | 'legal' | 'agent';
    readonly mandateId?: string;
  };
  /** At an official's window: somebody may have come in his place. */
  readonly attended?: { readonly visitId: string };
}

/** @returns undefined when the person is gone or may no longer act for the firm (for this item, if named). */
export async function applicantFacts(
  kernel: Kernel,
  who: Principalled,
  slug?: string,
): Promise<ApplicantFacts | undefined> {
  const person = await findPerson(kernel.read, who.personId);
  if (!person) return undefined;
  const own = {
    姓名: person.name,
    身份号码: person.idNumber,
    出生日期: person.birthDate,
    性别: person.gender,
    手机号码: person.mobile,
  };
  if (who.principal.kind === 'person')
    return {
      kind: 'person',
      id: person.id,
      name: person.name,
      number: person.idNumber,
      mobile: person.mobile,
      facts: { 类型: '自然人', ...own },
      agent: who.attended ? await agentAtDesk(kernel, who.attended.visitId) : null,
    };

  const firm = await findFirm(kernel.read, who.principal.id);
  if (!firm || firm.disabledAt) return undefined;
  if (who.principal.role === 'legal' && firm.legalIdNumber !== person.idNumber) return undefined;
  if (who.principal.role === 'agent') {
    const chain = who.principal.mandateId ? await findMandateChain(kernel.read, who.principal.mandateId) : [];
    if (!mandateHolds(chain, kernel.clock.today(), slug)) return undefined;
  }
  return {
    kind: 'firm',
    id: firm.id,
    name: firm.name,
    number: firm.uscc,
    mobile: person.mobile,
    facts: {
      类型: '企业',
      名称: firm.name,
      统一社会信用代码: firm.uscc,
      法定代表人: firm.legalName,
      住所: firm.address,
      手机号码: person.mobile,
    },
    agent: { id: person.id, name: person.name, number: person.idNumber, mobile: person.mobile, facts: own },
  };
}

async function agentAtDesk(kernel: Kernel, visitId: string): Promise<ApplicantFacts['agent']> {
  const visit = await deskVisitById(kernel.read, visitId);
  if (!visit?.agentName || !visit.agentNumber) return null;
  const account = await findPersonByNumber(kernel.read, visit.agentNumber);
  const parsed = parseCitizenId(visit.agentNumber, kernel.clock.today());
  return {
    id: account?.id ?? visitId,
    name: visit.agentName,
    number: visit.agentNumber,
    mobile: visit.agentMobile,
    facts: {
      姓名: visit.agentName,
      身份号码: visit.agentNumber,
      出生日期: parsed.ok ? parsed.value.birthDate : null,
      性别: parsed.ok ? (parsed.value.gender === 'male' ? '男' : '女') : null,
      手机号码: visit.agentMobile,
    },
  };
}
