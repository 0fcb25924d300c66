import { join } from 'node:path';
import { type CaseInput, type CompiledItem, compileItem, goldenInput } from '@miaopi/items';
import { readItemFolder } from '@miaopi/items/node';
import type { Actor } from '../../src/kernel/actor.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import { newId } from '../../src/kernel/ids.ts';
import { root } from '../../src/kernel/root.ts';
import type { Limits } from '../../src/modules/identity/index.ts';
import {
  createLicences,
  type Holder,
  type Licences,
  type LicencesPlugs,
  type MadeLicence,
  type ReservedLicence,
} from '../../src/modules/licences/index.ts';
import { inspectPicture } from '../../src/modules/materials/index.ts';
import { createSeals, type KeyDevices, type Seals } from '../../src/modules/seals/index.ts';
import { startTestDatabase, type TestDatabase } from '../database.ts';

export const system: Actor = { kind: 'system', name: 'test' };

/** Seals and licences over a database of their own, with the items shipped. */
export interface World {
  readonly t: TestDatabase;
  readonly seals: Seals;
  readonly licences: Licences;
  /** Counts nothing. */
  readonly limits: Limits;
  item(slug: string): CompiledItem;
  /** Reserves, makes and completes a licence of a golden case that is granted. */
  issue(
    slug: string,
    holder: Holder,
    change?: (input: CaseInput) => CaseInput,
  ): Promise<{ readonly licence: ReservedLicence; readonly made: MadeLicence; readonly file: Buffer }>;
  reserve(
    slug: string,
    holder: Holder,
    change?: (input: CaseInput) => CaseInput,
  ): Promise<{ readonly licence: ReservedLicence; readonly input: CaseInput }>;
  close(): Promise<void>;
}

/** Accounts there are, by kind and number. */
export const accounts = new Map<string, { readonly id: string; readonly name: string }>();

/** Uploads by file id, as the materials module would hand them out. */
export const uploads = new Map<string, Uint8Array>();

export async function startWorld(
  slugs: readonly string[],
  clock?: Clock,
  pressOf?: (kernel: TestDatabase['kernel']) => NonNullable<LicencesPlugs['press']>,
  /** Where the machine's keys are to be; absent: in the key store. */
  keyDevices?: KeyDevices,
): Promise<World> {
  const t = await startTestDatabase(clock);
  const items = new Map<string, CompiledItem>();
  for (const slug of slugs) {
    const read = await readItemFolder(join(root, 'items', slug));
    if (!read.package) throw new Error(`${slug}: ${JSON.stringify(read.findings)}`);
    items.set(slug, compileItem(read.package));
  }
  const seals = createSeals(t.kernel, {}, { applicant: async () => undefined, ...(keyDevices ? { keyDevices } : {}) });
  const limits = { spend: async () => {}, used: async () => 0, forget: async () => {}, first: async () => true };
  const licences = createLicences(t.kernel, {
    seals,
    limits,
    slugs: () => [...items.keys()],
    itemInForce: (slug) => items.get(slug),
    secret: 'secret of this test installation',
    item: async (slug) => items.get(slug),
    readFile: async (id) => uploads.get(id),
    ...(pressOf ? { press: pressOf(t.kernel) } : {}),
    holdersOf: async (kind, numbers) =>
      new Map(
        numbers.flatMap((number) =>
          accounts.has(`${kind} ${number}`) ? [[number, accounts.get(`${kind} ${number}`)!]] : [],
        ),
      ),
    pictureOf: inspectPicture,
    contactsOf: async (holder) => [holder.kind === 'person' ? holder.id : `legal-of-${holder.id}`],
  });
  const item = (slug: string): CompiledItem => {
    const found = items.get(slug);
    if (!found) throw new Error(`no item ${slug}`);
    return found;
  };
  for (const one of items.values()) await licences.prepare(system, one);

  const reserve: World['reserve'] = async (slug, holder, change = (input) => input) => {
    const compiled = item(slug);
    const golden = compiled.package.golden.find((g) => g.expect.verdict === 'grant');
    if (!golden) throw new Error(`${slug} has no golden case that is granted`);
    const input = change(goldenInput(golden));
    const { office, region } = compiled.package.item;
    const licence = await t.kernel.command('test.reserve', { actor: system }, (ctx) =>
      licences.reserve(ctx, {
        item: compiled,
        caseId: newId('case'),
        caseNumber: '990100-1',
        office,
        region,
        holder,
        input,
      }),
    );
    return { licence, input };
  };
  return {
    t,
    seals,
    licences,
    limits,
    item,
    reserve,
    async issue(slug, holder, change) {
      const { licence, input } = await reserve(slug, holder, change);
      const made = await licences.make(licence, item(slug), input);
      await t.kernel.command('test.complete', { actor: system }, (ctx) =>
        licences.complete(ctx, made, { caseNumber: '990100-1', operator: 'system' }),
      );
      return { licence, made, file: await t.kernel.files.get(made.fileKey) };
    },
    async close() {
      await licences.module.stop?.();
      await t.close();
    },
  };
}

export function personHolder(n = 1): Holder {
  return { kind: 'person', id: `person_${n}`, name: '林晚秋', number: `99010119900101${String(n).padStart(4, '0')}` };
}

/** A request as a route gets it, for calling handlers without HTTP. */
export function personActor(
  personId: string,
  principal: { kind: 'person' | 'firm'; id: string } = { kind: 'person', id: personId },
): Actor {
  return {
    kind: 'person',
    personId,
    sessionId: 's',
    name: '某',
    principal: { ...principal, role: principal.kind === 'person' ? 'self' : 'legal' },
  };
}

interface Asked {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly file?: Uint8Array;
  readonly actor?: Actor;
}

/** Calls the handler of a route with what the HTTP layer would hand it. */
export async function ask<T>(w: World, name: string, asked: Asked): Promise<T> {
  const bound = w.licences.module.routes?.find((r) => r.contract.name === name);
  if (!bound) throw new Error(`no route ${name}`);
  return (await bound.handle({
    params: asked.params ?? {},
    query: asked.query ?? {},
    body: asked.body,
    file: asked.file && { name: 'a.ofd', mediaType: 'application/ofd', data: Buffer.from(asked.file) },
    actor: asked.actor ?? { kind: 'anonymous' },
    lang: 'zh',
    requestId: 'r',
    ip: '127.0.0.1',
    signal: new AbortController().signal,
    cookies: {},
    setCookie: () => {},
  } as never)) as T;
}

export const firmHolder: Holder = {
  kind: 'firm',
  id: 'firm_1',
  name: '云州筑远建筑有限公司',
  number: '9199010000990601XF',
};

/** The certificate of `firmHolder` from before the platform. */
export function importQualification(w: World, number = 'D299010101'): Promise<'new' | 'present'> {
  const item = w.item('construction-qualification-change');
  return w.licences.importStock(system, {
    item,
    number,
    holder: firmHolder,
    fields: {
      企业名称: firmHolder.name,
      统一社会信用代码: firmHolder.number,
      注册地址: '示范省云州市云溪区工匠路 8 号',
      法定代表人: '江映川',
      注册资本: 5000,
      企业类型: '有限责任公司',
      资质类别及等级: ['建筑工程施工总承包二级'],
    },
    issuedOn: '2024-03-01',
    validTo: '2099-02-28',
    office: { uscc: item.package.item.office.uscc, name: item.package.item.office.name },
    region: item.package.item.region,
  });
}

/** The golden case with the certificate as the library holds it. */
export function withFormer(former: Readonly<Record<string, unknown>>): (input: CaseInput) => CaseInput {
  return (input) => ({
    ...input,
    evidence: { ...input.evidence, 原证书: { status: 'found', data: { ...former } } },
  });
}

/** The golden case with this picture in the population register. */
export const withPicture =
  (picture: Uint8Array) =>
  (input: CaseInput): CaseInput => ({
    ...input,
    evidence: {
      ...input.evidence,
      人口信息: {
        status: 'found',
        data: { ...input.evidence.人口信息?.data, 照片: Buffer.from(picture).toString('base64') },
      },
    },
  });

/** Code of the error the work ends with, or `done`. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'done';
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}
