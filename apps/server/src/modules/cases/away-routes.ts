import * as c from '@miaopi/contracts';
import { parseCertificate } from '@miaopi/gm';
import type { StaffActor } from '../../kernel/actor.ts';
import { kernelErrors } from '../../kernel/errors.ts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import type { Text } from '../../kernel/text.ts';
import type { CasesDeps } from './deps.ts';
import { eventNames, phaseNames } from './domain/vertical-life.ts';
import { hasCaseRole } from './policy.ts';
import { presentSummary } from './present.ts';
import { type AwayRow, countAway, figuresOfSystems, listAway } from './store/away.ts';

/** Which cases are in a vertical system: to their office one by one, to the operator in figures. */
export function awayRoutes({ kernel, verticals }: CasesDeps): BoundRoute[] {
  const { read } = kernel;
  // one that is configured no more still has its cases
  const nameOf = (id: string): Text => verticals.find(id)?.name ?? { zh: id, en: id };
  const present = ({ row, system, trouble, nextAt, event, toldAt, opinion }: AwayRow): c.AwayCase => ({
    ...presentSummary(row),
    system: { id: system, name: nameOf(system) },
    phase: (row.waiting?.vertical?.phase ?? 'registered') as c.AwayCase['phase'],
    since: row.waiting?.since ?? row.submittedAt.toISOString(),
    opened: row.waiting?.vertical?.opened ?? false,
    ...(event && toldAt
      ? { last: { name: eventNames[event], at: toldAt.toISOString(), ...(opinion ? { opinion } : {}) } }
      : {}),
    ...(trouble ? { trouble } : {}),
    ...(nextAt ? { askedNext: nextAt.toISOString() } : {}),
  });
  return [
    route(c.listAway, async ({ query, actor }) => {
      const staff = actor as StaffActor;
      if (!hasCaseRole(staff)) throw kernelErrors.not_permitted();
      const limit = query.limit ?? 20;
      const after = cursorOf(query.after);
      const words = query.q?.trim();
      const [rows, systems] = await Promise.all([
        listAway(read, {
          office: staff.office,
          trouble: query.trouble ?? false,
          limit: limit + 1,
          ...(query.system ? { system: query.system } : {}),
          ...(query.phase ? { phase: query.phase } : {}),
          ...(words ? { words } : {}),
          ...(after ? { after } : {}),
        }),
        countAway(read, staff.office),
      ]);
      const last = rows.length > limit ? rows[limit - 1]?.row : undefined;
      return {
        cases: rows.slice(0, limit).map(present),
        systems: systems.map(({ system, ...counts }) => ({ id: system, name: nameOf(system), ...counts })),
        ...(last ? { next: `${last.submittedAt.toISOString()}~${last.id}` } : {}),
      };
    }),
    route(c.getVerticalFigures, async () => {
      const found = new Map((await figuresOfSystems(read)).map((one) => [one.system, one]));
      const ids = [...new Set([...verticals.ids, ...found.keys()])].sort();
      return {
        systems: ids.map((id) => {
          const known = verticals.find(id);
          const figures = found.get(id);
          return {
            id,
            name: nameOf(id),
            known: known !== undefined,
            ...(known
              ? { certificateUntil: known.certificates.map((der) => parseCertificate(der).notAfter.toISOString()) }
              : {}),
            phases: c.AWAY_PHASES.map((phase) => ({
              phase,
              name: phaseNames[phase],
              cases: figures?.phases[phase] ?? 0,
            })),
            troubles: Object.entries(figures?.troubles ?? {}).map(([trouble, cases]) => ({ trouble, cases })),
            ended: figures?.ended ?? 0,
            ...(figures?.oldest ? { oldest: figures.oldest.toISOString() } : {}),
            ...(figures?.lastWord ? { lastWord: figures.lastWord.toISOString() } : {}),
          };
        }),
      };
    }),
  ];
}

function cursorOf(text: string | undefined): { readonly at: Date; readonly id: string } | undefined {
  const [time, id] = (text ?? '').split('~');
  const at = new Date(time ?? '');
  return id && !Number.isNaN(at.getTime()) ? { at, id } : undefined;
}
