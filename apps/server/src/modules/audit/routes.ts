import * as c from '@miaopi/contracts';
import type { PersonActor } from '../../kernel/actor.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import { type AccessCursor, listAccessOf } from './store/access.ts';

/** The log of whomever the signed-in person acts for: himself, or the firm. */
export function auditRoutes(kernel: Kernel): BoundRoute[] {
  return [
    route(c.listAccess, async ({ query, actor }) => {
      const { principal } = actor as PersonActor;
      const limit = query.limit ?? 20;
      const after = parseCursor(query.after);
      const rows = await listAccessOf(
        kernel.read,
        { kind: principal.kind, id: principal.id },
        { limit: limit + 1, ...(after ? { after } : {}) },
      );
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      return {
        entries: page.map(({ id: _, caseNumber, at, ...e }) => ({
          ...e,
          at: at.toISOString(),
          ...(caseNumber ? { caseNumber } : {}),
        })),
        ...(rows.length > limit && last ? { next: `${last.at.toISOString()}~${last.id}` } : {}),
      };
    }),
  ];
}

function parseCursor(text: string | undefined): AccessCursor | undefined {
  const [at = '', id] = (text ?? '').split('~');
  const instant = new Date(at);
  return id && !Number.isNaN(instant.getTime()) ? { at: instant, id } : undefined;
}
