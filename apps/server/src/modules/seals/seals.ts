import { randomBytes } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileSigner, prepareSeal } from '@miaopi/gm';
import type { Actor } from '../../kernel/actor.ts';
import { isUniqueViolation } from '../../kernel/db/database.ts';
import { newId } from '../../kernel/ids.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { OfficeSealer, Seals } from './door.ts';
import { sealsErrors } from './errors.ts';
import { openKeyWrap } from './key-wrap.ts';
import { anyKey, lockAuthority } from './store/certificates.ts';
import { checkLedger, findGrant, findSealInUse, insertUse, listSealsEnding } from './store/seal-rows.ts';
import { writeTrustPem } from './trust-pem.ts';
import { type Authority, ensureAuthority } from './use-cases/ensure-authority.ts';
import { ensureOffice, grantUse, type OfficeInput } from './use-cases/ensure-office.ts';

export interface SealsOptions {
  /** Secret the keys are wrapped under, instead of the file `keys/wrap.key`. */
  readonly passphrase?: string;
}

const sealerSeconds = 600;
const grantSeconds = 30;

export function createSeals(kernel: Kernel, options: SealsOptions = {}): Seals {
  const folder = join(kernel.config.dataDir, 'keys');
  const openWrap = openKeyWrap(folder, options.passphrase ?? process.env.KEY_PASSPHRASE, () => anyKey(kernel.read));
  const sealers = new Map<string, { until: number; sealer: Promise<OfficeSealer> }>();
  const grants = new Map<string, number>();
  let authority: Promise<Authority> | undefined;

  function opened(): Promise<Authority> {
    authority ??= openWrap().then(async (wrap) => {
      const made = await ensureAuthority(kernel, wrap);
      writeTrustFile(folder, writeTrustPem(made.trust));
      return made;
    });
    authority.catch(() => {
      authority = undefined;
    });
    return authority;
  }

  async function ensure(actor: Actor, office: OfficeInput): Promise<'new' | 'present'> {
    const done = await ensureOffice({ kernel, wrap: await openWrap(), authority: await opened() }, actor, office);
    if (done === 'new') {
      sealers.delete(office.uscc);
      grants.clear();
    }
    return done;
  }

  async function openSealer(office: string): Promise<OfficeSealer> {
    const row = await findSealInUse(kernel.read, office);
    if (!row || row.validTo <= kernel.clock.now()) throw sealsErrors.no_seal({ log: `no seal in force of ${office}` });
    const { privateKey } = (await openWrap()).unwrap(row.wrapped);
    const prepared = prepareSeal(new Uint8Array(row.der));
    return {
      sealId: row.id,
      name: row.name,
      prepared,
      signer: fileSigner({ privateKey, certificate: new Uint8Array(row.certificate) }),
      diameter: row.width,
      picture: prepared.seal.picture.data,
    };
  }

  return {
    module: {
      name: 'seals',
      start: async () => void (await opened()),
      schedule: { 'seals.refresh': '7 18 * * *' },
      jobs: {
        /** Daily: revocation lists that run low, seals that run out within 30 days. */
        'seals.refresh': async () => {
          authority = undefined;
          await opened();
          const soon = new Date(kernel.clock.now().getTime() + 30 * 86_400_000);
          for (const seal of await listSealsEnding(kernel.read, soon))
            await ensure(
              { kind: 'system', name: 'seals' },
              { uscc: seal.office, name: seal.name, region: seal.region },
            );
        },
      },
    },
    ensureOffice: (actor, office) => ensure(actor, { uscc: office.uscc, name: office.name.zh, region: office.region }),
    async ensureGrant(actor, { office, slug }) {
      if (await findGrant(kernel.read, office, slug, kernel.clock.now())) return 'present';
      return kernel.command('seals.ensure_grant', { actor }, async (ctx) => {
        await lockAuthority(ctx.tx);
        if (await findGrant(ctx.tx, office, slug, ctx.now)) return 'present';
        const seal = await findSealInUse(ctx.tx, office);
        if (!seal) throw sealsErrors.no_seal({ log: `no seal of ${office} to grant for ${slug}` });
        await grantUse(ctx, { sealId: seal.id, slug, to: seal.validTo });
        return 'new';
      });
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
    async recordUse(ctx, use) {
      try {
        if (await insertUse(ctx.tx, { ...use, id: newId(), now: ctx.now })) return;
      } catch (error) {
        if (isUniqueViolation(error, 'ledger_licence_id_key')) throw sealsErrors.sealed_already({ cause: error });
        throw error;
      }
      throw sealsErrors.not_granted({ log: `seal ${use.sealId} for ${use.slug} at ${use.sealedAt.toISOString()}` });
    },
    verifyLedger: () => checkLedger(kernel.read),
    anchors: async () => (await opened()).trust,
    exportTrust: async () => writeTrustPem((await opened()).trust),
    async authority() {
      const { issuing } = await opened();
      return { certificate: issuing.certificate, key: issuing.key.privateKey };
    },
  };
}

/** Read by `miaopi verify` without the database; replaced whole. */
function writeTrustFile(folder: string, pem: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'trust.pem');
  const beside = `${path}.${process.pid}.${randomBytes(6).toString('hex')}`;
  writeFileSync(beside, pem, { mode: 0o644, flush: true });
  renameSync(beside, path);
}
