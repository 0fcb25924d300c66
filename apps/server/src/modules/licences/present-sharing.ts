import type { LicenceCopy, LicenceSharing, UseCode } from '@miaopi/contracts';
import type { LicencesDeps } from './deps.ts';
import { type ShareStatus, shareMessages, shareStatus } from './domain/share-status.ts';
import { useCodeState } from './domain/use-code.ts';
import { presentShowing } from './present-showing.ts';
import { presentPrint } from './print-routes.ts';
import { type CopyRow, listCopies } from './store/copies.ts';
import { countLooksByMonth, type LookRow, listLooksAt } from './store/looks.ts';
import { findOpenPrintCode, listPrints } from './store/prints.ts';
import { type HolderKey, listVersions } from './store/read-licences.ts';
import type { IssuedRow } from './store/rows.ts';
import { listAskers } from './store/share-systems.ts';
import { listShowingChecks, listShowings } from './store/showings.ts';
import { listUseCodes, type UseCodeRow } from './store/use-codes.ts';

export function presentUseCode(row: UseCodeRow, now: Date): UseCode {
  const state = useCodeState(row, now);
  return {
    id: row.id,
    ...(state === 'usable' ? { code: row.code } : {}),
    purpose: row.purpose,
    ...(row.systemName ? { system: row.systemName } : {}),
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    uses: row.uses,
    maxUses: row.maxUses,
    state,
  };
}

export function presentCopy(row: CopyRow, now: Date): LicenceCopy {
  return {
    id: row.id,
    purpose: row.purpose,
    recipient: row.recipient,
    maker: row.maker,
    madeAt: row.madeAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    expired: row.expiresAt <= now,
    mine: row.madeFor === 'holder',
    pages: row.pages,
  };
}

export const operationNames: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  search: { zh: '检索证照', en: 'searched for it' },
  queryCertInfo: { zh: '查询证照信息', en: 'asked for its data' },
  downloadUrl: { zh: '下载加注件', en: 'fetched an annotated copy' },
  downloadFile: { zh: '下载加注件', en: 'fetched an annotated copy' },
  verifyCertInfo: { zh: '核对证照信息', en: 'checked data of it' },
  verifyFile: { zh: '核验证照文件', en: 'checked its file' },
  getDataByQRcode: { zh: '扫码查询', en: 'scanned its code' },
};

export const basisNames: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  'use-code': { zh: '您的用证码', en: 'your use code' },
  duty: { zh: '依职能办理', en: 'by duty' },
  open: { zh: '核验或无条件共享', en: 'checked, or shared without condition' },
};

function presentLook(k: LookRow): LicenceSharing['looks'][number] {
  return {
    at: k.at.toISOString(),
    system: k.systemName,
    ...(k.operator ? { operator: k.operator } : {}),
    what: operationNames[k.operation] ?? { zh: k.operation, en: k.operation },
    purpose: k.purpose,
    ...(k.basis ? { basis: basisNames[k.basis]! } : {}),
    ...(k.caseNumber ? { caseNumber: k.caseNumber } : {}),
    ...(k.version ? { version: k.version } : {}),
    given: k.status === shareStatus.given,
    answer: shareMessages[k.status as ShareStatus] ?? { zh: String(k.status), en: String(k.status) },
  };
}

/** Who may see a licence, what the holder allowed, and who looked: over all versions of it. */
export async function presentSharing(deps: LicencesDeps, holder: HolderKey, row: IssuedRow): Promise<LicenceSharing> {
  const { read, clock } = deps.kernel;
  const now = clock.now();
  const ids = (await listVersions(read, row)).map((v) => v.id);
  const months = lastMonths(clock.today());
  const [mayAsk, codes, copies, looks, counts, shareClass, showings, prints, printCode] = await Promise.all([
    listAskers(read, row.typeCode, row.region),
    listUseCodes(read, row.id, holder),
    listCopies(read, row.id),
    listLooksAt(read, ids),
    countLooksByMonth(read, ids, new Date(`${months[0]}-01T00:00:00+08:00`)),
    deps.shareClassOf(row),
    listShowings(read, row.id),
    listPrints(read, row.id),
    findOpenPrintCode(read, row.id, now),
  ]);
  const checks = await listShowingChecks(
    read,
    showings.map((s) => s.id),
  );
  return {
    shareClass,
    mayAsk: shareClass === 'none' ? [] : mayAsk,
    showings: showings.map((showing) => presentShowing(showing, checks, now)),
    prints: prints.map(presentPrint),
    ...(printCode ? { printCode: { code: printCode.code, expiresAt: printCode.expiresAt.toISOString() } } : {}),
    useCodes: codes.map((code) => presentUseCode(code, now)),
    copies: copies.map((copy) => presentCopy(copy, now)),
    looks: looks.map(presentLook),
    months: months.map((month) => {
      const counted = counts.find((c) => c.month === month);
      return { month, given: counted?.given ?? 0, refused: counted?.refused ?? 0 };
    }),
  };
}

/** The last twelve months, `yyyy-mm`, the oldest first. */
function lastMonths(today: string): string[] {
  const [year, month] = today.split('-').map(Number);
  return Array.from({ length: 12 }, (_, i) => {
    const n = year! * 12 + month! - 1 - (11 - i);
    return `${Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`;
  });
}
