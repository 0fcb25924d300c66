import type { OfficePaperOrder, PaperOrder, Verification } from '@miaopi/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StaffActor } from '../../src/kernel/actor.ts';
import { fixedClock } from '../../src/kernel/clock.ts';
import { sql } from '../../src/kernel/db/sql.ts';
import { newId } from '../../src/kernel/ids.ts';
import type { ReservedLicence } from '../../src/modules/licences/index.ts';
import { ask, codeOf, personActor, personHolder, startWorld, type World } from './world.ts';

const slug = 'ride-hailing-driver';
const holder = personHolder(1);
let w: World;
let licence: ReservedLicence;
let office: string;
beforeAll(async () => {
  w = await startWorld([slug], fixedClock('2026-12-01T02:00:00Z'));
  office = w.item(slug).package.item.office.uscc;
  ({ licence } = await w.issue(slug, holder));
});
afterAll(() => w.close());

const staff = (role: string, at = office): StaffActor => ({
  kind: 'staff',
  staffId: role,
  sessionId: 's',
  name: `某${role}`,
  number: '1',
  office: at,
  region: '990100000000',
  roles: [role],
});
const mine = (name: string, actor = personActor(holder.id)) =>
  ask<PaperOrder[]>(w, `licences.${name}`, {
    actor,
    params: { licenceId: licence.id },
    body: { requestId: newId() },
  });
const counter = (name: string, orderId: string, body: object, actor = staff('acceptor')) =>
  ask<OfficePaperOrder[]>(w, `licences.${name}`, { actor, params: { orderId }, body: { requestId: newId(), ...body } });
const orders = (actor = staff('acceptor')) => ask<OfficePaperOrder[]>(w, 'licences.listPaperOrders', { actor });
const verified = async () =>
  (await ask<Verification>(w, 'licences.verifyByIdentifier', { params: { identifier: licence.identifier } })).licence;

describe('the paper original of a licence', () => {
  it('F135: the holder asks once, may give it up, and asks again; nobody else can', async () => {
    expect((await mine('askForPaper')).map((o) => o.state)).toEqual(['asked']);
    expect(await codeOf(mine('askForPaper'))).toBe('licences.paper_open');
    expect(await codeOf(mine('askForPaper', personActor('somebody')))).toBe('licences.licence_missing');
    expect((await mine('cancelPaper')).map((o) => o.state)).toEqual(['cancelled']);
    expect(await codeOf(mine('cancelPaper'))).toBe('licences.paper_wrong_state');
    expect((await mine('askForPaper')).map((o) => o.state)).toEqual(['asked', 'cancelled']);
  });

  it('F135: the counter prints it on a numbered form, once a form, on another when one is spoilt, and hands it over by name', async () => {
    const [order] = await orders();
    expect(order).toMatchObject({ state: 'asked', holder: holder.name, number: licence.number });
    expect(await orders(staff('acceptor', 'another'))).toEqual([]);
    expect(await codeOf(counter('printPaper', order!.id, { formNumber: 'A-0001' }, staff('acceptor', 'another')))).toBe(
      'licences.order_missing',
    );
    const collector = { collectorName: '林晚秋', collectorNumber: holder.number };
    expect(await codeOf(counter('handOverPaper', order!.id, collector))).toBe('licences.paper_wrong_state');
    await counter('printPaper', order!.id, { formNumber: 'a-0001' });
    await counter('printPaper', order!.id, { formNumber: 'A-0002' });
    expect((await orders())[0]).toMatchObject({ state: 'printed', formNumber: 'A-0002' });
    expect((await verified())?.papers).toEqual([]);
    expect(await counter('handOverPaper', order!.id, collector)).toEqual([]);
    const [handed] = await ask<PaperOrder[]>(w, 'licences.listPapers', {
      actor: personActor(holder.id),
      params: { licenceId: licence.id },
    });
    expect(handed).toMatchObject({ state: 'handed-over', formNumber: 'A-0002', handedBy: '某acceptor' });
    expect(handed?.collector).not.toContain(holder.number);
    expect((await verified())?.papers).toMatchObject([{ formNumber: 'A-0002' }]);

    await mine('askForPaper');
    const [next] = await orders();
    expect(await codeOf(counter('printPaper', next!.id, { formNumber: 'A-0002' }))).toBe('licences.form_used');
    await counter('printPaper', next!.id, { formNumber: 'A-0003' });
  });

  it('F135 F216: a licence revoked meanwhile is not handed out, and whoever checks the paper learns its state', async () => {
    const [order] = await orders();
    await w.t.db.rows(sql`update licences.licence set state = 'revoked' where id = ${licence.id}`);
    const collector = { collectorName: '林晚秋', collectorNumber: holder.number };
    expect(await codeOf(counter('handOverPaper', order!.id, collector))).toBe('licences.not_printable');
    expect(await verified()).toMatchObject({ state: 'revoked', papers: [{ formNumber: 'A-0002' }] });
  });
});
