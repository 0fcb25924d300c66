import { Type } from 'typebox';

/** Acts of officials that need a reason in writing, with its length in characters: what the routes take, and what the pages say before anybody is refused. */
export const REASONS = {
  grant: { least: 4, most: 4000 },
  refuse: { least: 4, most: 4000 },
  opine: { least: 2, most: 2000 },
  answer: { least: 2, most: 1000 },
  sendBack: { least: 2, most: 2000 },
  takeBack: { least: 2, most: 2000 },
  forward: { least: 2, most: 2000 },
  assign: { least: 2, most: 1000 },
  ask: { least: 2, most: 1000 },
  pause: { least: 4, most: 1000 },
  goOn: { least: 2, most: 1000 },
  extend: { least: 4, most: 1000 },
  reject: { least: 4, most: 1000 },
  abandon: { least: 4, most: 1000 },
  migrate: { least: 4, most: 1000 },
  resubmit: { least: 2, most: 1000 },
} as const;

/** The schema of the reason of an act. */
export function reasonOf(act: keyof typeof REASONS) {
  const { least, most } = REASONS[act];
  return Type.String({ minLength: least, maxLength: most });
}
