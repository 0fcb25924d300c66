import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { LicenceSharing, ReplyOf, Showing, startShowing, Verification } from '@miaopi/contracts';
import { showingCode } from '@miaopi/licence-code';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isThere } from '../../../../tools/judges.mjs';
import type { StaffActor } from '../../src/kernel/actor.ts';
import { fixedClock } from '../../src/kernel/clock.ts';
import { sql } from '../../src/kernel/db/sql.ts';
import { newId } from '../../src/kernel/ids.ts';
import { ask, codeOf, personActor, personHolder, startWorld, type World, withPicture } from './world.ts';

type Started = ReplyOf<typeof startShowing>;

const slug = 'senior-card';
const portrait = new Uint8Array(readFileSync(new URL('./portrait.jpg', import.meta.url)));
const clock = fixedClock('2026-12-01T02:00:00Z');
const holder = personHolder(7);
const me = personActor(holder.id);
const official: StaffActor = {
  kind: 'staff',
  staffId: 'st',
  sessionId: 's',
  name: '翟一鸣',
  number: '1',
  office: 'x',
  region: '990100000000',
  roles: ['approver'],
};
let w: World;
let licenceId: string;

beforeAll(async () => {
  w = await startWorld([slug], clock);
  licenceId = (await w.issue(slug, holder, withPicture(portrait))).licence.id;
});
afterAll(() => w.close());
beforeEach(() => clock.set('2026-12-01T02:00:00Z'));

const start = (requestId = newId()) =>
  ask<Started>(w, 'licences.startShowing', { actor: me, params: { licenceId }, body: { requestId } });
const codeAt = (s: Started, period: number) => showingCode(s.id, Buffer.from(s.secret, 'base64'), period);
const scan = (code: string, actor?: StaffActor) =>
  ask<Verification>(w, 'licences.verifyByIdentifier', { params: { identifier: code }, ...(actor ? { actor } : {}) });
const told = async (code: string) => {
  const { verdict, title } = await scan(code);
  return [verdict, title.zh];
};

describe('showing a licence', () => {
  it('F137: the code on the screen shows the whole licence with its holder and photo; the same code a minute later shows nothing of it', async () => {
    const showing = await start();
    const first = codeAt(showing, 0);
    const now = await scan(`${showing.address}${first}`);
    expect(now).toMatchObject({ verdict: 'valid', title: { zh: '亮证有效' }, licence: { holder: holder.name } });
    expect(now.shown).toMatchObject({ live: true, since: '2026-12-01T02:00:00.000Z' });
    expect(Buffer.from(now.shown!.photo!, 'base64').equals(Buffer.from(portrait))).toBe(true);
    expect(now.pages).toHaveLength(1);
    expect(now.pages[0]!.svg).toContain('<svg');
    clock.set('2026-12-01T02:01:14Z');
    expect(await told(first)).toEqual(['valid', '亮证有效']);
    clock.set('2026-12-01T02:01:15Z');
    const later = await scan(first);
    expect(later).toMatchObject({ verdict: 'invalid', title: { zh: '亮证已过期' }, pages: [], shown: { live: false } });
    expect(JSON.stringify(later)).not.toContain(holder.name);
    expect(later.licence).toBeUndefined();
    expect(await told(codeAt(showing, 1))).toEqual(['valid', '亮证有效']);
  });

  it('a code of a minute to come, of a changed minute, of another secret or of no showing is none', async () => {
    const showing = await start();
    expect(await told(codeAt(showing, 1))).toEqual(['invalid', '亮证已过期']);
    const wrong = ['unknown', '不是本平台的亮证二维码'];
    expect(await told(codeAt(showing, 3).replace('-3-', '-0-'))).toEqual(wrong);
    expect(await told(showingCode(showing.id, Buffer.alloc(32), 0))).toEqual(wrong);
    expect(await told(showingCode('0'.repeat(24), Buffer.from(showing.secret, 'base64'), 0))).toEqual(wrong);
  });

  it('put away, shown anew or after ten minutes, its codes are refused', async () => {
    const showing = await start();
    const second = await start();
    expect(await told(codeAt(showing, 0))).toEqual(['invalid', '亮证已过期']);
    expect(await told(codeAt(second, 0))).toEqual(['valid', '亮证有效']);
    const params = { licenceId, showingId: second.id };
    expect(await ask<Showing>(w, 'licences.endShowing', { actor: me, params })).toMatchObject({ over: true });
    expect(await told(codeAt(second, 0))).toEqual(['invalid', '亮证已过期']);
    const third = await start();
    clock.set('2026-12-01T02:09:59Z');
    expect(await told(codeAt(third, 9))).toEqual(['valid', '亮证有效']);
    clock.set('2026-12-01T02:10:00Z');
    expect(await told(codeAt(third, 9))).toEqual(['invalid', '亮证已过期']);
    expect(await told(codeAt(third, 10))).toEqual(['invalid', '亮证已过期']);
  });

  it('the same request begins one showing', async () => {
    const requestId = newId();
    const [one, again] = [await start(requestId), await start(requestId)];
    expect(again).toMatchObject({ id: one.id, secret: one.secret });
  });

  it('each scan is told to the holder with its time, and with the official who was signed in; a page loaded again is one scan', async () => {
    const showing = await start();
    await scan(codeAt(showing, 0));
    await scan(codeAt(showing, 0));
    await scan(codeAt(showing, 0), official);
    const { showings } = await ask<LicenceSharing>(w, 'licences.getSharing', { actor: me, params: { licenceId } });
    const mine = showings.find((s) => s.id === showing.id);
    expect(mine?.checks.map((k) => k.who?.zh ?? null).sort()).toEqual([null, '工作人员 翟一鸣']);
    const log = await w.t.db.rows<{ who: string }>(
      sql`select who->>'zh' as who from audit.access where subject_id = ${holder.id} and purpose->>'zh' = '您亮证时扫码核验'`,
    );
    expect(log).toContainEqual({ who: '工作人员 翟一鸣' });
    const audited = await w.t.db.rows(
      sql`select from audit.entry where action = 'licences.shown' and (body::jsonb)->>'showing' = ${showing.id}`,
    );
    expect(audited).toHaveLength(1);
  });

  it('somebody else can neither begin it nor look after it; a licence not in force is not shown, and one that ends meanwhile says so', async () => {
    const showing = await start();
    const stranger = personActor('person_other');
    const params = { licenceId, showingId: showing.id };
    const begin = { params: { licenceId }, body: { requestId: newId() } };
    expect(await codeOf(ask(w, 'licences.startShowing', { actor: stranger, ...begin }))).toBe(
      'licences.licence_missing',
    );
    for (const name of ['licences.getShowing', 'licences.endShowing'])
      expect(await codeOf(ask(w, name, { actor: stranger, params }))).toBe('licences.showing_missing');
    await w.t.db.rows(sql`update licences.licence set state = 'suspended' where id = ${licenceId}`);
    expect(await told(codeAt(showing, 0))).toEqual(['invalid', '证照真实，但已被暂扣']);
    expect(await codeOf(start())).toBe('licences.not_showable');
    await w.t.db.rows(sql`update licences.licence set state = 'valid' where id = ${licenceId}`);
  });

  it.skipIf(!isThere('openssl'))('F144: the code is HMAC-SM3 as openssl makes it', async () => {
    const showing = await start();
    const hex = Buffer.from(showing.secret, 'base64').toString('hex');
    const mac = execFileSync('openssl', ['mac', '-digest', 'SM3', '-macopt', `hexkey:${hex}`, '-in', '-', 'HMAC'], {
      input: `${showing.id} 7`,
      encoding: 'utf8',
    }).trim();
    const bits = [...Buffer.from(mac, 'hex').subarray(0, 10)].map((b) => b.toString(2).padStart(8, '0')).join('');
    const expected = bits.match(/.{5}/g)!.map((five) => '0123456789abcdefghjkmnpqrstvwxyz'[Number.parseInt(five, 2)]);
    expect(codeAt(showing, 7)).toBe(`${showing.id}-7-${expected.join('')}`);
  });
});
