import { loadNotoSerif } from '@miaopi/fonts/noto';
import {
  digestByOid,
  fileSigner,
  fromBase64,
  generateKey,
  generateSm2KeyPair,
  issueCertificate,
  issueCrl,
  makeSeal,
  makeTimeStampToken,
  OID,
  parseCertificate,
  prepareSeal,
  type SyncSigner,
  signingKey,
} from '@miaopi/gm';
import { type CaseInput, type CompiledItem, compileItem, goldenInput } from '@miaopi/items';
import { readItemFolder } from '@miaopi/items/node';
import { notoPaperEnv } from '@miaopi/layout/noto';
import { sealPng } from '@miaopi/layout/png';
import { createLicenceApp, issueOutsideKeys, LICENCE_PASSWORD, type LicenceApp } from '@miaopi/scenarios';
import type { FastifyInstance } from 'fastify';
import type { PersonActor } from '../../src/kernel/actor.ts';
import { fixedClock } from '../../src/kernel/clock.ts';
import {
  type Connector,
  createExchange,
  demoConnector,
  failingConnector,
  slowConnector,
} from '../../src/modules/exchange/index.ts';
import type { RealPerson } from '../../src/modules/identity/index.ts';
import { createMaterials, type Materials } from '../../src/modules/materials/index.ts';
import { createSigning, type PartyPdfSigner, type PartySeals, type Signing } from '../../src/modules/signing/index.ts';
import { businessLicencesOver } from '../../src/wiring/business-licences.ts';
import { startTestDatabase, type TestDatabase } from '../database.ts';
import { serveModule } from '../forms/http.ts';

/** Landlord 许志远 (a person) and tenant 云州恒筑 (a firm, by its legal representative), their seals made by an authority of this test. */
export const landlordNumber = '99010119690307101X';
export const firmNumber = '91990101MA99Y10184';

export const landlord: PersonActor = {
  kind: 'person',
  personId: 'p-xu',
  sessionId: 's1',
  name: '许志远',
  principal: { kind: 'person', id: 'p-xu', role: 'self' },
};
export const tenant: PersonActor = {
  kind: 'person',
  personId: 'p-yan',
  sessionId: 's2',
  name: '严正',
  principal: { kind: 'firm', id: 'f-hengzhu', role: 'legal' },
};
export const stranger: PersonActor = {
  kind: 'person',
  personId: 'p-chen',
  sessionId: 's3',
  name: '陈静',
  principal: { kind: 'person', id: 'p-chen', role: 'self' },
};

const people: Readonly<Record<string, { name: string; number: string }>> = {
  'p-xu': { name: '许志远', number: landlordNumber },
  'p-yan': { name: '严正', number: '990101197503071015' },
  'p-chen': { name: '陈静', number: '990101199201010018' },
};

export interface SigningWorld {
  readonly t: TestDatabase;
  readonly clock: ReturnType<typeof fixedClock>;
  readonly http: FastifyInstance;
  readonly files: FastifyInstance;
  readonly signing: Signing;
  readonly materials: Materials;
  readonly item: CompiledItem;
  /** Ledger rows the parties' seals got. */
  readonly uses: { sealId: string; digest: string; slot: string }[];
  /** What the person's register says next; confirmed unless set. */
  register: Awaited<ReturnType<RealPerson>>['status'];
  /** The demo's app of electronic business licences. */
  readonly licenceApp: LicenceApp;
  /** The firm's legal representative answers the scan in the app. */
  confirm(url: string, answer?: { readonly password?: string; readonly refuse?: true }): string | null;
  /** How its system behaves from now on. */
  licences: 'ok' | 'slow' | 'failing' | 'another-firm' | 'forged';
  /** Runs before the app signs: somebody else is quicker. */
  beforeLicenceSigns: (() => Promise<unknown>) | undefined;
  /** Opens a draft under a new id; `change` alters what the golden case has. */
  draft(change?: (input: CaseInput) => CaseInput): string;
  inputOf(draftId: string): CaseInput;
  pdfSigner(sealId: string, name: string): PartyPdfSigner;
  /** Ids of the landlord's and the firm's seal. */
  readonly sealIds: readonly string[];
  upload(who: string, name: string, data: Buffer): Promise<string>;
  stop(): Promise<void>;
}

export async function startSigning(): Promise<SigningWorld> {
  const clock = fixedClock('2026-11-28T02:00:00Z');
  const t = await startTestDatabase(clock);
  const read = await readItemFolder(new URL('../../../../items/lease-filing', import.meta.url).pathname);
  const item = compileItem(read.package!);
  const golden = goldenInput(item.package.golden[0]!);
  const authority = makeAuthority();
  const pdfAuthority = makePdfAuthority(() => clock.now());
  const keys = issueOutsideKeys({ from, to });
  const licenceRoot = [keys.businessLicence.root, keys.businessLicence.sealMaker].map((k) => fromBase64(k.certificate));
  const trust = {
    anchors: [authority.root, licenceRoot[0]!, pdfAuthority.root],
    sealMakers: [authority.maker.certificate, licenceRoot[1]!],
  };
  const firm = { uscc: firmNumber, name: '云州恒筑建设工程有限公司' };
  const licenceApp = createLicenceApp({
    keys: keys.businessLicence,
    holders: [{ ...firm, people: [{ name: '严正', citizenId: '990101197503071015', role: '法定代表人' }] }],
    now: () => clock.now().getTime(),
  });
  const seals = {
    'seal-xu': makeParty(authority, '许志远', 'signature', landlord.personId),
    'seal-hz': makeParty(authority, '云州恒筑建设工程有限公司', 'legal-name', 'f-hengzhu'),
    'seal-hz-finance': makeParty(authority, '云州恒筑建设工程有限公司财务专用章', 'finance', 'f-hengzhu'),
  };
  const drafts = new Map<string, CaseInput>();
  const uses: SigningWorld['uses'] = [];
  const world = {
    register: 'confirmed' as SigningWorld['register'],
    licences: 'ok' as SigningWorld['licences'],
    beforeLicenceSigns: undefined as SigningWorld['beforeLicenceSigns'],
  };
  const app = demoConnector('business-licence', (_, operation, params) => {
    const answer = licenceApp.answer(operation, { params: params as never, caller: '秒批平台' }, 'http://licence.test');
    if (answer.status !== 'found' || operation === 'open') return answer;
    if (world.licences === 'another-firm')
      return { ...answer, data: { ...answer.data, 统一社会信用代码: '91990101MA99Y20189' } };
    if (world.licences === 'forged' && operation === 'sign')
      return {
        ...answer,
        data: {
          签名值: 'MEUCIQCnZZk8j3hYpM2p0m1PpC5Bc2n0cM8sJtJXqk3J2iUgBAIgJx1hT1h0y1mX8o5W1c0fXoNqkqz1p1Z1mQ0m3cO6n7Q=',
        },
      };
    return answer;
  });
  const connector: Connector = {
    system: 'business-licence',
    async ask(question) {
      if (question.operation === 'sign') await world.beforeLicenceSigns?.();
      if (world.licences === 'failing') return failingConnector('business-licence').ask(question);
      if (world.licences === 'slow')
        return slowConnector(app, 60_000).ask({ ...question, signal: AbortSignal.timeout(20) });
      return app.ask(question);
    },
  };
  const exchange = createExchange(t.kernel, [connector]);

  const materials = createMaterials(t.kernel, {
    mayHandle: async () => false,
    itemNames: async () => new Map(),
    trust: async () => trust,
  });
  const partySeals: PartySeals = {
    trust: async () => trust,
    timeStamper: async () => pdfAuthority.signer('990101', '戳').timeStamp,
    heldBy: async ({ id }) => Object.values(seals).flatMap((s) => (s.owner === id ? [s.sealId] : [])),
    deviceOf: () => undefined,
    async open({ actor, sealId, password, turn }) {
      const seal = seals[sealId as keyof typeof seals];
      if (!seal || seal.owner !== actor.principal.id || password !== 'carrier')
        throw Object.assign(new Error('no such seal'), { code: 'seals.seal_missing' });
      return {
        ...seal,
        pdfSigner: async () => pdfAuthority.signer(seal.sealId, seal.name),
        async record(_, use) {
          uses.push({ sealId: seal.sealId, digest: use.digest, slot: String(turn) });
        },
      };
    },
  };
  const signing = createSigning({
    kernel: t.kernel,
    materials,
    seals: partySeals,
    licences: businessLicencesOver(exchange, true),
    paper: notoPaperEnv,
    catalog: {} as never,
    realPerson: async () =>
      world.register === 'unavailable'
        ? { status: 'unavailable' }
        : { status: world.register, source: '公安人口库', requestId: 'r1' },
    forms: {
      inputOf: async (draftId: string, actor: PersonActor) => {
        const input = drafts.get(draftId);
        if (!input || actor.personId !== landlord.personId) throw new Error('forms.draft_missing');
        return { item, input };
      },
    } as never,
    identity: {
      applicantFacts: async (actor: PersonActor) => {
        const own = people[actor.personId]!;
        const { kind, id } = actor.principal;
        return kind === 'firm'
          ? {
              kind,
              id,
              name: '云州恒筑建设工程有限公司',
              number: firmNumber,
              mobile: null,
              facts: {},
              agent: { ...own, id: actor.personId, mobile: null, facts: {} },
            }
          : { kind, id, ...own, mobile: null, facts: {}, agent: null };
      },
      contactOf: async (_: string, number: string) =>
        number === firmNumber ? 'p-yan' : Object.keys(people).find((id) => people[id]?.number === number),
      findHolder: async (kind: string, number: string) =>
        kind === 'firm'
          ? number === firmNumber
            ? { id: 'f-hengzhu', name: '', mobile: null }
            : undefined
          : { id: Object.keys(people).find((id) => people[id]?.number === number) ?? 'nobody', name: '', mobile: null },
      proveAgain: async (_: PersonActor, proof: { password?: string }) => {
        if (proof.password !== 'account') throw Object.assign(new Error('wrong'), { code: 'identity.not_proven' });
      },
    } as never,
  });
  const http = await serveModule(signing.module, { landlord, tenant, stranger }, t.kernel.config);
  const files = await serveModule(materials.module, { landlord, tenant, stranger }, t.kernel.config);
  let n = 0;
  return {
    t,
    clock,
    http,
    files,
    signing,
    materials,
    item,
    uses,
    get register() {
      return world.register;
    },
    set register(value) {
      world.register = value;
    },
    get licences() {
      return world.licences;
    },
    set licences(value) {
      world.licences = value;
    },
    get beforeLicenceSigns() {
      return world.beforeLicenceSigns;
    },
    set beforeLicenceSigns(value) {
      world.beforeLicenceSigns = value;
    },
    licenceApp,
    pdfSigner: (sealId, name) => pdfAuthority.signer(sealId, name),
    confirm: (url, { password = LICENCE_PASSWORD, refuse } = {}) =>
      licenceApp.decide(url.slice(url.lastIndexOf('/') + 1), {
        person: '990101197503071015',
        password,
        confirm: !refuse,
      }),
    draft(change = (input) => input) {
      const id = `draft-${++n}`;
      drafts.set(
        id,
        change({
          ...golden,
          answers: {
            ...golden.answers,
            租赁合同: null,
            对方类型: '企业',
            对方名称: '云州恒筑建设工程有限公司',
            对方信用代码: firmNumber,
            对方身份号码: null,
            租赁用途: '办公',
            居住人数: null,
          },
        }),
      );
      return id;
    },
    inputOf: (draftId) => drafts.get(draftId)!,
    sealIds: [seals['seal-xu'].sealId, seals['seal-hz'].sealId],
    async upload(who, name, data) {
      const reply = await files.inject({
        method: 'POST',
        url: '/api/files',
        cookies: { who },
        headers: { 'content-type': 'multipart/form-data; boundary=xx-xx' },
        payload: Buffer.concat([
          Buffer.from(`--xx-xx\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n\r\n`),
          data,
          Buffer.from('\r\n--xx-xx--\r\n'),
        ]),
      });
      return reply.json().fileId;
    },
    async stop() {
      await http.close();
      await files.close();
      await t.close();
    },
  };
}

const from = new Date('2026-01-01T00:00:00Z');
const to = new Date('2030-01-01T00:00:00Z');

/** Issues P-256 certificates for one signature, and time stamps. */
export function makePdfAuthority(now: () => Date) {
  const rootKey = generateKey('p256');
  const issuerKey = signingKey(rootKey.pkcs8);
  const name = { C: 'CN', CN: '测试文件根' };
  const root = issueCertificate({
    subject: name,
    issuer: name,
    subjectPublicKey: rootKey.publicKeyInfo,
    issuerKey,
    notBefore: from,
    notAfter: to,
    extensions: { keyUsage: ['keyCertSign', 'cRLSign'], basicConstraints: { ca: true } },
  });
  const certify = (subject: Record<string, string>, stamping: boolean): SyncSigner => {
    const key = generateKey('p256');
    const certificate = issueCertificate({
      subject,
      issuer: parseCertificate(root),
      subjectPublicKey: key.publicKeyInfo,
      issuerKey,
      notBefore: from,
      notAfter: to,
      extensions: {
        keyUsage: ['digitalSignature', 'nonRepudiation'],
        ...(stamping ? { extendedKeyUsage: [OID.timeStamping] } : {}),
      },
    });
    return fileSigner({ privateKey: key.pkcs8, certificate });
  };
  const stamper = certify({ C: 'CN', CN: '测试时间戳' }, true);
  let serial = 0x100;
  return {
    root,
    signer: (sealId: string, CN: string) => ({
      signer: certify({ C: 'CN', OU: sealId, CN }, false),
      chain: [root],
      timeStamp: (signature: Uint8Array) =>
        makeTimeStampToken({
          signer: stamper,
          policy: '1.3.6.1.4.1.32473.1',
          serial: new Uint8Array([1, ++serial & 0x7f]),
          time: now(),
          digestAlgorithm: OID.sha256,
          digest: digestByOid(OID.sha256, signature)!,
        }),
    }),
  };
}

export function makeAuthority() {
  const rootKey = generateSm2KeyPair();
  const rootName = { C: 'CN', CN: '测试根' };
  const root = issueCertificate({
    subject: rootName,
    issuer: rootName,
    subjectPublicKey: rootKey.publicKey,
    issuerKey: rootKey,
    notBefore: from,
    notAfter: to,
    extensions: { keyUsage: ['keyCertSign', 'cRLSign'], basicConstraints: { ca: true } },
  });
  const certify = (CN: string): SyncSigner => {
    const key = generateSm2KeyPair();
    const certificate = issueCertificate({
      subject: { C: 'CN', CN },
      issuer: parseCertificate(root),
      subjectPublicKey: key.publicKey,
      issuerKey: rootKey,
      notBefore: from,
      notAfter: to,
      extensions: { keyUsage: ['digitalSignature', 'nonRepudiation'] },
    });
    return fileSigner({ privateKey: key.privateKey, certificate });
  };
  const revoke = (certificate: Uint8Array, revokedAt: Date) =>
    issueCrl({
      issuer: parseCertificate(root).subject,
      issuerKey: rootKey,
      thisUpdate: from,
      nextUpdate: to,
      number: 1,
      revoked: [{ serial: parseCertificate(certificate).serial, revokedAt, reason: 'keyCompromise' }],
    });
  return { root, certify, revoke, maker: certify('制章') };
}

let serial = 0;

export function makeParty(authority: ReturnType<typeof makeAuthority>, name: string, kind: string, owner: string) {
  const signer = authority.certify(name);
  const sealId = `990101${String(++serial).padStart(8, '0')}`;
  const picture = sealPng({ kind: 'unit', name: name.slice(0, 14), diameter: 40 }, loadNotoSerif(700));
  const prepared = prepareSeal(
    makeSeal({
      id: sealId,
      vendor: 'TEST',
      type: 1,
      name,
      certificates: [signer.certificate],
      createdAt: from,
      validFrom: from,
      validTo: to,
      picture: { type: 'png', data: picture, width: 40, height: 40 },
      maker: authority.maker,
    }),
  );
  return { owner, sealId, kind, name, prepared, signer, width: 40, height: 40 };
}
