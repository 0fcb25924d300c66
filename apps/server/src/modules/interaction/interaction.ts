import type { PublishedExperience } from '@miaopi/contracts';
import type { Actor } from '../../kernel/actor.ts';
import { dayOf } from '../../kernel/clock.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { ServerModule } from '../../kernel/module.ts';
import type { OwnCase } from '../cases/index.ts';
import { interactionRoutes } from './routes.ts';
import { listPublished } from './store/experiences.ts';

/** What others may ask of this module. */
export interface Interaction {
  readonly module: ServerModule;
  /** The newest published experiences of an item, for its guide. */
  publishedOf(slug: string): Promise<PublishedExperience[]>;
}

export interface InteractionPlugs {
  ownCase(actor: Actor, caseId: string): Promise<OwnCase | undefined>;
}

/** A guide stays a guide: more than this nobody reads there. */
const shownOnGuide = 10;

export function createInteraction(kernel: Kernel, plugs: InteractionPlugs): Interaction {
  return {
    module: { name: 'interaction', routes: interactionRoutes(kernel, plugs) },
    async publishedOf(slug) {
      const rows = await listPublished(kernel.read, slug, shownOnGuide);
      return rows.map(({ id, body, by, sharedAt }) => ({ id, text: body, by, on: dayOf(sharedAt) }));
    },
  };
}
