import type { PublishedExperience } from '@miaopi/contracts';
import { dayOf } from '../../kernel/clock.ts';
import type { ServerModule } from '../../kernel/module.ts';
import { complaintRoutes } from './complaint-routes.ts';
import type { InteractionDeps } from './deps.ts';
import { experienceRoutes } from './experience-routes.ts';
import { listPublished } from './store/experiences.ts';
import { remindComplaints } from './use-cases/remind-complaints.ts';

/** What others may ask of this module. */
export interface Interaction {
  readonly module: ServerModule;
  /** The newest published experiences of an item, for its guide. */
  publishedOf(slug: string): Promise<PublishedExperience[]>;
}

/** A guide stays a guide: more than this nobody reads there. */
const shownOnGuide = 10;

export function createInteraction(deps: InteractionDeps): Interaction {
  return {
    module: {
      name: 'interaction',
      routes: [...experienceRoutes(deps), ...complaintRoutes(deps)],
      // mornings, from 9:20 to 11:20 in China's time, so that an hour of standstill loses nobody
      schedule: { 'interaction.remind_complaints': '20 1-3 * * *' },
      jobs: { 'interaction.remind_complaints': () => remindComplaints(deps) },
    },
    async publishedOf(slug) {
      const rows = await listPublished(deps.kernel.read, slug, shownOnGuide);
      return rows.map(({ id, body, by, sharedAt }) => ({ id, text: body, by, on: dayOf(sharedAt) }));
    },
  };
}
