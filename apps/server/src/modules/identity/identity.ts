import type { Actor, PersonActor } from '../../kernel/actor.ts';
import type { Database } from '../../kernel/db/database.ts';
import type { Authenticate } from '../../kernel/http/server.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { ServerModule } from '../../kernel/module.ts';
import { createAccessPolicies } from './access-policies.ts';
import { type Captcha, createCaptcha } from './captcha.ts';
import type { KeyTrust } from './domain/key-proof.ts';
import { personCheckHolds } from './domain/person-check.ts';
import { createLimits, type Limits } from './limits.ts';
import { identityRoutes } from './routes.ts';
import { createSessions } from './sessions.ts';
import {
  type Colleague,
  findFirmByUscc,
  findLegalRepresentative,
  findOffice,
  findPerson,
  findPersonByNumber,
  findStaff,
  findStaffByAccount,
  listByNumbers,
  listColleagues,
  listOffices,
  listOfficials,
  listServiceCentres,
  type OfficeRow,
} from './store/accounts.ts';
import { findConsent } from './store/consents.ts';
import { deskVisitById } from './store/desk-visits.ts';
import { newestPersonCheck } from './store/person-checks.ts';
import { type ApplicantFacts, applicantFacts, type Principalled } from './use-cases/applicant-facts.ts';
import type { CheckPersonDeps, RealPerson } from './use-cases/check-person.ts';
import { personThroughDepartment } from './use-cases/person-through-department.ts';
import { proveAgain, sendProofCode } from './use-cases/prove-again.ts';
import * as registration from './use-cases/register.ts';

/** What others may ask of this module and do through it. */
export interface Identity {
  readonly module: ServerModule;
  readonly authenticate: Authenticate;
  readonly captcha: Captcha;
  readonly limits: Limits;
  /** Applicant and agent; undefined when the actor may no longer act for the principal (for this item). */
  applicantFacts(who: Principalled, slug?: string): Promise<ApplicantFacts | undefined>;
  /** Consent in force of this person, for this principal and item. */
  consentOf(
    actor: PersonActor,
    slug: string,
  ): Promise<{ readonly id: string; readonly version: number; readonly givenAt: Date } | undefined>;
  findOffice(uscc: string): Promise<OfficeRow | undefined>;
  /** Officials of an office whose accounts are in force. */
  colleaguesOf(office: string): Promise<readonly Colleague[]>;
  offices(): Promise<readonly Pick<OfficeRow, 'uscc' | 'name'>[]>;
  /** 政务服务中心 of the installation, with the region each serves. */
  serviceCentres(): Promise<readonly Pick<OfficeRow, 'uscc' | 'region'>[]>;
  /** Holder by ID number or USCC. */
  findHolder(
    kind: 'person' | 'firm',
    number: string,
  ): Promise<{ readonly id: string; readonly name: string; readonly mobile: string | null } | undefined>;
  /** Accounts of many ID numbers or USCCs at once, by number. */
  holdersOf(
    kind: 'person' | 'firm',
    numbers: readonly string[],
  ): Promise<ReadonlyMap<string, { readonly id: string; readonly name: string }>>;
  /** Persons to be told of what concerns a holder: himself, or the firm's legal representative. */
  contactsOf(holder: { readonly kind: 'person' | 'firm'; readonly id: string }): Promise<readonly string[]>;
  /** Whom an account name of staff belongs to. */
  staffByAccount(account: string): Promise<
    | {
        readonly id: string;
        readonly name: string;
        readonly number: string;
        readonly office: string;
        readonly region: string;
        readonly roles: readonly string[];
      }
    | undefined
  >;
  nameOfStaff(
    staffId: string,
  ): Promise<{ readonly name: string; readonly number: string; readonly office: string } | undefined>;
  /** Ids of an office's officials who have a role and may sign in. */
  officialsOf(office: string, role: string): Promise<readonly string[]>;
  /** A visit at a window, by its id: the scan of the authorisation of who came for somebody else. */
  authorisationAtDesk(visitId: string): Promise<string | undefined>;
  mobileOf(personId: string): Promise<string | null>;
  /** Whether what somebody said on the telephone fits this person: his name, the last four of his ID number and, if given, of the mobile bound to his account. */
  isPerson(
    personId: string,
    said: { readonly name: string; readonly idTail: string; readonly mobileTail?: string },
  ): Promise<boolean>;
  /** F029: whether this person passed a live person check within the last 15 minutes. */
  personChecked(personId: string): Promise<boolean>;
  /** Whom to write to about a person or firm: himself, or the firm's legal representative; undefined without an account. */
  contactOf(kind: 'person' | 'firm', number: string): Promise<string | undefined>;
  /** The signed-in person proves once more that it is he, by password or code. @throws identity.not_proven, identity.too_many */
  proveAgain(actor: PersonActor, proof: { readonly password?: string; readonly code?: string }): Promise<void>;
  /** A code for `proveAgain` to the bound mobile; undefined when none is bound. @throws identity.too_many, notifications.sms_unavailable */
  sendProofCode(
    actor: PersonActor,
    ip: string,
  ): Promise<{ readonly mobile: string; readonly validSeconds: number } | undefined>;
  /**
   * Whom another department files for, by number and name; given an account when he has none.
   * @throws identity.number_wrong, identity.name_differs, identity.disabled
   */
  personThroughDepartment(
    actor: Actor,
    given: { readonly name: string; readonly number: string; readonly mobile?: string },
  ): Promise<{ readonly id: string; readonly name: string }>;
  registerOffice(actor: Actor, input: registration.OfficeInput): Promise<void>;
  registerPerson(actor: Actor, input: registration.PersonInput): Promise<void>;
  registerFirm(actor: Actor, input: registration.FirmInput): Promise<void>;
  registerStaff(actor: Actor, input: registration.StaffInput): Promise<void>;
  grantMandate(actor: Actor, input: registration.MandateInput): Promise<void>;
}

/** Plug points filled in `wiring/`. */
export interface IdentityPlugs {
  /** Hands a one-time code to the SMS system. */
  sendCode(mobile: string, code: string, personId: string): Promise<void>;
  /** Hands a short message to the SMS system; throws when it does not take it. */
  sendSms(mobile: string, text: string, requestId: string): Promise<void>;
  /** Version of the item in force, which a consent names. */
  versionOf(slug: string): number | undefined;
  unreadOf(recipient: { readonly personId: string } | { readonly staffId: string }): Promise<number>;
  /** Whom to believe of the certificates on 智能密码钥匙. */
  keyTrust(): Promise<KeyTrust>;
  readonly realPerson: RealPerson;
  readonly pictureOf: CheckPersonDeps['pictureOf'];
  demoPeople(): readonly {
    account: string;
    password: string;
    name: string;
    kind: string;
    story: { zh: string; en: string };
  }[];
}

export async function createIdentity(
  kernel: Kernel,
  db: Database,
  secret: string,
  plugs: IdentityPlugs,
): Promise<Identity> {
  const limits = await createLimits(db.pool);
  const captcha = createCaptcha(
    secret,
    () => kernel.clock.now(),
    (key) => limits.first('captcha', key),
  );
  const access = createAccessPolicies(kernel);
  const sessions = createSessions(kernel, access);
  const signIn = { kernel, limits, captcha, secret, sendCode: plugs.sendCode };
  return {
    module: {
      name: 'identity',
      routes: identityRoutes({ kernel, plugs, sessions, access, signIn }),
      jobs: {
        async 'identity.tell_old_mobile'(payload) {
          const { mobile, text, requestId } = payload as { mobile: string; text: string; requestId: string };
          await plugs.sendSms(mobile, text, requestId);
        },
      },
    },
    authenticate: sessions.authenticate,
    captcha,
    limits,
    applicantFacts: (who, slug) => applicantFacts(kernel, who, slug),
    consentOf: (actor, slug) =>
      findConsent(kernel.read, {
        personId: actor.personId,
        principalKind: actor.principal.kind,
        principalId: actor.principal.id,
        slug,
      }),
    findOffice: (uscc) => findOffice(kernel.read, uscc),
    colleaguesOf: (office) => listColleagues(kernel.read, office),
    offices: () => listOffices(kernel.read),
    serviceCentres: () => listServiceCentres(kernel.read),
    async findHolder(kind, number) {
      if (kind === 'person') return findPersonByNumber(kernel.read, number);
      const firm = await findFirmByUscc(kernel.read, number);
      return firm && { id: firm.id, name: firm.name, mobile: null };
    },
    async holdersOf(kind, numbers) {
      return new Map((await listByNumbers(kernel.read, kind, numbers)).map((row) => [row.number, row]));
    },
    async contactsOf(holder) {
      const person = await (holder.kind === 'person' ? findPerson : findLegalRepresentative)(kernel.read, holder.id);
      return person ? [person.id] : [];
    },
    staffByAccount: (account) => findStaffByAccount(kernel.read, account),
    nameOfStaff: (id) => findStaff(kernel.read, id),
    officialsOf: (office, role) => listOfficials(kernel.read, office, role),
    authorisationAtDesk: async (id) => (await deskVisitById(kernel.read, id))?.agentPaper ?? undefined,
    async isPerson(id, { name, idTail, mobileTail }) {
      const person = await findPerson(kernel.read, id);
      return (
        person !== undefined &&
        person.name === name.normalize('NFKC').replace(/\s/g, '') &&
        person.idNumber.endsWith(idTail.toUpperCase()) &&
        (mobileTail === undefined || (person.mobile?.endsWith(mobileTail) ?? false))
      );
    },
    mobileOf: async (id) => (await findPerson(kernel.read, id))?.mobile ?? null,
    personChecked: async (personId) =>
      personCheckHolds(await newestPersonCheck(kernel.read, personId), kernel.clock.now()),
    async contactOf(kind, number) {
      const idNumber = kind === 'person' ? number : (await findFirmByUscc(kernel.read, number))?.legalIdNumber;
      return idNumber === undefined ? undefined : (await findPersonByNumber(kernel.read, idNumber))?.id;
    },
    proveAgain: (actor, proof) => proveAgain(signIn, actor, proof),
    sendProofCode: (actor, ip) => sendProofCode(signIn, actor, ip),
    personThroughDepartment: (actor, given) => personThroughDepartment(kernel, actor, given),
    registerOffice: (actor, input) => registration.registerOffice(kernel, actor, input),
    registerPerson: (actor, input) => registration.registerPerson(kernel, actor, input),
    registerFirm: (actor, input) => registration.registerFirm(kernel, actor, input),
    registerStaff: (actor, input) => registration.registerStaff(kernel, actor, input),
    grantMandate: (actor, input) => registration.grantMandate(kernel, actor, input),
  };
}
