import type { getLicenceTypeVersion, LicenceTypeBody, LicenceTypeDetail, ReplyOf } from '@miaopi/contracts';
import { readOfd } from '@miaopi/ofd';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StaffActor } from '../../src/kernel/actor.ts';
import { sql } from '../../src/kernel/db/sql.ts';
import { newId } from '../../src/kernel/ids.ts';
import { ask, codeOf, personActor, personHolder, startWorld, system, type World } from './world.ts';

const slug = 'ride-hailing-driver';
let w: World;
let typeCode: string;
let office: string;
const staff = (id: string, roles: string[], at = office): StaffActor => ({
  kind: 'staff',
  staffId: id,
  sessionId: 's',
  name: `某${id}`,
  number: '1',
  office: at,
  region: '990100000000',
  roles,
});
const editor = () => staff('editor', ['approver']);
const head = () => staff('head', ['head', 'approver']);
const get = (actor = editor()) => ask<LicenceTypeDetail>(w, 'licences.getType', { actor, params: { typeCode } });
const preview = (body: LicenceTypeBody) =>
  ask<{ findings: { path: string; text: { zh: string } }[]; numbers: string[]; svg?: string }>(
    w,
    'licences.previewType',
    { actor: editor(), params: { typeCode }, body: { body } },
  );
const save = (body: LicenceTypeBody, actor = editor()) =>
  ask<LicenceTypeDetail>(w, 'licences.saveType', {
    actor,
    params: { typeCode },
    body: { requestId: newId(), note: '调整编号规则', body },
  });
const decide = (verdict: 'publish' | 'drop', actor: StaffActor) =>
  ask<LicenceTypeDetail>(w, 'licences.decideType', {
    actor,
    params: { typeCode },
    body: { requestId: newId(), verdict },
  });

beforeAll(async () => {
  w = await startWorld([slug]);
  typeCode = w.item(slug).package.licence.typeCode;
  office = w.item(slug).package.item.office.uscc;
});
afterAll(() => w.close());

describe('the licence catalogue', () => {
  it('F215: a row starts from its item’s package, once, however often the installation starts', async () => {
    await w.licences.prepare(system, w.item(slug));
    const type = await get();
    expect(type.versions).toHaveLength(1);
    expect([type.inForce.source, type.body.name.zh, type.body.share]).toEqual([
      'package',
      '网络预约出租汽车驾驶员证',
      'conditional',
    ]);
    const { licence } = await w.issue(slug, personHolder(1));
    expect(licence.typeVersion).toBe(1);
  });

  it('F129: the editor sees the next three numbers, every fault with its place, and the paper with the changed words', async () => {
    const { body } = await get();
    const year = new Date().getFullYear();
    const good = await preview({ ...body, numberRule: '云驾{region}{year}{seq:4}{check}' });
    expect(good.findings).toEqual([]);
    expect(good.numbers).toHaveLength(3);
    for (const [i, number] of good.numbers.entries())
      expect(number).toMatch(new RegExp(`^云驾990100${year}000${i + 1}\\d$`));
    expect(good.svg).toMatch(/^<svg /);
    const wrong = await preview({
      ...body,
      name: { zh: '', en: 'x' },
      numberRule: '云驾{year}',
      definingBody: '91990100000001',
      relatedItems: ['no-such-item'],
      fields: body.fields.slice(1),
    });
    expect(wrong.findings.map((f) => f.path).sort()).toEqual([
      'definingBody',
      'fields',
      'name',
      'numberRule',
      'relatedItems',
    ]);
    expect(wrong.svg).toBeUndefined();
    const faultsOf = async (paper: string) => (await preview({ ...body, paper })).findings.map((f) => f.path);
    expect(await faultsOf('{"a":')).toEqual(['paper']);
    for (const path of await faultsOf('{}')) expect(path).toMatch(/^paper(\.|$)/);
    const unknown = { ...JSON.parse(body.paper), elements: [{ kind: 'text', value: '无此字段' }] };
    for (const path of await faultsOf(JSON.stringify(unknown))) expect(path).toMatch(/^paper\.elements\[0\]/);
    expect(await faultsOf(JSON.stringify(unknown))).not.toEqual([]);
    // a rule whose numbers are given already
    const taken = await preview({ ...body, numberRule: body.numberRule.replace('{seq:6}', '{seq:6:all}') });
    expect(taken.findings.some((f) => f.text.zh.includes('已经用过'))).toBe(true);
  });

  it('F128 F130: saved by one, published by another of the two its head; new issues follow, what was issued keeps its own', async () => {
    const { body } = await get();
    const before = await w.issue(slug, personHolder(2));
    const draft = {
      ...body,
      name: { zh: '网约车驾驶员证', en: 'Ride-hailing certificate' },
      numberRule: '云驾{year}{seq:5}',
      validity: { kind: 'years' as const, years: 5 },
      share: 'unconditional' as const,
      fields: body.fields.map((f) => (f.name === '姓名' ? { ...f, mask: 'name' as const } : f)),
      paper: body.paper.replace('网络预约出租汽车驾驶员证', '网约车驾驶员证'),
    };
    const saved = await save(draft);
    expect([saved.draft?.version, saved.draft?.publish.allowed, saved.inForce.version]).toEqual([2, false, 1]);
    expect(await codeOf(decide('publish', editor()))).toBe('licences.not_lawful');
    expect(await codeOf(decide('publish', staff('second', ['approver'])))).toBe('licences.not_lawful');
    const running = await w.reserve(slug, personHolder(3));
    await decide('publish', head());
    const after = await w.issue(slug, personHolder(4));
    expect(after.licence.typeVersion).toBe(2);
    expect(after.licence.number).toMatch(/^云驾\d{9}$/);
    const custom = readOfd(new Uint8Array(after.file)).info.customData;
    expect(custom.ZZMC).toBe('网约车驾驶员证');
    expect(custom.ZZYXQJZRQ?.slice(0, 4)).toBe(String(Number(custom.ZZYXQQSRQ?.slice(0, 4)) + 5));
    // its number was taken under the old row: so it is made under it
    const made = await w.licences.make(running.licence, w.item(slug), running.input);
    expect(made.licence.typeVersion).toBe(1);
    expect(readOfd(new Uint8Array(await w.t.kernel.files.get(made.fileKey))).info.customData.ZZMC).toBe(
      '网络预约出租汽车驾驶员证',
    );
    const { name } = await w.t.db.one<{ name: string }>(
      sql`select type_name->>'zh' as name from licences.licence where id = ${before.licence.id}`,
    );
    expect(name).toBe('网络预约出租汽车驾驶员证');
  });

  it('F215: any version can be read beside the published one it came after; of another office it is not there', async () => {
    const read = (version: string, actor = editor()) =>
      ask<ReplyOf<typeof getLicenceTypeVersion>>(w, 'licences.getTypeVersion', {
        actor,
        params: { typeCode, version },
      });
    const second = await read('2');
    expect([second.body.name.zh, second.former?.version, second.former?.body.name.zh]).toEqual([
      '网约车驾驶员证',
      1,
      '网络预约出租汽车驾驶员证',
    ]);
    expect((await read('1')).former).toBeUndefined();
    expect(await codeOf(read('9'))).toBe('licences.type_missing');
    expect(await codeOf(read('2', staff('x', ['head'], '11990100009900021N')))).toBe('licences.type_missing');
  });

  it('a package that comes later leaves a row edited in the studio alone; what was published can’t be changed', async () => {
    await w.licences.prepare(system, w.item(slug));
    expect((await get()).inForce).toMatchObject({ version: 2, source: 'studio' });
    await expect(w.t.db.rows(sql`update licences.type_version set note = 'x' where version = 1`)).rejects.toThrow(
      'can not be changed',
    );
  });

  it('a wrong draft can be saved, not published; dropped, it is gone', async () => {
    const { body } = await get();
    await save({ ...body, numberRule: '{seq:3}{seq:3}' });
    expect(await codeOf(decide('publish', head()))).toBe('licences.type_wrong');
    await decide('drop', editor());
    expect((await get()).draft).toBeUndefined();
    expect(await codeOf(decide('publish', head()))).toBe('licences.type_missing');
  });

  it('F013: types of another office are not there; who decides nothing may not edit', async () => {
    const stranger = staff('x', ['head', 'approver'], '11990100009900021N');
    expect(await ask<unknown[]>(w, 'licences.listTypes', { actor: stranger })).toEqual([]);
    expect(await codeOf(get(stranger))).toBe('licences.type_missing');
    const { body } = await get();
    expect(await codeOf(save(body, stranger))).toBe('licences.type_missing');
    expect(await codeOf(save(body, staff('clerk', ['acceptor'])))).toBe('licences.not_lawful');
  });

  it('F218: a type whose contents its holder declares issues licences of grade D: shared as a declaration, neither shown nor proof, and no official raises it', async () => {
    const { body } = await get();
    await save({ ...body, grade: 'D', share: 'unconditional' });
    await decide('publish', head());
    const holder = personHolder(9);
    const { licence } = await w.issue(slug, holder);
    const params = { licenceId: licence.id };
    const actor = personActor(holder.id);
    const seen = await ask<{ grade: string; uses: { use: string; allowed: boolean; reason?: { zh: string } }[] }>(
      w,
      'licences.getLicence',
      { actor, params },
    );
    expect(seen.grade).toBe('D');
    expect(seen.uses.filter((one) => one.allowed).map((one) => one.use)).toEqual(['share', 'copy']);
    expect(await codeOf(ask(w, 'licences.startShowing', { actor, params, body: { requestId: newId() } }))).toBe(
      'licences.grade_too_low',
    );
    expect(await w.licences.heldBy(holder, body.name.zh, {}), 'no proof in a decision').toBeUndefined();
    const raise = ask(w, 'licences.checkOriginal', {
      actor: editor(),
      params,
      body: { requestId: newId(), note: '纸质材料已出示' },
    });
    expect(await codeOf(raise)).toBe('licences.not_lawful');
  });
});
