import { fileSigner, OID, type SyncSigner } from '@miaopi/gm';
import type { Kernel } from '../../../kernel/kernel.ts';
import type { KeyWrap } from '../key-wrap.ts';
import { findServiceKey, lockAuthority, type ServiceKind } from '../store/certificates.ts';
import { type Authority, certify, organisation } from './ensure-authority.ts';

const names = {
  'root-ocsp': '示范区电子认证根证书状态服务',
  ocsp: '示范区证书状态服务',
  'time-stamp': '示范区时间戳服务（SM2）',
} as const;
const uses = { 'root-ocsp': OID.ocspSigning, ocsp: OID.ocspSigning, 'time-stamp': OID.timeStamping } as const;
/** A responder's certificate is not asked about itself (nocheck), so it is short. */
const years = { 'root-ocsp': 1, ocsp: 1, 'time-stamp': 10 } as const;
const renewBefore = 30 * 86_400_000;

/** The SM2 key that answers for certificates, or stamps time: certified for that alone by the authority it answers for (time by the issuing one), made when first asked for, and renewed before it runs out. */
export async function ensureServiceKey(
  kernel: Kernel,
  wrap: KeyWrap,
  authority: Authority,
  kind: ServiceKind,
): Promise<{ readonly signer: SyncSigner; readonly validTo: Date }> {
  const find = async (db: Kernel['read'], now: Date) => {
    const row = await findServiceKey(db, kind);
    return row && row.validTo.getTime() - now.getTime() > renewBefore ? row : undefined;
  };
  let row = await find(kernel.read, kernel.clock.now());
  if (!row) {
    await kernel.command('seals.ensure_service_key', { actor: { kind: 'system', name: 'seals' } }, async (ctx) => {
      await lockAuthority(ctx.tx);
      if (await find(ctx.tx, ctx.now)) return;
      await certify(ctx.tx, wrap, {
        kind,
        name: { C: 'CN', O: organisation, CN: names[kind] },
        issuer: kind === 'root-ocsp' ? authority.root : authority.issuing,
        years: years[kind],
        usage: ['digitalSignature'],
        extendedUsage: uses[kind],
        now: ctx.now,
      });
      ctx.audit({ action: 'seals.service_key_made', subject: 'seals:authority', data: { kind } });
    });
    row = await find(kernel.read, kernel.clock.now());
  }
  if (!row) throw new Error(`the ${kind} key was made and is not there`);
  const { privateKey } = wrap.unwrap(row.wrapped);
  return { signer: fileSigner({ privateKey, certificate: new Uint8Array(row.der) }), validTo: row.validTo };
}
