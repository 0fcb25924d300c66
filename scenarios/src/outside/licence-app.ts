import { randomBytes } from 'node:crypto';
import { loadNotoSerif } from '@miaopi/fonts/noto';
import {
  fileSigner,
  fromBase64,
  hmacSm3,
  issueCertificate,
  makeSeal,
  parseCertificate,
  type SyncSigner,
  sm2PublicKey,
  sm2SignDigest,
  sm3,
  subjectOf,
  toBase64,
} from '@miaopi/gm';
import { sealPng } from '@miaopi/layout/png';
import type { LicenceHolder } from '../district/licence-holders.ts';
import type { OutsideAnswer } from './answers.ts';
import { createStatusService, LICENCE_STATUS_HOST, type StatusService } from './licence-authority.ts';
import type { OutsideKeys } from './signing.ts';
import type { OutsideRecord } from './systems.ts';

/** What the phone of the demo asks before a licence is used. */
export const LICENCE_PASSWORD = '202611';

const VALID_FOR = 10 * 60_000;
/** A document may get another signature while this one is made; the same confirmation then serves again, but not for ever. */
const MOST_SIGNATURES = 5;
const KEPT = 5_000;

export interface LicenceTicket {
  readonly id: string;
  readonly uscc: string;
  readonly title: string;
  readonly digest: string;
  readonly caller: string;
  readonly until: number;
  state: 'waiting' | 'confirmed' | 'refused';
  by?: LicenceHolder['people'][number];
  wrongPasswords: number;
  signatures: number;
}

/** The electronic business licences of the district, each with its key: nobody but this app signs with them. */
export interface LicenceApp {
  answer(
    operation: string,
    request: { readonly params: OutsideRecord; readonly caller: string },
    base: string,
  ): OutsideAnswer;
  find(
    ticket: string,
  ): { readonly ticket: LicenceTicket; readonly holder: LicenceHolder; readonly over: boolean } | undefined;
  /** The person on the phone decides. @returns what is wrong, or null when it was carried out */
  decide(
    ticket: string,
    given: { readonly person: string; readonly password: string; readonly confirm: boolean },
  ): string | null;
  waiting(): readonly LicenceTicket[];
  /** The licence is reported lost: it signs no more, and its authority says so of its certificates. @returns false when there is no such licence */
  reportLost(uscc: string): boolean;
  /** What its authority answers about them. */
  readonly status: StatusService;
}

export function createLicenceApp(options: {
  readonly keys: OutsideKeys['businessLicence'];
  readonly holders: readonly LicenceHolder[];
  readonly now: () => number;
}): LicenceApp {
  const { keys, now } = options;
  const holders = new Map(options.holders.map((holder) => [holder.uscc, holder]));
  const tickets = new Map<string, LicenceTicket>();
  const byReference = new Map<string, string>();
  const seals = new Map<string, LicenceSeal>();
  const lost = new Set<string>();
  const status = createStatusService({
    root: fromBase64(keys.root.certificate),
    key: fromBase64(keys.root.privateKey),
    now,
  });

  function find(id: string) {
    const ticket = tickets.get(id);
    const holder = ticket && holders.get(ticket.uscc);
    return ticket && holder && { ticket, holder, over: now() > ticket.until };
  }

  function open(params: OutsideRecord, caller: string, base: string): OutsideAnswer {
    const uscc = String(params.统一社会信用代码);
    if (!holders.has(uscc) || lost.has(uscc)) return { status: 'none' };
    const reference = `${caller} ${String(params.业务编号)}`;
    const known = byReference.get(reference);
    const id = known !== undefined && tickets.has(known) ? known : newTicket(uscc, params, caller, reference);
    return {
      status: 'found',
      data: { 票据: id, 二维码: `${base}/scan/${id}`, 有效期至: new Date(tickets.get(id)!.until).toISOString() },
    };
  }

  function newTicket(uscc: string, params: OutsideRecord, caller: string, reference: string): string {
    const id = randomBytes(16).toString('base64url');
    tickets.set(id, {
      id,
      uscc,
      title: String(params.文件名称).slice(0, 200),
      digest: String(params.文件摘要).slice(0, 64),
      caller: caller.slice(0, 60),
      until: now() + VALID_FOR,
      state: 'waiting',
      wrongPasswords: 0,
      signatures: 0,
    });
    byReference.set(reference, id);
    if (tickets.size > KEPT) tickets.delete(tickets.keys().next().value as string);
    if (byReference.size > KEPT) byReference.delete(byReference.keys().next().value as string);
    return id;
  }

  function sealOf(holder: LicenceHolder): LicenceSeal {
    const known = seals.get(holder.uscc);
    const seal = known ?? makeLicenceSeal(keys, holder, now());
    if (!known) seals.set(holder.uscc, seal);
    return seal;
  }

  function stateOf(id: string): OutsideAnswer {
    const found = find(id);
    if (!found) return { status: 'none' };
    const { ticket, holder, over } = found;
    if (ticket.state === 'confirmed' && ticket.by) {
      const seal = sealOf(holder);
      return {
        status: 'found',
        data: {
          状态: '已确认',
          文件摘要: ticket.digest,
          统一社会信用代码: holder.uscc,
          企业名称: holder.name,
          确认人: ticket.by.name,
          确认人身份号码: ticket.by.citizenId,
          确认人身份: ticket.by.role,
          证书: toBase64(seal.signer.certificate),
          电子印章: toBase64(seal.der),
        },
      };
    }
    const state = ticket.state === 'refused' ? '已拒绝' : over ? '已过期' : '等待确认';
    return { status: 'found', data: { 状态: state, 文件摘要: ticket.digest } };
  }

  function sign(id: string, digest: string): OutsideAnswer {
    const found = find(id);
    const bytes = Buffer.from(digest, 'base64');
    if (!found || found.over || found.ticket.state !== 'confirmed' || bytes.length !== 32) return { status: 'none' };
    if (lost.has(found.ticket.uscc)) return { status: 'none' };
    if (found.ticket.signatures >= MOST_SIGNATURES) return { status: 'none' };
    found.ticket.signatures += 1;
    return { status: 'found', data: { 签名值: toBase64(sm2SignDigest(bytes, sealOf(found.holder).key)) } };
  }

  return {
    answer(operation, { params, caller }, base) {
      if (operation === 'open') return open(params, caller, base);
      if (operation === 'state') return stateOf(String(params.票据));
      return sign(String(params.票据), String(params.待签摘要));
    },
    find,
    decide(id, given) {
      const found = find(id);
      if (!found || found.over || found.ticket.state !== 'waiting') return '二维码已失效，请在原页面重新生成。';
      const { ticket, holder } = found;
      const person = holder.people.find((one) => one.citizenId === given.person);
      if (!person) return '请选择您本人。';
      if (!given.confirm) {
        ticket.state = 'refused';
        return null;
      }
      if (given.password !== LICENCE_PASSWORD) {
        ticket.wrongPasswords += 1;
        if (ticket.wrongPasswords >= 5) ticket.state = 'refused';
        return ticket.wrongPasswords >= 5 ? '密码连续错误五次，本次签名已取消。' : '执照密码不对，请重新输入。';
      }
      ticket.state = 'confirmed';
      ticket.by = person;
      return null;
    },
    reportLost(uscc) {
      const holder = holders.get(uscc);
      if (!holder) return false;
      lost.add(uscc);
      status.revoke(parseCertificate(sealOf(holder).signer.certificate).serial, 'keyCompromise');
      return true;
    },
    status,
    waiting: () => [...tickets.values()].filter((t) => t.state === 'waiting' && now() <= t.until).reverse(),
  };
}

interface LicenceSeal {
  readonly key: Uint8Array;
  readonly signer: SyncSigner;
  readonly der: Uint8Array;
}

/** Key, certificate and seal of one licence. The key follows from the authority's, so that the licence is the same after a restart. */
function makeLicenceSeal(keys: OutsideKeys['businessLicence'], holder: LicenceHolder, now: number): LicenceSeal {
  const rootKey = fromBase64(keys.root.privateKey);
  const root = fromBase64(keys.root.certificate);
  const key = hmacSm3(rootKey, Buffer.from(`licence ${holder.uscc}`));
  // below the order of the curve for certain
  key[0] = key[0]! & 0x7f;
  const day = 86_400_000;
  const from = new Date(Math.floor(now / day) * day - day);
  const to = new Date(from.getTime() + 365 * day);
  const certificate = issueCertificate({
    subject: { C: 'CN', O: holder.name, organizationIdentifier: holder.uscc, CN: `${holder.name}电子营业执照` },
    issuer: subjectOf(root),
    subjectPublicKey: sm2PublicKey(key),
    issuerKey: rootKey,
    notBefore: from,
    notAfter: to,
    // the same licence has the same number after a restart, so that it stays lost when it is reported so again
    serial: serialOf(rootKey, `${holder.uscc} ${from.toISOString()}`),
    extensions: {
      keyUsage: ['digitalSignature', 'nonRepudiation'],
      ocspUrl: `http://${LICENCE_STATUS_HOST}/ocsp`,
      crlUrl: `http://${LICENCE_STATUS_HOST}/crl`,
    },
  });
  const number = Buffer.from(sm3(Buffer.from(holder.uscc))).readUInt32BE(0) % 10_000_000;
  const picture = sealPng({ kind: 'unit', name: holder.name, inner: '电子营业执照', diameter: 40 }, loadNotoSerif(700));
  const { sealMaker } = keys;
  const der = makeSeal({
    id: `${holder.uscc.slice(2, 8)}8${String(number).padStart(7, '0')}`,
    vendor: 'EBL',
    type: 1,
    name: holder.name,
    certificates: [certificate],
    createdAt: from,
    validFrom: from,
    validTo: to,
    picture: { type: 'png', data: picture, width: 40, height: 40 },
    maker: fileSigner({ privateKey: fromBase64(sealMaker.privateKey), certificate: fromBase64(sealMaker.certificate) }),
  });
  return { key, signer: fileSigner({ privateKey: key, certificate }), der };
}

/** A serial that follows from what it is of (16 bytes, positive). */
function serialOf(key: Uint8Array, of: string): Uint8Array {
  const serial = hmacSm3(key, Buffer.from(`serial ${of}`)).slice(0, 16);
  serial[0] = (serial[0]! & 0x3f) | 0x40;
  return serial;
}
