import { dayOf } from '../../../kernel/clock.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import { mayUseGrade } from '../domain/trust-grade.ts';
import { findInForce } from '../store/read-licences.ts';

/** The holder's licence in force as evidence, where its trust grade is enough for proof: fields by the names of licence.yaml, besides 证照编号, 证照标识, 颁发日期, 有效期止. */
export async function heldBy(
  kernel: Kernel,
  holder: { readonly kind: 'person' | 'firm'; readonly number: string },
  type: string,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const row = await findInForce(kernel.read, holder, type, kernel.clock.today());
  if (!row || !mayUseGrade(row.grade, 'proof').allowed) return undefined;
  return {
    ...Object.fromEntries(row.content.fields.map((f) => [f.name, f.value])),
    证照编号: row.number,
    证照标识: row.identifier,
    颁发日期: dayOf(row.issuedAt),
    有效期止: row.validTo,
  };
}
