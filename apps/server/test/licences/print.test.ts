import type { LicencePrint, LicenceSharing, makePrintCode, printByCode, ReplyOf } from '@miaopi/contracts';
import { sm3Hex } from '@miaopi/gm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixedClock } from '../../src/kernel/clock.ts';
import { sql } from '../../src/kernel/db/sql.ts';
import { newId } from '../../src/kernel/ids.ts';
import { ask, codeOf, personActor, personHolder, startWorld, type World } from './world.ts';

const slug = 'senior-card';
const clock = fixedClock('2026-12-01T02:00:00Z');
const holder = personHolder(3);
const me = personActor(holder.id);
let w: World;
let params: { licenceId: string };

beforeAll(async () => {
  w = await startWorld([slug], clock);
  params = { licenceId: (await w.issue(slug, holder)).licence.id };
});
afterAll(() => w.close());

const print = (requestId = newId(), way = 'self') =>
  ask<LicencePrint>(w, 'licences.print', { actor: me, params, body: { requestId, way } });
const newCode = () =>
  ask<ReplyOf<typeof makePrintCode>>(w, 'licences.makePrintCode', { actor: me, params, body: { requestId: newId() } });
const atKiosk = (code: string, requestId = newId()) =>
  ask<ReplyOf<typeof printByCode>>(w, 'licences.printByCode', { body: { requestId, code } });
const sharing = () => ask<LicenceSharing>(w, 'licences.getSharing', { actor: me, params });

describe('print-outs', () => {
  it('F112: each is counted once and numbered, also when many come at once, and the holder reads them', async () => {
    const requestId = newId();
    const first = await print(requestId);
    expect(await print(requestId)).toEqual(first);
    const more = await Promise.all(Array.from({ length: 5 }, () => print()));
    expect([first, ...more].map((p) => p.no).sort()).toEqual([1, 2, 3, 4, 5, 6]);
    expect((await sharing()).prints.map((p) => p.no)).toEqual([6, 5, 4, 3, 2, 1]);
    const audited = await w.t.db.rows(sql`select from audit.entry where action = 'licences.printed'`);
    expect(audited).toHaveLength(6);
  });

  it('F008: a print code prints its licence once, at a kiosk that knows nobody: the holder’s name is masked beside it', async () => {
    const { code } = await newCode();
    expect(code).toMatch(/^\d{12}$/);
    expect((await sharing()).printCode?.code).toBe(code);
    const requestId = newId();
    const given = await atKiosk(code, requestId);
    expect(given).toMatchObject({ way: 'code', holder: '林**', pages: [{ width: 85.6, height: 54 }] });
    expect(given.pages[0]!.svg).toContain('<svg');
    // the answer was lost on the way: the same request gets it again, another one does not
    expect((await atKiosk(code, requestId)).no).toBe(given.no);
    expect(await codeOf(atKiosk(code))).toBe('licences.print_code_wrong');
    expect((await sharing()).printCode).toBeUndefined();
    expect((await sharing()).prints[0]).toMatchObject({ no: given.no, way: 'code' });
  });

  it('of kiosks that type one code at once, one prints', async () => {
    const { code } = await newCode();
    const all = await Promise.all(Array.from({ length: 5 }, () => codeOf(atKiosk(code))));
    expect(all.filter((c) => c === 'done')).toHaveLength(1);
  });

  it('a code ends with a newer one and after a day; wrong ones count against the address', async () => {
    const old = await newCode();
    const fresh = await newCode();
    expect(await codeOf(atKiosk(old.code))).toBe('licences.print_code_wrong');
    clock.set('2026-12-02T02:00:00Z');
    expect(await codeOf(atKiosk(fresh.code))).toBe('licences.print_code_wrong');
    clock.set('2026-12-01T02:00:00Z');
    const spent: string[] = [];
    const limits = w.limits as { spend(limit: string, key: string): Promise<void> };
    const { spend } = limits;
    limits.spend = async (limit, key) => void spent.push(`${limit} ${key}`);
    await codeOf(atKiosk('000000000000'));
    limits.spend = spend;
    expect(spent).toEqual(['printCodeFailed 127.0.0.1']);
  });

  it('of a licence not in force none is made, and a code typed then is not used up', async () => {
    const { code } = await newCode();
    await w.t.db.rows(sql`update licences.licence set state = 'suspended' where id = ${params.licenceId}`);
    for (const attempt of [print, newCode, () => atKiosk(code)])
      expect(await codeOf(attempt())).toBe('licences.not_printable');
    await w.t.db.rows(sql`update licences.licence set state = 'valid' where id = ${params.licenceId}`);
    expect(await codeOf(atKiosk(code))).toBe('done');
  });

  it('somebody else’s licence is not there', async () => {
    const stranger = personActor('person_other');
    const asked = { actor: stranger, params, body: { requestId: newId(), way: 'self' } };
    expect(await codeOf(ask(w, 'licences.print', asked))).toBe('licences.licence_missing');
    expect(await codeOf(ask(w, 'licences.makePrintCode', asked))).toBe('licences.licence_missing');
  });
});

describe('the PDF copy', () => {
  it('F145 F149: is one use of the seal: in the ledger with its digest, page and place, and in the audit, once however many ask at once', async () => {
    const get = () =>
      ask<{ body: Uint8Array }>(w, 'licences.getLicenceFile', { actor: me, params, query: { format: 'pdf' } });
    const [one, two] = await Promise.all([get(), get()]);
    expect(Buffer.compare(one.body, two.body)).toBe(0);
    const digest = sm3Hex(new Uint8Array(one.body));
    const ledger = await w.t.db.rows<{ page: number; x: number; operator: string }>(
      sql`select page, x, operator from seals.ledger where digest = ${digest}`,
    );
    expect(ledger).toHaveLength(1);
    expect(ledger[0]).toMatchObject({ page: 0, operator: `person:${holder.id}` });
    expect(ledger[0]!.x).toBeGreaterThan(60);
    const audited = await w.t.db.rows<{ digest: string }>(
      sql`select (body::jsonb)->>'digest' as digest from audit.entry where action = 'licences.pdf_copy_made'`,
    );
    expect(audited).toEqual([{ digest }]);
  });
});
