import type { District } from '@miaopi/scenarios';
import type { Identity } from '../modules/identity/index.ts';
import { type Seals, standardAssessment } from '../modules/seals/index.ts';
import { officialOf, type StaffRole } from './district-officials.ts';

interface Deps {
  readonly identity: Identity;
  readonly seals: Seals;
  readonly district: District;
}

/** The demo offices' seals come by the same way as everybody's: keeper, approver and maker are three people of the district. */
export async function issueOfficeSeal(
  { identity, seals, district }: Deps,
  office: { readonly uscc: string },
  password: string,
  slugs: readonly string[],
): Promise<'new' | 'present'> {
  const known = await seals.listSealsOf({ kind: 'office', id: office.uscc });
  if (known.some((s) => s.kind === 'unit' && s.state !== 'made' && s.state !== 'revoked')) return 'present';
  const as = (role: StaffRole) => officialOf(identity, district, role, office.uscc);
  const [keeper, approver, maker] = await Promise.all([as('seal-keeper'), as('seal-approver'), as('seal-maker')]);
  const { applicationId } = await seals.applyForSeal(keeper, {
    kind: 'unit',
    source: 'drawn',
    reason: '启用智能审批平台，用于颁发电子证照',
  });
  await seals.decideApplication(approver, { applicationId, approve: true, reason: '机构与申请一致，准予制发' });
  const { sealId } = await seals.makeSeal(maker, { applicationId });
  await seals.activate(keeper, { sealId, password });
  const auditor = await as('security-auditor');
  const held = (await seals.listSealsOf({ kind: 'office', id: office.uscc })).find((s) => s.sealId === sealId);
  const { outcome: _, ...assessment } = standardAssessment;
  for (const slug of slugs) {
    const { grantId } = await seals.proposeGrant(keeper, {
      sealId,
      slug,
      documentKind: 'licence',
      grantee: 'system',
      validFrom: held?.validFrom ?? new Date(),
      validTo: held?.validTo ?? new Date(),
      assessment,
    });
    await seals.decideGrant(auditor, { grantId, confirm: true, reason: '风险可接受，控制措施已核对' });
  }
  return 'new';
}
