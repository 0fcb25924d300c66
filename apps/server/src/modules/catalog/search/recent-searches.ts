const most = 500;

/** Answers of the last half minute by question: a few words are most of what is asked, and the broadest of them cost the most. */
export interface RecentSearches<T> {
  get(question: string, ask: () => Promise<T>): Promise<T>;
  /** The catalogue has changed in this process. */
  forget(): void;
}

export function createRecentSearches<T>(now: () => number, keptMs = 30_000): RecentSearches<T> {
  const kept = new Map<string, { readonly at: number; readonly answer: Promise<T> }>();
  return {
    get(question, ask) {
      const known = kept.get(question);
      if (known && now() - known.at < keptMs && now() >= known.at) return known.answer;
      const answer = ask();
      kept.delete(question);
      kept.set(question, { at: now(), answer });
      if (kept.size > most) kept.delete(kept.keys().next().value as string);
      // a failure is not kept
      answer.catch(() => {
        if (kept.get(question)?.answer === answer) kept.delete(question);
      });
      return answer;
    },
    forget: () => kept.clear(),
  };
}
