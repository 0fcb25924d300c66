import { randomBytes } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileSigner, parseCrl, prepareSeal, type Signer } from '@miaopi/gm';
import type { Actor } from '../../kernel/actor.ts';
import { foundNothing, isUniqueViolation, type Tx } from '../../kernel/db/database.ts';
import { newId } from '../../kernel/ids.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { createAuthorityService } from './authority-service.ts';
import { deviceSigners } from './carriers/key-device.ts';
import { softToken } from './carriers/soft-token.ts';
import { createDocumentSigning } from './document-signing.ts';
import { goodAt, sealStateNames } from './domain/seal-life.ts';
import type { CodeSigner, OfficeSealer, SealApplication, Seals, SealUse } from './door.ts';
import { sealsErrors } from './errors.ts';
import { openKeyWrap } from './key-wrap.ts';
import type { SealsPlugs } from './plugs.ts';
import { presentHeld, presentRequest } from './present.ts';
import { sealsRoutes } from './routes/index.ts';
import { storeSealFile } from './seal-files.ts';
import { askStatus } from './status/ask-status.ts';
import { certificatesIn } from './status/certificates-in.ts';
import { type ApplicationRow, findApplication, listApplications } from './store/applications.ts';
import { anyKey, listRevocationLists, lockAuthority } from './store/certificates.ts';
import { findGrant, grantIsWithPeople } from './store/grants.ts';
import { findRecallOf } from './store/recalls.ts';
import {
  findMachineSeal,
  findSeal,
  listSeals,
  listUngovernedEnding,
  type MachineSealRow,
  officeHadSeal,
} from './store/seal-rows.ts';
import { countPlanned } from './store/use-plans.ts';
import { findRequestOf, supersedeRequest } from './store/use-requests.ts';
import { checkLedger, insertUse, insertUses, listUsesOfCase, type NewUse } from './store/uses.ts';
import { type Trust, writeTrustPem } from './trust-pem.ts';
import { createTrustedAuthorities } from './trusted-authorities.ts';
import { activateSeal } from './use-cases/activate-seal.ts';
import { applyForSeal } from './use-cases/apply-for-seal.ts';
import { decideApplication } from './use-cases/decide-application.ts';
import { type Authority, ensureAuthority } from './use-cases/ensure-authority.ts';
import { ensureCodeKey } from './use-cases/ensure-code-key.ts';
import { ensureOffice, grantUse, type OfficeInput } from './use-cases/ensure-office.ts';
import { decideGrant, proposeGrant } from './use-cases/grant-use.ts';
import { requestKeeperUse } from './use-cases/keeper-sealing.ts';
import { makeSealOf } from './use-cases/make-seal.ts';
import { endMovedKeys, moveMachineKeys, placeOf, tryKey } from './use-cases/move-machine-keys.ts';
import { openForUse } from './use-cases/open-for-use.ts';
import { pictureOf } from './use-cases/picture-of.ts';
import { planUses } from './use-cases/plan-uses.ts';
import { reviewUse } from './use-cases/review-use.ts';
import { sweepSealFiles } from './use-cases/sweep-files.ts';

export interface SealsOptions {
  /** Secret the keys are wrapped under, instead of the file `keys/wrap.key`. */
  readonly passphrase?: string;
}

const sealerSeconds = 600;
const grantSeconds = 30;
const listSeconds = 5;

/** Without plugs nobody can apply for a seal: benches and tests of the automatic chain. */
const nobody: SealsPlugs = { applicant: async () => undefined };

export function createSeals(kernel: Kernel, options: SealsOptions = {}, plugs: SealsPlugs = nobody): Seals {
  const folder = join(kernel.config.dataDir, 'keys');
  const openWrap = openKeyWrap(folder, options.passphrase ?? process.env.KEY_PASSPHRASE, () => anyKey(kernel.read));
  const carriers = softToken(openWrap);
  const devices = plugs.keyDevices ?? { devices: [], software: new Set<string>() };
  const signerOn = deviceSigners();
  const documents = createDocumentSigning(kernel, openWrap);
  const authorities = createTrustedAuthorities(kernel, () => plugs.authorities?.() ?? []);
  const sealers = new Map<string, { until: number; sealer: Promise<OfficeSealer> }>();
  const grants = new Map<string, number>();
  let authority: Promise<Authority> | undefined;
  let codeSigner: Promise<CodeSigner> | undefined;
  let listsReadAt = 0;

  /** For `miaopi verify`, which has no database. */
  async function keepTrustFile(own: Trust): Promise<void> {
    writeTrustFile(folder, writeTrustPem(await authorities.joinedWith(await documents.addTo(own))));
  }

  const ownTrust = async () => documents.addTo((await current()).trust);

  function opened(): Promise<Authority> {
    authority ??= openWrap().then(async (wrap) => {
      const made = await ensureAuthority(kernel, wrap);
      await keepTrustFile(made.trust);
      listsReadAt = Date.now();
      return made;
    });
    authority.catch(() => {
      authority = undefined;
    });
    return authority;
  }

  /** The authority with lists of revocation not older than a few seconds: another process may have revoked something. */
  async function current(): Promise<Authority> {
    const known = await opened();
    if (Date.now() - listsReadAt < listSeconds * 1000) return known;
    listsReadAt = Date.now();
    const lists = await listRevocationLists(kernel.read);
    const numbers = new Set(known.trust.crls.map((c) => c.number));
    if (lists.every((l) => numbers.has(BigInt(l.number)))) return known;
    documents.forget();
    const fresh = { ...known, trust: { ...known.trust, crls: lists.map((l) => parseCrl(l.der)) } };
    await keepTrustFile(fresh.trust);
    authority = Promise.resolve(fresh);
    return fresh;
  }

  /** What this process remembers of seals, grants and lists may be over. */
  function forget(): void {
    sealers.clear();
    grants.clear();
    documents.forget();
    listsReadAt = 0;
  }

  async function ensure(actor: Actor, office: OfficeInput): Promise<'new' | 'present'> {
    const done = await ensureOffice({ kernel, wrap: await openWrap(), authority: await opened() }, actor, office);
    if (done === 'new') {
      forget();
      await moveKeys();
    }
    return done;
  }

  /** The machine's keys follow the configuration; one that can't is where it was. */
  async function moveKeys(): Promise<void> {
    const moved = await moveMachineKeys({
      kernel,
      wrap: await openWrap(),
      authority: await opened(),
      devices,
      signerOn,
    });
    if (moved > 0) forget();
  }

  async function openSealer(office: string): Promise<OfficeSealer> {
    const row = await findMachineSeal(kernel.read, office);
    if (!row || row.validTo <= kernel.clock.now()) throw sealsErrors.no_seal({ log: `no seal in force of ${office}` });
    const prepared = prepareSeal(new Uint8Array(row.der));
    return {
      sealId: row.id,
      name: row.name,
      prepared,
      signer: await machineSigner(row),
      diameter: row.width,
      picture: prepared.seal.picture.data,
    };
  }

  async function machineSigner(row: MachineSealRow): Promise<Signer> {
    const certificate = new Uint8Array(row.certificate);
    if (row.wrapped) return fileSigner({ privateKey: (await openWrap()).unwrap(row.wrapped).privateKey, certificate });
    const device = devices.devices.find((d) => d.name === row.keyDevice);
    if (!device || row.keyName === null)
      throw sealsErrors.carrier_refused({
        log: `keys/seal-devices.json names no device "${row.keyDevice}", which has a key of seal ${row.id}`,
      });
    return signerOn(device, row.keyName, certificate);
  }

  function record(tx: Tx, use: Omit<NewUse, 'id'>, sealedAt: Date, now: Date, refused = () => {}): void {
    insertUse(tx, { ...use, id: newId() }, sealedAt, now, (refusal) => {
      refused();
      return foundNothing(refusal) ? notGranted(use, sealedAt) : sealedAlready(refusal);
    });
  }

  function sealedAlready(error: unknown): unknown {
    return isUniqueViolation(error, 'ledger_licence_id_key') || isUniqueViolation(error, 'ledger_document')
      ? sealsErrors.sealed_already({ cause: error })
      : error;
  }

  function notGranted(use: Pick<NewUse, 'sealId' | 'slug' | 'documentId'>, sealedAt: Date) {
    return sealsErrors.not_granted({
      log: `seal ${use.sealId} for ${use.slug ?? use.documentId} at ${sealedAt.toISOString()}`,
    });
  }

  /** Grants to the machine itself, and those to the official who decided. */
  function granteeOf(operator: string): { readonly grantee?: string } {
    return operator === 'system' ? {} : { grantee: `staff:${operator}` };
  }

  /** By seal and hour, as the review counts them. */
  async function countAsPlanned(tx: Tx, planId: string, uses: readonly SealUse[]): Promise<boolean> {
    const groups = new Map<string, SealUse[]>();
    for (const use of uses) {
      const key = `${use.sealId} ${Math.floor(use.sealedAt.getTime() / 3_600_000)}`;
      groups.set(key, [...(groups.get(key) ?? []), use]);
    }
    const counted = await Promise.all(
      [...groups.values()].map((group) => countPlanned(tx, planId, { ...group[0]!, uses: group.length })),
    );
    return counted.every(Boolean);
  }

  /** A signature is made for its writer at once; every other seal by the authority. */
  async function apply(actor: Actor, application: SealApplication): Promise<ApplicationRow> {
    const row = await applyForSeal({ kernel, plugs }, actor, application);
    if (row.kind !== 'signature') return row;
    // the same request again finds the seal made already
    const known = await findApplication(kernel.read, row.id);
    if (known?.state === 'approved') await makeSealOf(kernel, actor, { applicationId: row.id });
    return (await findApplication(kernel.read, row.id)) ?? row;
  }

  const activateDeps = async () => ({
    kernel,
    wrap: await openWrap(),
    authority: await opened(),
    carriers,
    async machineKeyOf(office: string) {
      const place = placeOf(devices, office);
      if (place) await tryKey(signerOn, place);
      return place;
    },
  });
  const service = createAuthorityService({ kernel, openWrap, current, documents });
  const door: Seals = {
    module: {
      name: 'seals',
      // the connectors, which may name authorities, are there by now
      async start() {
        await keepTrustFile((await opened()).trust);
        await moveKeys();
      },
      routes: sealsRoutes({
        kernel,
        plugs,
        carriers,
        activateDeps,
        current,
        forget,
        apply,
        service,
        authorities: async () => authorities.besides(await ownTrust()),
        async trustChanged() {
          authorities.forget();
          await keepTrustFile((await current()).trust);
        },
      }),
      schedule: {
        'seals.refresh': '7 18 * * *',
        'seals.sweep_files': '31 19 * * *',
        'seals.review_use': '*/10 * * * *',
        'seals.end_moved_keys': '17 * * * *',
      },
      jobs: {
        /** Daily: revocation lists that run low, seals of the installation's own making that run out within 30 days. */
        'seals.refresh': async () => {
          authority = undefined;
          await opened();
          const soon = new Date(kernel.clock.now().getTime() + 30 * 86_400_000);
          for (const seal of await listUngovernedEnding(kernel.read, soon))
            await ensure(
              { kind: 'system', name: 'seals' },
              { uscc: seal.office, name: seal.name, region: seal.region },
            );
          await moveKeys();
        },
        'seals.sweep_files': () => sweepSealFiles(kernel),
        /** Hourly: what moves left behind. */
        'seals.end_moved_keys': async () => {
          if ((await endMovedKeys({ kernel, authority: await opened() })) > 0) forget();
        },
        'seals.review_use': async () => {
          if ((await reviewUse(kernel, opened)) > 0) forget();
        },
      },
    },
    ensureOffice: (actor, office) => ensure(actor, { uscc: office.uscc, name: office.name.zh, region: office.region }),
    async ensureGrant(actor, { office, slug }) {
      if (await findGrant(kernel.read, office, slug, kernel.clock.now())) return 'present';
      return kernel.command('seals.ensure_grant', { actor }, async (ctx) => {
        await lockAuthority(ctx.tx);
        if (await findGrant(ctx.tx, office, slug, ctx.now)) return 'present';
        // what people took back is not given again because a process starts
        if (await grantIsWithPeople(ctx.tx, office, slug)) return 'present';
        const seal = await findMachineSeal(ctx.tx, office);
        if (!seal && (await officeHadSeal(ctx.tx, office))) return 'present';
        if (!seal) throw sealsErrors.no_seal({ log: `no seal of ${office} to grant for ${slug}` });
        await grantUse(ctx, { sealId: seal.id, slug, to: seal.validTo });
        return 'new';
      });
    },
    proposeGrant: (actor, proposal) => proposeGrant(kernel, actor, proposal),
    async decideGrant(actor, decision) {
      await decideGrant(kernel, actor, decision);
      forget();
    },
    sealerOf(office) {
      const now = kernel.clock.now().getTime();
      const known = sealers.get(office);
      if (known && known.until > now) return known.sealer;
      const sealer = openSealer(office);
      sealers.set(office, { until: now + sealerSeconds * 1000, sealer });
      sealer.catch(() => sealers.delete(office));
      return sealer;
    },
    async checkGrant(office, slug) {
      const now = kernel.clock.now();
      const key = `${office} ${slug}`;
      if ((grants.get(key) ?? 0) > now.getTime()) return;
      if (!(await findGrant(kernel.read, office, slug, now)))
        throw sealsErrors.not_granted({ log: `no grant of ${office} for ${slug}` });
      grants.set(key, now.getTime() + grantSeconds * 1000);
    },
    // when it is refused, what this process remembers is over; the chain tries again with the seal that is there now
    recordUse: (ctx, { sealedAt, ...use }) =>
      record(ctx.tx, { ...use, ...granteeOf(use.operator) }, sealedAt, ctx.now, forget),
    planUses: (ctx, plan) => planUses(kernel, ctx, plan),
    async recordUses(ctx, uses, planId) {
      const told = uses.map(({ sealedAt, ...use }) => ({
        use: { ...use, ...granteeOf(use.operator), id: newId() },
        sealedAt,
      }));
      try {
        const [permitted, planned] = await Promise.all([
          insertUses(ctx.tx, told, ctx.now).catch((error: unknown) => {
            throw sealedAlready(error);
          }),
          planId === undefined || countAsPlanned(ctx.tx, planId, uses),
        ]);
        if (!planned) throw sealsErrors.not_granted({ log: `plan ${planId} has fewer than ${uses.length} uses left` });
        const refused = told.find(({ use }) => !permitted.get(use.id));
        if (refused) throw notGranted(refused.use, refused.sealedAt);
      } catch (error) {
        forget();
        throw error;
      }
    },
    async listSealsOf(principal) {
      const now = kernel.clock.now();
      return (await listSeals(kernel.read, { principal })).map((row) => presentHeld(row, now));
    },
    pictureOf: (sealId) => pictureOf(kernel, sealId),
    keepFile: (actor, data) => storeSealFile(kernel, actor, Buffer.from(data)),
    async openApplicationsOf(principal) {
      const [submitted, approved] = await Promise.all(
        (['submitted', 'approved'] as const).map((state) => listApplications(kernel.read, { principal, state })),
      );
      return [
        ...submitted!.map(({ id, kind }) => ({ id, kind, state: 'submitted' as const })),
        ...approved!.map(({ id, kind }) => ({ id, kind, state: 'approved' as const })),
      ];
    },
    applyForSeal: async (actor, application) => ({ applicationId: (await apply(actor, application)).id }),
    decideApplication: (actor, decision) => decideApplication(kernel, actor, decision),
    makeSeal: (actor, input) => makeSealOf(kernel, actor, input),
    async activate(actor, input) {
      await activateSeal(await activateDeps(), actor, input);
      forget();
    },
    openForUse: (request) =>
      openForUse({ kernel, carriers, holderSigner: (given) => documents.holderSigner(given) }, request),
    recordHeldUse: (ctx, opened, { sealedAt, ...use }) =>
      record(
        ctx.tx,
        {
          ...use,
          sealId: opened.sealId,
          openingId: opened.openingId,
          documentKind: opened.purpose.documentKind,
          documentId: opened.purpose.documentId,
          slot: opened.purpose.slot ?? '',
          operator: 'holder',
        },
        sealedAt,
        ctx.now,
      ),
    requestKeeperUse: async (use) => presentRequest(await requestKeeperUse(kernel, use)),
    async keeperUseOf(documentId) {
      const row = await findRequestOf(kernel.read, documentId);
      return row && presentRequest(row);
    },
    async supersedeKeeperUse(ctx, documentId) {
      if (!(await supersedeRequest(ctx.tx, documentId, ctx.now))) throw sealsErrors.wrong_state();
    },
    recordKeeperUse: (ctx, { sealedAt, ...use }) => record(ctx.tx, use, sealedAt, ctx.now),
    recallOf: (key) => findRecallOf(kernel.read, key),
    async standingOf(sealId, sealedAt) {
      const row = await findSeal(kernel.read, sealId);
      if (!row) return undefined;
      const good = goodAt(row, sealedAt);
      const ended = row.state === 'replaced' ? row.replacedAt : row.state === 'in-use' ? null : row.stateSince;
      return {
        sealId,
        state: row.state,
        stateName: sealStateNames[row.state],
        notTrustedSince: row.invalidSince ?? ended,
        good,
      };
    },
    usesOfCase: (caseId) => listUsesOfCase(kernel.read, caseId),
    verifyLedger: () => checkLedger(kernel.read),
    anchors: ownTrust,
    trusted: async () => authorities.joinedWith(await ownTrust()),
    async trustedFor(data, occasion) {
      const trust = await authorities.joinedWith(await ownTrust());
      if (!plugs.status || (occasion === 'check' && !kernel.config.statusOnVerification))
        return { ...trust, ocsp: [], statuses: [] };
      const certificates = certificatesIn(data, trust, kernel.clock.now());
      const told = await askStatus({ kernel, source: plugs.status }, certificates, trust);
      return { ...trust, ...told, crls: [...trust.crls, ...told.crls] };
    },
    exportTrust: async () => writeTrustPem(await authorities.joinedWith(await ownTrust())),
    pdfSignerOf: (office) => documents.signerOf(office),
    timeStamper: () => documents.stamper(),
    codeSigner() {
      codeSigner ??= Promise.all([openWrap(), opened()]).then(([wrap, made]) => ensureCodeKey(kernel, wrap, made));
      codeSigner.catch(() => {
        codeSigner = undefined;
      });
      return codeSigner;
    },
    async authority() {
      const { issuing } = await opened();
      return { certificate: issuing.certificate, key: issuing.key.privateKey };
    },
  };
  return door;
}

/** Read by `miaopi verify` without the database; replaced whole. */
function writeTrustFile(folder: string, pem: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'trust.pem');
  const beside = `${path}.${process.pid}.${randomBytes(6).toString('hex')}`;
  writeFileSync(beside, pem, { mode: 0o644, flush: true });
  renameSync(beside, path);
}
