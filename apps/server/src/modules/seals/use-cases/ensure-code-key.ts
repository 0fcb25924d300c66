import { parseCertificate, sm2Sign } from '@miaopi/gm';
import type { Kernel } from '../../../kernel/kernel.ts';
import type { CodeSigner } from '../door.ts';
import type { KeyWrap } from '../key-wrap.ts';
import { findCodeKey, lockAuthority } from '../store/certificates.ts';
import { type Authority, certify, organisation } from './ensure-authority.ts';

/** X08: the key for QR codes and lists, certified by the issuing authority for signatures only (10 years): made once, by whoever comes first. */
export async function ensureCodeKey(kernel: Kernel, wrap: KeyWrap, authority: Authority): Promise<CodeSigner> {
  let row = await findCodeKey(kernel.read);
  if (!row) {
    await kernel.command('seals.ensure_code_key', { actor: { kind: 'system', name: 'seals' } }, async (ctx) => {
      await lockAuthority(ctx.tx);
      if (await findCodeKey(ctx.tx)) return;
      await certify(ctx.tx, wrap, {
        kind: 'code',
        name: { C: 'CN', O: organisation, CN: '示范区证照二维码签名' },
        issuer: authority.issuing,
        years: 10,
        usage: ['digitalSignature', 'nonRepudiation'],
        now: ctx.now,
      });
      ctx.audit({ action: 'seals.code_key_made', subject: 'seals:code-key' });
    });
    row = await findCodeKey(kernel.read);
  }
  if (!row) throw new Error('the key for codes was made and is not there');
  const pair = wrap.unwrap(row.wrapped);
  const certificate = new Uint8Array(row.der);
  return {
    certificate,
    publicKey: parseCertificate(certificate).publicKey,
    sign: (message) => sm2Sign(message, pair, { nonce: 'deterministic' }),
  };
}
