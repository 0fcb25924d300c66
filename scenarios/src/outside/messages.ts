/** The short messages of the SMS gateway, kept in memory as a telephone would: the newest few of each number. */
export interface ShortMessage {
  readonly id: string;
  readonly at: string;
  readonly mobile: string;
  readonly text: string;
}

const KEPT_PER_NUMBER = 30;
const KEPT_NUMBERS = 5_000;

export interface MessageStore {
  /** A message sent again under the same business number is the first one: it is not shown twice. */
  add(mobile: string, text: string, at: string, businessId?: string): ShortMessage;
  /** Newest first. */
  of(mobile: string): readonly ShortMessage[];
  numbers(): readonly string[];
}

export function createMessageStore(): MessageStore {
  const byNumber = new Map<string, ShortMessage[]>();
  const byBusinessId = new Map<string, ShortMessage>();
  let count = 0;
  return {
    add(mobile, text, at, businessId) {
      const sent = businessId === undefined ? undefined : byBusinessId.get(businessId);
      if (sent) return sent;
      count += 1;
      const message = { id: `SMS${String(count).padStart(8, '0')}`, at, mobile, text };
      if (businessId !== undefined) byBusinessId.set(businessId, message);
      if (byBusinessId.size > KEPT_NUMBERS) byBusinessId.delete(byBusinessId.keys().next().value as string);
      const list = byNumber.get(mobile) ?? [];
      list.unshift(message);
      if (list.length > KEPT_PER_NUMBER) list.length = KEPT_PER_NUMBER;
      // Set anew so that the number most recently written to stands last, and the longest silent one goes first.
      byNumber.delete(mobile);
      byNumber.set(mobile, list);
      if (byNumber.size > KEPT_NUMBERS) byNumber.delete(byNumber.keys().next().value as string);
      return message;
    },
    of: (mobile) => byNumber.get(mobile) ?? [],
    numbers: () => [...byNumber.keys()].reverse(),
  };
}
