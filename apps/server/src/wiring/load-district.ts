import { type District, type DistrictTarget, loadDistrict } from '@miaopi/scenarios';
import type { Appointments } from '../modules/appointments/index.ts';
import type { CalendarModule } from '../modules/calendar/index.ts';
import type { Catalog } from '../modules/catalog/index.ts';
import type { Identity } from '../modules/identity/index.ts';
import type { Licences } from '../modules/licences/index.ts';
import type { Seals } from '../modules/seals/index.ts';
import { officialOf } from './district-officials.ts';
import { issueHolderSeal } from './issue-holder-seal.ts';
import { issueOfficeSeal } from './issue-office-seal.ts';
import { openDistrictHall } from './open-hall.ts';
import { registerSharedSystem } from './register-shared-system.ts';

const actor = { kind: 'system', name: 'scenario' } as const;

/** The demo district over the platform's own commands. */
export function districtTarget(
  district: District,
  deps: {
    identity: Identity;
    catalog: Catalog;
    licences: Licences;
    seals: Seals;
    appointments: Appointments;
    calendar: CalendarModule;
  },
): DistrictTarget {
  const { identity, catalog, licences, seals, appointments, calendar } = deps;
  const done = async (work: Promise<unknown>) => {
    await work;
    return 'new' as const;
  };
  return {
    registerOffice: (o) => done(identity.registerOffice(actor, o)),
    issueOfficeSeal: (office, password) =>
      issueOfficeSeal(
        { identity, seals, district },
        office,
        password,
        catalog
          .list()
          .filter((i) => i.package.item.office.uscc === office.uscc && i.package.licence.seal.use !== 'keeper')
          .map((i) => i.core.slug),
      ),
    issueHolderSeal: (wanted, password) => issueHolderSeal({ identity, seals, district }, wanted, password),
    registerSharedSystem: (system) => registerSharedSystem({ identity, catalog, licences, district }, system),
    async enterYear({ year, notice, festivals }) {
      if (calendar.lastYear() >= year) return 'present';
      const operator = await officialOf(identity, district, 'operator');
      return done(calendar.enter(operator, { requestId: `scenario-${year}`, year, notice, festivals }));
    },
    openHall: (hall) => openDistrictHall({ identity, appointments, district }, hall),
    registerStaff: (s, password) =>
      done(
        identity.registerStaff(actor, {
          account: s.account,
          name: s.name,
          number: s.account.toUpperCase(),
          office: s.office,
          region: district.offices.find((o) => o.uscc === s.office)?.region ?? '',
          roles: s.roles,
          password,
        }),
      ),
    registerPerson: (p, password) =>
      done(
        identity.registerPerson(actor, {
          name: p.name,
          idNumber: p.citizenId,
          mobile: p.mobile,
          password,
          verifiedBy: 'scenario',
        }),
      ),
    registerFirm: (f) =>
      done(
        identity.registerFirm(actor, {
          name: f.name,
          uscc: f.uscc,
          type: f.type,
          address: f.address,
          legalName: f.legalRepresentative.name,
          legalIdNumber: f.legalRepresentative.citizenId,
        }),
      ),
    grantMandate: (m) =>
      m.principal.kind === 'firm'
        ? done(
            identity.grantMandate(actor, {
              id: m.id,
              firmUscc: m.principal.uscc,
              agentIdNumber: m.agent,
              givenByIdNumber: m.givenBy,
              above: m.above,
              level: m.level,
              items: m.items,
              validFrom: m.validFrom,
              validTo: m.validTo,
              revokedOn: m.revokedOn,
            }),
          )
        : // persons' own agents come with the next accounts issue
          Promise.resolve('present' as const),
    async importStockLicence(l) {
      const item = catalog.item(l.item);
      const holder = await identity.findHolder('firm', l.holder.uscc);
      const office = district.offices.find((o) => o.uscc === l.issuedBy);
      if (!item || !holder || !office) return 'present';
      await licences.prepare(actor, item);
      return licences.importStock(actor, {
        item,
        number: l.number,
        holder: { kind: 'firm', id: holder.id, name: l.holder.name, number: l.holder.uscc },
        fields: l.fields,
        issuedOn: l.issuedOn,
        validTo: l.validTo,
        office: { uscc: office.uscc, name: office.name },
        region: office.region,
      });
    },
  };
}

export { loadDistrict };
