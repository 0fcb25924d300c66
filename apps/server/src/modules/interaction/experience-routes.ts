import * as c from '@miaopi/contracts';
import type { Actor, PersonActor, StaffActor } from '../../kernel/actor.ts';
import { kernelErrors } from '../../kernel/errors.ts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import { casesErrors, type OwnCase } from '../cases/index.ts';
import { parseCursor } from './cursor.ts';
import type { InteractionDeps } from './deps.ts';
import { abilitiesOf, moderates } from './policy.ts';
import { countPending, type ExperienceRow, findOfCase, listOfOffice } from './store/experiences.ts';
import { reviewExperience } from './use-cases/review-experience.ts';
import { shareExperience, withdrawExperience } from './use-cases/share-experience.ts';

/** Experiences that applicants share (F064). */
export function experienceRoutes({ kernel, cases }: InteractionDeps): BoundRoute[] {
  async function own(actor: Actor, caseId: string): Promise<OwnCase> {
    const found = await cases.ownCase(actor, caseId);
    if (!found) throw casesErrors.case_missing();
    return found;
  }
  return [
    route(c.getOwnExperience, async ({ params, actor }) => {
      const of = await own(actor, params.caseId);
      const row = await findOfCase(kernel.read, of.id);
      return { experience: row ? present(row) : null, abilities: abilitiesOf(of, row) };
    }),
    route(c.shareExperience, async ({ params, body, actor }) =>
      present(await shareExperience(kernel, actor as PersonActor, await own(actor, params.caseId), body)),
    ),
    route(c.withdrawExperience, async ({ params, actor }) =>
      withdrawExperience(kernel, actor as PersonActor, await own(actor, params.caseId)),
    ),
    route(c.listExperiences, async ({ query, actor }) => {
      const { office } = actor as StaffActor;
      if (!moderates(actor as StaffActor, office)) throw kernelErrors.not_permitted();
      const limit = query.limit ?? 20;
      const after = parseCursor(query.after);
      const [rows, pending] = await Promise.all([
        listOfOffice(kernel.read, {
          office,
          state: query.state ?? 'pending',
          limit: limit + 1,
          ...(after ? { after } : {}),
        }),
        countPending(kernel.read, office),
      ]);
      const last = rows.length > limit ? rows[limit - 1] : undefined;
      return {
        experiences: rows.slice(0, limit).map(present),
        pending,
        ...(last ? { next: `${last.sharedAt.toISOString()}~${last.id}` } : {}),
      };
    }),
    route(c.reviewExperience, async ({ params, body, actor }) =>
      present(await reviewExperience(kernel, actor as StaffActor, params.experienceId, body)),
    ),
  ];
}

function present(row: ExperienceRow): c.Experience {
  return {
    id: row.id,
    slug: row.slug,
    itemName: row.itemName,
    text: row.body,
    by: row.by,
    // from a repeated request it comes as JSON
    sharedAt: new Date(row.sharedAt).toISOString(),
    state: row.state,
    ...(row.reason ? { reason: row.reason } : {}),
  };
}
