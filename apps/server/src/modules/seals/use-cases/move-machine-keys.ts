import {
  equalBytes,
  fileSigner,
  generateSm2KeyPair,
  issueCertificate,
  makeSeal,
  parseCertificate,
  parseSeal,
  type Signer,
} from '@miaopi/gm';
import { inBoth, told } from '@miaopi/items';
import { AppError } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import type { DeviceKey, NamedDevice } from '../carriers/key-device.ts';
import type { KeyDevices } from '../carriers/read-devices.ts';
import type { KeyWrap } from '../key-wrap.ts';
import { insertCarrier, retireMachineCarrier } from '../store/carriers.ts';
import { destroyKeys, lockAuthority, supersedeRetired } from '../store/certificates.ts';
import { endKeySealings } from '../store/key-sealings.ts';
import { findMachineSeal, findSeal, insertSealChange, type MachineSealRow, setSealData } from '../store/seal-rows.ts';
import { tellHolder } from '../tell.ts';
import { type Authority, certify, certifyKey, reissueList } from './ensure-authority.ts';

/** A machine's key by its place: on a device, or in this installation's key store. */
export interface KeyPlace {
  readonly device: NamedDevice;
  readonly key: DeviceKey;
}

export interface MoveDeps {
  readonly kernel: Kernel;
  readonly wrap: KeyWrap;
  readonly authority: Authority;
  readonly devices: KeyDevices;
  readonly signerOn: (device: NamedDevice, key: string, certificate: Uint8Array) => Signer;
}

/** Other processes remember a seal for ten minutes; what they sealed in between must stay good. */
const grace = 3_600_000;
const actor = { kind: 'system', name: 'seals' } as const;

/** Where the machine's key of an office is to be by the configuration; undefined: in the key store, or wherever it is. */
export function placeOf({ devices }: KeyDevices, office: string): KeyPlace | undefined {
  for (const device of devices) {
    const key = device.keys.get(office);
    if (key) return { device, key };
  }
  return undefined;
}

/**
 * Brings the machine's keys of offices' seals to where the configuration wants them: another key is certified, and the seal's data signed anew with that certificate in
 * its list. Number, picture, grants and ledger stay; what was sealed before stays good. A key that does not sign now is left for the next start. An hour later the former
 * certificate is revoked (superseded) and its key destroyed.
 * @returns how many seals changed
 */
export async function moveMachineKeys(deps: MoveDeps): Promise<number> {
  const { kernel, devices } = deps;
  let moved = 0;
  const offices = [...devices.devices.flatMap((d) => [...d.keys.keys()]), ...devices.software];
  for (const office of offices) {
    const seal = await findMachineSeal(kernel.read, office);
    const place = placeOf(devices, office);
    if (!seal || isThere(seal, place)) continue;
    try {
      if (place) await tryKey(deps.signerOn, place);
      if (await move(deps, office, place)) moved++;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      kernel.log.error(
        { err: error, office, device: place?.device.name },
        'a seal’s key could not be moved; the former one goes on',
      );
    }
  }
  return moved;
}

/** Certificates left behind by moves are revoked and their keys destroyed. @returns how many */
export async function endMovedKeys({ kernel, authority }: Pick<MoveDeps, 'kernel' | 'authority'>): Promise<number> {
  return kernel.command('seals.end_moved_keys', { actor }, async (ctx) => {
    await lockAuthority(ctx.tx);
    const ended = await supersedeRetired(ctx.tx, new Date(ctx.now.getTime() - grace), ctx.now);
    if (ended.length === 0) return 0;
    await destroyKeys(ctx.tx, ended);
    await reissueList(ctx.tx, authority, ctx.now);
    ctx.audit({ action: 'seals.moved_keys_ended', subject: 'seals:authority', data: { certificates: ended.length } });
    return ended.length;
  });
}

/** The device signs with this key: shown by a certificate made up for the purpose, which nobody else ever sees. @throws seals.carrier_silent, seals.carrier_refused */
export async function tryKey(signerOn: MoveDeps['signerOn'], { device, key }: KeyPlace): Promise<void> {
  const now = Date.now();
  const certificate = issueCertificate({
    subject: { CN: 'key to be tried' },
    issuer: { CN: 'key to be tried' },
    subjectPublicKey: key.publicKey,
    issuerKey: generateSm2KeyPair(),
    notBefore: new Date(now - 60_000),
    notAfter: new Date(now + 60_000),
    extensions: { keyUsage: ['digitalSignature'] },
  });
  await signerOn(device, key.key, certificate).sign(new TextEncoder().encode('miaopi: is the key there?'));
}

function isThere(seal: MachineSealRow, place: KeyPlace | undefined): boolean {
  if (!place) return seal.keyDevice === null;
  return (
    seal.keyDevice === place.device.name &&
    seal.keyName === place.key.key &&
    equalBytes(parseCertificate(new Uint8Array(seal.certificate)).publicKey, place.key.publicKey)
  );
}

async function move(deps: MoveDeps, office: string, place: KeyPlace | undefined): Promise<boolean> {
  const { kernel, wrap, authority } = deps;
  return kernel.command('seals.move_machine_key', { actor }, async (ctx) => {
    await lockAuthority(ctx.tx);
    const seal = await findMachineSeal(ctx.tx, office);
    const whole = seal && (await findSeal(ctx.tx, seal.id));
    if (!seal || !whole || isThere(seal, place)) return false;
    const former = new Uint8Array(seal.certificate);
    const data = parseSeal(new Uint8Array(seal.der));
    const subject = {
      kind: 'office' as const,
      principal: office,
      name: {
        ...{ C: 'CN', O: whole.principalName, organizationIdentifier: office },
        CN: `${whole.name}电子印章`,
      },
      issuer: authority.issuing,
      years: 5,
      usage: ['digitalSignature', 'nonRepudiation'] as const,
      now: ctx.now,
    };
    const own = place
      ? await certifyKey(ctx.tx, { ...subject, publicKey: place.key.publicKey }, null)
      : await certify(ctx.tx, wrap, subject);
    const { maker } = authority;
    const der = makeSeal({
      ...{ id: data.id, vendor: 'MIAOPI', type: whole.type, name: data.name, createdAt: ctx.now },
      certificates: [...data.certificates.filter((one) => !equalBytes(one, former)), own.certificate],
      validFrom: data.validFrom,
      validTo: data.validTo,
      picture: data.picture,
      maker: fileSigner({ privateKey: maker.key.privateKey, certificate: maker.certificate }),
    });
    await setSealData(ctx.tx, seal.id, der);
    await retireMachineCarrier(ctx.tx, seal.id);
    await endKeySealings(ctx.tx, seal.id, ctx.now);
    await insertCarrier(ctx.tx, {
      ...{ id: newId('sc'), sealId: seal.id, kind: 'machine', holder: null, holderName: null, device: null },
      certificateId: own.id,
      ...(place ? { onDevice: { name: place.device.name, key: place.key.key } } : {}),
      now: ctx.now,
    });
    const where = place ? `${place.device.name} / ${place.key.key}` : null;
    await insertSealChange(ctx.tx, {
      ...{ id: newId(), sealId: seal.id, at: ctx.now, what: 'machine-key-moved', state: whole.state, reason: where },
      ...{ by: 'system:seals', byName: 'system:seals', since: null },
    });
    const to = place
      ? { zh: `密码设备“${place.device.name}”`, en: `on the device “${place.device.name}”` }
      : { zh: '本系统的密钥库', en: 'in this system’s key store' };
    tellHolder(ctx, whole.keeper, told('sealKeyMoved', { seal: inBoth(whole.name), place: to }));
    ctx.audit({ action: 'seals.machine_key_moved', subject: `seal:${seal.id}`, data: { to: where } });
    return true;
  });
}
