import { AGREEMENT_VERSION } from '@miaopi/contracts';
import { parseCitizenId, parseUscc } from '@miaopi/identifiers';
import type { Actor } from '../../../kernel/actor.ts';
import { kernelErrors } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import type { Text } from '../../../kernel/text.ts';
import { hashDemoPassword, hashPassword } from '../password.ts';
import {
  findFirmByUscc,
  findPersonByNumber,
  insertFirm,
  insertOffice,
  insertPerson,
  insertStaff,
} from '../store/accounts.ts';
import { insertMandate } from '../store/mandates.ts';

export interface OfficeInput {
  readonly uscc: string;
  readonly name: Text;
  readonly region: string;
  readonly kind: string;
  readonly phone: string;
  readonly address: string;
  /** 政务服务中心: receives people for the offices of its region. */
  readonly serviceCentre?: boolean;
}

export interface PersonInput {
  readonly name: string;
  readonly idNumber: string;
  readonly mobile: string | null;
  readonly password: string;
  /** How the person proved himself: `register`, `window`, `scenario`. */
  readonly verifiedBy: string;
}

export interface FirmInput {
  readonly name: string;
  readonly uscc: string;
  readonly type: string;
  readonly address: string;
  readonly legalName: string;
  readonly legalIdNumber: string;
}

export interface StaffInput {
  readonly account: string;
  readonly name: string;
  readonly number: string;
  readonly office: string;
  readonly region: string;
  readonly roles: readonly string[];
  readonly password: string;
}

export interface MandateInput {
  readonly id: string;
  readonly firmUscc: string;
  readonly agentIdNumber: string;
  readonly givenByIdNumber: string;
  readonly above: string | null;
  readonly level: number;
  readonly items: readonly string[];
  readonly validFrom: string;
  readonly validTo: string;
  readonly revokedOn: string | null;
}

export async function registerOffice(kernel: Kernel, actor: Actor, input: OfficeInput): Promise<void> {
  mustBeUscc(input.uscc, 'uscc');
  await kernel.command('identity.register_office', { actor }, async (ctx) => {
    await insertOffice(ctx.tx, { ...input, serviceCentre: input.serviceCentre ?? false });
    ctx.audit({ action: 'identity.office_registered', subject: `office:${input.uscc}` });
  });
}

/** Opens a real-name account (F019). An ID number that has one already is left as it is. */
export async function registerPerson(kernel: Kernel, actor: Actor, input: PersonInput): Promise<void> {
  const parsed = parseCitizenId(input.idNumber, kernel.clock.today());
  if (!parsed.ok) throw kernelErrors.invalid_request({ issues: [{ path: 'idNumber', ...parsed.issue }] });
  if (await findPersonByNumber(kernel.read, parsed.value.number)) return;
  const passwordHash = await passwordFor(actor, input.password);
  await kernel.command('identity.register_person', { actor }, async (ctx) => {
    const id = newId();
    const inserted = await insertPerson(ctx.tx, {
      id,
      name: input.name,
      idNumber: parsed.value.number,
      birthDate: parsed.value.birthDate,
      gender: parsed.value.gender === 'male' ? '男' : '女',
      mobile: input.mobile,
      passwordHash,
      verifiedBy: input.verifiedBy,
      agreementVersion: AGREEMENT_VERSION,
      agreementAt: ctx.now,
    });
    if (!inserted) return;
    ctx.audit({
      action: 'identity.person_registered',
      subject: `person:${id}`,
      data: { verifiedBy: input.verifiedBy, agreementVersion: AGREEMENT_VERSION },
    });
    ctx.emit({ name: 'identity.registered', payload: { kind: 'person', id, number: parsed.value.number } });
  });
}

/** Opens a firm's account by its credit code (F023). */
export async function registerFirm(kernel: Kernel, actor: Actor, input: FirmInput): Promise<void> {
  mustBeUscc(input.uscc, 'uscc');
  if (await findFirmByUscc(kernel.read, input.uscc)) return;
  await kernel.command('identity.register_firm', { actor }, async (ctx) => {
    const id = newId();
    if (!(await insertFirm(ctx.tx, { id, ...input }))) return;
    ctx.audit({ action: 'identity.firm_registered', subject: `firm:${id}` });
    ctx.emit({ name: 'identity.registered', payload: { kind: 'firm', id, number: input.uscc } });
  });
}

export async function registerStaff(kernel: Kernel, actor: Actor, input: StaffInput): Promise<void> {
  const passwordHash = await passwordFor(actor, input.password);
  await kernel.command('identity.register_staff', { actor }, async (ctx) => {
    const id = newId();
    const { password: _, ...staff } = input;
    if (await insertStaff(ctx.tx, { id, ...staff, roles: [...input.roles], passwordHash }))
      ctx.audit({
        action: 'identity.staff_registered',
        subject: `staff:${id}`,
        data: { office: input.office, roles: input.roles },
      });
  });
}

/** F033: a mandate of a firm for an agent, at most three levels deep. */
export async function grantMandate(kernel: Kernel, actor: Actor, input: MandateInput): Promise<void> {
  const [firm, agent, giver] = await Promise.all([
    findFirmByUscc(kernel.read, input.firmUscc),
    findPersonByNumber(kernel.read, input.agentIdNumber),
    findPersonByNumber(kernel.read, input.givenByIdNumber),
  ]);
  if (!firm || !agent || !giver)
    throw kernelErrors.not_found({ log: `mandate ${input.id}: firm, agent or giver has no account` });
  await kernel.command('identity.grant_mandate', { actor }, async (ctx) => {
    const inserted = await insertMandate(ctx.tx, { ...input, firmId: firm.id, agentId: agent.id, givenBy: giver.id });
    if (inserted)
      ctx.audit({
        action: 'identity.mandate_granted',
        subject: `firm:${firm.id}`,
        data: { mandate: input.id, agent: agent.id, level: input.level },
      });
  });
}

function passwordFor(actor: Actor, password: string): Promise<string> {
  return actor.kind === 'system' && actor.name === 'scenario' ? hashDemoPassword(password) : hashPassword(password);
}

function mustBeUscc(uscc: string, path: string): void {
  const parsed = parseUscc(uscc);
  if (!parsed.ok) throw kernelErrors.invalid_request({ issues: [{ path, ...parsed.issue }] });
}
