import type { Dossier } from '@miaopi/items';
import type { Actor } from '../../kernel/actor.ts';
import type { KeptDossier } from '../rules/index.ts';
import type { CasesDeps } from './deps.ts';
import { handlerOf, type Viewer } from './handler.ts';
import { findWholeCase, type WholeCase } from './store/cases.ts';
import { listPrints, type PrintRow } from './store/prints.ts';
import { follows } from './store/work-views.ts';

/** What the page of a case is made of, for who looks at it. */
export interface CasePage {
  readonly whole: WholeCase;
  readonly viewer: Viewer;
  readonly dossiers: readonly KeptDossier<Dossier & { conditions: Dossier['conditions']; finding?: string }>[];
  readonly prints: readonly PrintRow[];
  /** Of an official: whether he watches the case. */
  readonly followed: boolean | undefined;
}

/** All of it in one journey to the database. Whether he may see the case is for the caller to say. */
export async function findCasePage(deps: CasesDeps, actor: Actor, caseId: string): Promise<CasePage | undefined> {
  const { read } = deps.kernel;
  const [found, viewer, dossiers, prints, followed] = await Promise.all([
    findWholeCase(read, caseId, deps.holdings.get(caseId)),
    actor.kind === 'staff' ? handlerOf(deps, actor) : actor,
    deps.rules.dossiersOf<CasePage['dossiers'][number]['body']>(`case:${caseId}`),
    listPrints(read, caseId),
    actor.kind === 'staff' ? follows(read, actor.staffId, caseId) : undefined,
  ]);
  if (!found) return undefined;
  deps.holdings.set(caseId, found.holdings);
  return { whole: found.whole, viewer, dossiers, prints, followed };
}
