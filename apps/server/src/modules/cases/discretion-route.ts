import * as c from '@miaopi/contracts';
import type { StaffActor } from '../../kernel/actor.ts';
import { kernelErrors } from '../../kernel/errors.ts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import type { CasesDeps } from './deps.ts';
import { discretionByItem } from './store/discretion.ts';
import { figuresByItem } from './store/figures.ts';

const day = 86_400_000;

/** Use of discretion (F018): a head sees his own office, an auditor every office, nobody else anything. */
export function discretionRoute({ kernel, catalog }: CasesDeps): BoundRoute {
  return route(c.reviewDiscretion, async ({ query, actor }) => {
    const staff = actor as StaffActor;
    const all = staff.roles.includes('auditor');
    if (!all && !staff.roles.includes('head')) throw kernelErrors.not_permitted();
    const days = query.days ?? 90;
    const since = new Date(kernel.clock.now().getTime() - days * day);
    const items = catalog.list().filter((i) => all || i.package.item.office.uscc === staff.office);
    const offices = [...new Set(items.map((i) => i.package.item.office.uscc))];
    const [figures, found] = await Promise.all([
      figuresByItem(kernel.read, since.toISOString().slice(0, 10)),
      discretionByItem(kernel.read, offices, since),
    ]);
    return {
      days,
      items: items.map(({ package: { slug, item } }) => {
        const { decided = 0, automatic = 0 } = figures.find((f) => f.slug === slug) ?? {};
        const used = found.find((f) => f.slug === slug);
        return {
          slug,
          name: item.name,
          office: item.office.name,
          decided,
          automatic,
          personShare: decided > 0 ? (decided - automatic) / decided : null,
          overruledCases: used?.overruledCases ?? 0,
          overruled: used?.overruled ?? 0,
          settled: used?.settled ?? 0,
          findings: [...(used?.findings ?? [])],
        };
      }),
    };
  });
}
