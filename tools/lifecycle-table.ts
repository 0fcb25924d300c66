/**
 * Prints the table of states × actions of a case into ARCHITECTURE.md, between its two marks: `npx tsx tools/lifecycle-table.ts`.
 * tests/architecture/lifecycle.test.ts holds that what stands there is what the code does.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type ActionKind,
  type ActorKind,
  actionKinds,
  applyAction,
  type CaseState,
  caseStates,
} from '../apps/server/src/modules/cases/domain/lifecycle.ts';

export const actorKinds: readonly ActorKind[] = ['applicant', 'machine', 'official'];
export const allStates: readonly (CaseState | 'none')[] = ['none', ...caseStates];

/** State an action of somebody leads to, by asking the code; undefined when it refuses. */
export function outcomeOf(state: CaseState | 'none', action: ActionKind, by: ActorKind): CaseState | undefined {
  try {
    return applyAction(state, action, by);
  } catch {
    return undefined;
  }
}

/** One row a state, one column an action: `→ state by whom`. */
export function lifecycleTable(): string {
  const cell = (state: CaseState | 'none', action: ActionKind): string => {
    const ways = actorKinds.flatMap((by) => {
      const to = outcomeOf(state, action, by);
      return to ? [{ by, to }] : [];
    });
    const to = [...new Set(ways.map((w) => w.to))];
    return to
      .map(
        (t) =>
          `${t} (${ways
            .filter((w) => w.to === t)
            .map((w) => w.by[0])
            .join('')})`,
      )
      .join('; ');
  };
  const rows = allStates.map((state) => [`**${state}**`, ...actionKinds.map((action) => cell(state, action))]);
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(['', ...actionKinds]), line(['---', ...actionKinds.map(() => '---')]), ...rows.map(line)].join('\n');
}

const marks = {
  begin: '<!-- lifecycle table: made by tools/lifecycle-table.ts -->',
  end: '<!-- end of lifecycle table -->',
};

/** The text with the table put between its marks. */
export function withTable(text: string): string {
  const from = text.indexOf(marks.begin);
  const to = text.indexOf(marks.end);
  if (from < 0 || to < from) throw new Error(`no marks for the table: "${marks.begin}" … "${marks.end}"`);
  return `${text.slice(0, from + marks.begin.length)}\n${lifecycleTable()}\n${text.slice(to)}`;
}

export const architectureFile: string = join(fileURLToPath(import.meta.url), '../../ARCHITECTURE.md');

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(architectureFile, withTable(readFileSync(architectureFile, 'utf8')));
