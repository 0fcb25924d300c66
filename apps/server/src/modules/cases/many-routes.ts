import * as c from '@miaopi/contracts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import type { CasesDeps } from './deps.ts';
import { handlerOf } from './handler.ts';
import { doToMany } from './use-cases/do-to-many.ts';
import { foreseeMany } from './use-cases/foresee-many.ts';

/** One act on several cases. */
export function manyRoutes(deps: CasesDeps, goOn: (caseId: string, wait: number) => Promise<void>): BoundRoute[] {
  return [
    route(c.foreseeMany, async ({ body, actor }) => ({
      cases: await foreseeMany(deps, await handlerOf(deps, actor), { ...body, act: body.act as c.ManyAct }),
    })),
    route(c.doToMany, async ({ body, actor }) => {
      const cases = await doToMany(deps, await handlerOf(deps, actor), { ...body, act: body.act as c.ManyAct });
      if (body.act === 'grant') for (const { caseId, done } of cases) if (done) void goOn(caseId, 0);
      return { cases };
    }),
  ];
}
