import * as c from '@miaopi/contracts';
import { regionPrefix } from '@miaopi/identifiers';
import type { Actor, PersonActor, StaffActor } from '../../kernel/actor.ts';
import { kernelErrors } from '../../kernel/errors.ts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import type { Text } from '../../kernel/text.ts';
import { parseCursor } from './cursor.ts';
import type { InteractionDeps } from './deps.ts';
import { ANSWER_WITHIN, promisedOn } from './domain/promised-day.ts';
import { interactionErrors } from './errors.ts';
import { mayAnswer, readsComplaints } from './policy.ts';
import { presentAnswer, presentComplaint } from './present-complaint.ts';
import {
  type ComplaintRow,
  countOpen,
  findOwn,
  type HolderScope,
  listOfUnit,
  listOwn,
  type UnitScope,
} from './store/complaints.ts';
import { answerComplaint } from './use-cases/answer-complaint.ts';
import { complaintSubject } from './use-cases/complaint-subject.ts';
import { makeComplaint } from './use-cases/make-complaint.ts';
import { readComplaint } from './use-cases/read-complaint.ts';

export function complaintRoutes(deps: InteractionDeps): BoundRoute[] {
  const { kernel, identity, cases, calendar } = deps;

  async function own(row: ComplaintRow): Promise<c.OwnComplaint> {
    const phone = (await identity.findOffice(row.office))?.phone;
    return {
      ...presentComplaint(row),
      text: row.body,
      public: row.publishable,
      ...(row.caseId ? { caseId: row.caseId } : {}),
      ...(phone ? { phone } : {}),
      ...presentAnswer(row),
    };
  }

  async function forUnit(actor: StaffActor, row: ComplaintRow): Promise<c.WorkComplaint> {
    const { caseId } = row;
    const answer = presentAnswer(row).answer;
    return {
      ...presentComplaint(row),
      text: row.body,
      public: row.publishable,
      by: { kind: row.holder.kind, name: row.holder.name },
      ...(caseId && (await cases.officialHandles(actor, [caseId])) ? { caseId } : {}),
      ...(answer ? { answer: { ...answer, by: row.answeredByName ?? '' } } : {}),
      abilities: { answer: mayAnswer(row) },
    };
  }

  /** Which complaints this head reads. @throws kernel.not_permitted for who is none */
  async function scopeOf(actor: Actor): Promise<UnitScope & { readonly officeName: Text }> {
    const { office, roles } = actor as StaffActor;
    if (!readsComplaints(roles)) throw kernelErrors.not_permitted();
    const [found, centres] = await Promise.all([identity.findOffice(office), identity.serviceCentres()]);
    const centre = centres.find((one) => one.uscc === office);
    return {
      office,
      officeName: found?.name ?? { zh: office, en: office },
      ...(centre ? { within: regionPrefix(centre.region) } : {}),
    };
  }

  return [
    route(c.prepareComplaint, async ({ query, actor }) => {
      const found = await complaintSubject(deps, actor as PersonActor, query);
      const { unit, item } = found ?? {};
      return {
        ...(unit && item
          ? {
              about: {
                unit: { uscc: unit.uscc, name: unit.name, ...(unit.phone ? { phone: unit.phone } : {}) },
                itemName: item.name,
                ...(found?.case ? { caseNumber: found.case.number } : {}),
              },
            }
          : {}),
        units: found ? [] : [...(await identity.offices())],
        workingDays: ANSWER_WITHIN,
        promisedOn: promisedOn(calendar, kernel.clock.today()),
      };
    }),
    route(c.makeComplaint, async ({ body, actor }) => own(await makeComplaint(deps, actor as PersonActor, body))),
    route(c.listComplaints, async ({ query, actor }) => {
      const limit = query.limit ?? 20;
      const rows = await listOwn(kernel.read, holderScope(actor as PersonActor), {
        limit: limit + 1,
        after: parseCursor(query.after),
      });
      return { complaints: rows.slice(0, limit).map(presentComplaint), ...nextOf(rows, limit, (row) => row.madeAt) };
    }),
    route(c.getComplaint, async ({ params, actor }) => {
      const row = await findOwn(kernel.read, holderScope(actor as PersonActor), params.complaintId);
      if (!row) throw interactionErrors.complaint_missing();
      return own(row);
    }),
    route(c.listWorkComplaints, async ({ query, actor }) => {
      const scope = await scopeOf(actor);
      const limit = query.limit ?? 20;
      const state = query.state ?? 'open';
      const [rows, open] = await Promise.all([
        listOfUnit(kernel.read, scope, { state, limit: limit + 1, after: parseCursor(query.after) }),
        countOpen(kernel.read, scope),
      ]);
      return {
        complaints: rows.slice(0, limit).map(presentComplaint),
        open,
        ...nextOf(rows, limit, (row) => row.answeredAt ?? row.madeAt),
      };
    }),
    route(c.getWorkComplaint, async ({ params, actor }) => {
      const row = await readComplaint(deps, actor as StaffActor, await scopeOf(actor), params.complaintId);
      return forUnit(actor as StaffActor, row);
    }),
    route(c.answerComplaint, async ({ params, body, actor }) => {
      const row = await answerComplaint(deps, actor as StaffActor, await scopeOf(actor), params.complaintId, body);
      return forUnit(actor as StaffActor, row);
    }),
  ];
}

/** A firm's legal representative reads all of its complaints, an agent those he made. */
function holderScope({ principal, personId }: PersonActor): HolderScope {
  return { kind: principal.kind, id: principal.id, ...(principal.role === 'agent' ? { personId } : {}) };
}

function nextOf(rows: readonly ComplaintRow[], limit: number, at: (row: ComplaintRow) => Date): { next?: string } {
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return last ? { next: `${at(last).toISOString()}~${last.id}` } : {};
}
