import type { Text } from '../../kernel/text.ts';

/** What went wrong and what to do, for the person at the terminal. */
export class PlainError extends Error {
  readonly text: Text;
  constructor(zh: string, en: string) {
    super(en);
    this.name = 'PlainError';
    this.text = { zh, en };
  }
}
