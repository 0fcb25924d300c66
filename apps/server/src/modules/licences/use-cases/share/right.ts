import type { LicencesDeps } from '../../deps.ts';
import { stateOn } from '../../domain/licence-state.ts';
import { type ShareStatus, shareStatus, statusOfState } from '../../domain/share-status.ts';
import { mayUseGrade } from '../../domain/trust-grade.ts';
import { normaliseUseCode, useCodeState } from '../../domain/use-code.ts';
import { findIssued, findIssuedById, findLatest } from '../../store/read-licences.ts';
import type { IssuedRow } from '../../store/rows.ts';
import type { ShareScopeRow, ShareSystemRow } from '../../store/share-systems.ts';
import { findByCode, type UseCodeRow } from '../../store/use-codes.ts';
import type { Outcome, ShareWhy } from './ask.ts';

export interface Wanted extends ShareWhy {
  readonly certIdentifier?: string;
  readonly holderCode?: string;
  readonly holderTypeCode?: string;
  readonly certTypeCode?: string;
  readonly certNo?: string;
}

const holderKinds: Readonly<Record<string, 'person' | 'firm'>> = { '001': 'firm', '111': 'person' };

export function holderKindOf(code: string | undefined): 'person' | 'firm' | undefined {
  return code === undefined ? undefined : holderKinds[code];
}

/** The scope under which a system may ask for a type, region and purpose; undefined when it may not. */
export function scopeFor(
  system: ShareSystemRow,
  wanted: { readonly typeCode: string; readonly region: string; readonly purpose: string },
): ShareScopeRow | undefined {
  return system.scopes.find(
    (s) => s.typeCode === wanted.typeCode && s.purpose === wanted.purpose && wanted.region.startsWith(s.region),
  );
}

/** By which right it is asked. Consent of the holder goes first, then duty, then that the type is open to all registered systems. */
export function basisOf(
  share: 'unconditional' | 'conditional' | 'none',
  scope: ShareScopeRow,
  why: ShareWhy,
  code: UseCodeRow | undefined,
): Outcome['basis'] {
  if (code) return 'use-code';
  if (scope.byDuty && why.itemCode && why.caseNo) return 'duty';
  return share === 'unconditional' ? 'open' : undefined;
}

/** The licence asked for with the right to it, or the status that refuses. */
export async function licenceAskedFor(
  deps: LicencesDeps,
  system: ShareSystemRow,
  wanted: Wanted,
): Promise<Outcome & { readonly ok: boolean }> {
  const { kernel } = deps;
  const no = (status: ShareStatus, more: Partial<Outcome> = {}) => ({ ok: false, status, ...more });
  if (!wanted.useCause) return no(shareStatus.parameterMissing);
  const now = kernel.clock.now();
  let code: UseCodeRow | undefined;
  if (wanted.useCode) {
    code = await findByCode(kernel.read, normaliseUseCode(wanted.useCode));
    if (
      !code ||
      useCodeState(code, now) !== 'usable' ||
      code.purpose !== wanted.useCause ||
      (code.systemId !== null && code.systemId !== system.id)
    )
      return no(shareStatus.notPermitted, {
        message: codeRefused,
        ...(code ? { row: await findIssuedById(kernel.read, code.licenceId) } : {}),
      });
  }
  const row = code ? await findIssuedById(kernel.read, code.licenceId) : await findWanted(deps, wanted);
  if (typeof row === 'number') return no(row);
  if (!row) return no(shareStatus.none, wanted.certTypeCode ? { typeCode: wanted.certTypeCode } : {});
  if (wanted.certIdentifier && wanted.certIdentifier !== row.identifier)
    return no(shareStatus.notPermitted, { row, message: codeRefused });
  const scope = scopeFor(system, { typeCode: row.typeCode, region: row.region, purpose: wanted.useCause });
  if (!scope) return no(shareStatus.notPermitted, { row });
  const share = await deps.shareClassOf(row);
  if (share === 'none') return no(shareStatus.notShared, { row });
  const basis = basisOf(share, scope, wanted, code);
  if (!basis) return no(shareStatus.notPermitted, { row, message: consentNeeded });
  const status = statusOfState(stateOn(row, kernel.clock.today()), row.recalledAt !== null);
  if (status !== shareStatus.given) return no(status, { row, basis });
  const graded = mayUseGrade(row.grade, 'share');
  if (!graded.allowed) return no(shareStatus.restricted, { row, basis, message: graded.reason });
  return { ok: true, status, row, basis, ...(code ? { useCodeId: code.id } : {}) };
}

const codeRefused = {
  zh: '用证码无效：已用完、已过期、已撤销，或与事由、证照、系统不符',
  en: 'the use code is used up, expired, revoked, or of another purpose, licence or system',
};
const consentNeeded = {
  zh: '需要持证人的用证码，或依职能提供事项编码和办件编号',
  en: 'the holder’s use code is needed, or by duty the item and the case',
};

async function findWanted(deps: LicencesDeps, wanted: Wanted): Promise<IssuedRow | ShareStatus | undefined> {
  const { read } = deps.kernel;
  if (wanted.certIdentifier) return findIssued(read, 'identifier', wanted.certIdentifier);
  if (!wanted.holderCode) return shareStatus.holderCodeMissing;
  const kind = holderKindOf(wanted.holderTypeCode);
  if (!kind) return shareStatus.holderTypeCode;
  if (!wanted.certTypeCode || !/^[0-9A-Z]{21}$/.test(wanted.certTypeCode)) return shareStatus.certTypeCode;
  return findLatest(read, {
    kind,
    number: wanted.holderCode,
    typeCode: wanted.certTypeCode,
    ...(wanted.certNo ? { certNo: wanted.certNo } : {}),
  });
}
