import { loadNotoSerif } from '@miaopi/fonts/noto';
import { fileSigner, makeSeal } from '@miaopi/gm';
import { sealPng } from '@miaopi/layout/png';
import { type Actor, actorKey } from '../../../kernel/actor.ts';
import type { CommandContext } from '../../../kernel/command.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import { sealYears } from '../domain/seal-life.ts';
import { standardAssessment } from '../domain/standard-assessment.ts';
import type { KeyWrap } from '../key-wrap.ts';
import { endCarriers, insertCarrier } from '../store/carriers.ts';
import { lockAuthority } from '../store/certificates.ts';
import { insertGrant, moveGrants } from '../store/grants.ts';
import {
  findInForce,
  insertSeal,
  insertSealChange,
  nextSealSerial,
  putInUse,
  type SealRow,
  sealIsWithPeople,
  setSealState,
} from '../store/seal-rows.ts';
import { type Authority, certify } from './ensure-authority.ts';

export interface OfficeInput {
  readonly uscc: string;
  /** Full Chinese name, as it stands on the seal. */
  readonly name: string;
  readonly region: string;
}

/** Round seal of a unit below the State Council's departments, mm (国发〔1999〕25号). */
const diameter = 42;
const day = 86_400_000;
const renewBefore = 30 * day;

/**
 * At installation, for the machine: makes key, certificate and seal of an office, or renews one of its own making that runs out soon; its grants go over
 * to the new one. An office whose seal came by application, was revoked or lost is its keeper's: nothing is done for it here, whatever starts anew.
 */
export async function ensureOffice(
  deps: { readonly kernel: Kernel; readonly wrap: KeyWrap; readonly authority: Authority },
  actor: Actor,
  office: OfficeInput,
): Promise<'new' | 'present'> {
  const { kernel, wrap, authority } = deps;
  const good = (seal: SealRow | undefined, now: Date) =>
    seal !== undefined &&
    (seal.applicationId !== null || seal.state === 'suspended' || seal.validTo.getTime() - now.getTime() > renewBefore);
  const named = { principalKind: 'office', principalId: office.uscc, kind: 'unit', name: office.name } as const;
  if (good(await findInForce(kernel.read, named), kernel.clock.now())) return 'present';
  return kernel.command('seals.ensure_office', { actor }, async (ctx) => {
    await lockAuthority(ctx.tx);
    const former = await findInForce(ctx.tx, named);
    if (good(former, ctx.now)) return 'present';
    if (!former && (await sealIsWithPeople(ctx.tx, named))) return 'present';
    const holder = await certify(ctx.tx, wrap, {
      kind: 'office',
      principal: office.uscc,
      name: { C: 'CN', O: office.name, organizationIdentifier: office.uscc, CN: `${office.name}电子印章` },
      issuer: authority.issuing,
      years: 5,
      usage: ['digitalSignature', 'nonRepudiation'],
      now: ctx.now,
    });
    const region = office.region.slice(0, 6);
    const id = `${region}${String(await nextSealSerial(ctx.tx, region)).padStart(8, '0')}`;
    const validFrom = new Date(ctx.now.getTime() - 60_000);
    const validTo = new Date(validFrom);
    validTo.setUTCFullYear(validTo.getUTCFullYear() + sealYears);
    const serial = `${region}${id.slice(7)}`;
    const picture = sealPng({ kind: 'unit', name: office.name, serial, diameter }, loadNotoSerif(700));
    const der = makeSeal({
      id,
      vendor: 'MIAOPI',
      type: 1,
      name: office.name,
      certificates: [holder.certificate],
      createdAt: ctx.now,
      validFrom,
      validTo,
      picture: { type: 'png', data: picture, width: diameter, height: diameter },
      maker: fileSigner({ privateKey: authority.maker.key.privateKey, certificate: authority.maker.certificate }),
    });
    if (former) {
      await setSealState(ctx.tx, { id: former.id, state: 'replaced', now: ctx.now, reason: id });
      await endCarriers(ctx.tx, former.id, 'retired');
    }
    const by = actorKey(actor);
    await insertSeal(ctx.tx, {
      ...named,
      id,
      principalName: office.name,
      region,
      type: 1,
      width: diameter,
      height: diameter,
      picture,
      validFrom,
      validTo,
      now: ctx.now,
      by,
      keeper: null,
      keeperName: null,
      applicationId: null,
      renews: former?.id ?? null,
    });
    await putInUse(ctx.tx, { id, der, validFrom, validTo, now: ctx.now });
    await insertCarrier(ctx.tx, {
      id: newId('sc'),
      sealId: id,
      kind: 'machine',
      holder: null,
      holderName: null,
      certificateId: holder.id,
      device: null,
      now: ctx.now,
    });
    if (former) await moveGrants(ctx.tx, former.id, id, validTo);
    const what = { at: ctx.now, reason: null, by, byName: by, since: null };
    await insertSealChange(ctx.tx, { ...what, id: newId(), sealId: id, what: 'made', state: 'in-use' });
    ctx.audit({
      action: former ? 'seals.seal_renewed' : 'seals.seal_made',
      subject: `seal:${id}`,
      data: { office: office.uscc, former: former?.id ?? null },
    });
    return 'new';
  });
}

/** 系统授权 at installation, with the assessment it rests on (F149, F152): given by the installation itself, not by two persons, and says so. */
export async function grantUse(
  ctx: CommandContext,
  grant: { readonly sealId: string; readonly slug: string; readonly to: Date },
): Promise<void> {
  const id = newId();
  const by = actorKey(ctx.actor);
  await insertGrant(ctx.tx, {
    id,
    assessmentId: newId(),
    sealId: grant.sealId,
    slug: grant.slug,
    documentKind: 'licence',
    machine: 'system',
    maxUses: null,
    ...standardAssessment,
    from: new Date(ctx.now.getTime() - 60_000),
    to: grant.to,
    by,
    byName: by,
    now: ctx.now,
    confirmedBy: 'installation',
  });
  ctx.audit({
    action: 'seals.use_granted',
    subject: `seal:${grant.sealId}`,
    data: { slug: grant.slug, grant: id, until: grant.to.toISOString() },
  });
}
