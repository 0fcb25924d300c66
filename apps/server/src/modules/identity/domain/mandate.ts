/** A mandate as its rule needs it. Days are `yyyy-mm-dd`. */
export interface MandateFacts {
  readonly items: readonly string[];
  readonly validFrom: string;
  readonly validTo: string;
  readonly revokedOn: string | null;
}

/**
 * 法人授权 (domain.md §1.2): holds on a day when it and every mandate above it is in force and none is revoked.
 * An empty list of items means all items; each level may only narrow what the one above gave.
 * @param chain from the agent's own mandate up to the one the legal representative gave
 */
export function mandateHolds(chain: readonly MandateFacts[], day: string, slug?: string): boolean {
  if (chain.length === 0 || chain.length > 3) return false;
  return chain.every(
    (m) =>
      m.validFrom <= day &&
      day <= m.validTo &&
      (m.revokedOn === null || day < m.revokedOn) &&
      (slug === undefined || m.items.length === 0 || m.items.includes(slug)),
  );
}

/** Items the whole chain allows; null: all. */
export function mandateItems(chain: readonly MandateFacts[]): readonly string[] | null {
  return chain.reduce<readonly string[] | null>(
    (left, m) => (m.items.length === 0 ? left : left === null ? m.items : left.filter((i) => m.items.includes(i))),
    null,
  );
}
