import type {
  District,
  Firm,
  Hall,
  HolderSeal,
  Mandate,
  Office,
  Person,
  SharedSystem,
  Staff,
  StockLicence,
} from '../district/model.ts';
import type { AssumedYear } from '../district/working-days.ts';

/** What the platform did with one thing of the district. */
export type Loaded = 'new' | 'present';

/**
 * The public commands the district is loaded through; the server implements it over its use cases. Every command is idempotent by
 * the natural key of its subject (USCC, account, citizen number, mandate id, licence number): called again it changes nothing and
 * answers `present`. Each comes after everything it needs.
 */
export interface DistrictTarget {
  registerOffice(office: Office): Promise<Loaded>;
  registerStaff(staff: Staff, password: string): Promise<Loaded>;
  registerPerson(person: Person, password: string): Promise<Loaded>;
  registerFirm(firm: Firm): Promise<Loaded>;
  /** Also brings it into the state told: expired by its dates, revoked by `revokedOn`. */
  grantMandate(mandate: Mandate): Promise<Loaded>;
  /** The office's own seal through its whole way: asked for by its keeper, approved and made by the data bureau, taken into use. */
  issueOfficeSeal(office: Office, password: string): Promise<Loaded>;
  importStockLicence(licence: StockLicence): Promise<Loaded>;
  /** A firm's or a person's seal by the same way as everybody's, as far as `until` says; its password is everybody's. */
  issueHolderSeal(seal: HolderSeal, password: string): Promise<Loaded>;
  /** Registered by the operator; then it asks its questions, so that its log has them. */
  registerSharedSystem(system: SharedSystem): Promise<Loaded>;
  /** Entered by the operator, as a notice is. */
  enterYear(year: AssumedYear): Promise<Loaded>;
  /** Set up by the head of its office; then those who had booked take the next free times. */
  openHall(hall: Hall): Promise<Loaded>;
}

export interface LoadReport {
  readonly fresh: number;
  readonly present: number;
}

/** Something of the district could not be loaded; what came before it is in and need not be loaded again. */
export class DistrictLoadError extends Error {
  readonly subject: string;
  constructor(subject: string, cause: unknown) {
    super(`the demo district stopped at ${subject}: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
    this.name = 'DistrictLoadError';
    this.subject = subject;
  }
}

/** How many persons are registered at once: hashing their passwords is the slow part, and it runs beside the database. */
const AT_ONCE = 4;

/** Loads the district through the platform's own commands; a second time it finds everything. Throws DistrictLoadError. */
export async function loadDistrict(target: DistrictTarget, district: District): Promise<LoadReport> {
  const count = { fresh: 0, present: 0 };
  const run = async (subject: string, command: () => Promise<Loaded>) => {
    try {
      count[(await command()) === 'new' ? 'fresh' : 'present'] += 1;
    } catch (error) {
      throw new DistrictLoadError(subject, error);
    }
  };
  for (const office of district.offices) await run(`office ${office.uscc}`, () => target.registerOffice(office));
  await inGroups(district.staff, (staff) =>
    run(`official ${staff.account}`, () => target.registerStaff(staff, district.password)),
  );
  for (const office of district.offices.filter((one) => hasKeeper(district, one)))
    await run(`seal of ${office.uscc}`, () => target.issueOfficeSeal(office, district.password));
  await inGroups(
    district.persons.filter((person) => person.account),
    (person) => run(`person ${person.key}`, () => target.registerPerson(person, district.password)),
  );
  for (const firm of district.firms.filter((one) => one.account)) {
    await run(`firm ${firm.key}`, () => target.registerFirm(firm));
  }
  for (const mandate of district.mandates) await run(`mandate ${mandate.id}`, () => target.grantMandate(mandate));
  for (const licence of district.stockLicences) {
    await run(`licence ${licence.number}`, () => target.importStockLicence(licence));
  }
  for (const seal of district.holderSeals) {
    const holder = seal.holder.kind === 'firm' ? seal.holder.uscc : seal.holder.citizenId;
    await run(`${seal.seal} of ${holder}`, () => target.issueHolderSeal(seal, district.password));
  }
  for (const system of district.sharedSystems)
    await run(`system ${system.name}`, () => target.registerSharedSystem(system));
  for (const year of district.years) await run(`working days of ${year.year}`, () => target.enterYear(year));
  for (const hall of district.halls) await run(`hall ${hall.name.zh}`, () => target.openHall(hall));
  return count;
}

function hasKeeper(district: District, office: Office): boolean {
  return district.staff.some((one) => one.office === office.uscc && one.roles.includes('seal-keeper'));
}

async function inGroups<T>(all: readonly T[], each: (one: T) => Promise<void>): Promise<void> {
  for (let from = 0; from < all.length; from += AT_ONCE) {
    await Promise.all(all.slice(from, from + AT_ONCE).map(each));
  }
}
