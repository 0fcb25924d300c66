import { randomBytes } from 'node:crypto';
import { sm3 } from '@miaopi/gm';
import { anonymous } from '../../../../kernel/actor.ts';
import type { LicencesDeps } from '../../deps.ts';
import { readQuery } from '../../domain/identifier.ts';
import { stateNames, stateOn } from '../../domain/licence-state.ts';
import { resultOfState, shareStatus, verifyResults } from '../../domain/share-status.ts';
import { mayUseGrade } from '../../domain/trust-grade.ts';
import { findIssued, findLatest, listLatest } from '../../store/read-licences.ts';
import type { IssuedRow } from '../../store/rows.ts';
import type { ShareSystemRow } from '../../store/share-systems.ts';
import { makeCopy } from '../make-copy.ts';
import { shownLicence } from '../showing/check-showing.ts';
import { verifyFile } from '../verify-file.ts';
import type { Outcome, ShareWhy } from './ask.ts';
import { certDataOf } from './cert-data.ts';
import { basisOf, holderKindOf, licenceAskedFor, scopeFor, type Wanted } from './right.ts';

/** Minutes a one-time address is good for (domain.md §3.5.1). */
const linkMinutes = 10;
const copyDays = { usual: 30, most: 90 };
const dayMs = 86_400_000;

export async function search(deps: LicencesDeps, system: ShareSystemRow, wanted: Wanted): Promise<Outcome> {
  if (!wanted.useCause) return { status: shareStatus.parameterMissing };
  if (!wanted.holderCode) return { status: shareStatus.holderCodeMissing };
  const kind = holderKindOf(wanted.holderTypeCode);
  if (!kind) return { status: shareStatus.holderTypeCode };
  const typeCode = wanted.certTypeCode;
  if (!typeCode || !/^[0-9A-Z]{21}$/.test(typeCode)) return { status: shareStatus.certTypeCode };
  const rows = (await listLatest(deps.kernel.read, { kind, number: wanted.holderCode, typeCode })).filter((row) =>
    scopeFor(system, { typeCode, region: row.region, purpose: wanted.useCause ?? '' }),
  );
  const scope = system.scopes.find((s) => s.typeCode === typeCode && s.purpose === wanted.useCause);
  if (!scope) return { status: shareStatus.notPermitted, typeCode };
  const [first] = rows;
  // whether a holder has any is told to nobody without a right to it
  const basis = basisOf(first ? await deps.shareClassOf(first) : 'conditional', scope, wanted, undefined);
  if (!basis) return { status: shareStatus.notPermitted, typeCode };
  if (!first) return { status: shareStatus.none, typeCode, basis };
  const today = deps.kernel.clock.today();
  return {
    status: shareStatus.given,
    row: first,
    basis,
    data: {
      certs: rows.map((row) => ({
        certIdentifier: row.identifier,
        certName: row.typeName.zh,
        certNo: row.number,
        issueOrg: row.officeName.zh,
        validTo: row.validTo,
        state: row.recalledAt ? '用印已召回' : stateNames[stateOn(row, today)].zh,
      })),
    },
  };
}

export async function queryCertInfo(deps: LicencesDeps, system: ShareSystemRow, wanted: Wanted): Promise<Outcome> {
  const asked = await licenceAskedFor(deps, system, wanted);
  return asked.ok && asked.row
    ? { ...asked, data: certDataOf(asked.row, deps.kernel.clock.today(), asked.basis === 'open') }
    : asked;
}

export async function download(
  deps: LicencesDeps,
  system: ShareSystemRow,
  wanted: Wanted & { readonly expiryTime?: string },
  how: 'address' | 'file',
): Promise<Outcome> {
  const asked = await licenceAskedFor(deps, system, wanted);
  if (!asked.ok || !asked.row) return asked;
  const now = deps.kernel.clock.now();
  const expiresAt = readExpiry(wanted.expiryTime, now);
  if (!expiresAt)
    return {
      ...asked,
      status: shareStatus.parameterMissing,
      message: { zh: 'expiryTime 应在今后90天内', en: 'expiryTime must be within the next 90 days' },
    };
  const made = await makeCopy(deps, asked.row, {
    purpose: wanted.useCause ?? '',
    recipient: `${system.office} ${system.name}`,
    expiresAt,
    madeFor: 'system',
    systemId: system.id,
  });
  const common = { certIdentifier: asked.row.identifier, expiresAt: expiresAt.toISOString() };
  if (how === 'file')
    return {
      ...asked,
      made,
      data: { ...common, contentType: 'base64', content: Buffer.from(made.bytes).toString('base64') },
    };
  const token = randomBytes(32).toString('base64url');
  return {
    ...asked,
    made,
    link: { tokenHash: sm3(Buffer.from(token)), expiresAt: new Date(now.getTime() + linkMinutes * 60_000) },
    data: { ...common, contentType: 'url', content: `${deps.kernel.config.publicUrl}/api/share/v1/files/${token}` },
  };
}

interface VerifyInfo extends ShareWhy {
  readonly certTypeCode?: string;
  readonly certData?: Readonly<Record<string, string>>;
}

export async function verifyCertInfo(deps: LicencesDeps, system: ShareSystemRow, asked: VerifyInfo): Promise<Outcome> {
  if (!asked.useCause) return { status: shareStatus.parameterMissing };
  const { certTypeCode: typeCode, certData: claimed } = asked;
  if (!typeCode || !/^[0-9A-Z]{21}$/.test(typeCode)) return { status: shareStatus.certTypeCode };
  if (!claimed?.certNo) return { status: shareStatus.certNoMissing, typeCode };
  if (!claimed.holderCode) return { status: shareStatus.holderCodeMissing, typeCode };
  if (!claimed.holder) return { status: shareStatus.holderMissing, typeCode };
  if (!system.scopes.some((s) => s.typeCode === typeCode && s.purpose === asked.useCause))
    return { status: shareStatus.notPermitted, typeCode };
  const row = await findLatest(deps.kernel.read, { typeCode, certNo: claimed.certNo });
  if (!row || !scopeFor(system, { typeCode, region: row.region, purpose: asked.useCause }))
    return verifyResult(5, typeCode);
  const { metadata } = row.content;
  const known: Readonly<Record<string, string | undefined>> = {
    ...metadata,
    certNo: row.number,
    holder: row.holderName,
    holderCode: row.holderNumber,
    validTo: row.validTo ?? '',
    certIdentifier: row.identifier,
  };
  const wrong = Object.keys(claimed).filter(
    (key) => !Object.hasOwn(known, key) || plain(known[key] ?? '') !== plain(claimed[key] ?? ''),
  );
  // who knows number and holder may learn what else differs; who does not learns only that something does
  const identified = !wrong.some((key) => ['certNo', 'holder', 'holderCode'].includes(key));
  if (wrong.length > 0)
    return { ...verifyResult(7, typeCode, identified ? { wrong } : {}), ...(identified ? { row } : {}) };
  const today = deps.kernel.clock.today();
  return {
    ...verifyResult(resultOfState(stateOn(row, today), row.recalledAt !== null), typeCode, {
      certIdentifier: row.identifier,
      grade: row.grade,
    }),
    row,
    basis: 'open',
  };
}

interface VerifyFile extends ShareWhy {
  readonly certTypeCode?: string;
  readonly content?: string;
  readonly contentType?: string;
}

export async function verifyCertFile(deps: LicencesDeps, system: ShareSystemRow, asked: VerifyFile): Promise<Outcome> {
  if (!asked.useCause || !asked.content) return { status: shareStatus.parameterMissing };
  if (asked.contentType !== 'base64') return { status: shareStatus.contentType };
  const { certTypeCode: typeCode } = asked;
  if (!typeCode || !/^[0-9A-Z]{21}$/.test(typeCode)) return { status: shareStatus.certTypeCode };
  if (!system.scopes.some((s) => s.typeCode === typeCode && s.purpose === asked.useCause))
    return { status: shareStatus.notPermitted, typeCode };
  const report = await verifyFile(deps, anonymous, new Uint8Array(Buffer.from(asked.content, 'base64')));
  const row = report.licence ? await findIssued(deps.kernel.read, 'identifier', report.licence.identifier) : undefined;
  const message = { zh: report.title.zh, en: report.title.en };
  if (!row) return verifyResult(report.verdict === 'unknown' ? 5 : 7, typeCode, {}, message);
  const sound = report.checks.every((c) => c.id !== 'original' || c.ok !== false || c.severity !== 'error');
  if (row.typeCode !== typeCode || !sound || report.copy?.expired)
    return { ...verifyResult(7, typeCode, {}, message), row };
  const today = deps.kernel.clock.today();
  return {
    ...verifyResult(resultOfState(stateOn(row, today), row.recalledAt !== null), typeCode, {
      certIdentifier: row.identifier,
      grade: row.grade,
    }),
    row,
    basis: 'open',
  };
}

export async function dataByQr(
  deps: LicencesDeps,
  system: ShareSystemRow,
  asked: ShareWhy & { readonly qrcode?: string },
): Promise<Outcome> {
  if (!asked.useCause || !asked.qrcode) return { status: shareStatus.parameterMissing };
  const query = readQuery(asked.qrcode);
  const row: IssuedRow | undefined =
    query.by === 'nothing'
      ? undefined
      : query.by === 'showing'
        ? await shownLicence(deps, query.code)
        : await findIssued(deps.kernel.read, query.by, query.value);
  if (!row) return { status: shareStatus.none };
  const scope = scopeFor(system, { typeCode: row.typeCode, region: row.region, purpose: asked.useCause });
  if (!scope) return { status: shareStatus.notPermitted, row };
  if ((await deps.shareClassOf(row)) === 'none') return { status: shareStatus.notShared, row };
  const graded = mayUseGrade(row.grade, 'share');
  if (!graded.allowed) return { status: shareStatus.restricted, row, basis: 'open', message: graded.reason };
  // the holder showed the code; what is sensitive stays masked, as on the public page
  return {
    status: shareStatus.given,
    row,
    basis: 'open',
    data: certDataOf(row, deps.kernel.clock.today(), true),
  };
}

function verifyResult(
  result: number,
  typeCode: string,
  more: Readonly<Record<string, unknown>> = {},
  message = verifyResults[result]!,
): Outcome {
  return { status: shareStatus.given, typeCode, data: { result, message: message.zh, ...more } };
}

function plain(value: string): string {
  return value.normalize('NFKC').replace(/\s/g, '').toUpperCase();
}

/** ISO 8601 or `yyyyMMddHHmmss` (Asia/Shanghai); thirty days when absent; undefined when it is not in the next ninety. */
function readExpiry(text: string | undefined, now: Date): Date | undefined {
  if (!text) return new Date(now.getTime() + copyDays.usual * dayMs);
  const m = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(text);
  const at = new Date(m ? `${m[1]}-${m[2]}-${m[3]}T${m[4]}:${m[5]}:${m[6]}+08:00` : text);
  const ahead = at.getTime() - now.getTime();
  return ahead > 0 && ahead <= copyDays.most * dayMs ? at : undefined;
}
