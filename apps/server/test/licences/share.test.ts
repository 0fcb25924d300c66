import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { LicenceCopy, LicenceSharing, ShareSystem, UseCode, Verification } from '@miaopi/contracts';
import { generateSm2KeyPair, hmacSm3, sm2Decrypt, sm2PublicKey, sm2Sign, sm3Hex, toHex } from '@miaopi/gm';
import { canonicalJson } from '@miaopi/items';
import { readOfd, verifyOfd } from '@miaopi/ofd';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { anonymous, type StaffActor } from '../../src/kernel/actor.ts';
import { fixedClock } from '../../src/kernel/clock.ts';
import { sql } from '../../src/kernel/db/sql.ts';
import { createHttp, mountRoute } from '../../src/kernel/http/server.ts';
import { newId } from '../../src/kernel/ids.ts';
import { root } from '../../src/kernel/root.ts';
import type { Holder, ReservedLicence } from '../../src/modules/licences/index.ts';
import { ask, codeOf, personActor, personHolder, startWorld, type World } from './world.ts';

const slug = 'ride-hailing-driver';
const cause = '网络预约出租汽车经营服务监管';
const clock = fixedClock('2026-12-01T02:00:00Z');
const operator: StaffActor = {
  kind: 'staff',
  staffId: 'op',
  sessionId: 's',
  name: '翟一鸣',
  number: '1',
  office: 'x',
  region: '990100000000',
  roles: ['operator'],
};
let w: World;
let typeCode: string;
let holder: Holder;
let issued: { licence: ReservedLicence; file: Buffer };
let system: { id: string; secret: string };

const me = () => personActor(holder.id);
const params = () => ({ licenceId: issued.licence.id });
const scope = (more = {}) => ({ typeCode, purpose: cause, region: '9901', byDuty: false, ...more });
const register = async (more: Readonly<Record<string, unknown>> = {}) => {
  const made = await ask<{ system: ShareSystem; secret?: string }>(w, 'licences.registerShareSystem', {
    actor: operator,
    body: {
      requestId: newId(),
      name: '网约车监管系统',
      office: '云州市交通运输局',
      region: '990100000000',
      contact: '0571-12345',
      keyKind: 'hmac-sm3',
      scopes: [scope()],
      ...more,
    },
  });
  return { id: made.system.id, secret: made.secret ?? '' };
};

type Answer<D = Record<string, unknown>> = { head: { status: number; message: string }; data?: D };
interface How {
  readonly by?: { id: string; secret: string };
  readonly at?: number;
  readonly nonce?: string;
  readonly sign?: (signed: Uint8Array) => Uint8Array;
  readonly sent?: (body: { accessId: string; accessToken: string; data: Record<string, unknown> }) => unknown;
}
const names: Readonly<Record<string, string>> = {
  search: 'licences.shareSearch',
  queryCertInfo: 'licences.shareQueryCertInfo',
  downloadUrl: 'licences.shareDownloadUrl',
  downloadFile: 'licences.shareDownloadFile',
  verifyCertInfo: 'licences.shareVerifyCertInfo',
  verifyFile: 'licences.shareVerifyFile',
  getDataByQRcode: 'licences.shareGetDataByQRcode',
};
/** A question as a caller would send it, wrong in one thing where the test says so. */
const question = <D = Record<string, unknown>>(operation: string, data: Record<string, unknown>, how: How = {}) => {
  const { id, secret } = how.by ?? system;
  const at = how.at ?? Math.floor(clock.now().getTime() / 1000);
  const nonce = how.nonce ?? randomBytes(16).toString('hex');
  const signed = new TextEncoder().encode(
    `POST /api/share/v1/${operation}\n${id}\n${at}\n${nonce}\n${sm3Hex(new TextEncoder().encode(canonicalJson(data)))}`,
  );
  const signature = (how.sign ?? ((bytes) => hmacSm3(new TextEncoder().encode(secret), bytes)))(signed);
  const body = { accessId: id, accessToken: `${at}.${nonce}.${Buffer.from(signature).toString('base64url')}`, data };
  return ask<Answer<D>>(w, names[operation]!, { body: how.sent ? how.sent(body) : body });
};
const statusOf = async (...asked: Parameters<typeof question>) => (await question(...asked)).head.status;
const code = async (more: Readonly<Record<string, unknown>> = {}, of = params()) =>
  ask<UseCode>(w, 'licences.createUseCode', {
    actor: me(),
    params: of,
    body: { requestId: newId(), purpose: cause, minutes: 60, uses: 1, ...more },
  });
const sharing = () => ask<LicenceSharing>(w, 'licences.getSharing', { actor: me(), params: params() });

beforeAll(async () => {
  w = await startWorld([slug], clock);
  typeCode = w.item(slug).package.licence.typeCode;
  holder = personHolder(1);
  issued = await w.issue(slug, holder);
  system = await register();
});
afterAll(() => w.close());

describe('who may ask', () => {
  it('F219: a system whose signature, time and nonce are right is answered; forged, changed, late, early, replayed and disabled ones are not', async () => {
    const data = { qrcode: issued.licence.identifier, useCause: cause };
    expect(await statusOf('getDataByQRcode', data)).toBe(0);
    const forged = { by: { id: system.id, secret: 'another' } };
    expect(await statusOf('getDataByQRcode', data, forged)).toBe(11);
    expect(await statusOf('getDataByQRcode', data, { by: { id: 'sys_nobody', secret: system.secret } })).toBe(11);
    const changed = { sent: (b: { data: object }) => ({ ...b, data: { ...b.data, useCause: '别的' } }) };
    expect(await statusOf('getDataByQRcode', data, changed)).toBe(11);
    const now = Math.floor(clock.now().getTime() / 1000);
    expect(await statusOf('getDataByQRcode', data, { at: now - 301 })).toBe(11);
    expect(await statusOf('getDataByQRcode', data, { at: now + 301 })).toBe(11);
    expect(await statusOf('getDataByQRcode', data, { at: now - 299 })).toBe(0);
    const nonce = 'once-and-only-once';
    expect(await statusOf('getDataByQRcode', data, { nonce })).toBe(0);
    expect(await statusOf('getDataByQRcode', data, { nonce })).toBe(11);
    for (const accessToken of ['', 'a.b.c', `${now}.${'n'.repeat(16)}.`, `${now}.short.${'A'.repeat(43)}`])
      expect(await statusOf('getDataByQRcode', data, { sent: (b) => ({ ...b, accessToken }) })).toBe(11);
    // a signature for one operation is none for another
    let kept: unknown;
    await question('verifyCertInfo', data, { sent: (b) => (kept = b) });
    expect((await ask<Answer>(w, 'licences.shareGetDataByQRcode', { body: kept })).head.status).toBe(11);
  });

  it('of many requests with one nonce that come at once, one is answered', async () => {
    const data = { qrcode: issued.licence.identifier, useCause: cause };
    const same = { nonce: 'all-at-once-one-wins' };
    const all = await Promise.all(Array.from({ length: 8 }, () => statusOf('getDataByQRcode', data, same)));
    expect(all.filter((s) => s === 0)).toHaveLength(1);
    expect(all.filter((s) => s === 11)).toHaveLength(7);
  });

  it('an SM2 key signs in place of the secret, and answers come encrypted to the system’s encryption key', async () => {
    const key = generateSm2KeyPair();
    const encryption = generateSm2KeyPair();
    const { id } = await register({
      keyKind: 'sm2',
      publicKey: toHex(key.publicKey),
      encryptTo: toHex(sm2PublicKey(encryption.privateKey)),
    });
    const data = { qrcode: issued.licence.identifier, useCause: cause };
    const by = { id, secret: '' };
    const answer = await question('getDataByQRcode', data, { by, sign: (bytes) => sm2Sign(bytes, key) });
    expect(answer.head.status).toBe(0);
    const plain = sm2Decrypt(new Uint8Array(Buffer.from(String(answer.data), 'base64')), encryption);
    expect(JSON.parse(new TextDecoder().decode(plain))).toMatchObject({ certIdentifier: issued.licence.identifier });
    const other = generateSm2KeyPair();
    expect(await statusOf('getDataByQRcode', data, { by, sign: (bytes) => sm2Sign(bytes, other) })).toBe(11);
    expect(await codeOf(register({ keyKind: 'sm2' }))).toBe('licences.system_incomplete');
  });

  it('disabled, a system is refused at once and answered again when enabled; a new key ends the old one', async () => {
    const mine = await register({ name: '临时系统' });
    const data = { qrcode: issued.licence.identifier, useCause: cause };
    const change = (body: Readonly<Record<string, unknown>>) =>
      ask<{ system: ShareSystem; secret?: string }>(w, 'licences.changeShareSystem', {
        actor: operator,
        params: { systemId: mine.id },
        body: { requestId: newId(), ...body },
      });
    expect(await codeOf(change({ change: 'disable' }))).toBe('licences.system_incomplete');
    await change({ change: 'disable', reason: '密钥疑似泄露' });
    expect(await statusOf('getDataByQRcode', data, { by: mine })).toBe(11);
    await change({ change: 'enable' });
    expect(await statusOf('getDataByQRcode', data, { by: mine })).toBe(0);
    const { secret } = await change({ change: 'new-key' });
    expect(secret).not.toBe(mine.secret);
    expect(await statusOf('getDataByQRcode', data, { by: mine })).toBe(11);
    expect(await statusOf('getDataByQRcode', data, { by: { id: mine.id, secret: secret ?? '' } })).toBe(0);
    await change({ change: 'scopes', scopes: [scope({ purpose: '其他事由' })] });
    expect(await statusOf('getDataByQRcode', data, { by: { id: mine.id, secret: secret ?? '' } })).toBe(100);
  });

  it('more questions than its limit are refused before anything is looked up', async () => {
    const spent: string[] = [];
    const limits = w.limits as { spend(limit: string, key: string): Promise<void> };
    const { spend } = limits;
    limits.spend = async (limit, key) => void spent.push(`${limit} ${key}`);
    await question('getDataByQRcode', { qrcode: issued.licence.identifier, useCause: cause });
    await question('getDataByQRcode', {}, { by: { id: system.id, secret: 'forged' } });
    limits.spend = spend;
    expect(spent).toEqual([
      'shareAddress 127.0.0.1',
      `shareSystem ${system.id}`,
      'shareAddress 127.0.0.1',
      'shareFailed 127.0.0.1',
    ]);
  });
});

describe('by which right', () => {
  it('F219: scope is type × purpose × region; outside it nothing is given', async () => {
    const data = { qrcode: issued.licence.identifier, useCause: cause };
    for (const scopes of [
      [scope({ typeCode: '11990000009900144J009' })],
      [scope({ purpose: '另一事由' })],
      [scope({ region: '9902' })],
    ])
      expect(await statusOf('getDataByQRcode', data, { by: await register({ scopes }) })).toBe(100);
    expect(await statusOf('getDataByQRcode', data, { by: await register({ scopes: [scope({ region: '' })] }) })).toBe(
      0,
    );
  });

  it('without the holder’s use code and without a duty data are refused, whether or not the holder has such a licence', async () => {
    const wanted = { useCause: cause, holderTypeCode: '111', certTypeCode: typeCode };
    for (const holderCode of [holder.number, '990101199001019999'])
      for (const operation of ['search']) expect(await statusOf(operation, { ...wanted, holderCode })).toBe(100);
    expect(await statusOf('queryCertInfo', { ...wanted, holderCode: holder.number })).toBe(100);
  });

  it('by duty it takes a scope that allows it, the item and the case; the holder reads which', async () => {
    const duty = await register({ name: '执法系统', scopes: [scope({ byDuty: true })] });
    const wanted = { useCause: cause, holderTypeCode: '111', certTypeCode: typeCode, holderCode: holder.number };
    expect(await statusOf('queryCertInfo', wanted, { by: duty })).toBe(100);
    const dutiful = {
      ...wanted,
      itemCode: '11990100009900013U1000118001000',
      caseNo: 'ZF20261201-7',
      operator: '王执法',
    };
    expect(await statusOf('queryCertInfo', dutiful)).toBe(100);
    const given = await question<{ certData: Record<string, string> }>('queryCertInfo', dutiful, { by: duty });
    expect(given.head.status).toBe(0);
    expect(given.data?.certData.ZZBH).toBe(issued.licence.number);
    expect(given.data?.certData.CZZTDM).not.toContain('*');
    const found = await question<{ certs: { certNo: string }[] }>('search', dutiful, { by: duty });
    expect(found.data?.certs.map((c) => c.certNo)).toEqual([issued.licence.number]);
    const look = (await sharing()).looks.find((l) => l.what.zh === '查询证照信息' && l.given);
    expect(look).toMatchObject({
      system: '执法系统',
      operator: '王执法',
      purpose: cause,
      caseNumber: 'ZF20261201-7',
      version: 1,
    });
    expect(look?.basis?.zh).toBe('依职能办理');
    const log = await w.t.db.rows<{ who: string; number: string }>(
      sql`select who->>'zh' as who, case_number as number from audit.access where subject_id = ${holder.id}`,
    );
    expect(log).toContainEqual({ who: '云州市交通运输局 执法系统', number: 'ZF20261201-7' });
  });

  it('a use code is good for its purpose, its system, its number of uses and its time, and not after it is revoked', async () => {
    const wanted = (useCode: string, useCause = cause) => ({ useCode, useCause });
    const twice = await code({ uses: 2 });
    expect(await statusOf('queryCertInfo', wanted(twice.code!.toLowerCase().replace(/(....)/g, '$1 ')))).toBe(0);
    expect(await statusOf('queryCertInfo', wanted(twice.code!))).toBe(0);
    expect(await statusOf('queryCertInfo', wanted(twice.code!))).toBe(100);
    const short = await code({ minutes: 5 });
    clock.set('2026-12-01T02:06:00Z');
    expect(await statusOf('queryCertInfo', wanted(short.code!))).toBe(100);
    const other = await register({ name: '别的系统' });
    const bound = await code({ systemId: system.id });
    expect(await statusOf('queryCertInfo', wanted(bound.code!), { by: other })).toBe(100);
    expect(await statusOf('queryCertInfo', { ...wanted(bound.code!), certIdentifier: 'another' })).toBe(100);
    const revoked = await ask<UseCode>(w, 'licences.revokeUseCode', {
      actor: me(),
      params: { ...params(), codeId: bound.id },
      body: { requestId: newId() },
    });
    expect([revoked.state, revoked.code]).toEqual(['revoked', undefined]);
    expect(await statusOf('queryCertInfo', wanted(bound.code!))).toBe(100);
    expect(await statusOf('queryCertInfo', wanted('AAAABBBBCCCCDDDD'))).toBe(100);
    clock.set('2026-12-01T02:00:00Z');
  });

  it('of many systems that use a single-use code at once, one is given the data', async () => {
    const once = await code();
    const all = await Promise.all(
      Array.from({ length: 6 }, () => statusOf('queryCertInfo', { useCode: once.code, useCause: cause })),
    );
    expect(all.filter((s) => s === 0)).toHaveLength(1);
  });

  it('a code is made by the holder alone, for a purpose somebody is registered for', async () => {
    expect(await codeOf(code({ purpose: '无人登记的事由' }))).toBe('licences.purpose_unknown');
    const stranger = personActor('person_other');
    for (const [name, more] of [
      ['licences.getSharing', {}],
      ['licences.createUseCode', { body: { requestId: newId(), purpose: cause, minutes: 60, uses: 1 } }],
      ['licences.makeCopy', { body: { requestId: newId(), purpose: '入职', recipient: '某公司', days: 1 } }],
    ] as const)
      expect(await codeOf(ask(w, name, { actor: stranger, params: params(), ...more }))).toBe(
        'licences.licence_missing',
      );
    const mine = await code();
    const codeParams = { ...params(), codeId: mine.id };
    expect(
      await codeOf(
        ask(w, 'licences.revokeUseCode', { actor: stranger, params: codeParams, body: { requestId: newId() } }),
      ),
    ).toBe('licences.licence_missing');
  });

  it('a suspended or recalled licence is restricted, an expired one expired, an ended one void: 23, 22, 21', async () => {
    const { licence } = await w.issue(slug, personHolder(2));
    const duty = await register({ scopes: [scope({ byDuty: true })] });
    const data = { useCause: cause, certIdentifier: licence.identifier, itemCode: 'x', caseNo: 'y' };
    const after = async (set: ReturnType<typeof sql>) => {
      await w.t.db.rows(sql`update licences.licence set ${set} where id = ${licence.id}`);
      return statusOf('queryCertInfo', data, { by: duty });
    };
    expect(await after(sql`state = 'suspended'`)).toBe(23);
    expect(await after(sql`state = 'valid', recalled_at = now(), recall_reason = '{"zh":"x","en":"x"}'`)).toBe(23);
    expect(await after(sql`recalled_at = null, valid_to = '2026-11-30'`)).toBe(22);
    expect(await after(sql`state = 'revoked'`)).toBe(21);
  });
});

describe('annotated copies', () => {
  const download = async () => {
    const { code: useCode } = await code();
    const answer = await question<{ content: string; certIdentifier: string }>('downloadUrl', {
      useCode,
      useCause: cause,
    });
    expect(answer.head.status).toBe(0);
    return answer.data?.content.split('/').at(-1) ?? '';
  };
  const take = (token: string) => ask<{ body: Uint8Array }>(w, 'licences.shareFile', { params: { token } });

  it('F218: the copy says for what, by whom and until when, over its pages and in its metadata, is sealed by the office, and is told as a copy', async () => {
    const { body } = await take(await download());
    const file = new Uint8Array(body);
    const report = verifyOfd(file, { ...(await w.seals.anchors()), at: clock.now() });
    expect([report.verdict, report.reason]).toEqual(['valid', undefined]);
    expect(report.document?.info.customData).toMatchObject({
      ZZBS: issued.licence.identifier,
      JZJZZZ: w.item(slug).package.item.office.name.zh,
      JZJZZSY: cause,
      JZJZZSJ: '2026-12-01 10:00:00',
      JZJYXQJZSJ: '2026-12-31 10:00:00',
    });
    const text = [...readOfd(file).package.parts].map(([, b]) => Buffer.from(b).toString('utf8')).join('');
    expect(text).toContain('此件由云州市交通运输局提供');
    expect(text).toContain(`仅供办理${cause}事项时使用`);
    expect(text).toContain('有效期至2026年12月31日');
    const verify = () => ask<Verification>(w, 'licences.verifyFile', { file });
    const v = await verify();
    expect([v.verdict, v.title.zh, v.copy?.purpose, v.copy?.expired]).toEqual([
      'valid',
      '加注件真实，证照有效',
      cause,
      false,
    ]);
    clock.set('2027-01-02T02:00:00Z');
    const late = await verify();
    expect([late.verdict, late.title.zh, late.copy?.expired]).toEqual(['invalid', '加注件已过有效期', true]);
    clock.set('2026-12-01T02:00:00Z');
    await w.t.db.rows(sql`update licences.licence set state = 'suspended' where id = ${issued.licence.id}`);
    expect((await verify()).title.zh).toBe('证照真实，但已被暂扣');
    await w.t.db.rows(sql`update licences.licence set state = 'valid' where id = ${issued.licence.id}`);
    expect(await w.seals.verifyLedger()).toMatchObject({ broken: undefined });
  });

  it('the address serves once, for ten minutes', async () => {
    const token = await download();
    await take(token);
    expect(await codeOf(take(token))).toBe('licences.link_missing');
    const late = await download();
    clock.set('2026-12-01T02:10:01Z');
    expect(await codeOf(take(late))).toBe('licences.link_missing');
    clock.set('2026-12-01T02:00:00Z');
    expect(await codeOf(take('A'.repeat(43)))).toBe('licences.link_missing');
  });

  it('a last moment in the past or beyond ninety days is refused; the code is not used up by it', async () => {
    const { code: useCode } = await code();
    for (const expiryTime of ['20261130000000', '2027-04-01T00:00:00Z', 'tomorrow'])
      expect(await statusOf('downloadFile', { useCode, useCause: cause, expiryTime })).toBe(12);
    const answer = await question<{ content: string }>('downloadFile', {
      useCode,
      useCause: cause,
      expiryTime: '20261205120000',
    });
    expect(answer.head.status).toBe(0);
    const custom = readOfd(new Uint8Array(Buffer.from(answer.data?.content ?? '', 'base64'))).info.customData;
    expect(custom.JZJYXQJZSJ).toBe('2026-12-05 12:00:00');
  });

  it('the holder has a copy made himself, fetches it, and sees it among his copies', async () => {
    const requestId = newId();
    const make = () =>
      ask<LicenceCopy>(w, 'licences.makeCopy', {
        actor: me(),
        params: params(),
        body: { requestId, purpose: '求职', recipient: '云州出行有限公司', days: 7 },
      });
    const copy = await make();
    expect((await make()).id).toBe(copy.id);
    const file = await ask<{ body: Uint8Array }>(w, 'licences.getCopyFile', {
      actor: me(),
      params: { ...params(), copyId: copy.id },
      query: { format: 'ofd' },
    });
    expect((await ask<Verification>(w, 'licences.verifyFile', { file: new Uint8Array(file.body) })).copy?.purpose).toBe(
      '求职',
    );
    const { copies } = await sharing();
    expect(copies.find((c) => c.id === copy.id)).toMatchObject({ mine: true, recipient: '云州出行有限公司' });
    // what systems fetched is listed, not handed to the holder a second time
    const theirs = copies.find((c) => !c.mine);
    expect(
      await codeOf(
        ask(w, 'licences.getCopyFile', {
          actor: me(),
          params: { ...params(), copyId: theirs?.id ?? '' },
          query: { format: 'ofd' },
        }),
      ),
    ).toBe('licences.copy_missing');
  });
});

describe('verifying for systems', () => {
  it('data: right and valid, wrong in part, unknown, and what is missing', async () => {
    const certData = { certNo: issued.licence.number, holder: holder.name, holderCode: holder.number };
    const check = async (claimed: Record<string, string>) =>
      question<{ result: number; wrong?: string[] }>('verifyCertInfo', {
        useCause: cause,
        certTypeCode: typeCode,
        certData: claimed,
      });
    expect((await check(certData)).data?.result).toBe(0);
    expect((await check({ ...certData, KZ_ZJCX: 'C1' })).data?.result).toBe(0);
    expect((await check({ ...certData, KZ_ZJCX: 'A1', ZZBFJG: '别处' })).data).toMatchObject({
      result: 7,
      wrong: ['KZ_ZJCX', 'ZZBFJG'],
    });
    // who does not know the holder is not told what differs
    expect((await check({ ...certData, holder: '别人' })).data?.wrong).toBeUndefined();
    expect((await check({ ...certData, certNo: '无此编号' })).data?.result).toBe(5);
    const { certNo: _, ...noNumber } = certData;
    expect((await check(noNumber)).head.status).toBe(109);
    expect((await check({ ...certData, holderCode: '' })).head.status).toBe(110);
    expect((await check({ ...certData, holder: '' })).head.status).toBe(111);
    expect(await statusOf('verifyCertInfo', { useCause: cause, certTypeCode: '001', certData })).toBe(113);
  });

  it('a file: the original, a changed one, another type', async () => {
    const check = (file: Uint8Array, more = {}) =>
      question<{ result: number }>('verifyFile', {
        useCause: cause,
        certTypeCode: typeCode,
        content: Buffer.from(file).toString('base64'),
        contentType: 'base64',
        ...more,
      });
    expect((await check(issued.file)).data?.result).toBe(0);
    const changed = new Uint8Array(issued.file);
    changed[changed.length >> 1] = changed[changed.length >> 1]! ^ 1;
    expect((await check(changed)).data?.result).toBe(7);
    expect((await check(issued.file, { contentType: 'hex' })).head.status).toBe(102);
    expect((await check(issued.file, { content: '' })).head.status).toBe(12);
  });

  it('by QR code what is sensitive is masked; nothing of it names the holder in full', async () => {
    const answer = await question('getDataByQRcode', { qrcode: issued.licence.identifier, useCause: cause });
    const text = JSON.stringify(answer.data);
    expect(text).toContain(issued.licence.number);
    expect(text).not.toContain(holder.name);
    expect(text).not.toContain(holder.number);
  });
});

describe('who looked', () => {
  it('every question stands in the log, given or refused, and can’t be taken out; the holder sees twelve months in figures', async () => {
    const { looks, months } = await sharing();
    expect(looks.some((l) => l.given)).toBe(true);
    expect(looks.some((l) => !l.given && l.answer.zh === '没有该项权限')).toBe(true);
    expect(months).toHaveLength(12);
    expect(months.at(-1)).toMatchObject({ month: '2026-12', given: looks.filter((l) => l.given).length });
    await expect(w.t.db.rows(sql`delete from licences.look`)).rejects.toThrow();
    const list = await ask<{ status: number }[]>(w, 'licences.listShareLooks', {
      actor: operator,
      params: { systemId: system.id },
    });
    expect(list.some((l) => l.status === 11)).toBe(true);
    expect(JSON.stringify(list)).not.toContain(holder.number);
    const { systems } = await ask<{ systems: ShareSystem[] }>(w, 'licences.listShareSystems', { actor: operator });
    const figures = systems.find((s) => s.id === system.id)?.figures;
    expect(figures?.answered).toBeGreaterThan(0);
    expect(JSON.stringify(systems)).not.toContain(system.secret);
  });
});

describe('the guide’s client', () => {
  it('runs as it is printed against the real interface: use code → copy; then the address and the code are used up', async () => {
    const guide = readFileSync(join(root, 'docs/guides/licence-sharing.md'), 'utf8');
    const program = /```js\n([\s\S]*?)```/.exec(guide)?.[1] ?? '';
    const folder = mkdtempSync(join(tmpdir(), 'share-client-'));
    writeFileSync(join(folder, 'client.mjs'), program);
    const app = await createHttp(w.t.kernel.config, w.t.kernel.log);
    for (const r of w.licences.module.routes ?? [])
      if (r.contract.path.startsWith('/api/share/')) mountRoute(app, r, async () => anonymous, w.t.kernel.config);
    await app.listen({ port: 0, host: '127.0.0.1' });
    const address = app.server.address();
    const base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
    vi.useFakeTimers({ now: clock.now(), toFake: ['Date'] });
    try {
      const { licenceClient, fetchCopy } = await import(pathToFileURL(join(folder, 'client.mjs')).href);
      const client = licenceClient({ base, accessId: system.id, secret: system.secret });
      const made = await code({ uses: 1 });
      const local = async (...asked: unknown[]) => {
        const data = await client(...asked);
        return data.content ? { ...data, content: `${base}${new URL(data.content).pathname}` } : data;
      };
      const bytes = await fetchCopy(local, made.code, cause);
      expect(readOfd(bytes).info.customData.JZJZZSY).toBe(cause);
      await expect(fetchCopy(local, made.code, cause)).rejects.toMatchObject({ status: 100 });
      const wrong = licenceClient({ base, accessId: system.id, secret: 'wrong' });
      await expect(wrong('search', { useCause: cause })).rejects.toMatchObject({ status: 11 });
    } finally {
      vi.useRealTimers();
      await app.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
