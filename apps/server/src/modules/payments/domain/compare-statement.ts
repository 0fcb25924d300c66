/** A payment or a refund as one side has it. `reference`: the order's or the refund's number. */
export interface Entry {
  readonly subject: 'payment' | 'refund';
  readonly reference: string;
  readonly transaction?: string;
  /** 分 */
  readonly amount: number;
}

export interface Difference {
  readonly kind: 'missing-here' | 'missing-there' | 'amount';
  readonly subject: Entry['subject'];
  readonly reference: string;
  readonly transaction?: string;
  readonly ours?: number;
  readonly theirs?: number;
}

const keyOf = (e: Entry) => `${e.subject} ${e.reference}`;

/**
 * 对账: what we have of a day against what the provider has of it, each entry once.
 * Lines of one reference add up, so that money taken twice for one order shows as another sum.
 */
export function compareStatement(
  ours: readonly Entry[],
  theirs: readonly Entry[],
): { readonly matched: readonly Entry[]; readonly differences: readonly Difference[] } {
  const there = new Map<string, Entry>();
  for (const e of theirs) {
    const before = there.get(keyOf(e));
    there.set(keyOf(e), before ? { ...before, amount: before.amount + e.amount } : e);
  }
  const matched: Entry[] = [];
  const differences: Difference[] = [];
  for (const our of ours) {
    const their = there.get(keyOf(our));
    there.delete(keyOf(our));
    const { subject, reference } = our;
    const transaction = our.transaction ?? their?.transaction;
    const named = { subject, reference, ...(transaction === undefined ? {} : { transaction }) };
    if (!their) differences.push({ kind: 'missing-there', ...named, ours: our.amount });
    else if (their.amount !== our.amount)
      differences.push({ kind: 'amount', ...named, ours: our.amount, theirs: their.amount });
    else matched.push(our);
  }
  for (const { subject, reference, transaction, amount } of there.values())
    differences.push({
      kind: 'missing-here',
      subject,
      reference,
      ...(transaction === undefined ? {} : { transaction }),
      theirs: amount,
    });
  return { matched, differences };
}
