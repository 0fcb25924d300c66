import type { DeskVisit } from '@miaopi/contracts';
import type { StaffActor } from '../../../kernel/actor.ts';
import { kernelErrors } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import { maskMobile, maskNumber } from '../domain/account-number.ts';
import { identityErrors } from '../errors.ts';
import { findOffice, findPerson, findPersonByNumber, insertPerson, type PersonRow } from '../store/accounts.ts';
import {
  type DeskVisitRow,
  endVisit,
  findDeskVisit,
  insertDeskVisit,
  setVisitAgent,
  setVisitPrincipal,
} from '../store/desk-visits.ts';
import { citizenOf } from './citizen-of.ts';
import { listPrincipals } from './list-principals.ts';

/** h; a visit ends by itself. */
const visitHours = 4;

interface Identified {
  readonly requestId: string;
  readonly name: string;
  readonly number: string;
  readonly mobile?: string;
  readonly identified: 'reader' | 'hand';
}

/**
 * F009: who stands at the window, by the card the official has seen. Who has no account is given one without a password, so that his case is his; he signs in with the code
 * sent to his mobile, and accepts the agreement then. The person reads in his access log that it was done.
 * @throws identity.number_wrong, identity.name_differs, identity.disabled
 */
export async function openDeskVisit(kernel: Kernel, actor: StaffActor, given: Identified): Promise<DeskVisit> {
  mustReceive(actor);
  const { number, birthDate, gender } = citizenOf(kernel, given.number, 'body.number');
  const name = given.name.normalize('NFKC').trim();
  const known = await findPersonByNumber(kernel.read, number);
  if (known && known.name !== name) throw identityErrors.name_differs();
  if (known?.disabledAt) throw identityErrors.disabled();
  const office = await findOffice(kernel.read, actor.office);
  const opened = await kernel.command(
    'identity.open_desk_visit',
    { actor, requestId: given.requestId },
    async (ctx) => {
      const person = {
        id: newId(),
        name,
        idNumber: number,
        birthDate,
        gender: gender === 'male' ? ('男' as const) : ('女' as const),
        mobile: given.mobile ?? null,
        passwordHash: null,
        verifiedBy: 'window',
        agreementVersion: null,
        agreementAt: null,
      };
      // a mobile that is another account's stays there
      const made =
        !known && ((await insertPerson(ctx.tx, person)) || (await insertPerson(ctx.tx, { ...person, mobile: null })));
      const who = made ? person : (known ?? (await findPersonByNumber(ctx.tx, number)));
      if (!who) throw kernelErrors.bug({ log: 'a person just entered is not there' });
      if (who.name !== name) throw identityErrors.name_differs();
      if (made) {
        ctx.audit({
          action: 'identity.person_registered',
          subject: `person:${who.id}`,
          data: { verifiedBy: 'window' },
        });
        ctx.emit({ name: 'identity.registered', payload: { kind: 'person', id: who.id, number } });
      }
      const id = newId('visit');
      await insertDeskVisit(ctx.tx, {
        id,
        staffId: actor.staffId,
        office: actor.office,
        personId: who.id,
        identified: given.identified,
        principalKind: 'person',
        principalId: who.id,
        principalRole: 'self',
        mandateId: null,
        agentName: null,
        agentNumber: null,
        agentMobile: null,
        agentPaper: null,
        openedAt: ctx.now,
        endsAt: new Date(ctx.now.getTime() + visitHours * 3_600_000),
      });
      ctx.audit({
        action: 'identity.desk_visit_opened',
        subject: `person:${who.id}`,
        data: { visit: id, identified: given.identified },
      });
      ctx.access({
        subjectKind: 'person',
        subjectId: who.id,
        who: {
          zh: `${office?.name.zh ?? ''} ${actor.name}（${actor.number}）`,
          en: `${office?.name.en ?? ''} ${actor.name} (${actor.number})`,
        },
        what: { zh: '在窗口为您代填申请', en: 'Filled in an application for you at the window' },
        purpose: { zh: '窗口收件', en: 'Filing at the window' },
      });
      return { visitId: id };
    },
  );
  return deskVisit(kernel, actor, opened.visitId);
}

/** @throws identity.visit_over when it is over, or another official's */
export async function deskVisit(kernel: Kernel, actor: StaffActor, visitId: string): Promise<DeskVisit> {
  const visit = await mineOf(kernel, actor, visitId);
  const person = (await findPerson(kernel.read, visit.personId)) as PersonRow;
  return {
    id: visit.id,
    name: person.name,
    number: maskNumber(person.idNumber),
    ...(person.mobile ? { mobile: maskMobile(person.mobile) } : {}),
    identified: visit.identified,
    principals: await listPrincipals(kernel, person),
    actingFor: visit.principalId,
    ...(visit.agentName ? { agent: { name: visit.agentName, number: maskNumber(visit.agentNumber ?? '') } } : {}),
    openedAt: visit.openedAt.toISOString(),
    endsAt: visit.endsAt.toISOString(),
  };
}

/** For whom he applies. A firm's representative at a window is no other person's agent. */
export async function actForAtDesk(
  kernel: Kernel,
  actor: StaffActor,
  visitId: string,
  given: { readonly requestId: string; readonly principal: string },
): Promise<DeskVisit> {
  const visit = await mineOf(kernel, actor, visitId);
  const person = (await findPerson(kernel.read, visit.personId)) as PersonRow;
  const principal = (await listPrincipals(kernel, person)).find((p) => p.id === given.principal);
  if (!principal) throw identityErrors.no_mandate();
  await kernel.command('identity.desk_act_for', { actor, requestId: given.requestId }, async (ctx) => {
    await setVisitPrincipal(ctx.tx, visitId, {
      kind: principal.kind,
      id: principal.id,
      role: principal.role,
      mandateId: principal.mandate?.id ?? null,
    });
    ctx.audit({
      action: 'identity.desk_acts_for',
      subject: `person:${visit.personId}`,
      data: { visit: visitId, principal: `${principal.kind}:${principal.id}` },
    });
  });
  return deskVisit(kernel, actor, visitId);
}

/** F106: who came in his place. @throws identity.agent_wrong for the person himself, or where he applies for a firm */
export async function setDeskAgent(
  kernel: Kernel,
  actor: StaffActor,
  visitId: string,
  given: {
    readonly requestId: string;
    readonly name: string;
    readonly number: string;
    readonly mobile?: string;
    readonly paper: string;
  },
): Promise<DeskVisit> {
  const visit = await mineOf(kernel, actor, visitId);
  const person = (await findPerson(kernel.read, visit.personId)) as PersonRow;
  const { number } = citizenOf(kernel, given.number, 'body.number');
  if (number === person.idNumber || visit.principalKind === 'firm') throw identityErrors.agent_wrong();
  await kernel.command('identity.set_desk_agent', { actor, requestId: given.requestId }, async (ctx) => {
    await setVisitAgent(ctx.tx, visitId, {
      name: given.name.normalize('NFKC').trim(),
      number,
      mobile: given.mobile ?? null,
      paper: given.paper,
    });
    ctx.audit({
      action: 'identity.desk_agent_set',
      subject: `person:${visit.personId}`,
      data: { visit: visitId, paper: given.paper },
    });
  });
  return deskVisit(kernel, actor, visitId);
}

/** The person has left; told again, it is over already. */
export async function endDeskVisit(kernel: Kernel, actor: StaffActor, visitId: string, requestId: string) {
  await kernel.command('identity.end_desk_visit', { actor, requestId }, async (ctx) => {
    await endVisit(ctx.tx, visitId, actor.staffId, ctx.now);
    ctx.audit({ action: 'identity.desk_visit_ended', subject: `staff:${actor.staffId}`, data: { visit: visitId } });
  });
}

async function mineOf(kernel: Kernel, actor: StaffActor, visitId: string): Promise<DeskVisitRow> {
  mustReceive(actor);
  const visit = await findDeskVisit(kernel.read, visitId, actor.staffId, kernel.clock.now());
  if (!visit) throw identityErrors.visit_over();
  return visit;
}

/** Who sits at a window. */
function mustReceive(actor: StaffActor): void {
  if (!actor.roles.includes('acceptor')) throw kernelErrors.not_permitted();
}
